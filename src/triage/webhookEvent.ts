import { z } from 'zod';
import type { Rules } from './rules.ts';
import { ACTIONS } from './states.ts';
import {
  IMPACTS,
  numberOf,
  type Outgoing,
  PRIORITIES,
  STATES,
  type Ticket,
  type TicketEvent,
  URGENCIES,
  WEBHOOK_PLATFORM,
} from './ticket.ts';

/** What webhooks tell of a ticket's event. docs/webhooks.md shows the schema that is made of this. */

const person = z.object({
  platform: z.string(),
  tenant: z.string(),
  user: z.string(),
  name: z.string().nullable(),
});

const time = z.iso.datetime();

export const webhookEvent = z.object({
  type: z.enum(ACTIONS.map((action) => `ticket.${action}` as const)),
  timestamp: time.describe('When it happened.'),
  data: z.object({
    event: z.object({
      revision: z.int().describe("The ticket's revision after it: 1, 2, 3; what you told yourself is left out."),
      by: person.nullable().describe('Null: the desk itself.'),
      from: z.enum(STATES).nullable(),
      to: z.enum(STATES),
      details: z.record(z.string(), z.string()).describe('What was said or changed, by name.'),
    }),
    ticket: z.object({
      id: z.string(),
      state: z.enum(STATES),
      closedBecause: z.string().nullable(),
      duplicateOf: z.string().nullable(),
      summary: z.string(),
      question: z.string().describe('As typed, masked for secrets.'),
      facts: z.record(z.string(), z.string()),
      category: z.string(),
      impact: z.enum(IMPACTS),
      urgency: z.enum(URGENCIES),
      priority: z.enum(PRIORITIES),
      requester: person,
      assignee: person.nullable(),
      resolution: z.string().nullable(),
      rating: z.int().nullable(),
      createdAt: time,
    }),
  }),
});

type WebhookEvent = z.infer<typeof webhookEvent>;

/** JSON Schema, draft 2020-12. */
export function webhookSchema(): object {
  return z.toJSONSchema(webhookEvent);
}

/** The body of an item of the outbox: the payload as the bytes that are signed, the same on every try. */
export const webhookItem = z.object({ id: z.string(), payload: z.string() });

/** One item for each endpoint, but for the one where it happened: it would tell itself. */
export function webhooksOf(ticket: Ticket, event: TicketEvent, rules: Rules): Outgoing[] {
  const { by } = event;
  const from = by.role !== 'desk' && by.person.platform === WEBHOOK_PLATFORM ? by.person.tenant : null;
  const endpoints = rules.webhooks.filter((each) => each !== from);
  if (endpoints.length === 0) return [];
  const body = JSON.stringify({ id: idOf(event), payload: JSON.stringify(eventOf(ticket, event)) });
  return endpoints.map((endpoint) => ({ kind: 'webhook', target: webhookTarget(endpoint), body }));
}

export function webhookTarget(endpoint: string): string {
  return `webhook:local/${endpoint}`;
}

/** The same for every endpoint and try. With its time, since a new database counts from 1 again. */
function idOf({ ticket, revision, at }: TicketEvent): string {
  return `evt_${numberOf(ticket)}_${revision}_${at.toString(36)}`;
}

function eventOf(ticket: Ticket, { what, at, by, revision, from, to, details }: TicketEvent): WebhookEvent {
  const { id, state, closedBecause, duplicateOf, summary, packet, category, impact, urgency, priority } = ticket;
  const { requester, assignee, resolution, rating, createdAt } = ticket;
  return webhookEvent.parse({
    type: `ticket.${what}`,
    timestamp: new Date(at).toISOString(),
    data: {
      event: { revision, by: by.role === 'desk' ? null : by.person, from, to, details },
      ticket: {
        id,
        state,
        closedBecause,
        duplicateOf,
        summary,
        question: packet.question,
        facts: packet.facts,
        category,
        impact,
        urgency,
        priority,
        requester,
        assignee,
        resolution,
        rating,
        createdAt: new Date(createdAt).toISOString(),
      },
    },
  });
}
