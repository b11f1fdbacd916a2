import { type Draft, draftBy } from '../deskState.ts';
import { isoDay } from '../dialog/compose.ts';
import { refuseOthers } from '../dialog/requester.ts';
import type { Reply } from '../reply.ts';
import { handOver } from '../replyText.ts';
import { nearestEntries, proposeCategory } from './category.ts';
import type { Command } from './command.ts';
import { changeOf, isRefused } from './commit.ts';
import { newDraft, withForm, withLinks } from './draft.ts';
import { askField, draftReply, notices } from './draftReply.ts';
import { done, draftless, finished, type Here, type RequesterDeps, refused, type TicketTurn } from './here.ts';
import { packetOf } from './packet.ts';
import { similarTickets, ticketTerms } from './similar.ts';
import { isActive } from './states.ts';
import { ticketId } from './ticket.ts';
import type { Field } from './values.ts';

const HOUR = 3_600_000;
/** Else people would wait for somebody who never learns of it. */
const UNSTAFFED = 'I have kept it, but nobody is named here yet who works on tickets.';

/** A ticket until it is sent. */
export function createDrafting(deps: RequesterDeps) {
  const { ground, rules, store } = deps;

  async function begin(here: Here, words: string): Promise<TicketTurn> {
    const { desk, message, now } = here;
    // Whoever looked at something else in between finds the draft as it was.
    const kept = words === '' ? draftBy(desk, message.user) : null;
    const about = message.source === 'action' ? message.about : undefined;
    const draft = withLinks(kept ?? newDraft(desk, words, message.user, now, about), message.links);
    // Whoever asks for a person may want one at once.
    if (draft.summary === '') return showDraft(here, draft, handOver(ground.helpdesk));
    return showDraft(here, kept ? draft : await filled(draft), null);
  }

  /** With a category proposed, and the open tickets like it. */
  async function filled(draft: Draft): Promise<Draft> {
    const { category, confidence } = proposeCategory(draft.summary, ground.intent, ground.corpus, rules);
    const ids = await similarTickets(store, ticketTerms(`${draft.summary} ${draft.question}`));
    const tickets = await Promise.all(ids.map((id) => store.ticket(id)));
    const similar = tickets.flatMap((ticket) =>
      ticket && isActive(ticket.state) ? [{ id: ticket.id, summary: ticket.summary }] : [],
    );
    return { ...draft, category, categoryConfidence: confidence, similar };
  }

  function showDraft(here: Here, draft: Draft, lead: string | null): TicketTurn {
    const nearest = draft.summary === '' ? [] : nearestEntries(draft.summary, ground.intent, ground.corpus);
    return finished(here, { draft }, draftReply(draft, nearest, rules, lead));
  }

  function withDraft(
    here: Here,
    id: string,
    then: (draft: Draft) => Promise<TicketTurn> | TicketTurn,
  ): Promise<TicketTurn> | TicketTurn {
    const draft = here.desk.drafts.find((each) => each.id === id);
    if (!draft) return refused(deps, here, { code: 'ticket-state', message: 'That draft is no longer there.' });
    if (draft.by !== here.message.user) refuseOthers();
    return then(draft);
  }

  /** A form holds all of it: where its draft has gone meanwhile, what was typed is sent all the same, and once. */
  function sendDraft(here: Here, id: string): Promise<TicketTurn> | TicketTurn {
    const { desk, message, now } = here;
    if (desk.sent.includes(id)) {
      return refused(deps, here, { code: 'ticket-state', message: 'That ticket was sent already.' });
    }
    const { summary = '', details = summary } = message.facts;
    if (summary.trim() === '' || desk.drafts.some((each) => each.id === id)) {
      return withDraft(here, id, (draft) => send(here, draft));
    }
    return send(here, { ...newDraft(desk, details, message.user, now), id });
  }

  function change(here: Here, draft: Draft, field: Field): TicketTurn {
    if (field === 'messages') return showDraft(here, draft, null);
    return finished(here, { draft: { ...draft, changing: field } }, askField(draft, field, rules, null));
  }

  async function set(here: Here, draft: Draft, field: Field, next: Draft | null): Promise<TicketTurn> {
    if (next === null) {
      if (field === 'messages') return showDraft(here, draft, null);
      const lead = 'I could not read that.';
      return finished(here, { draft: { ...draft, changing: field } }, askField(draft, field, rules, lead));
    }
    // Another summary may be about something else: what was proposed for the first one is proposed anew.
    const settled = { ...next, changing: null };
    return showDraft(here, field === 'summary' ? await filled(settled) : settled, null);
  }

  function drop(here: Here): TicketTurn {
    const reply: Reply = { ...draftless(), kind: 'cancelled', text: 'All right, no ticket was sent.' };
    return finished(here, { draft: null }, reply);
  }

  async function send(here: Here, before: Draft): Promise<TicketTurn> {
    const { desk, session, message, person, now } = here;
    const draft = withForm(before, message.facts, rules);
    if ('wrong' in draft) return refused(deps, here, { code: 'ticket-invalid', message: draft.wrong });
    if (draft.summary === '') return showDraft(here, draft, null);
    const atMost = { since: now - HOUR, count: rules.ticketsAnHour };
    if ((await store.countOpened(person, atMost.since)) >= atMost.count) {
      return refused(deps, here, {
        code: 'ticket-limit',
        message: `You have opened ${rules.ticketsAnHour} tickets within an hour, which is the most. Your draft is kept.`,
      });
    }
    const id = ticketId(await store.takeTicketNumber());
    const { summary, category, categoryConfidence, impact, urgency } = draft;
    const packet = packetOf(draft, desk.trail, session.facts, ground.corpus, isoDay(now));
    const opening: Command = {
      is: 'open',
      id,
      place: here.place,
      summary,
      packet,
      category,
      categoryConfidence,
      impact,
      urgency,
    };
    // From here on bare words are for the people who have it, not for a question of before.
    const later = { ...here, session: { ...session, open: null, parked: [] } };
    const outcome = changeOf(null, opening, { role: 'requester', person }, now, rules);
    return done(
      deps,
      later,
      isRefused(outcome) ? outcome : { ...outcome, atMost },
      [],
      [
        rules.isStaffed(category) ? 'I have sent it.' : `${UNSTAFFED} ${handOver(ground.helpdesk)}`,
        ...notices(draft),
      ].join('\n\n'),
      { draft: null, sent: draft.id },
    );
  }

  return { begin, withDraft, change, set, drop, send: sendDraft };
}
