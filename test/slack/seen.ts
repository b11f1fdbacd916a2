import type { FeedbackButtonsAction, types } from '@slack/bolt';
import { feedbackButton } from '../support/slack/interactions.ts';
import type { Ephemeral, Message } from '../support/slack/state.ts';

/** What a person has before them in Slack: words and buttons, not markup. */

export type Shown = Message | Ephemeral;

/** A message or a view. */
interface HasBlocks {
  blocks: readonly (types.Block | types.KnownBlock)[];
}

/** A button as its payload names it. */
export interface ShownButton {
  action_id: string;
  block_id: string;
  value: string;
  label: string;
}

/** All words of a message or a view, in reading order, one line for each text. */
export function wordsOf({ blocks }: HasBlocks): string {
  return blocks.flatMap(textsOf).map(visible).join('\n');
}

function textsOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(textsOf);
  if (typeof part !== 'object' || part === null) return [];
  const type: unknown = Reflect.get(part, 'type');
  const text: unknown = Reflect.get(part, 'text');
  if ((type === 'mrkdwn' || type === 'plain_text') && typeof text === 'string') return [text];
  return Object.values(part).flatMap(textsOf);
}

/** mrkdwn as it is read. */
function visible(text: string): string {
  return text
    .replace(/<([^<>|]*)\|([^<>]*)>/g, '$2')
    .replace(/[*_`]/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

export function buttonsOf({ blocks }: HasBlocks): ShownButton[] {
  return blocks.flatMap((block) =>
    !isActions(block)
      ? []
      : block.elements.flatMap((element) =>
          element.type !== 'button'
            ? []
            : [
                {
                  action_id: element.action_id ?? '',
                  block_id: block.block_id ?? '',
                  value: element.value ?? '',
                  label: element.text.text,
                },
              ],
        ),
  );
}

const isActions = (block: types.Block | types.KnownBlock): block is types.ActionsBlock => block.type === 'actions';

export function labelsOf(shown: HasBlocks): string[] {
  return buttonsOf(shown).map(({ label }) => label);
}

/** As it stands now: what is still on somebody's screen when it has changed since. */
export function asShown<T extends Shown>(shown: T): T {
  return { ...shown };
}

/** The tap on a thumb below a message. */
export function thumbOf({ blocks }: Shown, vote: 'good' | 'bad'): FeedbackButtonsAction {
  for (const block of blocks) {
    if (block.type !== 'context_actions') continue;
    for (const element of block.elements) {
      if (element.type !== 'feedback_buttons') continue;
      const { value } = vote === 'good' ? element.positive_button : element.negative_button;
      return feedbackButton({ action_id: element.action_id ?? '', block_id: block.block_id ?? '', value });
    }
  }
  throw new Error('the message has no thumbs');
}

/** The one of a list that has no more. */
export function one<T>(list: readonly T[]): T {
  const [first, ...more] = list;
  if (first === undefined || more.length > 0) throw new Error(`there are ${list.length}, not one`);
  return first;
}
