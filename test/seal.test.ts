import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DeskError } from '../src/errors.ts';
import { createSealer } from '../src/seal.ts';

/** Keys that nobody would take for real ones. */
const [one, two, three] = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];
const idOf = (key: Uint8Array) => createHash('sha256').update(key).digest('hex').slice(0, 8);
const ABOUT = 'slack/T123';

function failure(open: () => string): DeskError {
  try {
    open();
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    expect(error.code).toBe('sealed-unreadable');
    return error;
  }
  throw new Error('It was opened.');
}

describe('seal and open', () => {
  test.each([
    ['an ordinary text', 'fake-token-of-a-test'],
    ['the empty text', ''],
    ['several scripts, emoji, line ends and NUL', 'Ünï 同期 👩‍🚀\r\n\0'],
    ['100,000 characters', 'ä€😀x'.repeat(20_000)],
  ])('%s comes back', (_name, text) => {
    const sealer = createSealer([one]);
    expect(sealer.open(sealer.seal(text, ABOUT), ABOUT)).toBe(text);
  });

  test('any text about anything comes back', () => {
    const sealer = createSealer([one]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, about) => {
        expect(sealer.open(sealer.seal(text, about), about)).toBe(text);
      }),
    );
  });

  test('two seals of one text differ in everything but version and key', () => {
    const sealer = createSealer([one]);
    const seals = Array.from({ length: 200 }, () => sealer.seal('same', ABOUT));
    expect(new Set(seals).size).toBe(200);
    expect(new Set(seals.map((each) => each.split('.')[2]?.slice(0, 16))).size).toBe(200);
    expect(new Set(seals.map((each) => each.slice(0, 12)))).toEqual(new Set([`v1.${idOf(one)}.`]));
  });

  test('a sealed text tells nothing of content or key', () => {
    const text = 'fake-token-'.repeat(20);
    const sealed = createSealer([one]).seal(text, ABOUT);
    const bytes = Buffer.from(sealed.split('.')[2] ?? '', 'base64url');
    for (const part of ['fake', 'token', 'T123']) {
      expect(sealed).not.toContain(part);
      expect(bytes.includes(part)).toBe(false);
      expect(sealed).not.toContain(Buffer.from(part).toString('base64url'));
    }
    expect(bytes.includes(Buffer.from(one.subarray(0, 4)))).toBe(false);
    // What repeats inside does not repeat outside.
    const blocks = Array.from({ length: Math.floor(bytes.length / 11) }, (_, i) =>
      bytes.toString('hex', i * 11, i * 11 + 11),
    );
    expect(new Set(blocks).size).toBe(blocks.length);
    expect(bytes).toHaveLength(12 + text.length + 16);
  });
});

describe('refused', () => {
  const sealed = createSealer([one]).seal('fake-token', ABOUT);

  test.each(['slack/T124', 'teams/T123', '', 'slack/T123 ', 'SLACK/T123'])('about %j', (about) => {
    const error = failure(() => createSealer([one]).open(sealed, about));
    expect(error.message).toBe(`What is stored for ${about} was changed, or belongs to something else.`);
  });

  test('a key that is not there is named by its id', () => {
    const error = failure(() => createSealer([two, three]).open(sealed, ABOUT));
    expect(error.message).toContain(`key ${idOf(one)}`);
    expect(error.message).toContain('ENCRYPTION_KEY');
  });

  test('a text under the id of another key', () => {
    const moved = sealed.replace(idOf(one), idOf(two));
    expect(failure(() => createSealer([two, one]).open(moved, ABOUT)).message).toContain('was changed');
  });

  test('every single bit that is flipped, at every place of the text', () => {
    const sealer = createSealer([one, two]);
    for (let place = 0; place < sealed.length; place += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const code = sealed.charCodeAt(place) ^ (1 << bit);
        const flipped = sealed.slice(0, place) + String.fromCharCode(code) + sealed.slice(place + 1);
        failure(() => sealer.open(flipped, ABOUT));
      }
    }
  });

  test('every single bit that is flipped in nonce, ciphertext and tag', () => {
    const sealer = createSealer([one]);
    const [version, id, content = ''] = sealed.split('.');
    const bytes = Buffer.from(content, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      failure(() => sealer.open(`${version}.${id}.${flipped.toString('base64url')}`, ABOUT));
    }
  });

  const short = (bytes: number) => `v1.${idOf(one)}.${Buffer.alloc(bytes).toString('base64url')}`;
  test.each([
    ['nothing', '', 'no sealed text'],
    ['a plain text', 'fake-token', 'no sealed text'],
    ['another version', `v2.${sealed.slice(3)}`, 'no sealed text'],
    ['no content', `v1.${idOf(one)}.`, 'no sealed text'],
    ['less than nonce and tag', short(27), 'no sealed text'],
    ['nonce and tag of zeros', short(28), 'was changed'],
    ['padding', `${sealed}=`, 'no sealed text'],
    ['a line end behind it', `${sealed}\n`, 'no sealed text'],
    ['a space before it', ` ${sealed}`, 'no sealed text'],
    ['an end cut off', sealed.slice(0, -3), 'was changed'],
    ['more at the end', `${sealed}A`, 'was changed'],
    ['two in one', `${sealed}.${sealed}`, 'no sealed text'],
  ])('%s', (_name, text, why) => {
    const error = failure(() => createSealer([one]).open(text, ABOUT));
    expect(error.message).toContain(why);
    expect(error.describe()).not.toContain('fake-token');
  });

  test('keys of another length, or none', () => {
    expect(() => createSealer([])).toThrow(RangeError);
    for (const length of [0, 16, 31, 33]) expect(() => createSealer([one, new Uint8Array(length)])).toThrow(RangeError);
  });
});

describe('rotation', () => {
  test('the newest key seals, the older ones still open', () => {
    const old = createSealer([one]).seal('fake-token', ABOUT);
    const sealer = createSealer([two, one]);
    expect(sealer.open(old, ABOUT)).toBe('fake-token');
    expect(sealer.isCurrent(old)).toBe(false);
    const anew = sealer.seal(sealer.open(old, ABOUT), ABOUT);
    expect(sealer.isCurrent(anew)).toBe(true);
    expect(createSealer([two]).open(anew, ABOUT)).toBe('fake-token');
    failure(() => createSealer([one]).open(anew, ABOUT));
  });

  test('what is no sealed text is not current', () => {
    for (const text of ['', 'fake-token', `v1.${idOf(one)}`, `v1.${idOf(one)}.`]) {
      expect(createSealer([one]).isCurrent(text)).toBe(false);
    }
  });
});
