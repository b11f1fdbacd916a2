import type { Calendar } from './calendar.ts';
import type { PriorityTable } from './priority.ts';
import type { Person, Priority } from './ticket.ts';

/** What the settings say, as decisions need it. Everything is fixed for the life of the process. */
export interface Rules {
  priorities: PriorityTable;
  /** Working time by priority, in milliseconds. */
  sla: Readonly<Record<Priority, { responseMs: number; resolutionMs: number }>>;
  calendar: Calendar;
  /** Days: until a requester who does not answer is reminded, until the ticket is closed, until a resolution counts as accepted. */
  stale: { remindDays: number; closeDays: number; settleDays: number };
  /** Known categories by id, with their titles, in the order in which they are shown. */
  categories: ReadonlyMap<string, string>;
  /** Channels whose card shows the tickets of a category: addresses such as `slack:T0123/C0123`. */
  channelsFor(category: string): readonly string[];
  /** Somebody may act on tickets of a category, or a channel or an endpoint is told of them; otherwise nobody learns of one. */
  isStaffed(category: string): boolean;
  /** The agent on call at a moment; null: there is no rota. */
  onCall(at: number): Person | null;
  /** Ids of the endpoints that are told of every event. */
  webhooks: readonly string[];
  /** When channels are told what stands where: minutes since midnight by the calendar's wall clock; null: never. */
  digestAt: number | null;
  /** Tickets that one person may open within an hour. */
  ticketsAnHour: number;
}

/** A category that takes what fits no other; always there. */
export const OTHER = 'other';
