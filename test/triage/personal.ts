import fc from 'fast-check';

/** People, the places they work at and their secrets, as they stand in tickets. */

const word = (least: number, most: number) =>
  fc.stringMatching(new RegExp(`^[a-z]{${least},${most}}$`)).map((text) => `q${text}`);
/** Unlike any word of a draft. */
export const names = fc
  .tuple(word(4, 9), word(4, 9))
  .map((parts) => parts.map((part) => `${part.slice(0, 1).toUpperCase()}${part.slice(1)}`).join(' '));

const octet = fc.integer({ min: 0, max: 255 });
const hosts = fc
  .tuple(word(3, 8), word(3, 8), fc.constantFrom('local', 'com', 'internal', 'corp', 'de', 'net'))
  .map((parts) => parts.join('.'));
const guid = fc.uuid();

/** Each is one text that must not be found again. */
export const places: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(word(3, 8), hosts).map(([user, host]) => `${user}@${host}`),
  hosts,
  hosts.map((host) => host.toUpperCase()),
  fc.tuple(word(3, 8), word(3, 8)).map(([server, share]) => `\\\\${server}\\${share}$`),
  fc.tuple(word(3, 8), word(3, 8)).map(([domain, user]) => `${domain.toUpperCase()}\\${user}`),
  // Not below 11, so that it is no build of the corpus.
  fc.tuple(fc.integer({ min: 11, max: 223 }), octet, octet, octet).map((parts) => parts.join('.')),
  fc.ipV6().filter((ip) => /[2-9a-f]/.test(ip)),
  guid,
  guid.map((id) => `{${id.toUpperCase()}}`),
  hosts.map((host) => `https://${host}/tickets?id=7`),
  fc.integer({ min: 1_000_000, max: 9_999_999 }).map((number) => `+49 30 ${number}`),
  fc
    .integer({ min: 1_000_000, max: 9_999_999 })
    .map((number) => `(555) ${String(number).slice(0, 3)}-${String(number).slice(3)}`),
  fc.integer({ min: 10, max: 99 }).map((number) => `QSRV-AD${number}`),
);

/** What is masked in a sentence that names it. */
export const secrets = fc.stringMatching(/^Zq[A-Za-z0-9]{10,16}$/);
