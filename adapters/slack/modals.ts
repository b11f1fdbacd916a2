import type { types } from '@slack/bolt';
import { REASONS } from '../reasons.ts';
import { sound } from '../sound.ts';
import { CALLBACKS, INPUTS, reasonOf } from './actions.ts';
import { context, plain, section } from './blocks.ts';
import { splitText } from './cut.ts';
import { plainLabel } from './escape.ts';
import { LIMITS, READING } from './limits.ts';
import { toMrkdwn } from './mrkdwn.ts';

type ModalView = types.ModalView;

/** Why an answer was chosen. CommonMark. */
export function whyModal(text: string): ModalView {
  return textModal('Why this answer?', CALLBACKS.why, text);
}

/** After a thumbs down: what was wrong. Read with `readReasonOf` and `readInput`. */
export function reasonModal(delivery: string, conversation: string): ModalView {
  const options = Object.entries(REASONS).map(([value, label]) => ({ text: plain(label, LIMITS.optionText), value }));
  return {
    ...frame('What was wrong?', CALLBACKS.reason),
    submit: plain('Send', LIMITS.viewButton),
    private_metadata: reasonOf(delivery, conversation).slice(0, LIMITS.privateMetadata),
    blocks: [
      {
        type: 'input',
        block_id: INPUTS.reason.block,
        label: plain('What was wrong with the answer?', LIMITS.inputLabel),
        element: { type: 'radio_buttons', action_id: INPUTS.reason.action, options },
      },
      {
        type: 'input',
        block_id: INPUTS.reasonText.block,
        optional: true,
        label: plain('What would have helped?', LIMITS.inputLabel),
        element: {
          type: 'plain_text_input',
          action_id: INPUTS.reasonText.action,
          multiline: true,
          max_length: LIMITS.inputText,
        },
      },
    ],
  };
}

/**
 * A question, typed or picked from suggestions that come while one types (an external select, answered with
 * `suggestion`). `note` stands above, CommonMark; the text that is filled in is a person's.
 */
export function questionModal({ text, note }: { text: string; note: string | null }): ModalView {
  const typed = sound(text).trim();
  const above = note === null ? '' : toMrkdwn(note);
  return {
    ...frame('Ask a question', CALLBACKS.question),
    submit: plain('Ask', LIMITS.viewButton),
    blocks: [
      ...(above === '' ? [] : [section(above)]),
      {
        type: 'input',
        block_id: INPUTS.question.block,
        optional: true,
        label: plain('Your question', LIMITS.inputLabel),
        element: {
          type: 'plain_text_input',
          action_id: INPUTS.question.action,
          multiline: true,
          max_length: LIMITS.inputText,
          placeholder: plain('In your own words', LIMITS.placeholder),
          ...(typed === '' ? {} : { initial_value: typed.slice(0, LIMITS.inputText).toWellFormed() }),
        },
      },
      {
        type: 'input',
        block_id: INPUTS.suggestion.block,
        optional: true,
        label: plain('Or pick one', LIMITS.inputLabel),
        hint: plain('A question that is picked goes before one that is typed.', LIMITS.inputHint),
        element: {
          type: 'external_select',
          action_id: INPUTS.suggestion.action,
          min_query_length: 2,
          placeholder: plain('Type to search the FAQ', LIMITS.placeholder),
        },
      },
    ],
  };
}

/** One suggestion of the external select; null where the value is too long to be carried. */
export function suggestion(label: string, value: string): types.PlainTextOption | null {
  const fits = plainLabel(label) !== '' && value !== '' && value.length <= LIMITS.optionValue;
  return fits ? { text: plain(label, LIMITS.optionText), value } : null;
}

export function frame(title: string, callback: string) {
  return {
    type: 'modal' as const,
    callback_id: callback,
    title: plain(title, LIMITS.viewTitle),
    close: plain('Close', LIMITS.viewButton),
  };
}

function textModal(title: string, callback: string, text: string): ModalView {
  const parts = splitText(toMrkdwn(text), LIMITS.sectionText).slice(0, READING.viewSections);
  return {
    ...frame(title, callback),
    blocks: parts.length > 0 ? parts.map(section) : [context('There is nothing to show.')],
  };
}
