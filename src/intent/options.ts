import Fuse from 'fuse.js';
import { isSwap } from './swap.ts';
import { tokenise } from './tokens.ts';

/** Something a person may choose, by its label or by other words. */
export interface Choice {
  value: string;
  says: readonly string[];
}

/** Longer messages are sentences, not the name of an option. */
const LONGEST = 60;
/** Shorter texts are like too many things. */
const SHORTEST = 3;
/** Fuse's score, 0 (same) to 1: about one error in four letters. */
const FARTHEST = 0.28;
/** The best must be this much better than the best of another choice. */
const LEAD = 0.05;

/** The choice that a short message names, typing errors included; null when none or more than one fits. */
export function fuzzyChoice(text: string, choices: readonly Choice[]): string | null {
  const spoken = plain(text);
  if (spoken === '' || spoken.length > LONGEST) return null;
  const held = heldChoice(text, choices);
  if (held !== null) return held;
  if (spoken.length < SHORTEST) return null;
  const items = sayings(choices);
  const swapped = new Set(items.filter(({ say }) => isSwap(spoken, say)).map((item) => item.value));
  const [slip] = swapped;
  if (slip !== undefined && swapped.size === 1) return slip;
  const fuse = new Fuse(items, { keys: ['say'], includeScore: true, threshold: FARTHEST, ignoreLocation: true });
  const hits = fuse.search(spoken.slice(0, 32));
  const best = hits[0];
  if (!best) return null;
  const rival = hits.find((hit) => hit.item.value !== best.item.value);
  const isClear = rival === undefined || (rival.score ?? 1) - (best.score ?? 1) >= LEAD;
  return isClear ? best.item.value : null;
}

/** The choice of which a message holds a saying word for word; null when none or more than one does. */
export function heldChoice(text: string, choices: readonly Choice[]): string | null {
  const spoken = ` ${plain(text)} `;
  const held = new Set(
    sayings(choices)
      .filter(({ say }) => spoken.includes(` ${say} `))
      .map((item) => item.value),
  );
  const [only] = held;
  return only !== undefined && held.size === 1 ? only : null;
}

function sayings(choices: readonly Choice[]): { value: string; say: string }[] {
  return choices.flatMap((choice) => choice.says.map((say) => ({ value: choice.value, say: plain(say) })));
}

/** '2', '2.', 'option 2', 'number two', 'the second one': counted from 1; null for anything else. */
export function readNumber(text: string, count: number): number | null {
  if (/^\s*-/.test(text)) return null;
  const [, word = ''] =
    /^(?:(?:option|number|no|nr|the|choice|answer|i take|please) )*(\w+)(?: one| option| please)*$/.exec(plain(text)) ??
    [];
  const spelt = ORDINALS.findIndex((names) => names.includes(word));
  const number = /^\d{1,2}$/.test(word) ? Number(word) : spelt + 1;
  return number >= 1 && number <= count ? number : null;
}

const ORDINALS = [
  ['first', 'one', '1st'],
  ['second', 'two', '2nd'],
  ['third', 'three', '3rd'],
  ['fourth', 'four', '4th'],
  ['fifth', 'five', '5th'],
];

function plain(text: string): string {
  return tokenise(text)
    .map((token) => token.text)
    .join(' ');
}
