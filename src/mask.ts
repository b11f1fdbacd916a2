import { maskNamed, valueAt } from './maskNamed.ts';
import { isAssigned, isStated, isUnlikeWords } from './secretLooks.ts';

const MASKED = '[masked]';
/** One is enough for what people write, and another one finds nothing more. */
const PASSES = 8;
const KEY_EDGE = ' [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}';
/** PEM, OpenSSH, SSH2 and PGP. */
const KEY_BLOCK = new RegExp(`-{4,5} ?BEGIN${KEY_EDGE}[\\s\\S]*?(?:-{4,5} ?END${KEY_EDGE}|$)`, 'g');

/**
 * Secrets that are known by their own form, each with what stays of it. Forms are those that the makers document, or that
 * gitleaks and Microsoft's security utilities look for. No pattern may take longer than in proportion to the text: what
 * repeats is bounded, or begins where nothing of its kind stands before.
 */
const FORMS: readonly [RegExp, string][] = [
  // A password inside of an address: up to the last @ of the host's part, or one that has a slash of its own.
  [
    /(:\/\/[^\s:/@"'<>]{0,256}:)(?!\[masked\]@)(?:[^\s/?#"<>]{1,256}@|(?!\d{1,5}[/?#])[^\s@"<>]{1,256}@)/g,
    `$1${MASKED}@`,
  ],
  // The addresses of incoming webhooks are secrets as a whole.
  [/(hooks\.slack(?:-gov)?\.com\/)(?:services|workflows|triggers)\/[\w/-]{8,}/gi, `$1${MASKED}`],
  [/(\bwebhook\.office\.com\/)webhookb2\/[\w@/-]{8,}/gi, `$1${MASKED}`],
  // Slack: bot, user, app-level, configuration, refresh.
  [/(?<![a-z0-9])(?:xox[a-z]|xapp)-[\w-]{8,}/gi, MASKED],
  [/(?<![A-Za-z0-9])(?:gh[opusr]_|github_pat_)\w{16,}/g, MASKED],
  [/(?<![A-Za-z0-9])gl(?:pat|oas|dt|rt|rtr|cbt|ptt|ft|imt|agent|wt|soat|ffct)-[\w-]{16,}(?:\.[\w-]+)*/g, MASKED],
  [/(?<![A-Za-z0-9])(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g, MASKED],
  // Webhooks after the Standard Webhooks specification, and Stripe's.
  [/(?<![A-Za-z0-9])whsec_[\w+/-]{12,}={0,2}/g, MASKED],
  [/(?<![A-Za-z0-9])[rs]k_(?:live|test|prod)_\w{10,}/g, MASKED],
  // Application secrets of Entra ID.
  [/(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~-])/g, MASKED],
  // Access keys of Azure: storage accounts, and those with a mark of their own inside.
  [/(?<![\w+/])[A-Za-z0-9+/]{86}==/g, MASKED],
  [/(?<![A-Za-z0-9])[A-Za-z0-9]{52}JQQJ9[A-Za-z0-9]{20,}={0,2}/g, MASKED],
  // JSON web tokens, signed or encrypted.
  [/(?<![\w-])eyJ[\w-]{8,}(?:\.[\w-]*){2,4}/g, MASKED],
];

/** `<Password>…</Password>`, `<AdministratorPassword><Value>…`. */
const ELEMENT =
  /(<[\w:.-]{0,64}(?:password|passwd|passphrase|pwd|secret|token|(?:access|account|api|private)[_-]?key)\d{0,2}(?:\s[^<>]{0,200})?>(?:\s{0,8}<value>)?)([^<]{1,4096})/gi;
const SCHEME = 'basic|bearer|digest|negotiate|ntlm|token|sharedkey|apikey';
const AUTHORIZATION = new RegExp(
  `(authorization["'\\\\\\]]{0,3}\\s{0,4}[:=]\\s{0,4}["'\\\\]{0,2}(?:${SCHEME})\\s{1,4})([^\\s"'<>]+)`,
  'gi',
);
const BEARER = /(?<![A-Za-z0-9])(bearer\s{1,4})([\w.~+/-]{8,}={0,2})/gi;
const BASIC = /(?<![A-Za-z0-9])(basic\s{1,4})([\w+/-]{8,}={0,2})/gi;
/** With its switches, of which `-String` names the secret and the others stand beside it. */
const SECURE_STRING = /ConvertTo-SecureString(?:\s{1,4}-[a-z]{1,20}){0,4}\s{1,4}(?=[^\s-])/gi;
const PIPED = /("[^"\n]{1,256}"|'[^'\n]{1,256}')(?=\s{0,4}\|\s{0,4}ConvertTo-SecureString\b)/gi;

/** The text without the secrets that can be recognised as such: passwords, keys, tokens, connection strings. */
export function maskSecrets(text: string): string {
  let masked = text;
  // What goes may leave the form of another one behind: masked twice, a text must not change any more.
  for (let pass = 0; pass < PASSES; pass++) {
    const before = masked;
    masked = maskOnce(before);
    if (masked === before) break;
  }
  return masked;
}

function maskOnce(text: string): string {
  const named = secureStrings(maskNamed(text.replace(KEY_BLOCK, MASKED)))
    .replace(ELEMENT, (all, tag: string, value: string) => (isAssigned(value.trim()) ? `${tag}${MASKED}` : all))
    .replace(AUTHORIZATION, (all, name: string, value: string) => (isStated(value, ' a') ? `${name}${MASKED}` : all))
    .replace(BEARER, (all, name: string, value: string) =>
      value.length >= 20 || isUnlikeWords(value, '') ? `${name}${MASKED}` : all,
    )
    .replace(BASIC, (all, name: string, value: string) => (isCredentials(value) ? `${name}${MASKED}` : all));
  return FORMS.reduce((masked, [form, replacement]) => masked.replace(form, replacement), named);
}

/** `user:password` in Base64, and not one more word behind 'basic'. */
function isCredentials(value: string): boolean {
  return /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(Buffer.from(value, 'base64').toString('latin1'));
}

function secureStrings(text: string): string {
  let masked = '';
  let done = 0;
  for (const { 0: command, index } of text.matchAll(SECURE_STRING)) {
    const from = index + command.length;
    if (from < done) continue;
    const { says, isQuoted, end } = valueAt(text, from, false);
    const isLiteral = isQuoted ? isAssigned(says) : !/^[$(]/.test(says) && isUnlikeWords(says, '');
    const isSecret = isLiteral || (/-AsPlainText/i.test(command) && !/^[$(]/.test(says) && isStated(says, ' a'));
    if (!isSecret) continue;
    masked += `${text.slice(done, from)}${MASKED}`;
    done = end;
  }
  return (masked + text.slice(done)).replace(PIPED, MASKED);
}
