import { escapeRegExp } from './escapeRegExp.ts';
import { COMMON_WORDS } from './intent/commonWords.ts';

/** Given what stands in the text, what stays in its place; `known`: what everybody can read anyway. */
type Replace = (known: ReadonlySet<string>, ...groups: string[]) => string;

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
/** Ends of file names, which would else be read as those of hosts. */
const FILES =
  '(?:exe|dll|msi|msp|ps1|psm1|psd1|bat|cmd|vbs|js|ts|json|ya?ml|xml|xlsx?|docx?|csv|txt|log|etl|evtx|ini|config|conf|cfg|mdf|ldf|bak|cer|crt|pfx|pem|md|pdf|html?|zip|cab|dmp|png|jpe?g|gif|aspx?)';
/** A word behind which a machine's name stands. */
const MACHINE =
  '(?:servers?|host(?:name)?|computer|machine|laptop|desktop|pc|node|vm|dc|domain controller|sql instance|netbios name)';

/** Names and addresses that people write, each with what stays in their place. In this order: a wider one goes first. */
const ADDRESSES: readonly [RegExp, string | Replace][] = [
  // Mentions of Slack and Teams.
  [/<@[^>\s]{1,100}>|<at>.{0,200}?<\/at>/gi, '[name]'],
  [/\bhttps?:\/\/[^\s<>"'`)\]]+/gi, (known, url = '') => publicPart(url, known)],
  [/\b(?!https?:)[a-z][a-z0-9+.-]{1,20}:\/\/[^\s<>"'`)\]]+/gi, '[address]'],
  [/(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/giu, '[e-mail]'],
  [/(?<!:)(?:\/\/|\\\\)[\w?.$-]+(?:[\\/][^\s"'<>|,;]*)?/g, '[host]'],
  // A folder of a user, and nothing else of its path.
  [/((?:^|[\\/])(?:users|home|documents and settings)[\\/])[^\\/\s"'<>|,;]+/gim, '$1[name]'],
  [/\b(?:CN|OU|DC|UID)=[^,;"\n]+(?:,\s*(?:CN|OU|DC|UID|O|C|L)=[^,;"\n]+)*/gi, '[directory path]'],
  [/\bS-1-\d+(?:-\d+){1,14}\b/gi, '[id]'],
  [/\{?\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b\}?/gi, '[id]'],
  [/\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b/gi, '[address]'],
  [/(?<![\w:.])(?:[0-9a-f]{0,4}:){2,8}(?:[0-9a-f]{1,4}|\d{1,3}(?:\.\d{1,3}){3})?(?:%\w+)?(?!\w|:[0-9a-f:])/gi, ipv6],
  [
    new RegExp(`(?<![\\w.])${OCTET}(?:\\.${OCTET}){3}(?!\\w|\\.\\d)(?::\\d{1,5}\\b)?(?:\\/\\d{1,2}\\b)?`, 'g'),
    (known, ip = '') => (known.has(ip) ? ip : '[address]'),
  ],
  // The account of a domain; a longer path, of files or of the registry, stays.
  [/(?<![\w\\:.$-])[A-Za-z][\w.-]{0,30}\\[\w.$-]+(?![\w.$\\-])/g, account],
  [/\bMSOL_[0-9a-f]{6,}\b/gi, '[account]'],
  [
    new RegExp(`(?<![\\w.-])(?:${LABEL}\\.)+[A-Za-z][A-Za-z0-9-]+(?![\\w-]|\\.[A-Za-z0-9])(?::\\d{1,5}\\b)?`, 'g'),
    (known, host = '') => (known.has(host.toLowerCase()) || FILE.test(host) ? host : '[host]'),
  ],
  [
    new RegExp(
      `\\b(${MACHINE}\\s+(?:is\\s+)?(?:named|called|name(?:\\s+is)?)\\s*[:=]?\\s*["'\`]?)[A-Za-z][\\w-]+`,
      'gi',
    ),
    '$1[host]',
  ],
  [
    new RegExp(`\\b(${MACHINE}(?:\\s+is)?\\s*[:=]?\\s*["'\`]?)((?=[\\w-]*\\d)[A-Za-z][\\w-]+)`, 'gi'),
    (known, all = '', before = '', name = '') => (isTerm(name, known) ? all : `${before}[host]`),
  ],
  // In capitals, with a figure: how machines are named where no word says so.
  [
    /(?<![\w-])(?=[A-Z0-9-]{4,15}(?![\w-]))(?=[A-Z-]*\d)[A-Z][A-Z0-9-]*[A-Z0-9](?![\w-])/g,
    (known, name = '') => (isTerm(name, known) ? name : '[host]'),
  ],
  // The same in small letters, with two figures at its end.
  [
    /(?<![\w.\\/-])(?=[a-z0-9-]{4,15}(?![\w-]))[a-z]+(?:-[a-z0-9]+)*-?\d{2}(?![\w-])/g,
    (known, name = '') => (isTerm(name, known) ? name : '[host]'),
  ],
  // One number on one line; a bracket stands around its area alone, and begins the next one.
  [
    /(?<![\p{L}\p{N}_.-])\+?(?:\d{1,4}[^\S\n]?)?(?:\(\d{1,5}\)[^\S\n]?[./-]?[^\S\n]?)?\d(?:[^\S\n]|[\d./-]){3,22}\d(?![\p{L}\p{N}_]|[.-]\d)/gu,
    phone,
  ],
];

const FILE = new RegExp(`^[\\w-]+(?:\\.(?:exe|dll))?\\.${FILES}$`, 'i');
/** With a figure, too, and no machine: algorithms, updates, releases, ticket numbers. */
const TERMS =
  /^(?:KB|SHA|AES|TLS|RSA|MD|RC|DESK|HTTP|UTF|ISO|RFC|CVE|NTLM|SMB|SQL|WINDOWS|WIN|SERVER|OFFICE|EXCHANGE|EVENT|ERROR|BASE|NET|TCP|UDP|SP|CU|R|V|P|E|F|X)-?\d[\d.-]*$/i;
/** What every machine has: hives of the registry, authorities of Windows itself, the folder of programs. */
const BUILT_IN = /^(?:HK(?:LM|CU|CR|U|CC)|SERVICE|AUTHORITY|BUILTIN|FILES)\\/i;

function publicPart(url: string, known: ReadonlySet<string>): string {
  const [, origin = '', host = '', path = ''] = /^(https?:\/\/([^/?#:@]*)(?::\d+)?)([^?#]*)/i.exec(url) ?? [];
  return known.has(host.toLowerCase()) ? `${origin}${path}` : '[address]';
}

function ipv6(_known: ReadonlySet<string>, text: string): string {
  // A time of day, `12:30:05`, has neither an empty group nor so many.
  return text.includes('::') || text.split(':').length >= 8 ? '[address]' : text;
}

function account(_known: ReadonlySet<string>, text: string): string {
  return BUILT_IN.test(text) ? text : '[account]';
}

function isTerm(name: string, known: ReadonlySet<string>): boolean {
  return TERMS.test(name) || known.has(name.toLowerCase());
}

function phone(known: ReadonlySet<string>, text: string): string {
  const digits = text.replace(/\D/g, '').length;
  const isDate = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2})?$|^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}$/.test(text);
  const areVersions = text.split(/\s+/).every((each) => /^\d{1,2}(?:\.\d+){2,3}$/.test(each));
  // No number is so long (ITU-T E.164): these are several.
  if (digits > 15 && /\s/.test(text)) return text.replace(/\S+/g, (each) => phone(known, each));
  return digits < 7 || digits > 15 || isDate || areVersions ? text : '[number]';
}

/**
 * The text without people and the places they work at: the given names, whole and by their parts, in any case and with or
 * without accents; e-mail addresses, accounts, hosts, shares, IP addresses, telephone numbers, ids. Something in square
 * brackets says what stood there. `known` holds, in lower case, what looks like an address and stays, because everybody
 * can read it anyway: hosts, builds and terms of the corpus. Secrets are not looked for: `maskSecrets` does that before
 * anything is stored. Rather too much than too little is taken out: a person reads what is left.
 */
export function withoutPeople(text: string, names: readonly string[], known: ReadonlySet<string> = new Set()): string {
  const whole = withoutNames(text.normalize('NFC'), fullNames(names));
  const placed = ADDRESSES.reduce(
    (left, [pattern, replacement]) =>
      typeof replacement === 'string'
        ? left.replace(pattern, replacement)
        : left.replace(pattern, (...groups) =>
            replacement(known, ...groups.filter((each) => typeof each === 'string')),
          ),
    whole,
  );
  // Afterwards, so that a name inside an address does not break the address in two.
  return withoutNames(placed, partsOf(names)).replace(/\[name\](?:[ .'’-]+\[name\])+/g, '[name]');
}

/** One name, folded, and whether its case counts. */
interface Name {
  folded: string;
  exact: boolean;
}

function fullNames(names: readonly string[]): Name[] {
  return names
    .map((name) => name.trim())
    .filter(isLong)
    .map((name) => ({ folded: fold(name), exact: false }));
}

/**
 * The words of names. One that is a word of everyday English as well (Will, May, An) goes only where it begins with a
 * capital. What stands in brackets behind a name is a department.
 */
function partsOf(names: readonly string[]): Name[] {
  const words = names.flatMap(
    (name) => name.replace(/[([{].*?[)\]}]/g, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [],
  );
  return words
    .filter((word) => isLong(word) && /\p{L}/u.test(word))
    .flatMap((word): Name[] => {
      const folded = fold(word);
      if (!COMMON_WORDS.has(folded.toLowerCase())) return [{ folded, exact: false }];
      return /^\p{Lu}/u.test(folded) ? [{ folded, exact: true }] : [];
    });
}

function isLong(name: string): boolean {
  return [...name].length > 1;
}

/** Each character without its accents, one for one, so that places in the folded text are those in the text. */
function fold(text: string): string {
  return text.normalize('NFC').replace(/[^\p{ASCII}]/gu, (each) => {
    const [base = each] = each.normalize('NFD');
    return base.length === each.length ? base : each;
  });
}

function withoutNames(text: string, names: readonly Name[]): string {
  const longestFirst = [...names].sort((one, other) => other.folded.length - one.folded.length);
  return longestFirst.reduce((left, { folded, exact }) => {
    const pattern = new RegExp(
      `(?<![\\p{L}\\p{N}])${escapeRegExp(folded).replace(/\s+/g, '\\s+')}(?![\\p{L}\\p{N}])`,
      exact ? 'gu' : 'giu',
    );
    let at = 0;
    let kept = '';
    for (const found of fold(left).matchAll(pattern)) {
      kept += `${left.slice(at, found.index)}[name]`;
      at = found.index + found[0].length;
    }
    return kept + left.slice(at);
  }, text);
}
