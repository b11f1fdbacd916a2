import { REASONS } from '../reasons.ts';
import { type AdaptiveCard, card, type Element, note, text } from './elements.ts';
import { choiceSet, textInput } from './inputs.ts';

/** The ids of the form's fields, and the most characters of what is written. */
export const FIELDS = { reason: 'deskReason', text: 'deskText', length: 3000 } as const;

/** Teams' own windows for feedback take their one button from below the card. */
interface Form extends AdaptiveCard {
  actions: { type: 'Action.Submit'; title: string }[];
}

/** After a thumb: what was wrong, or what helped. Teams sends what was filled in as `message/submitAction`. */
export function renderFeedbackForm(reaction: 'like' | 'dislike'): { title: string; card: Form } {
  const helped = reaction === 'like';
  const title = helped ? 'What helped?' : 'What was wrong?';
  const body = [
    text('Your thumb is noted. This is read by whoever keeps the answers.'),
    ...(helped ? [written('What helped?')] : [reasons(), written('What would have helped?')]),
    ...(helped ? [] : [note('Once you have sent it, the helpdesk is offered below the answer.')]),
  ];
  return { title, card: { ...card(body, title), actions: [{ type: 'Action.Submit', title: 'Send' }] } };
}

function reasons(): Element {
  const choices = Object.entries(REASONS).map(([id, each]) => ({ id, title: each }));
  const set = choiceSet(FIELDS.reason, 'What was wrong with the answer?', choices, { chosen: null, expanded: true });
  return { ...set, isRequired: true, errorMessage: 'Pick one.' };
}

function written(label: string): Element {
  return textInput(FIELDS.text, label, { value: '', most: FIELDS.length, multiline: true });
}
