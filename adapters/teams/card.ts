import { IMPACT_WORDS, URGENCY_WORDS } from '../../src/triage/priority.ts';
import { type Action, actionsFor } from '../../src/triage/states.ts';
import { nameOf, type Person, type TicketEvent } from '../../src/triage/ticket.ts';
import type { TicketFile } from '../../src/triage/triage.ts';
import { MARKS, VERBS } from '../cardWords.ts';
import { cutPlain } from '../cutPlain.ts';
import { AGENT_VERBS, type FormData, type FormName, opens, type Page, type TapName } from './agentActions.ts';
import { line } from './compose.ts';
import {
  attachment,
  button,
  buttons,
  type CardButton,
  card,
  type Element,
  heading,
  jsonBytes,
  note,
  text,
} from './elements.ts';
import { escapeCard, plainLabel } from './escape.ts';
import { LIMITS, READING } from './limits.ts';
import type { TeamsMessage } from './render.ts';

/** Where a ticket's card stands. */
export interface Look {
  /** The queue that it was opened from; null: the channel of the agents. */
  from: Page | null;
  /** What has just gone wrong, in plain words. */
  notice: string | null;
}

const IN_CHANNEL: Look = { from: null, notice: null };

/** A ticket for agents: everything that came with it, and what may be done to it as it stands. */
export function cardMessage(
  file: TicketFile,
  categories: ReadonlyMap<string, string>,
  look: Look = IN_CHANNEL,
): TeamsMessage {
  const { id, summary, state, priority } = file.ticket;
  const about = cutPlain(plainLabel(`${id} (${priority}, ${state}): ${summary}`), READING.summary);
  const fallback = `${about} This client cannot show its card; in a terminal: desk ticket ${id}`;
  return {
    card: cardWithin(file, categories, look, fallback),
    text: `**${id}** · ${priority} · ${state}`,
    summary: about,
    sources: [],
    judged: false,
  };
}

/** The card in a channel: where the ticket has gone to other people, a line that says so. */
export function cardIn(
  address: string,
  file: TicketFile,
  categories: ReadonlyMap<string, string>,
  notice: string | null = null,
): TeamsMessage {
  const isHere = file.channels.includes(address);
  return isHere ? cardMessage(file, categories, { from: null, notice }) : goneMessage(file, categories, notice);
}

/** A ticket that is with other people now. */
export function goneMessage(
  file: TicketFile,
  categories: ReadonlyMap<string, string>,
  notice: string | null = null,
): TeamsMessage {
  const { id, summary, category } = file.ticket;
  const gone = `It has gone to the people for ${typed(categories.get(category) ?? category, READING.choice)}.`;
  const about = cutPlain(plainLabel(`${id} has gone to other people: ${summary}`), READING.summary);
  const body = [
    ...(notice === null ? [] : [noticeLine(notice)]),
    heading(id),
    text(typed(summary, READING.line) || '…'),
    note(gone),
  ];
  const head = `**${id}** has gone to other people`;
  return { card: card(body, about), text: head, summary: about, sources: [], judged: false };
}

/** How many lines of what was said, and of what came with the ticket, are shown. */
const ROOMY = { said: 4, lines: 12 };

/** As much of it as a card holds; the rest is shown by `desk ticket`. */
function cardWithin(file: TicketFile, categories: ReadonlyMap<string, string>, look: Look, fallback: string) {
  for (let room = ROOMY; ; room = { said: room.said - 1, lines: room.lines - 3 }) {
    const drawn = card(elements(room, file, categories, look), fallback);
    if (room.said === 0 || jsonBytes(attachment(drawn)) <= LIMITS.cardJson) return drawn;
  }
}

function elements(
  room: typeof ROOMY,
  file: TicketFile,
  categories: ReadonlyMap<string, string>,
  { from, notice }: Look,
): Element[] {
  const { ticket, events } = file;
  const { id, priority, state, summary, resolution, closedBecause, duplicateOf } = ticket;
  const because = duplicateOf ? `duplicate of ${duplicateOf}` : closedBecause;
  return [
    ...(notice === null ? [] : [noticeLine(notice)]),
    heading(`${MARKS[priority]} ${id} · ${priority} · ${state}${because ? ` (${because})` : ''}`),
    text(typed(summary, READING.line) || '…'),
    facts(file, categories),
    ...packetElements(file, room.lines),
    ...(room.said === 0 ? [] : events.flatMap(said).slice(-room.said)),
    ...(resolution === null || state === 'closed' ? [] : [note(`**Resolution:** ${typed(resolution, READING.line)}`)]),
    ...controls(file, from),
  ];
}

/** What went wrong, above everything else. */
export function noticeLine(words: string): Element {
  return text(`⚠️ ${typed(words, READING.line)}`, { weight: 'Bolder' });
}

/** What somebody typed, on one line of a card. */
export function typed(words: string, most: number): string {
  return escapeCard(cutPlain(plainLabel(words), most));
}

export function personText(person: Person | null): string {
  return typed(nameOf(person), READING.name) || '…';
}

/** A moment in the reader's own time zone: clients fill it in. */
export function dateText(at: number): string {
  const utc = `${new Date(at).toISOString().slice(0, 19)}Z`;
  return `{{DATE(${utc}, SHORT)}} {{TIME(${utc})}}`;
}

function facts({ ticket, breachAt }: TicketFile, categories: ReadonlyMap<string, string>): Element {
  const { requester, assignee, category, impact, urgency, followers, rating } = ticket;
  const others = followers.length === 0 ? '' : ` and ${followers.length} more`;
  const all: [string, string][] = [
    ['Requester', `${personText(requester)}${others}`],
    ['With', personText(assignee)],
    ['Category', typed(categories.get(category) ?? category, READING.choice)],
    ['Who cannot work', IMPACT_WORDS[impact]],
    ['How urgent', URGENCY_WORDS[urgency]],
    ...(breachAt === null ? [] : [['Due', dateText(breachAt)] satisfies [string, string]]),
    ...(rating === null ? [] : [['Rating', `${rating} of 5`] satisfies [string, string]]),
  ];
  return { type: 'FactSet', facts: all.map(([title, value]) => ({ title, value })) };
}

function packetElements({ ticket: { packet, summary }, known }: TicketFile, most: number): Element[] {
  const { question, offered, version, messages } = packet;
  const small = { size: 'Small', isSubtle: true, spacing: 'Small' } as const;
  const labelled = (label: string, words: string): Element[] => {
    const shown = typed(words, READING.line);
    return shown === '' ? [] : [text(`**${label}:** ${shown}`, small)];
  };
  const lines: Element[] = [
    ...(known.length === 0 ? [] : labelled('Known', known.join(' · '))),
    ...offered.flatMap(({ title, why }) => labelled('Shown before', `${title} (${why})`)),
    ...(version === null ? [] : line(`**Version:** ${version}`, small)),
    ...(messages ?? []).flatMap((message) => labelled('Said before', message)),
  ];
  const asked = typed(question, READING.cardQuestion);
  return [
    ...(asked === '' || plainLabel(question).toLowerCase() === plainLabel(summary).toLowerCase()
      ? []
      : [{ type: 'Container' as const, style: 'emphasis' as const, items: [text(asked)] }]),
    ...lines.slice(0, Math.max(0, most)),
  ];
}

function said({ what, by, details }: TicketEvent): Element[] {
  const verb = VERBS[what];
  if (verb === undefined) return [];
  const who = by.role === 'desk' ? 'The desk' : personText(by.person);
  const words = typed(what === 'answer' ? (details.entry ?? '') : (details.text ?? ''), READING.line);
  return [note(`${who} ${verb}${words === '' ? '' : `: ${words}`}`)];
}

/** In the order in which they fill rows on a phone; what each means stands in the window that it opens. */
const LABELS: readonly [FormName, string][] = [
  ['ask', 'Ask'],
  ['resolve', 'Resolve'],
  ['answer', 'Answer from FAQ'],
  ['tell', 'Reply'],
  ['classify', 'Category, priority'],
  ['assign', 'Assign'],
  ['hand-over', 'Hand over'],
  ['duplicate', 'Duplicate'],
  ['note', 'Note'],
];

function controls({ ticket: { id, state, resolution }, onCall }: TicketFile, from: Page | null): Element[] {
  const may = new Set<Action>(actionsFor('agent', state));
  const act = (needs: Action, what: TapName, label: string): CardButton[] =>
    may.has(needs)
      ? [button(label, { v: 1, verb: AGENT_VERBS.act, ticket: id, what, from }, { primary: what === 'claim' })]
      : [];
  const forms = LABELS.filter(([what]) => may.has(what)).map(([what, label]) =>
    opens(label, { v: 1, verb: AGENT_VERBS.form, ticket: id, what, from } satisfies FormData),
  );
  const back =
    from === null ? [] : [button('Back to the queue', { v: 1, verb: AGENT_VERBS.queue, ...from, pick: false })];
  return [
    ...buttons([...act('claim', 'claim', 'Claim'), ...act('reopen', 'reopen', 'Open again'), ...forms]),
    // Without a resolution there is nothing that the FAQ could learn.
    ...buttons(resolution === null ? [] : act('propose', 'propose', 'Propose as FAQ entry')),
    ...buttons(onCall === null ? [] : act('assign', 'on-call', `Give to ${onCallName(onCall)}`)),
    ...buttons(back),
  ];
}

/** The settings list people by their ids, which nobody knows by heart. */
export function onCallName({ name }: Person): string {
  return name === null ? 'whoever is on call' : `${cutPlain(name, READING.onCall)}, on call`;
}
