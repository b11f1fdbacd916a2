import type { EntryId } from '../brand.ts';
import type {
  Follower,
  Impact,
  Outgoing,
  Packet,
  Person,
  Place,
  Priority,
  Ticket,
  TicketEvent,
  TicketId,
  Timer,
  Urgency,
} from './ticket.ts';

/** What may be asked of a ticket. Texts come as typed; `decide` masks secrets and refuses what is empty or too long. */
export type Command =
  | OpenCommand
  | { is: 'comment'; text: string; learnt?: Learnt }
  | { is: 'ask' | 'tell' | 'resolve' | 'note'; text: string }
  | { is: 'reject' | 'reopen'; text: string | null }
  | { is: 'withdraw' }
  | { is: 'confirm' }
  | { is: 'rate'; stars: number }
  /** `text`: what they were about to send themselves; null or left out: nothing. */
  | { is: 'join'; place: Place; text?: string | null }
  | {
      is: 'classify';
      category?: string;
      impact?: Impact;
      urgency?: Urgency;
      /** Instead of what the table makes of impact and urgency. */
      priority?: Priority;
    }
  | { is: 'claim' }
  /** `to` null: the agent on call. */
  | { is: 'assign'; to: Person | null }
  | { is: 'answer'; entry: EntryId; title: string; text: string }
  | { is: 'duplicate'; of: TicketId }
  | { is: 'hand-over'; category: string }
  /** `renewed`: there was a draft before. */
  | { is: 'propose'; renewed: boolean }
  | { is: 'adopt'; people: readonly Follower[]; from: TicketId }
  | { is: 'forget'; person: Person }
  | { is: 'remind' | 'expire'; timer: Timer; mark: number };

/** Facts that a comment states, by name, and what the version check says of a version among them. */
export interface Learnt {
  facts: Readonly<Record<string, string>>;
  version: string | null;
}

export interface OpenCommand {
  is: 'open';
  id: TicketId;
  place: Place;
  summary: string;
  packet: Packet;
  category: string;
  categoryConfidence: number | null;
  impact: Impact;
  urgency: Urgency;
}

/** Why nothing changed. `message` is for the one who tried, in plain words. */
export interface TriageError {
  code: 'ticket-state' | 'ticket-taken' | 'ticket-invalid' | 'ticket-limit' | 'ticket-unknown' | 'not-allowed';
  message: string;
}

/** What a command comes to. */
export interface Decision {
  ticket: Ticket;
  events: TicketEvent[];
  outgoing: Outgoing[];
}
