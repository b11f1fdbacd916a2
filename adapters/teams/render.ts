import type { Option, Reply } from '../../src/reply.ts';
import { replyText } from '../../src/replyText.ts';
import type { Source } from '../../src/source.ts';
import { isActive } from '../../src/triage/states.ts';
import { cutPlain } from '../cutPlain.ts';
import { groupOptions, isNextStep } from '../optionGroups.ts';
import { VERBS } from './actions.ts';
import { opens } from './agentActions.ts';
import { citedSources, compose, contentsOf, plainWords, reofferElements } from './compose.ts';
import { cutBlocks } from './cut.ts';
import { DRAFT_VERBS } from './draftActions.ts';
import {
  type AdaptiveCard,
  attachment,
  button,
  buttons,
  card,
  type Element,
  jsonBytes,
  note,
  text,
} from './elements.ts';
import { headline } from './headline.ts';
import { LIMITS, READING } from './limits.ts';
import { readMarkdown } from './markdown.ts';
import { optionElements, type Purse } from './options.ts';
import { type Piece, proseElements, proseNeeds, readProse } from './prose.ts';
import { writeText } from './write.ts';

/** What is sent for one reply. */
export interface TeamsMessage {
  /** null: the text says everything, and there is nothing to tap. */
  card: AdaptiveCard | null;
  /**
   * Markdown of the message itself. Teams shows it above the card on a desktop and not at all on some phones, so beside
   * a card it is a heading that repeats nothing of it and that nobody needs; the marks of citations stand in it.
   */
  text: string;
  /** For notifications and lists of chats: plain words. */
  summary: string;
  /** What the marks `[1]`, `[2]` in the text refer to, in this order. */
  sources: Source[];
  /** Teams asks with thumbs whether it helps. */
  judged: boolean;
}

/** Where a reply is shown. */
export interface Place {
  /** Our buttons carry it. */
  delivery: string;
  /** What was asked, as it was typed; empty where something was tapped. */
  question: string;
  /** A personal chat: nobody else has to scroll past a long answer. */
  personal: boolean;
  /** 'Show all' was tapped: nothing is shortened but what Teams' limits force. */
  full: boolean;
  /** Also ask whether the problem was solved. */
  ask: { solved: boolean };
  /** Stands above everything else. */
  lead?: Element[];
  /** In a window, which can open no other. */
  own?: boolean;
}

/** A reply of any kind as a message within every limit of Teams'. */
export function renderReply(reply: Reply, place: Place): TeamsMessage {
  return renderWith(reply, place, null);
}

/** `chosen`: elements in the place of what could be tapped; null: it can be tapped. */
export function renderWith(reply: Reply, place: Place, chosen: Element[] | null): TeamsMessage {
  const plain = plainWords(reply);
  const summary = cutPlain(plain, READING.summary);
  const judged = JUDGED.has(reply.kind);
  if (chosen === null && isTextAlone(reply, place)) {
    return { card: null, text: wholeText(reply, summary), summary, sources: [], judged };
  }
  const sources = citedSources(reply);
  const drawn = draw(reply, place, chosen, cutPlain(plain, READING.fallback));
  return { card: drawn, text: headline(reply, sources), summary, sources, judged };
}

function draw(reply: Reply, place: Place, chosen: Element[] | null, fallback: string): AdaptiveCard {
  const { head: first, text: passages, foot, sources, label } = compose(reply);
  const head = [...(place.lead ?? []), ...first];
  const words = readProse(passages);
  const again = reofferElements(reply.reoffered);
  const feet = footer(reply, place, chosen === null);
  const groups = groupOptions(reply);
  const fixed = [...head, ...foot, ...sources, ...again, ...feet, ...label, more(place), RELATED, ...(chosen ?? [])];
  const spent = jsonBytes(attachment(card(fixed, fallback))) + MARGIN;
  const purse: Purse = { json: LIMITS.cardJson - spent - Math.min(proseNeeds(words), READING.proseJson) };
  const look = { delivery: place.delivery };
  const isBrowsed = reply.kind === 'browse';
  const primary = (option: Option) => isNextStep(option, reply);
  const acts = reply.kind === 'ticket' && (reply.ticket !== null || groups.own.some(({ option }) => primary(option)));
  const ownLook = { ...look, list: isBrowsed, contents: contentsOf(reply), primary, acts };
  const own = chosen ?? optionElements(groups.own, purse, ownLook);
  const related = chosen === null ? optionElements(groups.related, purse, { ...look, list: true }) : [];
  const reoffered = chosen === null ? optionElements(groups.reoffered, purse, look) : [];
  const below = [
    ...foot,
    // A question's answers belong right under it; where it comes from can wait.
    ...(reply.kind === 'ask' ? [...own, ...sources] : [...sources, ...label, ...own]),
    ...(related.length > 0 ? [reply.kind === 'ticket' ? ALIKE : RELATED, ...related] : []),
    ...again,
    ...reoffered,
    ...feet,
  ];
  const frame = { above: head, words, below, fallback };
  const whole = { ...frame, visible: Number.POSITIVE_INFINITY, notice: CUT };
  const short = { ...frame, visible: READING.shown, notice: more(place) };
  const all = place.full || place.personal ? fill(whole) : fill(short);
  return (all.isCut && !place.full ? fill(short) : all).card;
}

/** A card around the text of a reply. `visible`: how much of the text is shown at most. */
export interface Frame {
  above: Element[];
  words: readonly Piece[];
  below: Element[];
  visible: number;
  /** Stands under the text where it is cut. */
  notice: Element;
  fallback: string;
}

/** Puts the text into the room that the frame leaves. */
export function fill({ above, words, below, visible, notice, fallback }: Frame) {
  const spent = jsonBytes(attachment(card([...above, notice, ...below], fallback))) + MARGIN;
  const { elements, isCut } = proseElements(words, { visible, json: LIMITS.cardJson - spent });
  const body = [...above, ...elements, ...(isCut ? [notice] : []), ...below];
  return { card: card(body.length > 0 ? body : [text(NOTHING)], fallback), isCut };
}

/** Said where nothing longer can be shown. */
export const CUT = note('Shortened here. The sources hold the rest.');
const NOTHING = 'Connect Desk has replied.';
const RELATED = note('Related questions', { spacing: 'Medium' });
const ALIKE = note('Instead of a new ticket', { spacing: 'Medium' });
/** Commas and the like, bytes. */
const MARGIN = 200;

function more({ delivery }: Place): Element {
  return { type: 'ActionSet', actions: [button('Show all', { v: 1, verb: VERBS.more, delivery })], spacing: 'Small' };
}

const EXPLAINED = new Set<Reply['kind']>(['answer', 'ask', 'clarify']);
const JUDGED = new Set<Reply['kind']>(['answer', 'unknown', 'version']);
const TALK = new Set<Reply['kind']>(['smalltalk', 'cancelled', 'error']);

/** A sentence or two, and nothing to tap: no card is put around it. */
function isTextAlone(reply: Reply, { ask }: Place): boolean {
  return TALK.has(reply.kind) && reply.options.length === 0 && reply.reoffered === null && !ask.solved;
}

function wholeText(reply: Reply, instead: string): string {
  const words = writeText(cutBlocks(readMarkdown(replyText(reply)), READING.text));
  return words.trim() === '' ? instead : words;
}

/** What may be tapped below every reply of such a kind. */
function footer(reply: Reply, { delivery, ask, own = false }: Place, isOpen: boolean): Element[] {
  const why = button('Why this answer?', { v: 1, verb: VERBS.why, delivery });
  const isDraft = reply.kind === 'ticket' && reply.draft !== null && reply.draft.summary !== '';
  const form = opens('Change it in a form', { v: 1, verb: DRAFT_VERBS.form, delivery });
  return [
    ...(isDraft && isOpen && !own ? [{ type: 'ActionSet' as const, actions: [form], spacing: 'Medium' as const }] : []),
    ...(reply.kind === 'ticket' && reply.ticket && isActive(reply.ticket.state) ? [newsLine(own)] : []),
    ...(ask.solved ? solved(delivery) : []),
    ...(EXPLAINED.has(reply.kind)
      ? [{ type: 'ActionSet' as const, actions: [why], separator: true as const, spacing: 'Medium' as const }]
      : []),
  ];
}

/** Nothing can be sent to where a window has closed. */
function newsLine(own: boolean): Element {
  return note(
    own
      ? 'What becomes of it you are told in your own chat with me, once you have added me there.'
      : 'What becomes of it you are told here.',
  );
}

function solved(delivery: string): Element[] {
  const yes = button('Yes, solved', { v: 1, verb: VERBS.solved, delivery, value: 'yes' });
  const no = button('Not yet', { v: 1, verb: VERBS.solved, delivery, value: 'no' });
  return [text('Was this solved?', { weight: 'Bolder', spacing: 'Medium' }), ...buttons([yes, no])];
}
