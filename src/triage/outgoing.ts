import { blank } from '../dialog/compose.ts';
import { VALUES } from '../dialog/values.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { Option, TicketReply } from '../reply.ts';
import type { Command } from './command.ts';
import { isForgotten } from './forgotten.ts';
import { requesterOptions } from './options.ts';
import type { Rules } from './rules.ts';
import { isActive } from './states.ts';
import { type Actor, addressOf, nameOf, type Outgoing, type Person, type Place, type Ticket } from './ticket.ts';
import { TICKET_VALUES } from './values.ts';
import { viewOf } from './view.ts';

/** There the person comes and looks: nothing can be sent to a terminal that is closed, or to a page that is. */
const PULLED: ReadonlySet<string> = new Set(['cli', 'web']);

export function isPulled({ platform }: { platform: string }): boolean {
  return PULLED.has(platform);
}

/** What must be told after a command: to whose ticket it is, to those who joined it, and to the channels of its category. */
export function outgoingOf(before: Ticket, after: Ticket, command: Command, actor: Actor, rules: Rules): Outgoing[] {
  const { own, others } = tidings(before, after, command, actor, rules);
  const news = [
    ...(own === null
      ? []
      : newsFor(after, after.requester, after.place, own, [...entryOption(command), ...requesterOptions(after)])),
    ...(others === null
      ? []
      : after.followers.flatMap(({ person, place }) => newsFor(after, person, place, others, []))),
    ...adoptedNews(before, after, command),
  ];
  const channels = new Set([...rules.channelsFor(before.category), ...rules.channelsFor(after.category)]);
  const cards = [...channels].map(
    (target): Outgoing => ({ kind: 'card', target, body: JSON.stringify({ ticket: after.id }) }),
  );
  const alert = alertOf(after, command);
  const alerts = (alert === null ? [] : rules.channelsFor(after.category)).map(
    (target): Outgoing => ({ kind: 'alert', target, body: JSON.stringify({ ticket: after.id, text: alert }) }),
  );
  return [...news, ...cards, ...alerts];
}

/** An entry's follow-ups are asked where it is opened. */
function entryOption(command: Command): Option[] {
  return command.is === 'answer' ? [{ label: command.title, value: VALUES.entry(command.entry) }] : [];
}

function newsFor(ticket: Ticket, person: Person, place: Place, text: string, options: Option[]): Outgoing[] {
  if (isPulled(place) || isForgotten(person)) return [];
  const all = [...options, { label: `Show ${ticket.id}`, value: TICKET_VALUES.show(ticket.id) }];
  const reply: TicketReply = { ...blank(), kind: 'ticket', text, ticket: viewOf(ticket), draft: null, options: all };
  return [{ kind: 'news', target: addressOf(place), body: JSON.stringify({ reply, person }) }];
}

/** Whoever comes over to a ticket that is resolved already was not there to be told. */
function adoptedNews(before: Ticket, after: Ticket, command: Command): Outgoing[] {
  if (command.is !== 'adopt' || after.state !== 'resolved' || after.resolution === null) return [];
  const text = `**${after.id}** (${escapeMarkdown(after.summary)}) is resolved already:\n\n${quoted(after.resolution)}`;
  return after.followers
    .slice(before.followers.length)
    .flatMap(({ person, place }) => newsFor(after, person, place, text, []));
}

/** Null: it is no news to them. CommonMark. */
interface Tidings {
  /** For the one whose ticket it is. */
  own: string | null;
  /** For those who joined it. */
  others: string | null;
}

const SILENT: Tidings = { own: null, others: null };

function tidings(before: Ticket, after: Ticket, command: Command, actor: Actor, rules: Rules): Tidings {
  const id = `**${after.id}**`;
  const about = `${id} (${escapeMarkdown(after.summary)})`;
  const agent = escapeMarkdown(actor.role === 'desk' ? 'The desk' : nameOf(actor.person));
  const own = (text: string): Tidings => ({ own: text, others: null });
  const both = (text: string): Tidings => ({ own: text, others: text });
  switch (command.is) {
    case 'claim':
      return own(`${agent} has taken your ticket ${about}.`);
    case 'assign':
      return own(`${escapeMarkdown(nameOf(after.assignee))} has your ticket ${about} now.`);
    case 'ask':
      return own(
        `${agent} asks about your ticket ${about}:\n\n${quoted(command.text)}\n\nYour next words here are the answer.`,
      );
    case 'tell':
      return own(`${agent} writes about your ticket ${about}:\n\n${quoted(command.text)}`);
    case 'answer':
      return own(
        `${agent} sends you this about your ticket ${about}:\n\n**${command.title}**\n\n${command.text}\n\nDoes it solve it?`,
      );
    case 'resolve':
      return {
        own: `Your ticket ${about} is resolved:\n\n${quoted(command.text)}\n\nIs it solved?`,
        others: `The ticket ${about} that you joined is resolved:\n\n${quoted(command.text)}`,
      };
    case 'confirm':
      return { own: null, others: `The ticket ${about} that you joined is solved.` };
    case 'withdraw':
      return {
        own: null,
        others: `Whoever opened the ticket ${about} that you joined has withdrawn it. Where it is not solved for you, 'ticket' opens your own.`,
      };
    case 'duplicate':
      return both(
        `${about} is about the same as **${command.of}** and goes on there. You are told when that one is solved.`,
      );
    case 'hand-over':
      return own(
        `Your ticket ${about} has gone to the people for ${escapeMarkdown(rules.categories.get(after.category) ?? after.category)}.`,
      );
    case 'reject':
    case 'reopen':
      return {
        own: command.is === 'reject' ? null : reopened(about, agent, command.text),
        others: isActive(before.state) ? null : `${about} is open again.`,
      };
    case 'remind':
      return command.timer === 'stale' ? own(`Your ticket ${about} still waits for your answer.`) : SILENT;
    case 'expire':
      return before.state === 'waiting-on-requester'
        ? {
            own: `Your ticket ${about} is closed, because there was no answer. 'Not solved' opens it again.`,
            others: `The ticket ${about} that you joined is closed: whoever opened it did not answer. Where it is not solved for you, 'ticket' opens your own.`,
          }
        : { own: null, others: `The ticket ${about} that you joined counts as solved.` };
    default:
      return SILENT;
  }
}

function reopened(about: string, agent: string, text: string | null): string {
  return text === null ? `${about} is open again.` : `${agent} has opened ${about} again:\n\n${quoted(text)}`;
}

/** Words for the channel; null: the card says enough. */
function alertOf(ticket: Ticket, command: Command): string | null {
  const about = `**${ticket.id}** (${escapeMarkdown(ticket.summary)})`;
  const requester = escapeMarkdown(nameOf(ticket.requester));
  switch (command.is) {
    case 'comment':
      return `${requester} on ${about}:\n\n${quoted(command.text)}`;
    case 'reject':
      return `${about} is not solved, says ${requester}.${command.text === null ? '' : `\n\n${quoted(command.text)}`}`;
    case 'remind':
      return REMINDERS[command.timer]?.(about, escapeMarkdown(nameOf(ticket.assignee))) ?? null;
    default:
      return null;
  }
}

const REMINDERS: Readonly<Record<string, (about: string, assignee: string) => string>> = {
  'response-soon': (about) => `${about} needs a first response soon.`,
  'response-late': (about) => `${about} is late for its first response.`,
  'resolution-soon': (about, assignee) => `${about} must be resolved soon; ${assignee} has it.`,
  'resolution-late': (about, assignee) => `${about} is late; ${assignee} has it.`,
};

/** What somebody typed, as a quote: nothing in it is markup. */
export function quoted(text: string): string {
  return `> ${escapeMarkdown(text).replaceAll('\n', '\n> ')}`;
}
