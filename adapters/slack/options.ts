import type { Option } from '../../src/reply.ts';
import type { Placed } from '../optionGroups.ts';
import { ACTIONS } from './actions.ts';
import { actions, button, chunks, context, type KnownBlock } from './blocks.ts';
import { jsonLength } from './cut.ts';
import { literalText } from './escape.ts';
import { LIMITS, READING } from './limits.ts';

/** What is left of a message for buttons, in characters of JSON; shared by all groups of one reply. */
export interface Purse {
  json: number;
}

/** `inRows`: also long labels stand beside each other, where the choice matters less. */
export interface Look {
  primary?: (option: Option) => boolean;
  inRows?: boolean;
}

/**
 * Buttons for one group. An option that no button can hold, or for which the message has no room, is written with the
 * number to type instead.
 */
export function optionBlocks(group: readonly Placed[], purse: Purse, look: Look = {}): KnownBlock[] {
  const costs = group.map((placed) => jsonLength(toButton(placed, false)) + BLOCK_JSON);
  const fits = group.every(({ option }) => isHeld(option)) && costs.reduce((sum, cost) => sum + cost, 0) <= purse.json;
  if (!fits) purse.json -= NUMBERED_JSON;
  const shown: Placed[] = [];
  const written: Placed[] = [];
  for (const [i, placed] of group.entries()) {
    const cost = costs[i] ?? 0;
    if (isHeld(placed.option) && cost <= purse.json && shown.length < MOST) {
      purse.json -= cost;
      shown.push(placed);
    } else {
      written.push(placed);
    }
  }
  const rows =
    look.inRows !== true && isStacked(shown) ? shown.map((placed) => [placed]) : chunks(shown, LIMITS.actionsElements);
  const buttons = rows.map((row) =>
    actions(row.map((placed) => toButton(placed, look.primary?.(placed.option) === true))),
  );
  return written.length === 0 ? buttons : [...buttons, context(numbered(written), READING.numbered)];
}

const MOST = READING.optionBlocks * LIMITS.actionsElements;
/** The braces, the id and the comma of one more block. */
const BLOCK_JSON = 120;
/** A written list, of quotation marks alone. */
const NUMBERED_JSON = READING.numbered * 2 + BLOCK_JSON * 2;

/** A button can carry its value, and Slack sends it back as it is. */
function isHeld({ value }: Option): boolean {
  return value !== '' && value.length <= LIMITS.buttonValue && value.isWellFormed();
}

function toButton({ option, index }: Placed, primary: boolean) {
  const label = option.label.trim() === '' ? `Option ${index + 1}` : option.label;
  return button({ action: ACTIONS.option(index), label, value: option.value, primary });
}

/** A few long labels are read better one below the other. */
function isStacked(shown: readonly Placed[]): boolean {
  return shown.length <= READING.stacked && shown.some(({ option }) => option.label.length > READING.rowLabel);
}

function numbered(written: readonly Placed[]): string {
  const lines = written.map(({ option, index }) => `${index + 1}. ${literalText(option.label.replace(/\s+/g, ' '))}`);
  return ['Type the number to choose:', ...lines].join('\n');
}
