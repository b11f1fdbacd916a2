/** Every limit of tickets. Lengths are characters, as JavaScript counts them. */
export const LIMITS = {
  summary: 200,
  /** A comment, a question, a resolution, a note. */
  text: 4000,
  /** One message of the conversation, inside the packet. */
  message: 500,
  /** Messages of the conversation that a packet carries. */
  messages: 8,
  /** A person's name, as a platform gives it. */
  name: 100,
  followers: 500,
  /** A command's id. */
  commandId: 500,
  /** Words of a ticket by which similar ones are found. */
  terms: 40,
  /** Of one word, so many of the newest tickets are looked at: what costs the same for 1,000 tickets and for 100,000. */
  termTickets: 50,
  /** Open tickets shown as like a draft. */
  similar: 3,
  /** Entries shown beside a draft. */
  nearest: 3,
  /** Tickets in one page of a queue. */
  page: 25,
  /** A clock that runs out within so many milliseconds runs out soon. */
  soonMs: 4 * 3_600_000,
  /** Phrasings in a draft for the FAQ, the length of one, and its subjects. */
  draftPhrasings: 40,
  draftPhrasing: 160,
  draftTags: 4,
  /** Duplicates that a draft learns from. */
  draftTickets: 50,
  /** Tickets that one sweep takes up at a time. */
  sweep: 100,
  /** Tickets resolved, and tickets closed, that a digest counts: more than a desk ends in a day. */
  digest: 1000,
} as const;

/** A text cut to a limit, with an ellipsis where something is missing. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Half of a surrogate pair is no character.
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
