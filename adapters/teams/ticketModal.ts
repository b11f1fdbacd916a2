import { LIMITS as TICKETS } from '../../src/triage/limits.ts';
import type { DraftView } from '../../src/triage/view.ts';
import { submits } from './agentActions.ts';
import { noticeLine, typed } from './card.ts';
import { DRAFT_VERBS, TICKET_FIELDS } from './draftActions.ts';
import { type AdaptiveCard, card, note } from './elements.ts';
import { choiceSet, textInput } from './inputs.ts';
import { READING } from './limits.ts';

export const TITLE = 'Open a ticket';

/** `shared`: others read what becomes of it. `notice`: what has just gone wrong, in plain words. */
export interface Look {
  shared: boolean;
  notice: string | null;
}

/** A ticket before it is sent, as a form: everything may be changed. */
export function ticketForm(draft: DraftView, { shared, notice }: Look): AdaptiveCard {
  const { id, summary, details, category, categories, impact, impacts, urgency, urgencies, similar } = draft;
  const alike = similar.map((each) => note(`**${each.id}** ${typed(each.summary, READING.row)}`, { spacing: 'Small' }));
  const pick = (chosen: string) => ({ chosen, placeholder: 'Pick one' });
  const body = [
    ...(notice === null ? [] : [noticeLine(notice)]),
    ...(alike.length === 0 ? [] : [note('Open tickets like it:'), ...alike]),
    textInput(TICKET_FIELDS.summary, 'What is it about?', {
      value: summary,
      most: TICKETS.summary,
      required: 'Say in a sentence what the ticket is about.',
    }),
    textInput(TICKET_FIELDS.details, 'Details', { value: details, most: TICKETS.text, multiline: true }),
    choiceSet(TICKET_FIELDS.category, 'Category', categories, pick(category)),
    choiceSet(TICKET_FIELDS.impact, 'Who cannot work?', impacts, pick(impact)),
    choiceSet(TICKET_FIELDS.urgency, 'How urgent is it?', urgencies, pick(urgency)),
    note(`What becomes of it you are told ${shared ? 'here' : 'in your own chat with me'}.`),
    {
      type: 'ActionSet' as const,
      actions: [submits('Send', { v: 1, verb: DRAFT_VERBS.said, draft: id }, { primary: true })],
    },
  ];
  return card(body, TITLE);
}
