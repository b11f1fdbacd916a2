import { commentingBy, draftBy, lapsedDesk, NO_DESK_STATE } from '../deskState.ts';
import { MESSAGE_LIMIT } from '../dialog/dialog.ts';
import { cleaned, offeredOption } from '../dialog/heard.ts';
import type { Session } from '../dialog/session.ts';
import { VALUES } from '../dialog/values.ts';
import { readCommands, type Command as Spoken } from '../intent/commands.ts';
import type { Message } from '../message.ts';
import { awaitedOf, isAboutTicket, isNoTap, meant, ownHere } from './bareWords.ts';
import { withField, withSpoken } from './draft.ts';
import { createDrafting } from './drafting.ts';
import type { Here, RequesterDeps, TicketTurn } from './here.ts';
import { createOwnActs } from './ownActs.ts';
import type { Ticket } from './ticket.ts';
import { readTicketWords, type TicketWords } from './ticketWords.ts';
import { readTicketValue, type TicketTap } from './values.ts';

export interface Requester {
  /** Null: the message is about no ticket, and the dialog's. Throws a DeskError `requester-only` for somebody else's draft. */
  hear(session: Session, message: Message, now: number): Promise<TicketTurn | null>;
  /** The same of what was put to nobody; null also where it is not sure to be about a ticket of theirs. */
  overhear(session: Session, message: Message, now: number): Promise<TicketTurn | null>;
}

export function createRequester(deps: RequesterDeps): Requester {
  const { ground, rules, store } = deps;
  const { begin, withDraft, change, set, drop, send } = createDrafting(deps);
  const { list, show, comment, join, act, passOn } = createOwnActs(deps);

  function hereOf(session: Session, message: Message, now: number): Here {
    const { platform, tenant, conversation, user, name = null } = message;
    const desk = lapsedDesk(session.desk ?? NO_DESK_STATE, now - ground.openFor);
    const place = { platform, tenant, conversation };
    return { session, desk, message, person: { platform, tenant, user, name }, place, now };
  }

  async function hear(session: Session, message: Message, now: number): Promise<TicketTurn | null> {
    if (message.quoted) return null;
    const here = hereOf(session, message, now);
    if (message.source === 'action') {
      const tap = tapOf(message.value);
      return tap && onTap(here, tap);
    }
    return onMessage(here, await ownHere(deps, here));
  }

  async function onMessage(here: Here, own: readonly Ticket[]): Promise<TicketTurn | null> {
    const { session, message } = here;
    const text = cleaned(message.text);
    const tap = tapOf(offeredOption(session.offered, text)?.value);
    if (tap && !isNoTap(own, here, text, tap)) return onTap(here, tap);
    return onWords(here, text, own);
  }

  async function overhear(session: Session, message: Message, now: number): Promise<TicketTurn | null> {
    if (message.source === 'action' || message.quoted) return null;
    const here = hereOf(session, message, now);
    const own = await ownHere(deps, here);
    return isAboutTicket(own, here, readTicketWords(cleaned(message.text))) ? onMessage(here, own) : null;
  }

  function onTap(here: Here, tap: TicketTap): Promise<TicketTurn> | TicketTurn {
    switch (tap.is) {
      case 'begin':
        // A shortcut on somebody's message brings its words along; words that named the option are none.
        return begin(here, here.message.source === 'action' ? cleaned(here.message.text) : '');
      case 'list':
        return list(here);
      case 'send':
        return send(here, tap.draft);
      case 'drop':
        return withDraft(here, tap.draft, () => drop(here));
      case 'change':
        return withDraft(here, tap.draft, (draft) => change(here, draft, tap.field));
      case 'set':
        return withDraft(here, tap.draft, (draft) =>
          set(here, draft, tap.field, withField(draft, tap.field, tap.value, rules)),
        );
      case 'show':
        return show(here, tap.id);
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

  async function onWords(here: Here, text: string, own: readonly Ticket[]): Promise<TicketTurn | null> {
    // The dialog says what is wrong with them.
    const { links = [] } = here.message;
    // A picture alone may be what an agent has asked for.
    if (text === '' && links.length > 0) return onComment(here, text, own);
    if (text === '' || text.length > MESSAGE_LIMIT) return null;
    const words = readTicketWords(text);
    const named = words && (await onTicketWords(here, words, own));
    if (named) return named;
    return onDraftWords(here, text) ?? onComment(here, text, own);
  }

  function onDraftWords(here: Here, text: string): Promise<TicketTurn> | TicketTurn | null {
    const draft = draftBy(here.desk, here.message.user);
    if (draft === null) return null;
    if (readCommands(text).includes('cancel')) return drop(here);
    const { changing } = draft;
    return changing === null ? null : set(here, draft, changing, withSpoken(draft, changing, text, rules));
  }

  /** Words that an agent waits for, or that were announced as a comment. */
  async function onComment(here: Here, text: string, own: readonly Ticket[]): Promise<TicketTurn | null> {
    // A command such as 'help' or 'browse' is neither.
    if (readCommands(text).some((each) => !ANSWERS.has(each))) return null;
    const id = commentingBy(here.desk, here.message.user) ?? awaitedOf(own, here)?.id ?? null;
    return id && passOn(here, id, text);
  }

  async function onTicketWords(here: Here, words: TicketWords, own: readonly Ticket[]): Promise<TicketTurn | null> {
    switch (words.is) {
      case 'begin':
        return begin(here, words.text);
      case 'list':
        return list(here);
      case 'show':
        return show(here, words.id);
      case 'comment':
        return passOn(here, words.id, words.text);
      case 'join':
        return onTap(here, words);
      case 'rate': {
        const id = words.id ?? meant(own, 'rate');
        return id && onTap(here, { is: 'rate', id, stars: words.stars });
      }
      case 'withdraw':
      case 'confirm': {
        const id = words.id ?? meant(own, words.is);
        return id && onTap(here, { is: words.is, id });
      }
      case 'reject': {
        const id = words.id ?? meant(own, 'reject');
        const state = id && (await store.ticket(id))?.state;
        // Of what nobody has called solved it is something to know.
        const isNews = state === 'new' || state === 'triaged' || state === 'assigned';
        return id && (isNews ? passOn(here, id, cleaned(here.message.text)) : onTap(here, { is: 'reject', id }));
      }
      default:
        return words satisfies never;
    }
  }

  return { hear, overhear };
}

/** Commands that may answer a question. */
const ANSWERS: ReadonlySet<Spoken> = new Set<Spoken>(['yes', 'no', 'unknown', 'thanks', 'next', 'back']);

const DONE = {
  withdraw: 'Withdrawn.',
  confirm: 'Good to hear. It is closed.',
  reject: 'I have opened it again.',
} as const;

/** What was tapped, or typed by its label or its number; a value of somebody else's making is read the same way. */
function tapOf(value: string | undefined): TicketTap | null {
  if (value === undefined) return null;
  return value === VALUES.helpdesk ? { is: 'begin' } : readTicketValue(value);
}
