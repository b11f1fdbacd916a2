import type { types } from '@slack/bolt';
import { IMPACT_WORDS, URGENCY_WORDS } from '../../src/triage/priority.ts';
import { type Action, actionsFor } from '../../src/triage/states.ts';
import { nameOf, type Person, PRIORITIES, type TicketEvent } from '../../src/triage/ticket.ts';
import type { TicketFile } from '../../src/triage/triage.ts';
import { MARKS, VERBS } from '../cardWords.ts';
import { cutPlain } from '../cutPlain.ts';
import { ACTIONS } from './actions.ts';
import { button, context, type KnownBlock, plain, type SlackMessage, section, withIds } from './blocks.ts';
import { sizeOf } from './compose.ts';
import { cutText } from './cut.ts';
import { literalText } from './escape.ts';
import { LIMITS, READING } from './limits.ts';
import { toMrkdwn } from './mrkdwn.ts';
import { selectOptions } from './ticketModal.ts';

/** A ticket for agents: everything that came with it, and what may be done to it as it stands. */
export function cardMessage(file: TicketFile, categories: ReadonlyMap<string, string>): SlackMessage {
  const { id, summary, state, priority } = file.ticket;
  return {
    text: `${id} (${priority}, ${state}): ${literalText(oneLine(summary))}`,
    blocks: cardBlocks(file, categories),
  };
}

/** The card in a channel: where the ticket has gone to other people, a line that says so. */
export function cardIn(address: string, file: TicketFile, categories: ReadonlyMap<string, string>): SlackMessage {
  if (file.channels.includes(address)) return cardMessage(file, categories);
  const { id, summary, category, revision } = file.ticket;
  const title = literalText(categories.get(category) ?? category);
  const words = `*${id}* ${cutText(literalText(oneLine(summary)), READING.line)}\nIt has gone to the people for ${title}.`;
  return {
    text: `${id} has gone to the people for ${title}`,
    blocks: withIds([section(words)], cardKey(id, revision)),
  };
}

/** As much of it as a message holds; the rest is shown by `desk ticket`. */
export function cardBlocks(file: TicketFile, categories: ReadonlyMap<string, string>): KnownBlock[] {
  for (let room = ROOMY; ; room = { said: room.said - 1, lines: room.lines - 3 }) {
    const blocks = blocksWithin(room, file, categories);
    if (room.said === 0 || sizeOf(blocks) <= LIMITS.messageJson) return blocks;
  }
}

/** How many lines of what was said, and of what came with the ticket, are shown. */
const ROOMY = { said: 4, lines: 12 };

function blocksWithin(room: typeof ROOMY, file: TicketFile, categories: ReadonlyMap<string, string>): KnownBlock[] {
  const { ticket, events } = file;
  const { id, priority, state, summary, resolution, closedBecause, duplicateOf, revision } = ticket;
  const because = duplicateOf ? `duplicate of ${duplicateOf}` : closedBecause;
  const head = `${MARKS[priority]} *${id}* · ${priority} · ${state}${because ? ` (${because})` : ''}`;
  const blocks: KnownBlock[] = [
    section(`${head}\n${cutText(literalText(oneLine(summary)), READING.line)}`),
    fields(file, categories),
    ...packetBlocks(file, room.lines),
    ...(room.said === 0 ? [] : events.flatMap(said).slice(-room.said)),
    ...(resolution === null || state === 'closed' ? [] : [context(`*Resolution:* ${typed(resolution)}`)]),
    ...controls(file, categories),
  ];
  return withIds(blocks, cardKey(id, revision));
}

/** Names the ticket in the ids of a card's blocks; each change gives them new ones, so that no select keeps what was picked. */
function cardKey(id: string, revision: number): string {
  return `${id}@${revision}`;
}

export function readCardKey(key: string): string {
  return key.replace(/@\d+$/, '');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** What somebody typed, on one line. */
function typed(text: string): string {
  return cutText(literalText(oneLine(text)), READING.line);
}

/** Somebody of this workspace is shown as Slack shows people. */
export function personText(person: Person | null): string {
  if (person?.platform === 'slack' && /^[UW][A-Z0-9]{1,20}$/.test(person.user)) return `<@${person.user}>`;
  return literalText(cutPlain(nameOf(person), READING.name));
}

function fields({ ticket, breachAt }: TicketFile, categories: ReadonlyMap<string, string>): KnownBlock {
  const { requester, assignee, category, impact, urgency, followers, rating } = ticket;
  const others = followers.length === 0 ? '' : ` and ${followers.length} more`;
  const all: [string, string][] = [
    ['Requester', `${personText(requester)}${others}`],
    ['With', personText(assignee)],
    ['Category', literalText(categories.get(category) ?? category)],
    ['Who cannot work', IMPACT_WORDS[impact]],
    ['How urgent', URGENCY_WORDS[urgency]],
    ...(breachAt === null ? [] : [['Due', dateText(breachAt)] satisfies [string, string]]),
    ...(rating === null ? [] : [['Rating', `${rating} of 5`] satisfies [string, string]]),
  ];
  return {
    type: 'section',
    fields: all.map(([name, value]) => ({
      type: 'mrkdwn',
      text: cutText(`*${name}*\n${value}`, LIMITS.fieldText),
      verbatim: true,
    })),
  };
}

/** A moment in the reader's own time zone. */
export function dateText(at: number): string {
  const utc = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${utc}>`;
}

function packetBlocks({ ticket: { packet, summary }, known }: TicketFile, most: number): KnownBlock[] {
  const { question, offered, version, messages } = packet;
  const lines = [
    ...(known.length === 0 ? [] : [`*Known:* ${typed(known.join(' · '))}`]),
    ...offered.map(({ title, why }) => `*Shown before:* ${typed(`${title} (${why})`)}`),
    ...(version === null ? [] : [`*Version:* ${cutText(oneLine(toMrkdwn(version)), READING.line)}`]),
    ...(messages ?? []).map((message) => `*Said before:* ${typed(message)}`),
  ];
  return [
    ...(oneLine(question) === oneLine(summary) || question === ''
      ? []
      : [section(`> ${cutText(literalText(oneLine(question)), READING.cardQuestion)}`)]),
    ...(lines.length === 0 || most === 0 ? [] : [context(lines.slice(0, most).join('\n'))]),
  ];
}

function said({ what, by, details }: TicketEvent): KnownBlock[] {
  const verb = VERBS[what];
  if (verb === undefined) return [];
  const who = by.role === 'desk' ? 'The desk' : personText(by.person);
  const words = what === 'answer' ? (details.entry ?? '') : (details.text ?? '');
  return [context(`${who} ${verb}${words === '' ? '' : `: ${typed(words)}`}`)];
}

function controls({ ticket, onCall }: TicketFile, categories: ReadonlyMap<string, string>): KnownBlock[] {
  const { id, state, category, priority, resolution } = ticket;
  const may = new Set<Action>(actionsFor('agent', state));
  const tap = (what: Action, action: string, label: string, primary = false) =>
    may.has(what) ? [button({ action, label, value: id, primary })] : [];
  const buttons = [
    ...tap('claim', ACTIONS.cardClaim, 'Claim', true),
    ...(onCall === null
      ? []
      : tap('assign', ACTIONS.cardOnCall, `Give to ${cutPlain(nameOf(onCall), READING.onCall)}, on call`)),
    ...tap('ask', ACTIONS.cardAsk, 'Ask the requester'),
    ...tap('tell', ACTIONS.cardTell, 'Write to the requester'),
    ...tap('resolve', ACTIONS.cardResolve, 'Resolve'),
    ...tap('duplicate', ACTIONS.cardDuplicate, 'Duplicate of …'),
    ...tap('reopen', ACTIONS.cardReopen, 'Open again'),
    ...tap('note', ACTIONS.cardNote, 'Add a note'),
    // Without a resolution there is nothing that the FAQ could learn.
    ...(resolution === null ? [] : tap('propose', ACTIONS.cardPropose, 'Propose as FAQ entry')),
  ];
  const others = [...categories]
    .filter(([each]) => each !== category)
    .slice(0, READING.cardCategories)
    .map(([each, title]) => ({ id: each, title }));
  const priorities = PRIORITIES.filter((each) => each !== priority).map((each) => ({ id: each, title: each }));
  const selects = [
    ...(may.has('assign') ? [usersSelect(ACTIONS.cardAssign, 'Assign to')] : []),
    ...(may.has('classify') ? [staticSelect(ACTIONS.cardPriority, 'Set the priority', priorities)] : []),
    ...(may.has('hand-over') && others.length > 0 ? [staticSelect(ACTIONS.cardHandOver, 'Hand over to', others)] : []),
    ...(may.has('answer') ? [answerSelect()] : []),
  ];
  return [buttons, selects].flatMap((elements) =>
    elements.length === 0 ? [] : [{ type: 'actions', elements } satisfies types.ActionsBlock],
  );
}

function usersSelect(action: string, label: string): types.UsersSelect {
  return { type: 'users_select', action_id: action, placeholder: plain(label, LIMITS.placeholder) };
}

function staticSelect(action: string, label: string, choices: { id: string; title: string }[]): types.StaticSelect {
  return {
    type: 'static_select',
    action_id: action,
    placeholder: plain(label, LIMITS.placeholder),
    options: selectOptions(choices),
  };
}

/** The requester has it at once: a slip of the finger is asked about. */
function answerSelect(): types.ExternalSelect {
  return {
    type: 'external_select',
    action_id: ACTIONS.cardAnswer,
    min_query_length: 2,
    placeholder: plain('Answer from the FAQ', LIMITS.placeholder),
    confirm: {
      title: plain('Send this answer?', LIMITS.confirmTitle),
      text: plain('The requester gets it at once.', LIMITS.confirmText),
      confirm: plain('Send', LIMITS.confirmButton),
      deny: plain('Not yet', LIMITS.confirmButton),
    },
  };
}
