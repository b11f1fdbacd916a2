import type { EntryId } from '../../src/brand.ts';
import { DeskError } from '../../src/errors.ts';
import { localTime } from '../../src/triage/calendar.ts';
import { LIMITS } from '../../src/triage/limits.ts';
import type { QueueFilter, QueuePage } from '../../src/triage/port.ts';
import {
  IMPACTS,
  nameOf,
  type Person,
  PRIORITIES,
  readTicketId,
  type Ticket,
  type TicketId,
  URGENCIES,
} from '../../src/triage/ticket.ts';
import type { AgentAction, TicketFile, Triage } from '../../src/triage/triage.ts';
import { agentNamed } from '../../src/triageSettings.ts';
import { categoriesOf, queueWithin } from '../agentQueue.ts';
import { openTriage, type TriageDesk } from '../desk.ts';
import type { Cli } from './commands.ts';
import { plain } from './plain.ts';

/** `desk tickets` and `desk ticket`: the agents' side in the terminal, as the operating system's user. */

export interface TicketsOptions {
  mine?: boolean;
  unassigned?: boolean;
  breaching?: boolean;
  category?: string;
  json?: boolean;
}

/** The queue, soonest breach first. Resolves to the exit code. */
export async function tickets(cli: Cli, options: TicketsOptions): Promise<number> {
  return withTriage(cli, async ({ triage, timeZone }, actor) => {
    const own = await ownCategories(triage, actor, options.category);
    const filter = filterOf(options, actor, cli.now?.() ?? Date.now());
    const page = await queueWithin(triage, own, filter, { limit: LIMITS.page });
    const rows = page.tickets;
    if (options.json) cli.output.out(JSON.stringify(rows.map(({ ticket, breachAt }) => row(ticket, breachAt))));
    else print(cli, rows, page.next !== null, timeZone);
    return 0;
  });
}

/** The categories of which somebody is an agent; refuses one that is asked for and is none of them. */
export async function ownCategories(
  triage: Triage,
  actor: Person,
  asked: string | undefined,
): Promise<ReadonlyMap<string, string>> {
  if (asked !== undefined && !triage.categories.has(asked)) {
    throw invalid(`There is no category ${asked}; there are ${[...triage.categories.keys()].join(', ')}.`);
  }
  const own = await categoriesOf(triage, actor);
  if (asked === undefined ? own.size === 0 : !own.has(asked)) throw notAgent(actor);
  return own;
}

function print({ output }: Cli, rows: QueuePage['tickets'], isMore: boolean, timeZone: string): void {
  if (rows.length === 0) output.out('No ticket is open here.');
  for (const { ticket, breachAt } of rows) output.out(line(ticket, breachAt, timeZone));
  if (isMore) output.out('… and more; narrow the list to see them.');
}

function filterOf({ mine, unassigned, breaching, category }: TicketsOptions, actor: Person, now: number): QueueFilter {
  return {
    ...(mine ? { assignee: actor } : {}),
    ...(unassigned ? { assignee: null } : {}),
    ...(breaching ? { breachBefore: now + LIMITS.soonMs } : {}),
    ...(category === undefined ? {} : { category }),
  };
}

function row(ticket: Ticket, breachAt: number | null) {
  const { id, state, priority, category, summary, assignee, createdAt } = ticket;
  return {
    id,
    state,
    priority,
    category,
    summary,
    assignee: assignee && nameOf(assignee),
    createdAt: new Date(createdAt).toISOString(),
    breachAt: breachAt === null ? null : new Date(breachAt).toISOString(),
  };
}

function line(ticket: Ticket, breachAt: number | null, timeZone: string): string {
  const { id, state, priority, category, summary, assignee } = ticket;
  const due = breachAt === null ? 'no clock runs' : `due ${localTime(breachAt, { timeZone })}`;
  return `${id}  ${priority}  ${state}  ${due}  ${category}  ${plain(nameOf(assignee))}\n  ${plain(summary)}`;
}

export interface TicketOptions {
  category?: string;
  impact?: string;
  urgency?: string;
  priority?: string;
  json?: boolean;
}

/** One ticket: its file, or an action on it. Resolves to the exit code. */
export async function ticket(cli: Cli, id: string, words: readonly string[], options: TicketOptions): Promise<number> {
  const named = readTicketId(id);
  if (named === null) throw invalid(`${id} names no ticket; write it as DESK-142.`);
  return withTriage(cli, async ({ triage, timeZone }, actor) => {
    const [verb, ...rest] = words;
    if (verb === undefined) return show(cli, triage, timeZone, named, actor, options);
    const action = readAction(verb, rest.join(' ').trim(), options);
    const acted = await triage.act({ ticket: named, action, actor, id: cli.newId?.() ?? crypto.randomUUID() });
    if (!acted.ok) throw new DeskError(acted.error.code, acted.error.message);
    const { state, assignee, priority } = acted.ticket;
    if (options.json) cli.output.out(JSON.stringify(acted.ticket));
    else cli.output.out(acted.said ?? `${named} is ${state}, ${priority}, with ${plain(assignee ?? 'nobody')}.`);
    if (action.is === 'resolve' && !options.json) {
      cli.output.out(`'desk ticket ${named} propose' makes a draft for the FAQ of it.`);
    }
    return 0;
  });
}

async function show(
  cli: Cli,
  triage: Triage,
  timeZone: string,
  id: TicketId,
  actor: Person,
  options: TicketOptions,
): Promise<number> {
  const file = await triage.file(id);
  if (!file) throw new DeskError('ticket-unknown', `There is no ticket ${id}.`);
  if (!(await triage.mayAct(actor, file.ticket.category))) throw notAgent(actor);
  if (options.json) cli.output.out(JSON.stringify({ ...file.ticket, events: file.events, breachAt: file.breachAt }));
  else cli.output.out(fileText(file, timeZone));
  return 0;
}

/** What the rest of the line means for each action. */
const ACTIONS: Readonly<Record<string, (words: string, options: TicketOptions) => AgentAction>> = {
  claim: () => ({ is: 'claim' }),
  assign: (words) => ({ is: 'assign', to: words === '' ? null : readAgent(words) }),
  ask: (text) => ({ is: 'ask', text }),
  tell: (text) => ({ is: 'tell', text }),
  answer: (words) => ({ is: 'answer', entry: words as EntryId }),
  resolve: (text) => ({ is: 'resolve', text }),
  duplicate: (words) => ({ is: 'duplicate', of: readOther(words) }),
  'hand-over': (category) => ({ is: 'hand-over', category }),
  note: (text) => ({ is: 'note', text }),
  propose: () => ({ is: 'propose' }),
  reopen: (words) => ({ is: 'reopen', text: words === '' ? null : words }),
  classify: (_words, options) => {
    const set = {
      ...(options.category === undefined ? {} : { category: options.category }),
      ...oneOf('impact', IMPACTS, options.impact),
      ...oneOf('urgency', URGENCIES, options.urgency),
      ...oneOf('priority', PRIORITIES, options.priority),
    };
    if (Object.keys(set).length > 0) return { is: 'classify', ...set };
    throw invalid('Say what to set: --category, --impact, --urgency or --priority, one of them or more.');
  },
};

export const TICKET_ACTIONS = Object.keys(ACTIONS);

function readAction(verb: string, words: string, options: TicketOptions): AgentAction {
  const read = ACTIONS[verb];
  if (!read) throw invalid(`There is no action ${verb}; there are ${TICKET_ACTIONS.join(', ')}.`);
  return read(words, options);
}

function oneOf<Name extends string, Value extends string>(
  name: Name,
  values: readonly Value[],
  given: string | undefined,
) {
  if (given === undefined) return {};
  const value = values.find((each) => each === given);
  if (value === undefined) throw invalid(`--${name} is one of ${values.join(', ')}, not ${given}.`);
  return { [name]: value } as Record<Name, Value>;
}

function readAgent(words: string): Person {
  const person = agentNamed(words.includes(':') ? words : `cli:${words}`);
  if (!person) throw invalid(`${words} names no agent; write it as slack:T0123ABCD/U0123ABCD or cli:alice.`);
  if (person.tenant === '') throw invalid(`${words} may be of any workspace; write it as slack:T0123ABCD/U0123ABCD.`);
  return person;
}

function readOther(words: string): TicketId {
  const id = readTicketId(words);
  if (id === null) throw invalid(`${words} names no ticket; write it as DESK-142.`);
  return id;
}

function fileText({ ticket: each, events, breachAt, known }: TicketFile, timeZone: string): string {
  const { packet } = each;
  const at = (time: number) => localTime(time, { timeZone });
  const history = events.map(({ at: when, by, what, to, details }) => {
    const who = by.role === 'desk' ? 'the desk' : nameOf(by.person);
    const said = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
    return `  ${at(when)}  ${what} by ${who} (${to})${said.length > 0 ? `; ${said.join('; ')}` : ''}`;
  });
  const lines = [
    line(each, breachAt, timeZone),
    `Requester: ${nameOf(each.requester)} (${each.requester.platform}), ${each.followers.length} others have joined`,
    `Impact: ${each.impact}, urgency: ${each.urgency}`,
    `Question: ${packet.question}`,
    ...known.map((each) => `Known: ${each}`),
    ...packet.offered.map(
      ({ entry, confidence, why }) =>
        `Offered: ${entry}${confidence === null ? '' : ` (${Math.round(confidence * 100)} %)`}, ${why}`,
    ),
    ...(packet.version === null ? [] : [`Version: ${packet.version}`]),
    ...(packet.messages ?? []).map((text) => `Said before: ${text}`),
    'History:',
    ...history,
  ];
  return lines
    .flatMap((text) => text.split('\n'))
    .map(plain)
    .join('\n');
}

export async function withTriage(
  cli: Cli,
  work: (desk: TriageDesk, actor: Person) => Promise<number>,
): Promise<number> {
  const desk = await openTriage(cli.env);
  const user = cli.user ?? 'local';
  try {
    return await work(desk, { platform: 'cli', tenant: 'local', user, name: user });
  } finally {
    await desk.store.close();
  }
}

function invalid(message: string): DeskError {
  return new DeskError('ticket-invalid', message);
}

function notAgent({ user }: Person): DeskError {
  return new DeskError('not-allowed', `The settings do not list cli:${user} as an agent for that.`);
}
