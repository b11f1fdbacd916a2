import { NO_DESK_STATE, withCommenting } from '../deskState.ts';
import { cleaned, offeredOption } from '../dialog/heard.ts';
import type { Session } from '../dialog/session.ts';
import type { Turn } from '../dialog/turn.ts';
import { readCommands } from '../intent/commands.ts';
import type { Message } from '../message.ts';
import type { Option, Reply } from '../reply.ts';
import { longerTrail } from './packet.ts';
import { TICKET_VALUES } from './values.ts';

const STILL_STUCK: Option = { label: 'Still stuck', value: TICKET_VALUES.begin };
/** What the platforms show at most. */
const OPTIONS = 25;
/** What these say is no part of a problem. */
const ASIDE: ReadonlySet<Reply['kind']> = new Set(['help', 'smalltalk', 'browse', 'explain', 'error', 'cancelled']);

/** A turn of the dialog, remembered for the packet of a ticket that may follow; a final answer offers the way to one. */
export function remembered(turn: Turn, before: Session, message: Message): Turn {
  const { reply } = turn;
  const offers = isFinal(reply) && reply.options.length < OPTIONS;
  const options = offers ? [...reply.options, STILL_STUCK] : reply.options;
  const desk = turn.session.desk ?? NO_DESK_STATE;
  const trail = ASIDE.has(reply.kind) ? desk.trail : longerTrail(desk.trail, said(turn, before, message));
  const session = { ...turn.session, desk: { ...withCommenting(desk, message.user, null, 0), trail } };
  return { session: offers ? { ...session, offered: options } : session, reply: { ...reply, options } };
}

function isFinal(reply: Reply): boolean {
  return reply.kind === 'answer' && reply.open === null && (reply.step === null || reply.step.number === reply.step.of);
}

function said(turn: Turn, before: Session, message: Message) {
  const { session, reply } = turn;
  const [best] = reply.candidates;
  const entry = 'entry' in reply ? reply.entry : (best?.entry ?? null);
  const title = 'title' in reply ? reply.title : (best?.title ?? null);
  const because = 'used' in reply ? reply.used.map(({ label, value }) => `${label} ${value}`) : [];
  const tapped = 'entry' in reply && session.last?.tapped === true;
  const confidence = tapped ? null : (reply.confidence ?? best?.confidence ?? null);
  return {
    text: wordsOf(message, before),
    kind: reply.kind,
    topic: topicOf(turn, before, message),
    delivery: message.delivery,
    entry,
    title,
    confidence,
    because,
  };
}

/** Null: it answered a question that waited, or led through what was asked before. */
function topicOf({ reply }: Turn, { open, offered, answered }: Session, message: Message): string | null {
  if (message.quoted) return message.text;
  const entry = 'entry' in reply ? reply.entry : null;
  const waited = open?.kind === 'choice' ? open.entries : open ? [open.entry] : [];
  if (entry !== null && (waited.includes(entry) || entry === answered?.entry)) return null;
  const text = message.source === 'action' ? null : cleaned(message.text);
  if (text === null || offeredOption(offered, text)) return 'title' in reply ? reply.title : null;
  return readCommands(text).length > 0 ? null : message.text;
}

/** What a person reads on what they tapped is not in the message: below an older reply, the value has to do. */
function wordsOf(message: Message, { offered }: Session): string {
  if (message.source !== 'action') return message.text;
  return `(tapped ${offered.find(({ value }) => value === message.value)?.label ?? message.value})`;
}
