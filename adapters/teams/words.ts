import type { Corpus } from '../../src/knowledge/types.ts';
import { ALL, type Filter, filterOf } from '../agentQueue.ts';
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

const QUEUE = /^queue[.!]?(?:[:\s]+(.*?))?$/is;
const NARROWER: readonly [RegExp, Filter][] = [
  [/^(?:all|everything)$/i, ALL],
  [/^(?:mine|my own|my tickets)$/i, 'mine'],
  [/^(?:unassigned|nobody|open|free)$/i, 'unassigned'],
  [/^(?:soon|breaching|breaching soon|late|due)$/i, 'soon'],
];

/** `queue`, `queue mine`, `queue auto upgrade`: which tickets; null for a sentence, be it about one of them. */
export function readQueue(typed: string, categories: ReadonlyMap<string, string>): Filter | null {
  const [whole, wanted = ''] = QUEUE.exec(typed.trim()) ?? [];
  if (whole === undefined) return null;
  if (wanted === '') return ALL;
  const [, narrower] = NARROWER.find(([form]) => form.test(wanted)) ?? [];
  if (narrower !== undefined) return narrower;
  const named = [...categories].find(([id, title]) =>
    [id, id.replaceAll('-', ' '), title].some((each) => same(each, wanted)),
  );
  return named === undefined ? null : filterOf(named[0]);
}

function same(one: string, other: string): boolean {
  const plain = (text: string) => text.trim().replace(/[.!]$/, '').replace(/\s+/g, ' ').toLowerCase();
  return plain(one) === plain(other);
}
