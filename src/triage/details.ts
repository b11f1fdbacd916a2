import type { Command } from './command.ts';
import { nameOf, type Ticket } from './ticket.ts';

/** What the history keeps of a command, in words. */
export function detailsOf(before: Ticket, after: Ticket, command: Command): Record<string, string> {
  const details: Record<string, string> = {};
  if ('text' in command && typeof command.text === 'string') details.text = command.text;
  if (command.is === 'comment') Object.assign(details, command.learnt?.facts);
  if (command.is === 'answer') Object.assign(details, { entry: command.entry, title: command.title });
  if (command.is === 'duplicate') details.of = command.of;
  if (command.is === 'adopt') details.from = command.from;
  if (command.is === 'propose') details.draft = command.renewed ? 'renewed' : 'new';
  if (command.is === 'rate') details.stars = String(command.stars);
  if (command.is === 'remind' || command.is === 'expire') details.timer = command.timer;
  for (const name of ['category', 'impact', 'urgency', 'priority'] as const) {
    if (before[name] !== after[name]) details[name] = `${before[name]} → ${after[name]}`;
  }
  if (before.assignee !== after.assignee && command.is !== 'forget') details.assignee = nameOf(after.assignee);
  return details;
}
