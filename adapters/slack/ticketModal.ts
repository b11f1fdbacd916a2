import type { types } from '@slack/bolt';
import type { DraftView } from '../../src/triage/view.ts';
import { cutPlain } from '../cutPlain.ts';
import { sound } from '../sound.ts';
import { CALLBACKS, draftOf, INPUTS } from './actions.ts';
import { context, type KnownBlock, plain } from './blocks.ts';
import { literalText } from './escape.ts';
import { LIMITS, READING } from './limits.ts';
import { frame } from './modals.ts';
import { isDirect, targetOf } from './receive.ts';

/** A ticket before it is sent, as a form: everything may be changed. `conversation`: where its draft was begun. */
export function ticketModal(draft: DraftView, conversation: string): types.ModalView {
  const { categories, similar } = draft;
  const alike = similar.map(({ id, summary }) => `${id}: ${literalText(summary.replace(/\s+/g, ' '))}`);
  return {
    ...frame('Open a ticket', CALLBACKS.ticket),
    submit: plain('Send', LIMITS.viewButton),
    private_metadata: draftOf(draft.id, conversation).slice(0, LIMITS.privateMetadata),
    blocks: [
      ...(alike.length === 0 ? [] : [context(['Open tickets like it:', ...alike].join('\n'), READING.shown)]),
      input('What is it about?', INPUTS.ticketSummary, { text: draft.summary, most: SUMMARY }),
      input('Details', INPUTS.ticketDetails, { text: draft.details, most: LIMITS.inputText, multiline: true }),
      select('Category', INPUTS.ticketCategory, categories, draft.category),
      select('Who cannot work?', INPUTS.ticketImpact, draft.impacts, draft.impact),
      select('How urgent is it?', INPUTS.ticketUrgency, draft.urgencies, draft.urgency),
      context(`What becomes of it you are told ${isShared(conversation) ? 'in the thread' : 'in a direct message'}.`),
    ],
  };
}

/** Others read along there. */
function isShared(conversation: string): boolean {
  return !isDirect(conversation) && targetOf(conversation) !== null;
}

/** A longer summary is cut by the core. */
const SUMMARY = 200;

type Input = (typeof INPUTS)[keyof typeof INPUTS];

function input(
  label: string,
  { block, action }: Input,
  { text, most, multiline = false }: { text: string; most: number; multiline?: boolean },
): KnownBlock {
  const typed = cutPlain(sound(text).trim(), most);
  return {
    type: 'input',
    block_id: block,
    optional: multiline,
    label: plain(label, LIMITS.inputLabel),
    element: {
      type: 'plain_text_input',
      action_id: action,
      multiline,
      max_length: most,
      ...(typed === '' ? {} : { initial_value: typed }),
    },
  };
}

interface Choice {
  id: string;
  title: string;
}

function select(label: string, { block, action }: Input, choices: readonly Choice[], chosen: string): KnownBlock {
  const options = selectOptions(choices);
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'input',
    block_id: block,
    label: plain(label, LIMITS.inputLabel),
    element: {
      type: 'static_select',
      action_id: action,
      options,
      ...(initial ? { initial_option: initial } : {}),
    },
  };
}

/** What a select can carry of them. */
export function selectOptions(choices: readonly Choice[]): types.PlainTextOption[] {
  return choices
    .filter(({ id }) => id !== '' && id.length <= LIMITS.optionValue)
    .slice(0, LIMITS.selectOptions)
    .map(({ id, title }) => ({ text: plain(title, LIMITS.optionText), value: id }));
}
