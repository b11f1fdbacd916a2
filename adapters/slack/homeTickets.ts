import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { QueueCursor, QueuePage } from '../../src/triage/port.ts';
import { TICKET_VALUES } from '../../src/triage/values.ts';
import type { TicketView } from '../../src/triage/view.ts';
import { type Filter, filterChoices } from '../agentQueue.ts';
import { ACTIONS } from './actions.ts';
import { actions, button, context, divider, type KnownBlock, plain, section } from './blocks.ts';
import { dateText, personText } from './card.ts';
import { cutText } from './cut.ts';
import { literalText } from './escape.ts';
import { LIMITS, READING } from './limits.ts';
import { selectOptions } from './ticketModal.ts';

/** What the App Home shows of tickets: one's own, and for an agent the queue. */

/** Tickets that the App Home lists of each kind. */
export const SHOWN = 10;

export function ownBlocks(tickets: readonly TicketView[]): KnownBlock[] {
  const rows = tickets.slice(0, SHOWN).map((ticket, at) => {
    const show = { action: ACTIONS.homeTicket(at), label: 'Show', value: TICKET_VALUES.show(ticket.id) };
    return row(`*${ticket.id}* · ${ticket.state}`, ticket.summary, show);
  });
  const none = context('You have none. *Open a ticket* in the menu of any message begins one.');
  return [divider, section('*My tickets*'), ...(rows.length === 0 ? [none] : rows)];
}

/** The queue as an agent has filtered it, soonest breach first. `edition`: as of `Home`. */
export function queueBlocks(
  { tickets, next }: QueuePage,
  { filter, categories, edition }: { filter: Filter; categories: ReadonlyMap<string, string>; edition: string },
): KnownBlock[] {
  const rows = tickets.slice(0, SHOWN).map(({ ticket, breachAt }, at) => {
    const { id, priority, state, assignee, summary } = ticket;
    const due = breachAt === null ? '' : ` · due ${dateText(breachAt)}`;
    const open = { action: ACTIONS.homeQueue(at), label: 'Open', value: id };
    return row(`*${id}* · ${priority} · ${state} · ${personText(assignee)}${due}`, summary, open);
  });
  return [
    divider,
    { ...section('*Queue*'), block_id: `desk-home-queue|${edition}`.slice(0, LIMITS.blockId), accessory: select() },
    ...(rows.length === 0 ? [context('Nothing is to be done here.')] : rows),
    ...(next === null
      ? []
      : [actions([button({ action: ACTIONS.homeNext, label: 'Next page', value: pageValue(filter, next) })])]),
  ];

  function select(): types.StaticSelect {
    const options = selectOptions(filterChoices(categories));
    const initial = options.find(({ value }) => value === filter) ?? options[0];
    return {
      type: 'static_select',
      action_id: ACTIONS.homeFilter,
      placeholder: plain('Which tickets?', LIMITS.placeholder),
      options,
      ...(initial ? { initial_option: initial } : {}),
    };
  }
}

/** Where the next page begins, for the button that shows it. */
function pageValue(filter: Filter, after: QueueCursor): string {
  return JSON.stringify({ filter, after });
}

const page = z.object({ filter: z.string(), after: z.object({ breachAt: z.number(), number: z.number() }) });

/** Null: it is no page's value. */
export function readPage(value: string): { filter: Filter; after: QueueCursor } | null {
  try {
    return page.safeParse(JSON.parse(value)).data ?? null;
  } catch {
    return null;
  }
}

function row(head: string, summary: string, tap: { action: string; label: string; value: string }): KnownBlock {
  const words = cutText(literalText(summary.replace(/\s+/g, ' ').trim()), READING.line);
  return { ...section(`${head}\n${words}`), accessory: button(tap) };
}
