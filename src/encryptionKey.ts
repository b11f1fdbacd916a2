import { z } from 'zod';

const KEY_BYTES = 32;

/** ENCRYPTION_KEY: what seals Slack's tokens and Teams' conversation references; of 32 bytes each, the newest first. */
export const encryptionKeys = z
  .string()
  .transform((text) => text.split(',').map((each) => each.trim()))
  .refine((keys) => keys.every(isKey), {
    error: `must be ${KEY_BYTES} bytes in base64, several with commas, for example the output of openssl rand -base64 ${KEY_BYTES}`,
  })
  .transform((keys) => keys.map((key) => new Uint8Array(Buffer.from(key, 'base64'))))
  .optional();

function isKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === KEY_BYTES && bytes.toString('base64') === text;
}
