/** Secrets that people paste into a chat, each with what stays readable. The value goes, its name stays. */
const SECRETS: readonly [RegExp, string][] = [
  // password=…, pwd: …, 'my password is …', api key …, token …
  [
    /\b(pass(?:word|wd|phrase)?|pwd|secret|api[ _-]?key|access[ _-]?key|client[ _-]?secret|token|accountkey|sharedaccesskey)(\s*(?:=|:|\bis\b)\s*)("[^"]*"|'[^']*'|[^\s;,]+)/gi,
    '$1$2[masked]',
  ],
  [/\b(bearer)\s+[\w.~+/-]{8,}=*/gi, '$1 [masked]'],
  // Slack and GitHub tokens, AWS keys, JSON web tokens.
  [/\bxox[abeoprs]-[\w-]{8,}/gi, '[masked]'],
  [/\b(?:gh[pousr]|github_pat)_\w{16,}/g, '[masked]'],
  [/\bAKIA[0-9A-Z]{16}\b/g, '[masked]'],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, '[masked]'],
  // Credentials inside an address.
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]+):[^\s@/]+@/gi, '$1:[masked]@'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, '[masked]'],
];

/** The text without the secrets that can be recognised as such: passwords, keys, tokens, connection strings. */
export function maskSecrets(text: string): string {
  return SECRETS.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}
