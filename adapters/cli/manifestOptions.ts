import { InvalidArgumentError } from 'commander';

/** Stands in the files and in examples for the address of whoever runs the server. */
export const EXAMPLE = 'https://desk.example.com';

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
/** Stands in the file in place of the ids. */
const PLACEHOLDER = /^[0-]+$/;

/** The one address that a manifest needs: https, or http on this machine, without a path. Throws Commander's own error. */
export function readOrigin(text: string): string {
  const url = URL.parse(text);
  const refuse = (why: string) => new InvalidArgumentError(`It ${why}, for example ${EXAMPLE}.`);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw refuse('must be an address with https://');
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'http:' && !isLoopback) {
    throw refuse('must begin with https://: http is for this machine alone');
  }
  if (url.username || url.password) throw refuse('must hold no user and no password');
  if (url.pathname !== '/' || url.search || url.hash) {
    throw refuse('must end after the host or the port: the paths are filled in');
  }
  return url.origin;
}

/** The Microsoft App ID of the bot, in lower case. Throws Commander's own error. */
export function readAppId(text: string): string {
  const id = text.trim().toLowerCase();
  if (!GUID.test(id)) {
    throw new InvalidArgumentError(
      'It must be the Microsoft App ID of your bot: 32 hex digits with four hyphens, for example 1f3d5b79-0a2c-4e68-9b1d-3f5a7c9e0b2d.',
    );
  }
  if (PLACEHOLDER.test(id)) {
    throw new InvalidArgumentError('It is the placeholder of the file: give the Microsoft App ID of your bot.');
  }
  return id;
}
