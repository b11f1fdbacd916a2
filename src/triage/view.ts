import type { CloseReason, Impact, Priority, State, Ticket, TicketId, Urgency } from './ticket.ts';

/** A ticket as a requester may see it: plain data, for replies. Texts are as typed, and no markup. */
export interface TicketView {
  id: TicketId;
  state: State;
  closedBecause: CloseReason | null;
  duplicateOf: TicketId | null;
  summary: string;
  category: string;
  impact: Impact;
  urgency: Urgency;
  priority: Priority;
  /** The agent's name, or their id where the platform gives none. */
  assignee: string | null;
  resolution: string | null;
  rating: number | null;
  /** Milliseconds since 1970. */
  createdAt: number;
}

export function viewOf(ticket: Omit<Ticket, 'followers'>): TicketView {
  const { id, state, closedBecause, duplicateOf, summary, category, impact, urgency, priority } = ticket;
  const { assignee, resolution, rating, createdAt } = ticket;
  const name = assignee && (assignee.name ?? assignee.user);
  return {
    id,
    state,
    closedBecause,
    duplicateOf,
    summary,
    category,
    impact,
    urgency,
    priority,
    assignee: name,
    resolution,
    rating,
    createdAt,
  };
}

/** What will be sent, as far as it is known: for a form that shows all of it at once. */
export interface DraftView {
  /** Names the draft; its options carry it. */
  id: string;
  summary: string;
  /** The question as typed, as it goes into the packet. */
  details: string;
  category: string;
  /** Known categories, in the order in which they are shown. */
  categories: { id: string; title: string }[];
  impact: Impact;
  /** What it may be, with the words for each. */
  impacts: { id: Impact; title: string }[];
  urgency: Urgency;
  urgencies: { id: Urgency; title: string }[];
  /** What was said before goes with it. */
  withMessages: boolean;
  /** Open tickets like it. */
  similar: { id: TicketId; summary: string }[];
}
