import type { Corpus } from '../../src/knowledge/types.ts';
import { commandValue, questionIn } from '../words.ts';
import { NAMES } from './names.ts';

/** What somebody typed, where it may begin with a word of the command list. */
export type Words =
  /** Words for the core as they stand. */
  | { is: 'words'; text: string }
  /** What an option of ours would do. */
  | { is: 'action'; value: string };

export function readWords(typed: string, sections: Corpus['sections']): Words {
  const text = typed.trim();
  const [, first = '', rest = ''] = /^([a-z]+)[.!]?(?:[:\s]+(.*))?$/is.exec(text) ?? [];
  const command = NAMES.commands.find((each) => each === first.toLowerCase());
  switch (command) {
    case 'ask':
      // Nothing is asked: how to ask is what helps.
      return { is: 'words', text: rest === '' ? 'help' : questionIn(text) };
    case 'browse':
    case 'ticket':
    case 'tickets': {
      const value = commandValue(text, sections);
      return value === null ? { is: 'words', text } : { is: 'action', value };
    }
    case 'help':
    case 'version':
    case undefined:
      return { is: 'words', text };
    default:
      return command satisfies never;
  }
}
