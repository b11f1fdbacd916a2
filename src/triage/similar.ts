import { COMMON_WORDS } from '../intent/commonWords.ts';
import { stem, tokenise } from '../intent/tokens.ts';
import { LIMITS } from './limits.ts';
import type { TicketStore } from './port.ts';
import type { TicketId } from './ticket.ts';

/** The words by which a ticket is found, in the order of the text. Addresses of files say nothing of what it is about. */
export function ticketTerms(text: string): string[] {
  const words = tokenise(text.replace(/https?:\/\/\S+/gi, ' ')).map((token) => token.text);
  return [...new Set(words.filter((word) => !COMMON_WORDS.has(word)).map(stem))].slice(0, LIMITS.terms);
}

/** So much of the draft's words, by their weight, must stand in a ticket that is shown as like it. */
const LIKE = 0.4;

/**
 * Open tickets that share words with a text, the most alike first. Rare words say more than common ones: a word's weight
 * falls with the tickets that have it, of which no more than `LIMITS.termTickets` are ever looked at.
 */
export async function similarTickets(
  store: Pick<TicketStore, 'ticketsWith'>,
  terms: readonly string[],
): Promise<TicketId[]> {
  if (terms.length === 0) return [];
  const found = await store.ticketsWith(terms, LIMITS.termTickets);
  const counts = new Map<string, number>();
  for (const { term } of found) counts.set(term, (counts.get(term) ?? 0) + 1);
  const weightOf = (term: string) => 1 / (1 + Math.log(1 + (counts.get(term) ?? 0)));
  const most = terms.reduce((sum, term) => sum + weightOf(term), 0);
  const scores = new Map<TicketId, number>();
  for (const { term, ticket } of found) scores.set(ticket, (scores.get(ticket) ?? 0) + weightOf(term));
  return [...scores]
    .filter(([, score]) => score >= LIKE * most)
    .sort((one, other) => other[1] - one[1])
    .slice(0, LIMITS.similar)
    .map(([id]) => id);
}
