import { NO_DESK_STATE, withCommenting } from '../deskState.ts';
import type { Turn } from '../dialog/turn.ts';
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
export function remembered(turn: Turn, message: Message): Turn {
  const { reply } = turn;
  const offers = isFinal(reply) && reply.options.length < OPTIONS;
  const options = offers ? [...reply.options, STILL_STUCK] : reply.options;
  const desk = turn.session.desk ?? NO_DESK_STATE;
  const trail = ASIDE.has(reply.kind) ? desk.trail : longerTrail(desk.trail, said(turn, message));
  const session = { ...turn.session, desk: { ...withCommenting(desk, message.user, null, 0), trail } };
  return { session: offers ? { ...session, offered: options } : session, reply: { ...reply, options } };
}

function isFinal(reply: Reply): boolean {
  return reply.kind === 'answer' && reply.open === null && (reply.step === null || reply.step.number === reply.step.of);
}

function said({ session, reply }: Turn, message: Message) {
  const [best] = reply.candidates;
  const entry = 'entry' in reply ? reply.entry : (best?.entry ?? null);
  const title = 'title' in reply ? reply.title : (best?.title ?? null);
  const because = 'used' in reply ? reply.used.map(({ label, value }) => `${label} ${value}`) : [];
  const tapped = 'entry' in reply && session.last?.tapped === true;
  const confidence = tapped ? null : (reply.confidence ?? best?.confidence ?? null);
  return { text: wordsOf(message), kind: reply.kind, entry, title, confidence, because };
}

/** What a person reads on what they tapped is not in the message; the value says enough for whoever reads the packet. */
function wordsOf(message: Message): string {
  return message.source === 'action' ? `(tapped ${message.value})` : message.text;
}
