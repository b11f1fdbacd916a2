import { stripVTControlCharacters } from 'node:util';
import { readNumber } from '../intent/options.ts';
import type { Option } from '../reply.ts';

/** No colour codes of a terminal, no control or invisible characters: they could not be seen where they stand. */
export function cleaned(typed: string): string {
  return stripVTControlCharacters(typed)
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
}

/** An option by its value, its label or its number. */
export function offeredOption(offered: readonly Option[], text: string): Option | undefined {
  const same = (a: string) => a.toLowerCase() === text.toLowerCase();
  const named = offered.find((option) => same(option.value) || same(option.label));
  const number = named ? null : readNumber(text, offered.length);
  return named ?? (number === null ? undefined : offered[number - 1]);
}
