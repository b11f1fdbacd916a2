import type { Place } from '../../adapters/slack/render.ts';

/** How replies look in Slack. */

export const PLACE: Place = {
  conversation: 'C12345678:1700000000.000100',
  delivery: 'Ev1',
  question: 'Can the server be renamed?',
  ephemeral: false,
  full: false,
  ask: { solved: false },
};

/** The line of sources below each of them. */
export const SOURCES = '(Sources: <https://learn.microsoft.com/faq?a=1&amp;b=2|FAQ, Auto upgrade>)';

interface Shown {
  type: string;
  text?: { text: string };
  elements?: { text?: string | { text: string }; value?: string; style?: string; action_id?: string }[];
}

/** A message as a person reads it: a line a block, buttons in brackets, the primary one with a star. */
export function asRead(blocks: readonly object[]): string[] {
  return blocks.map((each) => {
    const block = each as Shown;
    if (block.type === 'context_actions') return '[thumbs]';
    const elements = (block.elements ?? []).map((element) => {
      const text = typeof element.text === 'string' ? element.text : (element.text?.text ?? '');
      return block.type === 'actions' ? `[${element.style === 'primary' ? '*' : ''}${text}]` : `(${text})`;
    });
    return block.text?.text ?? (elements.join(' ') || block.type);
  });
}
