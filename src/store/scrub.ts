import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { ticketTerms } from '../triage/similar.ts';
import { ticketId } from '../triage/ticket.ts';
import type { Counts } from './counts.ts';
import { PERSONAL, type Personal } from './personalTables.ts';
import type { Schema } from './schema.ts';
import { ticket } from './tickets.ts';
import type { Quotes, Traces } from './traces.ts';

/** How many texts one condition looks for: both databases take many more, and read the table once for each. */
const AT_ONCE = 50;

/** Whether a column holds a text, as it stands: nothing in it is a wildcard. `replace` is the word that both databases have. */
export function holds(column: string, text: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`replace(${sql.ref(column)}, ${text}, '') <> ${sql.ref(column)}`;
}

export function holdsAny(columns: readonly string[], texts: readonly string[]): RawBuilder<SqlBool> {
  const each = columns.flatMap((column) => texts.map((text) => holds(column, text)));
  return sql<SqlBool>`(${sql.join(each, sql` or `)})`;
}

/** Masks in every table what is left of a person. */
export async function scrub(trx: Kysely<Schema>, traces: Traces, counts: Counts): Promise<void> {
  for (const [table, personal] of Object.entries(PERSONAL)) {
    if (!personal) continue;
    const { keys, json, plain } = personal;
    for (let from = 0; from < traces.sought.length; from += AT_ONCE) {
      const sought = traces.sought.slice(from, from + AT_ONCE);
      const columns = [...json, ...plain];
      const where = table === 'inbox' ? ['tenant'] : [];
      const { rows } = await sql<Record<string, unknown>>`
        select ${sql.join([...keys, ...where, ...columns].map((column) => sql.ref(column)))} from ${sql.table(table)}
        where ${holdsAny(columns, sought)}`.execute(trx);
      for (const row of rows) await scrubRow(trx, { table, row, columns, personal }, traces, counts);
    }
  }
}

interface Found {
  table: string;
  row: Readonly<Record<string, unknown>>;
  columns: readonly string[];
  personal: Personal;
}

async function scrubRow(
  trx: Kysely<Schema>,
  { table, row, columns, personal: { keys, json } }: Found,
  traces: Traces,
  counts: Counts,
): Promise<void> {
  const { platform, tenant, body } = row;
  if (table === 'inbox' && !traces.isNear({ platform, tenant, body })) return;
  const changed = columns.flatMap((column): [string, string][] => {
    const before = row[column];
    if (typeof before !== 'string') return [];
    const after = json.includes(column)
      ? traces.withoutJson(before, quotesIn(table, before, traces))
      : traces.withoutPlain(before);
    return after === before ? [] : [[column, after]];
  });
  if (changed.length === 0) return;
  const set = changed.map(([column, after]) => sql`${sql.ref(column)} = ${after}`);
  const which = keys.map((key) => sql`${sql.ref(key)} = ${row[key]}`);
  await sql`update ${sql.table(table)} set ${sql.join(set)} where ${sql.join(which, sql` and `)}`.execute(trx);
  counts.masked(table, 1);
  if (table === 'tickets') await renewTerms(trx, Number(row.number));
}

/**
 * Where a row may repeat what the person typed. What others typed themselves is theirs, be it the same words: error
 * messages are pasted by many.
 */
function quotesIn(table: string, body: string, traces: Traces): Quotes {
  if (table === 'tickets' || table === 'ticket_followers' || table === 'inbox') return 'nowhere';
  if (table === 'ticket_events') return byAgent.safeParse(JSON.parse(body)).success ? 'everywhere' : 'nowhere';
  if (traces.isAboutTheirs(body)) return 'everywhere';
  return table === 'outbox' ? 'in-details' : 'nowhere';
}

const byAgent = z.object({ by: z.object({ role: z.literal('agent') }) });

/** Words by which a ticket is found that do not stand in it any more. */
async function renewTerms(trx: Kysely<Schema>, number: number): Promise<void> {
  const found = await ticket(trx, ticketId(number));
  if (!found) return;
  const terms = ticketTerms(`${found.summary} ${found.packet.question}`);
  let left = trx.deleteFrom('ticket_terms').where('ticket', '=', number);
  if (terms.length > 0) left = left.where('term', 'not in', terms);
  await left.execute();
}
