import { stringify } from 'csv-stringify/sync';
import { DeskError } from '../../src/errors.ts';
import { addressOf, nameOf, numberOf, type Person, type Ticket, type TicketEvent } from '../../src/triage/ticket.ts';
import type { Triage } from '../../src/triage/triage.ts';
import type { Cli } from './commands.ts';
import { ownCategories, withTriage } from './tickets.ts';

/** Read so many at a time: a desk of years goes out without standing in memory as a whole. */
const PAGE = 200;

export interface ExportOptions {
  csv?: boolean;
  json?: boolean;
}

/**
 * `desk export tickets`: every ticket of the categories that somebody is an agent of, open and closed, by number.
 * As JSON with its whole history; as CSV a row each (RFC 4180, UTF-8 with the mark that spreadsheets look for).
 * Resolves to the exit code.
 */
export async function exportTickets(cli: Cli, { csv = false, json = false }: ExportOptions): Promise<number> {
  if (csv === json) throw new DeskError('ticket-invalid', 'Say --csv or --json, one of them.');
  return withTriage(cli, async ({ triage, store }, actor) => {
    await ownCategories(triage, actor, undefined);
    const isTheirs = knownMayAct(triage, actor);
    const out = csv ? rows(cli) : list(cli);
    for (let last = 0, more = true; more; ) {
      const page = await store.ticketsAfter(last, PAGE);
      for (const ticket of page) {
        last = numberOf(ticket.id);
        if (await isTheirs(ticket.category)) out.add(ticket, csv ? [] : await store.ticketEvents(ticket.id));
      }
      more = page.length === PAGE;
    }
    out.end();
    return 0;
  });
}

/** Asked once a category; one that the settings have no more still has its tickets. */
function knownMayAct(triage: Triage, actor: Person): (category: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return (category) => {
    const may = known.get(category) ?? triage.mayAct(actor, category);
    known.set(category, may);
    return may;
  };
}

interface Sink {
  add(ticket: Ticket, events: readonly TicketEvent[]): void;
  end(): void;
}

/** One JSON array, a line a ticket. */
function list({ output }: Cli): Sink {
  let held: string | null = null;
  output.out('[');
  return {
    add(ticket, events) {
      if (held !== null) output.out(`${held},`);
      held = JSON.stringify({ ...ticket, ...timesOf(ticket), events: events.map(eventOf) });
    },
    end() {
      if (held !== null) output.out(held);
      output.out(']');
    },
  };
}

function eventOf({ at, by, ...event }: TicketEvent) {
  return { ...event, at: iso(at), by: by.role === 'desk' ? null : { role: by.role, ...by.person } };
}

function timesOf({ createdAt, respondedAt, stateSince }: Ticket) {
  return {
    createdAt: iso(createdAt),
    respondedAt: respondedAt === null ? null : iso(respondedAt),
    stateSince: iso(stateSince),
  };
}

const COLUMNS: Readonly<Record<string, (ticket: Ticket) => string | number | null>> = {
  id: ({ id }) => id,
  state: ({ state }) => state,
  closedBecause: ({ closedBecause }) => closedBecause,
  duplicateOf: ({ duplicateOf }) => duplicateOf,
  priority: ({ priority }) => priority,
  impact: ({ impact }) => impact,
  urgency: ({ urgency }) => urgency,
  category: ({ category }) => category,
  summary: ({ summary }) => summary,
  question: ({ packet }) => packet.question,
  requester: ({ requester }) => addressOf(requester),
  requesterName: ({ requester }) => requester.name,
  assignee: ({ assignee }) => assignee && addressOf(assignee),
  assigneeName: ({ assignee }) => assignee && nameOf(assignee),
  joined: ({ followers }) => followers.length,
  resolution: ({ resolution }) => resolution,
  rating: ({ rating }) => rating,
  createdAt: (ticket) => timesOf(ticket).createdAt,
  respondedAt: (ticket) => timesOf(ticket).respondedAt,
  stateSince: (ticket) => timesOf(ticket).stateSince,
};

function rows({ output }: Cli): Sink {
  const write = (cells: readonly (string | number | null)[], bom = false) =>
    output.out(
      stringify([cells.map(shown)], {
        bom,
        // A cell that begins like a formula is written so that a spreadsheet shows it and does not run it.
        escape_formulas: true,
        // Line breaks inside a cell are no others than those that end a row.
        quoted_string: true,
        // The line feed after it is the output's own.
        record_delimiter: '\r',
      }),
    );
  write(Object.keys(COLUMNS), true);
  return {
    add: (ticket) => write(Object.values(COLUMNS).map((cell) => cell(ticket))),
    end: () => undefined,
  };
}

/** Nothing that somebody typed steers the terminal, if that is where it goes, or is run by a spreadsheet; line breaks stay. */
function shown(cell: string | number | null): string | number | null {
  return typeof cell === 'string' ? cell.replace(/[^\P{Cc}\n\t]/gu, ' ').replace(LATER_FORMULA, "'") : cell;
}

/**
 * Where a spreadsheet whose list separator is no comma would begin a cell inside of one of ours: to it, quotation marks mean
 * nothing but where a cell begins, so that separators and line breaks between them count (OWASP, CSV Injection).
 */
const LATER_FORMULA = /(?=[=+\-@\uff1d\uff0b\uff0d\uff20])(?<=[;\t\n][\p{Zs}"]*)/gu;

function iso(at: number): string {
  return new Date(at).toISOString();
}
