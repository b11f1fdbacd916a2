import { cutPlain } from '../cutPlain.ts';
import { sound } from '../sound.ts';
import { type ChoiceSet, jsonBytes, type TextInput } from './elements.ts';
import { escapeCard, plainLabel } from './escape.ts';
import { READING } from './limits.ts';

/** The fields of forms, each within what a card has room for. No client reads what was typed into them as Markdown. */

export function textInput(
  id: string,
  label: string,
  look: { value: string; most: number; multiline?: boolean; required?: string; placeholder?: string },
): TextInput {
  const { most, multiline = false, required, placeholder } = look;
  const value = fitting(sound(look.value).trim(), 2 * most);
  return {
    type: 'Input.Text',
    id,
    label,
    maxLength: most,
    ...(multiline ? { isMultiline: true as const } : {}),
    ...(value === '' ? {} : { value }),
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(required === undefined ? {} : { isRequired: true as const, errorMessage: required }),
  };
}

/** As much of what was typed as a card can show once more: what is too long for its field is told so, and must not be lost. */
function fitting(words: string, longest: number): string {
  for (let length = longest; ; length = Math.floor(length * 0.8)) {
    const cut = cutPlain(words, length);
    if (jsonBytes(cut) <= READING.typedJson) return cut;
  }
}

export interface Choice {
  id: string;
  title: string;
}

/** As many of the choices as there is room for, in their order; a chosen one that has none is left out like any other. */
export function choiceSet(
  id: string,
  label: string,
  choices: readonly Choice[],
  { chosen, expanded = false, placeholder }: { chosen: string | null; expanded?: boolean; placeholder?: string },
): ChoiceSet {
  let left: number = READING.choicesJson;
  const shown = choices.flatMap((choice) => {
    const words = cutPlain(plainLabel(choice.title), READING.choice) || '…';
    // Beside a dot, titles are read as Markdown; in a list that drops down they are not.
    const title = expanded ? escapeCard(words) : words;
    const drawn = { title, value: choice.id };
    const size = jsonBytes(drawn) + 1;
    // A comma parts the values of a list in which several may be picked; none of ours is such, but clients split all the same.
    if (choice.id === '' || choice.id.includes(',') || size > left) return [];
    left -= size;
    return [drawn];
  });
  const known = shown.some(({ value }) => value === chosen) ? chosen : null;
  return {
    type: 'Input.ChoiceSet',
    id,
    label,
    style: expanded ? 'expanded' : 'compact',
    choices: shown,
    wrap: true,
    ...(known === null ? {} : { value: known }),
    ...(placeholder === undefined ? {} : { placeholder }),
  };
}
