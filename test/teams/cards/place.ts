import type { Element } from '../../../adapters/teams/elements.ts';
import type { Place, TeamsMessage } from '../../../adapters/teams/render.ts';

export const PLACE: Place = {
  delivery: 'd1',
  question: 'Can the server be renamed?',
  personal: false,
  full: false,
  ask: { solved: false },
};

/** A card as a person reads it: a line an element; buttons and rows in brackets, the primary one with a star. */
export function asRead({ card }: Pick<TeamsMessage, 'card'>): string[] {
  return (card?.body ?? []).map(lineOf);
}

function lineOf(element: Element): string {
  switch (element.type) {
    case 'TextBlock':
      return element.text;
    case 'ActionSet':
      return element.actions.map(({ title, style }) => `[${style === 'positive' ? '*' : ''}${title}]`).join(' ');
    case 'FactSet':
      return element.facts.map(({ title, value }) => `${title}: ${value}`).join(' / ');
    case 'Container': {
      const words = element.items.map(lineOf).join(' / ');
      return element.selectAction ? `[${words}]` : `| ${words}`;
    }
    case 'Input.Text':
    case 'Input.ChoiceSet':
      return `(${element.label})`;
    default:
      return element satisfies never;
  }
}
