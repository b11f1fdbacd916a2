import type { types } from '@slack/bolt';
import { cutPlain } from '../cutPlain.ts';
import { blockId } from './actions.ts';
import { cutText } from './cut.ts';
import { plainLabel } from './escape.ts';
import { LIMITS } from './limits.ts';

/** The few blocks that we send, each within its limits whatever it is given. */

export type KnownBlock = types.KnownBlock;
export type ActionsBlock = types.ActionsBlock;
type Button = types.Button;

export interface SlackMessage {
  /** For notifications and screen readers; never empty. */
  text: string;
  blocks: KnownBlock[];
}

/** Verbatim: Slack turns neither addresses nor names in our words into links or mentions. */
function mrkdwn(text: string, most: number): types.MrkdwnElement {
  return { type: 'mrkdwn', text: cutText(text, most), verbatim: true };
}

/** `instead` stands where the text is empty: Slack refuses an empty one. */
export function plain(text: string, most: number, instead = '…'): types.PlainTextElement {
  const label = cutPlain(plainLabel(text), most);
  return { type: 'plain_text', text: label === '' ? instead : label, emoji: true };
}

/** Expanded: a text that we find short enough to show is not folded up once more by Slack. */
export function section(text: string): types.SectionBlock {
  return { type: 'section', text: mrkdwn(text, LIMITS.sectionText), expand: true };
}

export function context(text: string, most: number = LIMITS.contextText): types.ContextBlock {
  return { type: 'context', elements: [mrkdwn(text, most)] };
}

/** Small print that names the buttons below it, and goes when they go. */
export const LABELS = {
  related: context('Related questions'),
  alike: context('Instead of a new ticket'),
  solved: context('Was this solved?'),
} as const;

export const divider: types.DividerBlock = { type: 'divider' };

export function header(text: string): types.HeaderBlock {
  return { type: 'header', text: plain(text, LIMITS.headerText) };
}

interface ButtonOptions {
  action: string;
  label: string;
  value: string;
  primary?: boolean;
}

export function button({ action, label, value, primary = false }: ButtonOptions): Button {
  return {
    type: 'button',
    action_id: action,
    text: plain(label, LIMITS.buttonText),
    value: value.slice(0, LIMITS.buttonValue),
    ...(primary ? { style: 'primary' } : {}),
  };
}

export function actions(buttons: readonly Button[]): ActionsBlock {
  return { type: 'actions', elements: buttons.slice(0, LIMITS.actionsElements) };
}

/** Gives every block that can be tapped an id of its own, which names the delivery. */
export function withIds(blocks: readonly KnownBlock[], delivery: string): KnownBlock[] {
  return blocks.map((block, n) =>
    block.type === 'actions' || block.type === 'context_actions' ? { ...block, block_id: blockId(n, delivery) } : block,
  );
}

export function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const out: Item[][] = [];
  for (let at = 0; at < items.length; at += size) out.push(items.slice(at, at + size));
  return out;
}
