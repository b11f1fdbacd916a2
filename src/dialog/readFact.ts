import { readCommands } from '../intent/commands.ts';
import { readComparison } from '../intent/comparison.ts';
import { type Choice, fuzzyChoice, heldChoice } from '../intent/options.ts';
import type { Slots } from '../intent/types.ts';
import { readYesNo } from '../intent/yesNo.ts';
import type { Ask, Fact } from '../knowledge/types.ts';
import { contains, formatRange, type VersionRange } from '../knowledge/versionRange.ts';
import { rangeInWords } from './resolve.ts';

/**
 * What a message says as the answer to an open question; null: nothing that could be read as one.
 * `fuzzy`: by likeness only. `unclear`: meant as an answer, and why it cannot be taken.
 */
export type FactAnswer = { value: string; fuzzy?: boolean } | { unknown: true } | { unclear: string } | null;

/** The person says not to know, or asks how to find out. */
const UNSURE =
  /\b(don'?t know|do not know|not sure|unsure|no idea|no clue|dunno|idk|can'?t tell|cannot tell|not certain|how (do|can|would|could|should) (i|we|one) (see|find|check|know|tell|look)|how to (see|find|check|know|tell)|where (do|can|could) (i|we) (see|find|check|look))\b/i;

/** Reads like a question of its own rather than like an answer. */
export function isQuestion(text: string): boolean {
  if (/\?\s*$/.test(text)) return true;
  const words = text.trim().split(/\s+/);
  return (
    words.length >= 4 &&
    /^(how|what|why|when|where|which|who|can|could|should|would|will|may|must)\b/i.test(text.trim())
  );
}

export function readFactAnswer(text: string, ask: Ask, fact: Fact, slots: Slots): FactAnswer {
  if (UNSURE.test(text) || readCommands(text).includes('unknown')) return { unknown: true };
  return fact.type === 'version'
    ? readVersionAnswer(text, ask, fact.example, slots)
    : readValueAnswer(text, fact, slots);
}

function readVersionAnswer(text: string, ask: Ask, example: string, slots: Slots): FactAnswer {
  const said = readComparison(text);
  switch (said.is) {
    case 'version':
      return slots.versions.includes(said.version)
        ? { value: said.version }
        : { unclear: `There is no build like ${said.version}. Versions look like ${example}.` };
    case 'range':
      return placeRange(said.range, ask);
    case 'side':
      return placeSide(said.older, ask);
    case 'several':
      return {
        unclear: `I read several versions (${said.versions.join(', ')}). Which one is installed on this server?`,
      };
    case 'not-installed':
      return { unclear: `${said.version} does not seem to be what is installed now. Which version is?` };
    case 'number':
      return {
        unclear: `I cannot read ${said.number} as a version: I need three or four numbers with dots, such as ${example}.`,
      };
    case 'nothing':
      return null;
    default:
      return said satisfies never;
  }
}

/** A range decides only where it lies wholly inside a case. */
function placeRange(range: VersionRange, ask: Ask): FactAnswer {
  const fits = ask.cases.some(({ when }) => when.type === 'version' && contains(when.range, range));
  if (fits) return { value: formatRange(range).replaceAll(' ', '') };
  return {
    unclear: `${rangeInWords(range)} can be on either side of what the answer depends on. Which version is it exactly?`,
  };
}

/** 'Older' or 'newer' without a number is meant by the threshold in the question, where there is just one. */
function placeSide(older: boolean, ask: Ask): FactAnswer {
  const sides = ask.cases.flatMap(({ when }) => (when.type === 'version' ? [when.range] : []));
  const side = sides.find((range) => (older ? range.from === null : range.below === null));
  return side && sides.length === 2 ? { value: formatRange(side).replaceAll(' ', '') } : null;
}

/** Yes and no themselves are read elsewhere: in a sentence they say little. */
export function sayingsOf(fact: Extract<Fact, { type: 'values' }>): Choice[] {
  return fact.values.map(({ id, label, says, answers }) => ({
    value: id,
    says: fact.yesNo ? answers : [id, label, ...says, ...answers],
  }));
}

function readValueAnswer(text: string, fact: Extract<Fact, { type: 'values' }>, slots: Slots): FactAnswer {
  const stated = slots.facts.get(fact.name);
  const said = fact.yesNo ? readYesNo(text) : null;
  if (stated !== undefined && (said === null || said === stated)) return { value: stated };
  if (fact.yesNo) {
    // 'Rebooted, still not starting': what comes first answers, what follows describes.
    const [first = ''] = text.split(/[,;.!]/);
    const value = heldChoice(first, sayingsOf(fact)) ?? said;
    return value === null || (stated !== undefined && stated !== value) ? null : { value };
  }
  const chosen = fuzzyChoice(text, sayingsOf(fact));
  return chosen === null ? null : { value: chosen, fuzzy: true };
}
