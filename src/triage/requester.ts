import { type DeskState, NO_DESK_STATE } from '../deskState.ts';
import { isoDay } from '../dialog/compose.ts';
import { MESSAGE_LIMIT } from '../dialog/dialog.ts';
import { cleaned, offeredOption } from '../dialog/heard.ts';
import type { Session } from '../dialog/session.ts';
import { VALUES } from '../dialog/values.ts';
import { readCommands, type Command as Spoken } from '../intent/commands.ts';
import type { Message } from '../message.ts';
import type { Reply } from '../reply.ts';
import type { Command } from './command.ts';
import { changeOf } from './commit.ts';
import { attached, withField, withSpoken } from './draft.ts';
import { createDrafting } from './drafting.ts';
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
import { listReply, ticketReply } from './ownTickets.ts';
import { learntFrom } from './packet.ts';
import type { TicketId } from './ticket.ts';
import { readTicketWords, type TicketWords } from './ticketWords.ts';
import { readTicketValue, type TicketTap } from './values.ts';

export interface Requester {
  /** Null: the message is about no ticket, and the dialog's. Throws a DeskError `requester-only` for somebody else's draft. */
  hear(session: Session, message: Message, now: number): Promise<TicketTurn | null>;
}

export function createRequester(deps: RequesterDeps): Requester {
  const { ground, rules, store } = deps;
  const { begin, withDraft, change, set, drop, send } = createDrafting(deps);

  async function hear(session: Session, message: Message, now: number): Promise<TicketTurn | null> {
    if (message.quoted) return null;
    const { platform, tenant, conversation, user, name = null } = message;
    const desk = lapsed(session.desk ?? NO_DESK_STATE, now, ground.openFor);
    const place = { platform, tenant, conversation };
    const here: Here = { session, desk, message, person: { platform, tenant, user, name }, place, now };
    const tap = tapOf(session, message);
    if (tap) return onTap(here, tap);
    return message.source === 'action' ? null : onWords(here, cleaned(message.text));
  }

  function onTap(here: Here, tap: TicketTap): Promise<TicketTurn> | TicketTurn {
    switch (tap.is) {
      case 'begin':
        // A shortcut on somebody's message brings its words along; words that named the option are none.
        return begin(here, here.message.source === 'action' ? cleaned(here.message.text) : '');
      case 'list':
        return list(here);
      case 'send':
        return withDraft(here, tap.draft, (draft) => send(here, draft));
      case 'drop':
        return withDraft(here, tap.draft, () => drop(here));
      case 'change':
        return withDraft(here, tap.draft, (draft) => change(here, draft, tap.field));
      case 'set':
        return withDraft(here, tap.draft, (draft) =>
          set(here, draft, tap.field, withField(draft, tap.field, tap.value, rules)),
        );
      case 'show':
        return show(here, tap.id, null);
      case 'comment':
        return comment(here, tap.id);
      case 'join':
        return join(here, tap.id);
      case 'rate':
        return act(here, tap.id, { is: 'rate', stars: tap.stars }, 'Thank you.');
      case 'withdraw':
      case 'confirm':
        return act(here, tap.id, { is: tap.is }, DONE[tap.is]);
      case 'reject':
        return act(here, tap.id, { is: 'reject', text: null }, DONE.reject);
      default:
        return tap satisfies never;
    }
  }

  async function onWords(here: Here, text: string): Promise<TicketTurn | null> {
    // The dialog says what is wrong with them.
    const { links = [] } = here.message;
    // A picture alone may be what an agent has asked for.
    if (text === '' && links.length > 0) return onComment(here, text);
    if (text === '' || text.length > MESSAGE_LIMIT) return null;
    const words = readTicketWords(text);
    const named = words && (await onTicketWords(here, words));
    if (named) return named;
    return onDraftWords(here, text) ?? onComment(here, text);
  }

  /** What they were about to send goes along: others may have other words for the same. */
  function join(here: Here, id: TicketId): Promise<TicketTurn> {
    const { draft } = here.desk;
    const isLike = draft?.by === here.message.user && draft.similar.some((each) => each.id === id);
    const text = isLike ? draft.question || draft.summary : null;
    return act(here, id, { is: 'join', place: here.place, text }, `You are told here when ${id} is solved.`);
  }

  function onDraftWords(here: Here, text: string): Promise<TicketTurn> | TicketTurn | null {
    const { draft } = here.desk;
    if (draft?.by !== here.message.user) return null;
    if (readCommands(text).includes('cancel')) return drop(here);
    const { changing } = draft;
    return changing === null ? null : set(here, draft, changing, withSpoken(draft, changing, text, rules));
  }

  /** Words that an agent waits for, or that were announced as a comment. */
  async function onComment(here: Here, text: string): Promise<TicketTurn | null> {
    // A command such as 'help' or 'browse' is neither.
    if (readCommands(text).some((each) => !ANSWERS.has(each))) return null;
    // A question of the dialog that waits is answered first: an agent may have sent the entry that asks it.
    const waiting = here.desk.commenting ?? (here.session.open ? null : await waitingOn(here));
    return waiting && passOn(here, waiting, text);
  }

  async function passOn(here: Here, id: TicketId, text: string): Promise<TicketTurn> {
    const { slots } = ground.intent.understand(text);
    const waits = (await store.ticket(id))?.state === 'waiting-on-requester';
    const learnt = learntFrom(text, slots, waits, ground.corpus, isoDay(here.now));
    const words = attached(text, here.message.links);
    const command: Command = { is: 'comment', text: words, ...(learnt ? { learnt } : {}) };
    return act(here, id, command, `Passed on to the people for ${id}.`);
  }

  async function onTicketWords(here: Here, words: TicketWords): Promise<TicketTurn | null> {
    switch (words.is) {
      case 'begin':
        return begin(here, words.text);
      case 'list':
        return list(here);
      case 'show':
        return show(here, words.id, null);
      case 'comment':
        return passOn(here, words.id, words.text);
      case 'join':
        return onTap(here, words);
      case 'rate': {
        const id = words.id ?? here.desk.tickets[0];
        return id === undefined ? null : onTap(here, { is: 'rate', id, stars: words.stars });
      }
      case 'withdraw':
      case 'confirm':
      case 'reject': {
        const id = words.id ?? here.desk.tickets[0];
        return id === undefined ? null : onTap(here, { is: words.is, id });
      }
      default:
        return words satisfies never;
    }
  }

  /** The newest ticket of the conversation that waits for this person's words. */
  async function waitingOn({ desk, person }: Here): Promise<TicketId | null> {
    for (const id of desk.tickets) {
      const ticket = await store.ticket(id);
      if (ticket?.state === 'waiting-on-requester' && ticket.requester.user === person.user) return id;
    }
    return null;
  }

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
    return finished(here, {}, listReply(await store.ticketsOf(here.person, LIMITS.page)));
  }

  async function show(here: Here, id: TicketId, lead: string | null): Promise<TicketTurn> {
    const ticket = await store.ticket(id);
    const reply = ticket && ticketReply(ticket, await store.ticketEvents(id), here.person, rules, lead);
    return reply ? finished(here, { tickets: first(id, here.desk) }, reply) : unknownTicket(deps, here, id);
  }

  async function act(here: Here, id: TicketId, command: Command, said: string): Promise<TicketTurn> {
    const ticket = await store.ticket(id);
    if (!ticket) return unknownTicket(deps, here, id);
    const outcome = changeOf(ticket, command, { role: 'requester', person: here.person }, here.now, rules);
    return done(deps, here, outcome, await store.ticketEvents(id), said, {});
  }

  return { hear };
}

/** Commands that may answer a question. */
const ANSWERS: ReadonlySet<Spoken> = new Set<Spoken>(['yes', 'no', 'unknown', 'thanks', 'next', 'back']);

const DONE = {
  withdraw: 'Withdrawn.',
  confirm: 'Good to hear. It is closed.',
  reject: 'I have opened it again.',
} as const;

/** A draft that nobody touched for as long as a question stays open is gone. */
function lapsed(desk: DeskState, now: number, openFor: number): DeskState {
  return desk.draft && now - desk.draft.at > openFor ? { ...desk, draft: null, commenting: null } : desk;
}

/** What was tapped, typed by its label or its number; a value of somebody else's making is read the same way. */
function tapOf(session: Session, message: Message): TicketTap | null {
  const value =
    message.source === 'action' ? message.value : offeredOption(session.offered, cleaned(message.text))?.value;
  if (value === undefined) return null;
  return value === VALUES.helpdesk ? { is: 'begin' } : readTicketValue(value);
}
