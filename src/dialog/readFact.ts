import { readCommands } from '../intent/commands.ts';
import { type Choice, fuzzyChoice } from '../intent/options.ts';
import type { Slots } from '../intent/types.ts';
import type { Ask, Fact } from '../knowledge/types.ts';
import { factValue } from './resolve.ts';

/** What a message says as the answer to an open question; `fuzzy`: by likeness only; null: nothing to be read as one. */
export type FactAnswer = { value: string; fuzzy?: true } | { unknown: true } | { unclear: string } | null;

/** Words that choose the older or the newer side of a version threshold. */
const OLDER = /\b(older|below|lower|less|earlier|before|previous|smaller)\b/;
const NEWER = /\b(newer|later|above|higher|more|after|greater|at least|or later|up to date|latest)\b/;

export function readFactAnswer(text: string, ask: Ask, fact: Fact, slots: Slots): FactAnswer {
  const commands = readCommands(text);
  if (commands.includes('unknown')) return { unknown: true };
  return fact.type === 'version'
    ? readVersionAnswer(text, ask, fact.example, slots)
    : readValueAnswer(text, fact, slots);
}

function readVersionAnswer(text: string, ask: Ask, example: string, slots: Slots): FactAnswer {
  const [version] = slots.versions;
  if (slots.versions.length > 1) {
    return {
      unclear: `I read several versions (${slots.versions.join(', ')}). Which one is installed on this server?`,
    };
  }
  const lower = text.toLowerCase();
  const side = OLDER.test(lower) === NEWER.test(lower) ? null : OLDER.test(lower) ? 'older' : 'newer';
  if (side !== null && ask.cases.length === 2) {
    const wanted = ask.cases.find(({ when }) => {
      if (when.type !== 'version') return false;
      const bound = side === 'older' ? when.range.below : when.range.from;
      const openEnd = side === 'older' ? when.range.from : when.range.below;
      return openEnd === null && (version === undefined || version === bound);
    });
    if (wanted) return { value: factValue(wanted.when) };
  }
  if (version !== undefined) return { value: version };
  const numberLike = /\d+(\.\d+)*/.exec(lower)?.[0];
  return numberLike === undefined
    ? null
    : {
        unclear: `I cannot read ${numberLike} as a version: I need three or four numbers with dots, such as ${example}.`,
      };
}

function readValueAnswer(text: string, fact: Extract<Fact, { type: 'values' }>, slots: Slots): FactAnswer {
  const commands = readCommands(text);
  if (fact.yesNo) {
    if (commands.includes('yes')) return { value: 'yes' };
    if (commands.includes('no')) return { value: 'no' };
  }
  const stated = slots.facts.get(fact.name);
  if (stated !== undefined) return { value: stated };
  if (fact.yesNo) return readLeadingYesNo(text);
  const choices: Choice[] = fact.values.map((value) => ({
    value: value.id,
    says: [value.id, value.label, ...value.says],
  }));
  const chosen = fuzzyChoice(text, choices);
  return chosen === null ? null : { value: chosen, fuzzy: true };
}

/** 'yes, it works fine', 'no, we have not done that': the first word decides where the sentence is short. */
function readLeadingYesNo(text: string): FactAnswer {
  const words = text.toLowerCase().match(/[a-z']+/g) ?? [];
  if (words.length === 0 || words.length > 8) return null;
  const [first = ''] = words;
  const commands = readCommands(first);
  if (commands.includes('yes')) return { value: 'yes' };
  return commands.includes('no') ? { value: 'no' } : null;
}
