import type { EntryId } from './brand.ts';
import type { OpenQuestion, Option, Reply, ReplyKind } from './reply.ts';
import { replyText } from './replyText.ts';
import type { Note, Source, Verdict } from './source.ts';
import type { DraftView, TicketView } from './triage/view.ts';

/** The JSON form of a reply: one line of `desk chat --json`, the body of POST /api/chat. docs/json-lines.md describes it. */
export interface WireReply {
  conversation: string;
  kind: ReplyKind;
  entry: EntryId | null;
  verdict: Verdict | null;
  confidence: number | null;
  candidates: { entry: EntryId; confidence: number }[];
  options: Option[];
  facts: Record<string, string>;
  sources: Source[];
  notes: { text: string; date: string; source: Source }[];
  open: OpenQuestion | null;
  /** The whole reply as CommonMark, as a person sees it. */
  text: string;
  /** Only of kinds `ticket` and `tickets`. */
  ticket?: TicketView | null;
  draft?: DraftView | null;
  tickets?: TicketView[];
}

/** What could not be handled as a message: a malformed line, a refused request. */
export interface WireError {
  conversation: string | null;
  kind: 'error';
  code: string;
  text: string;
}

export function toWire(conversation: string, reply: Reply): WireReply {
  const entry = 'entry' in reply ? reply.entry : null;
  return {
    conversation,
    kind: reply.kind,
    entry,
    verdict: 'verdict' in reply ? reply.verdict : null,
    confidence: reply.confidence === null ? null : round(reply.confidence),
    candidates: reply.candidates.map(({ entry: id, confidence }) => ({ entry: id, confidence: round(confidence) })),
    options: reply.options,
    facts: reply.facts,
    sources: 'sources' in reply ? reply.sources : [],
    notes: 'notes' in reply ? reply.notes.map(wireNote) : [],
    open: reply.open,
    text: replyText(reply),
    ...('code' in reply ? { code: reply.code } : {}),
    ...(reply.kind === 'ticket' ? { ticket: reply.ticket, draft: reply.draft } : {}),
    ...(reply.kind === 'tickets' ? { tickets: reply.tickets } : {}),
  };
}

function wireNote(note: Note): WireReply['notes'][number] {
  return { text: note.text, date: note.date, source: note.source };
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}
