import type { TriageError } from './command.ts';
import { changeOf, isRefused } from './commit.ts';
import { type CommonKnowledge, commonKnowledge, type LearningCorpus } from './commonKnowledge.ts';
import { faqDraft, type Told } from './learnt.ts';
import { LIMITS } from './limits.ts';
import type { TicketChange, TicketStore } from './port.ts';
import type { Rules } from './rules.ts';
import { type Actor, type FaqDraft, readTicketId, type Ticket } from './ticket.ts';

interface Proposed {
  change: TicketChange;
  said: string;
}

/** Gathers what the desk knows of a solved problem, for a draft of the FAQ. */
export function createLearning(
  store: Pick<TicketStore, 'ticket' | 'ticketEvents' | 'faqDraft'>,
  corpus: LearningCorpus,
) {
  // Read when the first draft is made: it takes longer than a start should wait for it.
  let known: CommonKnowledge | null = null;

  /** What proposing a ticket changes, and words for the one who did. */
  async function propose(ticket: Ticket, by: Actor, now: number, rules: Rules): Promise<Proposed | TriageError> {
    const renewed = (await store.faqDraft(ticket.id)) !== null;
    const change = changeOf(ticket, { is: 'propose', renewed }, by, now, rules);
    if (isRefused(change)) return change;
    const draft = await draftOf(ticket, now);
    const said = renewed
      ? `The FAQ draft of ${ticket.id} was there already; it is made anew.`
      : `${ticket.id} is now a draft for the FAQ. It goes live once somebody has put it into the corpus.`;
    return { change: { ...change, draft }, said };
  }

  async function draftOf(ticket: Ticket, now: number): Promise<FaqDraft> {
    const main = { ticket, events: await store.ticketEvents(ticket.id) };
    known ??= commonKnowledge(corpus);
    return faqDraft(main, await duplicatesOf(main), known, now);
  }

  /** Those that are still closed as its duplicates, and theirs, the oldest taken over first. */
  async function duplicatesOf(main: Told): Promise<Told[]> {
    const found: Told[] = [];
    const seen = new Set([main.ticket.id]);
    await follow(main);
    return found;

    async function follow({ ticket, events }: Told): Promise<void> {
      for (const event of events) {
        const id = event.what === 'adopt' ? readTicketId(event.details.from ?? '') : null;
        if (id === null || seen.has(id) || found.length >= LIMITS.draftTickets) continue;
        seen.add(id);
        const duplicate = await store.ticket(id);
        // Opened again since, it is about something else.
        if (duplicate?.duplicateOf !== ticket.id) continue;
        const told = { ticket: duplicate, events: await store.ticketEvents(id) };
        found.push(told);
        await follow(told);
      }
    }
  }

  return { propose };
}
