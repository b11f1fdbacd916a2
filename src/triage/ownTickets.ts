import type { EntryId } from '../brand.ts';
import { blank } from '../dialog/compose.ts';
import { labelOf } from '../dialog/label.ts';
import { VALUES } from '../dialog/values.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { Option, Reply } from '../reply.ts';
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
/** Platforms show 25 options at most. */
const LISTED = 25;

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
  // How it was solved is what those who joined wait for.
  const heard = isOwn ? events : events.filter(({ what }) => what === 'resolve').slice(-1);
  const said = ticket.resolution === null && !isOwn ? [] : heard.flatMap(spoken).slice(-SHOWN);
  const awaited = isOwn && ticket.askedAt !== null ? AWAITED : null;
  const text = [lead, heading(ticket), standing(ticket, rules), ...said, awaited]
    .filter((part) => part !== null)
    .join('\n\n');
  const options = isOwn ? [...sentEntry(ticket, events), ...requesterOptions(ticket)] : [];
  return { ...blank(), kind: 'ticket', text, ticket: viewOf(ticket), draft: null, options };
}

/** A number may be what was asked for. */
const AWAITED = '**Your next words here are the answer**, a number as well.';

/** The entry that an agent sent last, while it waits to be looked at. */
function sentEntry({ askedAt }: Ticket, events: readonly TicketEvent[]): Option[] {
  if (askedAt === null) return [];
  const { what, details } = events.findLast((each) => each.what === 'ask' || each.what === 'answer') ?? {};
  const { entry, title = entry } = details ?? {};
  if (what !== 'answer' || entry === undefined || title === undefined) return [];
  return [{ label: labelOf(title), value: VALUES.entry(entry as EntryId) }];
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
    case 'tell':
      return [`${who} wrote:\n\n${quoted(details.text)}`];
    case 'reopen':
      return [`${who} opened it again:\n\n${quoted(details.text)}`];
    case 'resolve':
      return [`${who} resolved it:\n\n${quoted(details.text)}`];
    case 'answer':
      return [`${who} sent this:\n\n${details.text}`];
    default:
      return [];
  }
}

/** `joined`: somebody else's, of which they want to know. */
export function listReply(own: readonly Ticket[], joined: readonly Ticket[]): Reply {
  const rows = (some: readonly Ticket[]) =>
    some.map((ticket) => `- **${ticket.id}** (${ticket.state}): ${escapeMarkdown(ticket.summary)}`).join('\n');
  const parts = [
    own.length === 0
      ? 'You have no tickets. `ticket` and a few words open one.'
      : `Your tickets, the newest first:\n\n${rows(own)}`,
    ...(joined.length === 0 ? [] : [`Those that you joined:\n\n${rows(joined)}`]),
  ];
  const text = parts.join('\n\n');
  const tickets = [...own, ...joined].slice(0, LISTED);
  const options = tickets.map(({ id, summary }) => ({
    label: labelOf(`${id} ${summary}`),
    value: TICKET_VALUES.show(id),
  }));
  return { ...blank(), kind: 'tickets', text, tickets: tickets.map(viewOf), options };
}
