import { blank } from '../dialog/compose.ts';
import { labelOf } from '../dialog/label.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { Reply } from '../reply.ts';
import { localTime } from './calendar.ts';
import { requesterOptions } from './options.ts';
import { quoted } from './outgoing.ts';
import type { Rules } from './rules.ts';
import { dueAt } from './sla.ts';
import { isSame, nameOf, type Person, type Ticket, type TicketEvent } from './ticket.ts';
import { TICKET_VALUES } from './values.ts';
import { viewOf } from './view.ts';

/** What a requester is shown of tickets. CommonMark. */

/** Messages of the history that are shown. */
const SHOWN = 5;

/** Null: nobody but the requester and those who joined may see it. */
export function ticketReply(
  ticket: Ticket,
  events: readonly TicketEvent[],
  person: Person,
  rules: Rules,
  lead: string | null,
): Reply | null {
  const isOwn = isSame(person, ticket.requester);
  if (!isOwn && !ticket.followers.some((each) => isSame(each.person, person))) return null;
  const said = isOwn ? events.flatMap(spoken).slice(-SHOWN) : [];
  const text = [lead, heading(ticket), standing(ticket, rules), ...said].filter((part) => part !== null).join('\n\n');
  const options = isOwn ? requesterOptions(ticket) : [];
  return { ...blank(), kind: 'ticket', text, ticket: viewOf(ticket), draft: null, options };
}

function heading({ id, summary }: Ticket): string {
  return `**${id}**: ${escapeMarkdown(summary)}`;
}

function standing(ticket: Ticket, rules: Rules): string {
  const { state, closedBecause, duplicateOf, category, priority, assignee, rating } = ticket;
  const because = duplicateOf ? `duplicate of ${duplicateOf}` : closedBecause;
  const due =
    ticket.respondedAt === null
      ? dueAt(ticket.clocks.response, rules.calendar)
      : dueAt(ticket.clocks.resolution, rules.calendar);
  const awaited = ticket.respondedAt === null ? 'First response' : 'Solution';
  return [
    `- State: ${state}${because ? ` (${because})` : ''}`,
    `- Category: ${escapeMarkdown(rules.categories.get(category) ?? category)}, priority ${priority}`,
    `- With: ${escapeMarkdown(nameOf(assignee))}`,
    ...(due === null ? [] : [`- ${awaited} due by: ${localTime(due, rules.calendar)} (${rules.calendar.timeZone})`]),
    ...(rating === null ? [] : [`- Your rating: ${rating} of 5`]),
  ].join('\n');
}

/** What was said to and fro; notes of agents are not for the requester. */
function spoken({ what, by, details }: TicketEvent): string[] {
  const who = by.role === 'desk' ? 'The desk' : escapeMarkdown(nameOf(by.person));
  if (details.text === undefined) return [];
  switch (what) {
    case 'comment':
    case 'reject':
      return [`You wrote:\n\n${quoted(details.text)}`];
    case 'ask':
      return [`${who} asked:\n\n${quoted(details.text)}`];
    case 'resolve':
      return [`${who} resolved it:\n\n${quoted(details.text)}`];
    case 'answer':
      return [`${who} sent this:\n\n${details.text}`];
    default:
      return [];
  }
}

export function listReply(tickets: readonly Ticket[]): Reply {
  const rows = tickets.map((ticket) => `- **${ticket.id}** (${ticket.state}): ${escapeMarkdown(ticket.summary)}`);
  const text =
    rows.length === 0
      ? 'You have no tickets. `ticket` and a few words open one.'
      : `Your tickets, the newest first:\n\n${rows.join('\n')}`;
  const options = tickets.map(({ id, summary }) => ({
    label: labelOf(`${id} ${summary}`),
    value: TICKET_VALUES.show(id),
  }));
  return { ...blank(), kind: 'tickets', text, tickets: tickets.map(viewOf), options };
}
