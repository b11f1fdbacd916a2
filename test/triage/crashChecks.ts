import type { ConversationId, DeliveryId } from '../../src/brand.ts';
import type { Store } from '../../src/store/port.ts';
import { type Ticket, type TicketEvent, ticketId } from '../../src/triage/ticket.ts';
import type { Job } from './crashWork.ts';

/** What must hold after kills. Each check names what is broken; nothing named means that all of it holds. */

/** All histories of a database, oldest ticket first. */
export interface Histories {
  events: TicketEvent[];
  /** How often a job changed something, by its id. */
  effects: ReadonlyMap<string, number>;
  broken: string[];
}

/** Each ticket's history is without a gap, and leads to the state that it is in. */
export async function historiesOf(store: Store): Promise<Histories> {
  const all: Histories & { effects: Map<string, number> } = { events: [], effects: new Map(), broken: [] };
  const last = await store.takeTicketNumber();
  for (let number = 1; number < last; number += 1) {
    const id = ticketId(number);
    const ticket = await store.ticket(id);
    const events = await store.ticketEvents(id);
    all.events.push(...events);
    all.broken.push(...gaps(ticket, events).map((what) => `${id} ${what}`));
    for (const { what, details } of events) {
      const job = what === 'open' ? ticket?.summary : details.text;
      if (job !== undefined) all.effects.set(job, (all.effects.get(job) ?? 0) + 1);
    }
  }
  return all;
}

function gaps(ticket: Ticket | null, events: readonly TicketEvent[]): string[] {
  const { revision, state } = ticket ?? { revision: 0, state: null };
  const wrong = events.flatMap((event, at) => [
    ...(event.revision === at + 1 ? [] : [`has ${event.revision} as event ${at + 1}`]),
    ...(event.from === (events[at - 1]?.to ?? null) ? [] : [`goes on from ${event.from} at ${event.revision}`]),
  ]);
  if (events.length !== revision) wrong.push(`has ${events.length} events at revision ${revision}`);
  if ((events.at(-1)?.to ?? null) !== state) wrong.push(`is ${state}, and its history ends otherwise`);
  return wrong;
}

/** What was acknowledged is stored: its result always, and its change where it cannot have been refused. */
export async function lost(store: Store, jobs: readonly Job[], { effects }: Histories): Promise<string[]> {
  const missing: string[] = [];
  for (const job of jobs) {
    if (!(await isStored(store, job))) missing.push(`${job.id} was acknowledged and is not stored`);
    const always = job.is === 'open' || job.is === 'note';
    if (always && effects.get(job.id) !== 1) missing.push(`${job.id} has ${effects.get(job.id) ?? 0} changes`);
  }
  return missing;
}

/** A requester's command is stored with the turn of its conversation, an agent's under its own id. */
export async function isStored(store: Store, { id, is }: Job): Promise<boolean> {
  if (is !== 'open' && is !== 'comment' && is !== 'reject') return (await store.commandResult(`agent#${id}`)) !== null;
  const key = { platform: 'slack', tenant: 'T1', conversation: `D-${id}` as ConversationId };
  return (await store.load(key, id as DeliveryId)).reply !== null;
}

export function doubled({ effects }: Histories): string[] {
  return [...effects].flatMap(([id, count]) => (count > 1 ? [`${id} has ${count} changes`] : []));
}

/** What each kind of command tells beside the card of the one channel there is. */
const TELLS: Readonly<Record<string, string>> = {
  comment: 'alert',
  reject: 'alert',
  claim: 'news',
  ask: 'news',
  resolve: 'news',
  reopen: 'news',
};

/** Everything that the histories have to tell went out, and nothing else. */
export function untold({ events }: Histories, sent: readonly string[]): string[] {
  const owed = new Map<string, number>();
  const count = (key: string, by: number) => owed.set(key, (owed.get(key) ?? 0) + by);
  for (const { ticket, what } of events) {
    count(`${ticket} card`, 1);
    if (TELLS[what] !== undefined) count(`${ticket} ${TELLS[what]}`, 1);
  }
  for (const line of sent) {
    const [ticket, , , kind] = line.split(' ');
    count(`${ticket} ${kind}`, -1);
  }
  return [...owed].flatMap(([key, left]) => (left === 0 ? [] : [`${key}: ${left} not told`]));
}

/** Of one ticket and target the items went out in the order in which they were put in. */
export function outOfOrder(sent: readonly string[]): string[] {
  const newest = new Map<string, number>();
  return sent.flatMap((line) => {
    const [ticket = '', target = '', id = ''] = line.split(' ');
    const lane = `${ticket} ${target}`;
    const before = newest.get(lane) ?? 0;
    newest.set(lane, Number(id));
    return Number(id) < before ? [`${lane}: ${id} after ${before}`] : [];
  });
}
