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
  const [details, more] = inTwo(sound(draft.details).trim());
  const alike = similar.map(({ id, summary }) => `${id}: ${literalText(summary.replace(/\s+/g, ' '))}`);
  return {
    ...frame('Open a ticket', CALLBACKS.ticket),
    submit: plain('Send', LIMITS.viewButton),
    private_metadata: draftOf(draft.id, conversation).slice(0, LIMITS.privateMetadata),
    blocks: [
      ...(alike.length === 0 ? [] : [context(['Open tickets like it:', ...alike].join('\n'), READING.shown)]),
      input('What is it about?', INPUTS.ticketSummary, { text: draft.summary, most: SUMMARY }),
      input('Details', INPUTS.ticketDetails, { text: details, most: LIMITS.inputText, multiline: true }),
      ...(more === ''
        ? []
        : [input('Details, continued', INPUTS.ticketMore, { text: more, most: LIMITS.inputText, multiline: true })]),
      select('Category', INPUTS.ticketCategory, categories, draft.category),
      select('Who cannot work?', INPUTS.ticketImpact, draft.impacts, draft.impact),
      select('How urgent is it?', INPUTS.ticketUrgency, draft.urgencies, draft.urgency),
      context(`What becomes of it you are told ${isShared(conversation) ? 'in the thread' : 'in a direct message'}.`),
    ],
  };
}

/** A ticket takes more than one input of Slack's: what follows goes on in a second one, from a line or a word on. */
function inTwo(details: string): [string, string] {
  const most = LIMITS.inputText;
  if (details.length <= most) return [details, ''];
  const head = details.slice(0, most);
  const at = [head.lastIndexOf('\n'), head.lastIndexOf(' ')].find((each) => each >= most / 2);
  // Half of a surrogate pair is no character.
  const whole = head.replace(/[\uD800-\uDBFF]$/, '').length;
  return at === undefined
    ? [details.slice(0, whole), details.slice(whole)]
    : [details.slice(0, at).trimEnd(), details.slice(at + 1).trimStart()];
}

/** Both inputs again as one text; one that is full was cut within a word. */
export function asOne(details: string | null, more: string | null): string | null {
  if (details === null || more === null) return details ?? more;
  return `${details}${details.length < LIMITS.inputText - 1 ? '\n' : ''}${more}`;
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
