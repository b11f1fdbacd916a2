import { stem } from './tokens.ts';

/** Features by group. Each group is weighed and normalised by itself, so that none drowns another by sheer number. */
export const GROUPS = ['words', 'pairs', 'characters'] as const;
export type Group = (typeof GROUPS)[number];

/** Share of each group in a vector; the squares add up to one. */
export const GROUP_WEIGHT: Readonly<Record<Group, number>> = { words: 0.66, pairs: 0.5, characters: 0.56 };

const LONGEST_GRAM = 5;

/** The raw features of one utterance, repeated ones included. */
export function extract(tokens: readonly string[]): Record<Group, string[]> {
  const stems = tokens.map(stem);
  return { words: words(tokens, stems), pairs: pairs(stems), characters: characters(tokens) };
}

function words(tokens: readonly string[], stems: readonly string[]): string[] {
  const found: string[] = [];
  for (const [index, token] of tokens.entries()) {
    found.push(`w ${token}`);
    found.push(`s ${stems[index]}`);
  }
  return found;
}

/** Neighbours, neighbours over one word between, and triples: what tells `can I control when` from `when do you`. */
function pairs(stems: readonly string[]): string[] {
  const found: string[] = [];
  for (let i = 0; i + 1 < stems.length; i++) {
    found.push(`${stems[i]} ${stems[i + 1]}`);
    if (i + 2 < stems.length) {
      found.push(`${stems[i]} _ ${stems[i + 2]}`);
      found.push(`${stems[i]} ${stems[i + 1]} ${stems[i + 2]}`);
    }
    if (i + 3 < stems.length) found.push(`${stems[i]} _ ${stems[i + 3]}`);
  }
  return found;
}

function characters(tokens: readonly string[]): string[] {
  const found: string[] = [];
  for (const token of tokens) {
    const word = ` ${token} `;
    for (let size = 2; size <= LONGEST_GRAM; size++) {
      for (let i = 0; i + size <= word.length; i++) found.push(word.slice(i, i + size));
    }
  }
  return found;
}
