import { LIMITS } from '../src/triage/limits.ts';
import type { QueueCursor, QueueFilter, QueuePage } from '../src/triage/port.ts';
import { numberOf, type Person } from '../src/triage/ticket.ts';
import type { Triage } from '../src/triage/triage.ts';

/** What narrows the queue: a value of a list, or of a category. */
export type Filter = string;
export const ALL: Filter = 'all';
const FILTERS = { [ALL]: 'All', mine: 'Mine', unassigned: 'Nobody has them', soon: 'Breaching soon' };
const OF = 'category:';

export function filterOf(category: string): Filter {
  return `${OF}${category}`;
}

/** What may be picked, in its order. `categories`: those that the agent may act on. */
export function filterChoices(categories: ReadonlyMap<string, string>): { id: Filter; title: string }[] {
  return [
    ...Object.entries(FILTERS).map(([id, title]) => ({ id, title })),
    ...[...categories].map(([id, title]) => ({ id: filterOf(id), title })),
  ];
}

/** One page of the queue of an agent. */
export interface AgentQueue extends QueuePage {
  /** Those that they may act on, with their titles. */
  categories: ReadonlyMap<string, string>;
}

/** Milliseconds since 1970; where the page begins, and how many tickets it holds. */
interface Asked {
  now: number;
  limit: number;
  after?: QueueCursor | null;
}

/** The tickets that somebody may act on, soonest breach first; null: they are no agent. */
export async function queueOf(
  triage: Pick<Triage, 'categories' | 'mayAct' | 'queue'>,
  person: Person,
  filter: Filter,
  { now, limit, after = null }: Asked,
): Promise<AgentQueue | null> {
  const categories = await categoriesOf(triage, person);
  if (categories.size === 0) return null;
  const page = await queueWithin(triage, categories, narrowing(filter, person, now), { limit, after });
  return { ...page, categories };
}

/** The categories that somebody is an agent of, with their titles. */
export async function categoriesOf(
  triage: Pick<Triage, 'categories' | 'mayAct'>,
  person: Person,
): Promise<ReadonlyMap<string, string>> {
  const theirs = new Map<string, string>();
  for (const [id, title] of triage.categories) if (await triage.mayAct(person, id)) theirs.set(id, title);
  return theirs;
}

/** A page of what is to be worked on in some categories, soonest breach first. */
export async function queueWithin(
  triage: Pick<Triage, 'categories' | 'queue'>,
  categories: ReadonlyMap<string, string>,
  { category: wanted, ...narrowed }: QueueFilter,
  { limit, after = null }: Omit<Asked, 'now'>,
): Promise<QueuePage> {
  // Whoever may act on all is asked about once; others category by category.
  const asked: QueueFilter[] =
    wanted === undefined && categories.size === triage.categories.size
      ? [narrowed]
      : [...categories.keys()]
          .filter((id) => wanted === undefined || id === wanted)
          .map((category) => ({ ...narrowed, category }));
  const pages = await Promise.all(asked.map((each) => triage.queue(each, { limit, after })));
  const all = pages.flatMap((page) => page.tickets).sort(inOrder);
  const tickets = all.slice(0, limit);
  const last = tickets.at(-1);
  const isMore = all.length > limit || pages.some(({ next }) => next !== null);
  return {
    tickets,
    next: isMore && last ? { breachAt: dueOf(last), number: numberOf(last.ticket.id) } : null,
  };
}

type Row = QueuePage['tickets'][number];

/** A ticket whose clocks stand still comes last, as in the store: at the end of time as JavaScript counts it. */
function dueOf({ breachAt }: Row): number {
  return breachAt ?? 8_640_000_000_000_000;
}

function inOrder(one: Row, other: Row): number {
  return dueOf(one) - dueOf(other) || numberOf(one.ticket.id) - numberOf(other.ticket.id);
}

function narrowing(filter: Filter, person: Person, now: number): QueueFilter {
  if (filter.startsWith(OF)) return { category: filter.slice(OF.length) };
  if (filter === 'mine') return { assignee: person };
  if (filter === 'unassigned') return { assignee: null };
  return filter === 'soon' ? { breachBefore: now + LIMITS.soonMs } : {};
}
