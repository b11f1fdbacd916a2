import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { type FaqDraft, numberOf, readTicketId, type TicketId, ticketId } from '../triage/ticket.ts';
import { withoutNul } from './dialect.ts';
import type { Schema } from './schema.ts';

/** The step `0005-faq-drafts`. */
export async function createFaqDrafts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('faq_drafts')
    .addColumn('ticket', 'integer', (column) => column.primaryKey().notNull())
    .addColumn('tickets', 'text', (column) => column.notNull())
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
}

/** Inside the transaction of the command that proposes it. */
export async function writeFaqDraft(trx: Kysely<Schema>, draft: FaqDraft): Promise<void> {
  const columns = {
    tickets: JSON.stringify(draft.tickets),
    question: withoutNul(draft.question),
    body: withoutNul(draft.body),
    at: draft.at,
  };
  await trx
    .insertInto('faq_drafts')
    .values({ ticket: numberOf(draft.ticket), ...columns })
    .onConflict((conflict) => conflict.column('ticket').doUpdateSet(columns))
    .execute();
}

export async function faqDraft(db: Kysely<Schema>, id: TicketId): Promise<FaqDraft | null> {
  const row = await db.selectFrom('faq_drafts').selectAll().where('ticket', '=', numberOf(id)).executeTakeFirst();
  return row ? read(row) : null;
}

export async function faqDrafts(db: Kysely<Schema>): Promise<FaqDraft[]> {
  const rows = await db.selectFrom('faq_drafts').selectAll().orderBy('ticket').execute();
  return rows.map(read);
}

const ids = z.array(z.string());

function read({ ticket, tickets, question, body, at }: Selectable<Schema['faq_drafts']>): FaqDraft {
  const from = ids.parse(JSON.parse(tickets)).flatMap((id) => readTicketId(id) ?? []);
  return { ticket: ticketId(ticket), tickets: from, question, body, at: Number(at) };
}
