/** Names under which secrets go: `DB_PASSWORD`, `client_secret`, `--password`, `sig`. */
const NAME =
  '(?:[A-Za-z0-9]+[_-])*(?:pass(?:word|wd|phrase)?|pwd|secret|api[ _-]?key|access[ _-]?key|account[ _-]?key|shared[ _-]?access[ _-]?key|private[ _-]?key|client[ _-]?secret|token|sig)';
/** A quoted text, or everything up to a space or a separator. */
const VALUE = '("[^"]*"|\'[^\']*\'|[^\\s;,&<>"\'}]+)';

/** Secrets that people paste into a chat, each with what stays readable: the name stays, the value goes. */
const SECRETS: readonly [RegExp, string][] = [
  [new RegExp(`(?<![A-Za-z0-9])(${NAME}["']?\\s*(?:=|:|\\bis\\b\\s*:?)\\s*)${VALUE}`, 'gi'), '$1[masked]'],
  [new RegExp(`(--?(?:${NAME})\\s+)${VALUE}`, 'gi'), '$1[masked]'],
  [new RegExp(`(<(${NAME})>)[^<]+(</\\2>)`, 'gi'), '$1[masked]$3'],
  [/\b(ConvertTo-SecureString\s+(?:-String\s+)?)("[^"]*"|'[^']*'|[^\s-]\S*)/gi, '$1[masked]'],
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
