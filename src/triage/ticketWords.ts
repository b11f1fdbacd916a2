import { readCommands } from '../intent/commands.ts';
import { readTicketId, type TicketId } from './ticket.ts';

/** What a message asks about tickets, in words. `id` null: the conversation's own ticket. */
export type TicketWords =
  | { is: 'begin'; text: string }
  | { is: 'list' }
  | { is: 'show'; id: TicketId }
  | { is: 'comment'; id: TicketId; text: string }
  | { is: 'withdraw' | 'confirm' | 'reject'; id: TicketId | null }
  | { is: 'join'; id: TicketId }
  | { is: 'rate'; id: TicketId | null; stars: number };

const ID = '((?:desk[- ]?|#)\\d{1,9})';
const ASKS_LIST = /^\W*(?:(?:list|show)(?: me)?(?: all)? )?(?:my )?(?:open )?tickets\W*$/i;
const BEGINS =
  /^\W*(?:(?:please )?(?:open|create|raise|file|log) )?(?:an? |new )*ticket(?: (?:about|for|that|because)\b|:)?\s+(\S.*)$/is;

/** 'ticket 142', and what to do with it. Other figures may be a build or an error: 'ticket 8344 error after the update'. */
const BARE = /^\W*()ticket (\d{1,9})(?!\.?\d|\w)(.*)$/is;

/** With an id: which act the other words name. */
const ACTS: readonly [RegExp, 'withdraw' | 'confirm' | 'reject' | 'join'][] = [
  [
    /^(?:it )?(?:is |was )?(?:not|never) (?:yet )?(?:solved|fixed|resolved)$|^(?:still broken|unsolved|reopen|re-open)$/i,
    'reject',
  ],
  [/^(?:it )?(?:is |was )?(?:now )?(?:solved|fixed|resolved)$/i, 'confirm'],
  [/^(?:withdraw|withdraw it|withdrawn|cancel|cancel it)$/i, 'withdraw'],
  [/^(?:me too|join|same here|i have that too)$/i, 'join'],
];

/** Null: the words are about no ticket. */
export function readTicketWords(text: string): TicketWords | null {
  if (ASKS_LIST.test(text)) return { is: 'list' };
  return withId(text) ?? bare(text) ?? beginning(text);
}

function withId(text: string): TicketWords | null {
  const bare = BARE.exec(text);
  const [whole, before = '', named = '', after = ''] =
    new RegExp(`^\\W*(.*?)(?:\\bticket )?${ID}\\b(.*)$`, 'is').exec(text) ?? bare ?? [];
  const id = whole === undefined ? null : readTicketId(named);
  if (id === null) return null;
  const behind = after.replace(/^[:,.]/, '').trim();
  const rest = [before.trim(), behind]
    .filter((part) => part !== '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .replace(/[.!]+$/, '');
  if (/^(?:show|ticket|status(?: of)?)?\??$/i.test(rest)) return { is: 'show', id };
  const [, act] = ACTS.find(([form]) => form.test(rest)) ?? [];
  if (act) return { is: act, id };
  const stars = starsOf(rest);
  if (stars !== null) return { is: 'rate', id, stars };
  const isComment = /^(?:(?:comment|add)(?: (?:on|to))?)?$/i.test(before.trim()) && (!bare || /^\s*[:,]/.test(after));
  return isComment && behind !== '' ? { is: 'comment', id, text: behind } : null;
}

function starsOf(words: string): number | null {
  const [, digit] = /^rate(?: it)?(?: with)? ([1-5])(?: of 5| stars?|\/5)?$/i.exec(words) ?? [];
  return digit === undefined ? null : Number(digit);
}

/** Without an id they speak of the conversation's own ticket; whoever has none means something else by them. */
function bare(text: string): TicketWords | null {
  const words = text.trim().replace(/[.!]+$/, '');
  const [, act] = ACTS.find(([form]) => form.test(words)) ?? [];
  if (act && act !== 'join' && !/^cancel/i.test(words)) return { is: act, id: null };
  const stars = starsOf(words);
  return stars === null ? null : { is: 'rate', id: null, stars };
}

function beginning(text: string): TicketWords | null {
  if (readCommands(text).includes('helpdesk')) return { is: 'begin', text: '' };
  const [, about] = BEGINS.exec(text) ?? [];
  // 'Ticket lifetime, can it be changed?' asks the FAQ.
  return about === undefined || /\?\s*$/.test(about) ? null : { is: 'begin', text: about.trim() };
}
