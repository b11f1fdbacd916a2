import type { QueuePage } from '../../src/triage/port.ts';
import { type AgentQueue, filterChoices } from '../agentQueue.ts';
import { AGENT_VERBS, FIELDS, type Page } from './agentActions.ts';
import { dateText, personText, typed } from './card.ts';
import { button, buttons, card, type Element, heading, linkRow, note } from './elements.ts';
import { choiceSet } from './inputs.ts';
import { READING } from './limits.ts';
import type { TeamsMessage } from './render.ts';

/** What is to be worked on, soonest breach first, as an agent has filtered it. */
export function queueMessage({ tickets, categories, next }: AgentQueue, page: Page): TeamsMessage {
  const { filter } = page;
  const choices = filterChoices(categories);
  const known = choices.find(({ id }) => id === filter)?.title ?? filter;
  const turn = (label: string, after: Page['after']) =>
    button(label, { v: 1, verb: AGENT_VERBS.queue, filter, after, pick: false });
  const summary = `The queue: ${tickets.length === 0 ? 'nothing is to be done here' : tickets.map(({ ticket }) => ticket.id).join(', ')}.`;
  const body: Element[] = [
    heading(`Queue · ${typed(known, READING.choice)}`),
    choiceSet(FIELDS.wanted, 'Which tickets?', choices, { chosen: filter }),
    ...buttons([button('Show', { v: 1, verb: AGENT_VERBS.queue, filter, after: null, pick: true })]),
    ...(tickets.length === 0 ? [note('Nothing is to be done here.')] : tickets.map((each) => row(each, page))),
    ...buttons([
      ...(page.after === null ? [] : [turn('First page', null)]),
      ...(next === null ? [] : [turn('Next page', next)]),
    ]),
  ];
  return { card: card(body, summary), text: '**The queue**', summary, sources: [], judged: false };
}

function row({ ticket, breachAt }: QueuePage['tickets'][number], page: Page): Element {
  const { id, priority, state, assignee, summary } = ticket;
  const due = breachAt === null ? '' : ` · due ${dateText(breachAt)}`;
  const open = button(`Open ${id}`, { v: 1, verb: AGENT_VERBS.open, ticket: id, ...page });
  const below = [note(`${priority} · ${state} · ${personText(assignee)}${due}`, { spacing: 'None' })];
  return linkRow(open, `**${id}** ${typed(summary, READING.row)}`, below);
}
