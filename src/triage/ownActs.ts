import { draftBy } from '../deskState.ts';
import { isoDay } from '../dialog/compose.ts';
import type { Session } from '../dialog/session.ts';
import { maskSecrets } from '../mask.ts';
import type { Reply } from '../reply.ts';
import { isSamePlace } from './bareWords.ts';
import type { Command } from './command.ts';
import { changeOf } from './commit.ts';
import { attached } from './draft.ts';
import { MASKED } from './draftReply.ts';
import {
  done,
  draftless,
  finished,
  first,
  type Here,
  type RequesterDeps,
  type TicketTurn,
  unknownTicket,
} from './here.ts';
import { LIMITS } from './limits.ts';
import { isPulled } from './outgoing.ts';
import { listReply, ticketReply } from './ownTickets.ts';
import { learntFrom } from './packet.ts';
import { isSame, type TicketId } from './ticket.ts';

/** What a requester does to tickets that are there. */
export function createOwnActs(deps: RequesterDeps) {
  const { ground, rules, store } = deps;

  function comment(here: Here, id: TicketId): TicketTurn {
    const reply: Reply = {
      ...draftless(),
      kind: 'ticket',
      text: `What should I add to ${id}?`,
      ticket: null,
      draft: null,
    };
    return finished(here, { commenting: id }, reply);
  }

  async function list(here: Here): Promise<TicketTurn> {
    const { person } = here;
    const [own, joined] = [await store.ticketsOf(person, LIMITS.page), await store.joinedTickets(person, LIMITS.page)];
    return finished(here, {}, listReply(own, joined));
  }

  async function show(here: Here, id: TicketId): Promise<TicketTurn> {
    const ticket = await store.ticket(id);
    const reply = ticket && ticketReply(ticket, await store.ticketEvents(id), here.person, rules, null);
    if (!reply) return unknownTicket(deps, here, id);
    // Where an agent waits for an answer, a question of the dialog waits behind it.
    const isAsked = ticket.askedAt !== null && isSame(ticket.requester, here.person);
    const session = isAsked ? waiting(here.session) : here.session;
    return finished({ ...here, session }, { tickets: first(id, here.desk) }, reply);
  }

  async function act(here: Here, id: TicketId, command: Command, said: string): Promise<TicketTurn> {
    const ticket = await store.ticket(id);
    if (!ticket) return unknownTicket(deps, here, id);
    const outcome = changeOf(ticket, command, { role: 'requester', person: here.person }, here.now, rules);
    const wasWaiting = ticket.state === 'waiting-on-requester';
    const told = command.is === 'reject' && wasWaiting ? `Passed on to the people for ${id}.` : said;
    return done(deps, here, outcome, await store.ticketEvents(id), told, {});
  }

  /**
   * Only what they were shown: as one like their draft, or where it lives. What they were about to send goes along: others
   * may have other words for the same.
   */
  async function join(here: Here, id: TicketId): Promise<TicketTurn> {
    const { desk, place } = here;
    const draft = draftBy(desk, here.message.user);
    const isLike = draft?.similar.some((each) => each.id === id) ?? false;
    const ticket = isLike ? null : await store.ticket(id);
    const isHere = ticket !== null && desk.tickets.includes(id) && isSamePlace(ticket.place, place);
    if (!isLike && !isHere) return unknownTicket(deps, here, id);
    const text = isLike && draft ? draft.question || draft.summary : null;
    const said = isPulled(place) ? `\`tickets\` shows how ${id} stands.` : `You are told here when ${id} is solved.`;
    return act(here, id, { is: 'join', place, text }, said);
  }

  async function passOn(here: Here, id: TicketId, text: string): Promise<TicketTurn> {
    const { slots } = ground.intent.understand(text);
    const ticket = await store.ticket(id);
    const learnt = learntFrom(text, slots, (ticket?.askedAt ?? null) !== null, ground.corpus, isoDay(here.now));
    const words = attached(text, here.message.links);
    const command: Command = { is: 'comment', text: words, ...(learnt ? { learnt } : {}) };
    const said = [
      `Passed on to the people for ${id}.`,
      ...(ticket?.state === 'resolved' ? ["It still counts as resolved: 'not solved' opens it again."] : []),
      ...(maskSecrets(words) === words ? [] : [MASKED]),
    ];
    return act(here, id, command, said.join(' '));
  }

  return { list, show, comment, join, act, passOn };
}

/** The question of the dialog goes on in silence. */
function waiting(session: Session): Session {
  const { open, parked } = session;
  return open === null ? session : { ...session, open: null, parked: [...parked, open] };
}
