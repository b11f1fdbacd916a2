import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { DeskError } from './errors.ts';

/** Encrypts what must not lie readable in the store. */
export interface Sealer {
  /**
   * @param about what the text belongs to, for example `slack/T123`: it opens with the same words alone, so that a
   * sealed text cannot be moved to another row
   */
  seal(text: string, about: string): string;
  /** Throws a DeskError `sealed-unreadable`: unknown key, changed text, or another `about`. Never repeats the text. */
  open(sealed: string, about: string): string;
  /** Whether the newest key sealed it; otherwise seal it again. */
  isCurrent(sealed: string): boolean;
}

interface Key {
  /** Tells which key a text was sealed with; says nothing of the key itself. */
  id: string;
  bytes: Uint8Array;
}

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** `v1.<key id>.<nonce, ciphertext and tag in base64url>` */
const FORM = /^v1\.([0-9a-f]{8})\.([\w-]+)$/;

/**
 * Seals with AES-256-GCM.
 * @param keys of 32 bytes each, the newest first: the first one seals, each of them opens
 */
export function createSealer(keys: readonly Uint8Array[]): Sealer {
  const known = keys.map(toKey);
  const [newest] = known;
  if (!newest) throw new RangeError('A sealer needs a key.');

  return {
    seal(text, about) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, newest.bytes, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(about));
      const hidden = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return `v1.${newest.id}.${Buffer.concat(hidden).toString('base64url')}`;
    },

    open(sealed, about) {
      const { id, content } = parse(sealed, about);
      const key = known.find((each) => each.id === id);
      if (!key) throw unreadable(`was sealed with key ${id}, which ENCRYPTION_KEY does not hold`, about);
      const decipher = createDecipheriv(ALGORITHM, key.bytes, content.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(about));
      decipher.setAuthTag(content.subarray(-TAG_BYTES));
      const text = decipher.update(content.subarray(NONCE_BYTES, -TAG_BYTES));
      try {
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch (cause) {
        throw unreadable('was changed, or belongs to something else', about, cause);
      }
    },

    isCurrent: (sealed) => FORM.exec(sealed)?.[1] === newest.id,
  };
}

function toKey(bytes: Uint8Array): Key {
  if (bytes.length !== KEY_BYTES) throw new RangeError(`A sealing key has ${KEY_BYTES} bytes.`);
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}

function parse(sealed: string, about: string): { id: string; content: Buffer } {
  const [, id = '', encoded = ''] = FORM.exec(sealed) ?? [];
  const content = Buffer.from(encoded, 'base64url');
  // Node passes over stray bits at the end; one text has one form here.
  if (content.length < NONCE_BYTES + TAG_BYTES || content.toString('base64url') !== encoded) {
    throw unreadable('is no sealed text', about);
  }
  return { id, content };
}

function unreadable(why: string, about: string, cause?: unknown): DeskError {
  return new DeskError('sealed-unreadable', `What is stored for ${about} ${why}.`, { cause });
}
