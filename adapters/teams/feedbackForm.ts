import { REASONS } from '../reasons.ts';
import { type AdaptiveCard, card, text } from './elements.ts';

/** The ids of the form's fields, and the most characters of what is written. */
export const FIELDS = { reason: 'deskReason', text: 'deskText', length: 3000 } as const;

interface ChoiceSet {
  type: 'Input.ChoiceSet';
  id: string;
  label: string;
  style: 'expanded';
  isRequired: true;
  errorMessage: string;
  choices: { title: string; value: string }[];
}

interface FreeText {
  type: 'Input.Text';
  id: string;
  label: string;
  isMultiline: true;
  maxLength: number;
}

type Form = Omit<AdaptiveCard, 'body'> & {
  body: (AdaptiveCard['body'][number] | ChoiceSet | FreeText)[];
  actions: { type: 'Action.Submit'; title: string }[];
};

/** After a thumb: what was wrong, or what helped. Teams sends what was filled in as `message/submitAction`. */
export function renderFeedbackForm(reaction: 'like' | 'dislike'): { title: string; card: Form } {
  const title = reaction === 'like' ? 'What helped?' : 'What was wrong?';
  const fields = reaction === 'like' ? [written('What helped?')] : [reasons(), written('What would have helped?')];
  const { body, ...frame } = card([text('Your thumb is noted. This is read by whoever keeps the answers.')], title);
  return { title, card: { ...frame, body: [...body, ...fields], actions: [{ type: 'Action.Submit', title: 'Send' }] } };
}

function reasons(): ChoiceSet {
  return {
    type: 'Input.ChoiceSet',
    id: FIELDS.reason,
    label: 'What was wrong with the answer?',
    style: 'expanded',
    isRequired: true,
    errorMessage: 'Pick one.',
    choices: Object.entries(REASONS).map(([value, title]) => ({ title, value })),
  };
}

function written(label: string): FreeText {
  return { type: 'Input.Text', id: FIELDS.text, label, isMultiline: true, maxLength: FIELDS.length };
}
