import type { Draft } from '../deskState.ts';
import { blank } from '../dialog/compose.ts';
import { labelOf } from '../dialog/label.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { Option, TicketReply } from '../reply.ts';
import { LIMITS } from './limits.ts';
import { IMPACT_WORDS, priorityOf, URGENCY_WORDS } from './priority.ts';
import type { Rules } from './rules.ts';
import { IMPACTS, URGENCIES } from './ticket.ts';
import { type Field, TICKET_VALUES } from './values.ts';
import type { DraftView } from './view.ts';

export const MASKED = '*I have masked what looked like a password or a key.*';
const SHORTENED = `*It is longer than the ${LIMITS.text} characters that a ticket takes: the end of your words is left out.*`;

/** A draft as the requester sees it: everything that will be sent, and what else may help first. */
export function draftReply(draft: Draft, nearest: readonly Option[], rules: Rules, lead: string | null): TicketReply {
  if (draft.summary === '') {
    return askField(draft, 'summary', rules, null, lead);
  }
  const { id, similar } = draft;
  const joins = similar.map((each) => ({
    label: labelOf(`Me too: ${each.id} ${each.summary}`),
    value: TICKET_VALUES.join(each.id),
  }));
  const options = [
    { label: 'Send it', value: TICKET_VALUES.send(id) },
    ...nearest,
    ...joins,
    { label: 'Change the summary', value: TICKET_VALUES.change(id, 'summary') },
    { label: 'Change the category', value: TICKET_VALUES.change(id, 'category') },
    { label: 'Change who cannot work', value: TICKET_VALUES.change(id, 'impact') },
    { label: 'Change how urgent it is', value: TICKET_VALUES.change(id, 'urgency') },
    draft.withMessages
      ? { label: 'Leave out what we said before', value: TICKET_VALUES.set(id, 'messages', 'no') }
      : { label: 'Add what we said before', value: TICKET_VALUES.set(id, 'messages', 'yes') },
    cancel(draft),
  ];
  const other = [...(nearest.length > 0 ? ['entries of the FAQ'] : []), ...(joins.length > 0 ? ['open tickets'] : [])];
  const hint = other.length === 0 ? null : `Is it one of these? The nearest ${other.join(' and ')} are below.`;
  const text = [lead, '**Your ticket, not sent yet**', lines(draft, rules), ...notices(draft), hint];
  return reply(draft, rules, text.filter((part) => part !== null).join('\n\n'), options);
}

function cancel({ id }: Draft): Option {
  return { label: 'Cancel the ticket', value: TICKET_VALUES.drop(id) };
}

function lines({ summary, category, impact, urgency, withMessages }: Draft, rules: Rules): string {
  const goesAlong = withMessages ? 'and what we said before.' : 'but not what we said before.';
  return [
    `- About: **${escapeMarkdown(summary)}**`,
    `- Category: ${escapeMarkdown(rules.categories.get(category) ?? category)}`,
    `- Who cannot work: ${IMPACT_WORDS[impact]}`,
    `- How urgent: ${URGENCY_WORDS[urgency]}`,
    `- Priority by that: ${priorityOf(rules.priorities, impact, urgency)}`,
    `- With it go your question, the facts you gave and what I answered, ${goesAlong}`,
  ].join('\n');
}

/** What is not as it was typed. */
export function notices({ masked, shortened }: Pick<Draft, 'masked' | 'shortened'>): string[] {
  return [...(masked ? [MASKED] : []), ...(shortened ? [SHORTENED] : [])];
}

/** Asks for one field; its values are options, and words of one's own count for the summary. */
export function askField(
  draft: Draft,
  field: Exclude<Field, 'messages'>,
  rules: Rules,
  lead: string | null,
  foot: string | null = null,
): TicketReply {
  const options = choicesOf(field, rules).map(({ id, says }) => ({
    label: labelOf(says),
    value: TICKET_VALUES.set(draft.id, field, id),
  }));
  const asked = [lead, QUESTIONS[field]].filter((part) => part !== null).join(' ');
  const text = foot === null ? asked : `${asked}\n\n${foot}`;
  return reply(draft, rules, text, [...options.slice(0, MOST), cancel(draft)]);
}

/** Platforms show 25 options at most, and one is the way out. */
const MOST = 24;

const QUESTIONS: Readonly<Record<Exclude<Field, 'messages'>, string>> = {
  summary: 'What is the ticket about? Say it in a sentence.',
  category: 'Which category is it?',
  impact: 'Who cannot work because of it?',
  urgency: 'How urgent is it?',
};

/** What a field may be, with the words for it; none for the summary, which may be anything. */
export function choicesOf(field: Field, rules: Rules): { id: string; says: string }[] {
  switch (field) {
    case 'category':
      return [...rules.categories].map(([id, says]) => ({ id, says }));
    case 'impact':
      return IMPACTS.map((id) => ({ id, says: IMPACT_WORDS[id] }));
    case 'urgency':
      return URGENCIES.map((id) => ({ id, says: URGENCY_WORDS[id] }));
    case 'messages':
      return ['yes', 'no'].map((id) => ({ id, says: id }));
    case 'summary':
      return [];
    default:
      return field satisfies never;
  }
}

function reply(draft: Draft, rules: Rules, text: string, options: Option[]): TicketReply {
  return { ...blank(), kind: 'ticket', text, ticket: null, draft: viewOfDraft(draft, rules), options };
}

function viewOfDraft(draft: Draft, rules: Rules): DraftView {
  const { id, summary, question, category, impact, urgency, withMessages, similar } = draft;
  const categories = [...rules.categories].map(([name, title]) => ({ id: name, title }));
  const impacts = IMPACTS.map((each) => ({ id: each, title: IMPACT_WORDS[each] }));
  const urgencies = URGENCIES.map((each) => ({ id: each, title: URGENCY_WORDS[each] }));
  return {
    id,
    summary,
    details: question,
    category,
    categories,
    impact,
    impacts,
    urgency,
    urgencies,
    withMessages,
    similar,
  };
}
