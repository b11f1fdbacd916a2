import type { EntryId, FactName } from './brand.ts';
import type { Explanation } from './intent/types.ts';
import type { VersionCheck } from './knowledge/versionCheck.ts';
import type { Note, Source, Verdict } from './source.ts';
import type { DraftView, TicketView } from './triage/view.ts';

/** A button, or a numbered choice: `value` is what comes back in an action, `label` is at most 75 characters. */
export interface Option {
  label: string;
  value: string;
}

export interface Candidate {
  entry: EntryId;
  title: string;
  /** 0 to 1: the share of such answers that are right. */
  confidence: number;
}

/** A fact that decided a reply. `reused`: it was given earlier in the conversation, not in this message. */
export interface UsedFact {
  name: FactName;
  label: string;
  value: string;
  reused: boolean;
}

/** A question that waits for its answer. */
export interface OpenQuestion {
  question: string;
  options: Option[];
}

export interface Helpdesk {
  name: string;
  contact: string;
}

interface Common {
  /** What the person may tap, in order. Never carries more than the platforms show: 25. */
  options: Option[];
  /** The question that waits after this reply, the re-offered one included. */
  open: OpenQuestion | null;
  /** Set when an earlier question is offered again below the reply. */
  reoffered: OpenQuestion | null;
  candidates: Candidate[];
  confidence: number | null;
  /** All facts known in this conversation, by name. */
  facts: Record<string, string>;
}

/** An entry with what was said about it. CommonMark in every text. */
interface EntryReply extends Common {
  entry: EntryId;
  title: string;
  verdict: Verdict;
  sources: Source[];
  notes: Note[];
  used: UsedFact[];
}

/** One entry, final for what is known now, or one step of a walk. */
export interface AnswerReply extends EntryReply {
  kind: 'answer';
  text: string;
  step: { number: number; of: number; title: string } | null;
  related: { entry: EntryId; title: string }[];
  /** The document says nothing about this case; the helpdesk is offered instead. */
  notCovered: boolean;
  helpdesk: Helpdesk | null;
}

/** The entry's answer depends on a fact: one question, its options, what the fact is for. */
export interface AskReply extends EntryReply {
  kind: 'ask';
  /** What holds whatever the answer is; may be empty. */
  lead: string;
  question: string;
  because: string;
  step: { number: number; of: number; title: string } | null;
  /** What could not be read in the person's last answer; null on the first asking. */
  retry: string | null;
}

/** Two to four entries fit. */
interface ClarifyReply extends Common {
  kind: 'clarify';
  question: string;
}

interface UnknownReply extends Common {
  kind: 'unknown';
  text: string;
  helpdesk: Helpdesk;
}

interface VersionReply extends Common {
  kind: 'version';
  /** null: no version was named; the text says how to find it. */
  check: VersionCheck | null;
  text: string;
  sources: Source[];
}

interface BrowseReply extends Common {
  kind: 'browse';
  sections: { title: string; entries: { entry: EntryId; title: string }[] }[];
}

interface ExplainReply extends Common {
  kind: 'explain';
  entry: EntryId | null;
  text: string;
  explanation: Explanation | null;
}

interface PlainReply<Kind extends 'help' | 'smalltalk' | 'cancelled'> extends Common {
  kind: Kind;
  text: string;
}

/** A ticket, or a draft of one: `text` says all of it. */
export interface TicketReply extends Common {
  kind: 'ticket';
  text: string;
  /** The ticket that was opened, shown or changed; null for a draft. */
  ticket: TicketView | null;
  /** What may still be changed before it is sent; null once it is a ticket. */
  draft: DraftView | null;
}

interface TicketsReply extends Common {
  kind: 'tickets';
  text: string;
  /** One's own, newest first. */
  tickets: TicketView[];
}

interface ErrorReply extends Common {
  kind: 'error';
  code: string;
  text: string;
}

/** What crosses the boundary outwards. A new kind does not compile until every adapter renders it. */
export type Reply =
  | AnswerReply
  | AskReply
  | ClarifyReply
  | UnknownReply
  | VersionReply
  | BrowseReply
  | ExplainReply
  | PlainReply<'help'>
  | PlainReply<'smalltalk'>
  | PlainReply<'cancelled'>
  | TicketReply
  | TicketsReply
  | ErrorReply;

export type ReplyKind = Reply['kind'];
