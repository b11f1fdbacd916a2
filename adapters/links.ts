import { sound } from './sound.ts';

/** Attachments of one message that are taken, and characters of an address. */
export const LIMITS = { links: 10, link: 1000 } as const;

/** Addresses of what was attached to a message, as far as they may stand in a ticket: https, and without credentials. */
export function attachedLinks(given: readonly unknown[]): string[] {
  const links = given.flatMap((each) => {
    const url = typeof each === 'string' && each.length <= LIMITS.link ? URL.parse(each) : null;
    const isTaken = url?.protocol === 'https:' && url.username === '' && url.password === '';
    return isTaken ? [sound(url.href)] : [];
  });
  return [...new Set(links)].slice(0, LIMITS.links);
}
