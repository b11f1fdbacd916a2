import type { Corpus } from '../../src/knowledge/types.ts';
import { commandValue, questionIn } from '../words.ts';
import { NAMES } from './names.ts';

/** What somebody typed behind the slash command. */
export type Words =
  /** Words for the core as they stand: a question, a version check, a ticket. */
  | { is: 'words'; text: string }
  /** What it can do. */
  | { is: 'help' }
  /** What an option of ours would do. */
  | { is: 'action'; value: string }
  | { is: 'listen'; listens: boolean }
  /** `listen` without a clear on or off. */
  | { is: 'listen-how' };

const HELP = /^(?:\?+|help|help me|usage|commands|info|ask|question|search|find)[.!?]?$/i;
const LISTEN = /^listen(?:ing|s)?\b\s*(?:to\s+)?(on|off|yes|no|start|stop)?\b\s*(.*)$/i;
/** What may stand behind on or off without changing it. */
const HERE = /^(?:please|here|now|in here|(?:in|for|to) this channel)?[.!]?$/i;
const TICKETS = /^(?:my |list |show )?tickets[.!]?$/i;
/** Longer, and it is a question that happens to begin with the word. */
const FEW_WORDS = 4;

export function readWords(typed: string, sections: Corpus['sections']): Words {
  const text = withoutCommand(typed.trim());
  if (text === '' || HELP.test(text)) return { is: 'help' };
  const listen = readListen(text);
  if (listen) return listen;
  if (TICKETS.test(text)) return { is: 'words', text: 'tickets' };
  const value = commandValue(text, sections);
  return value === null ? { is: 'words', text: questionIn(text) } : { is: 'action', value };
}

/** Copied from a page together with the command. */
function withoutCommand(text: string): string {
  const [first = ''] = text.split(/\s/, 1);
  return first === NAMES.command ? text.slice(first.length).trim() : text;
}

function readListen(text: string): Words | null {
  const [, how, rest = ''] = LISTEN.exec(text) ?? [];
  if (how !== undefined && HERE.test(rest)) return { is: 'listen', listens: /^(on|yes|start)$/i.test(how) };
  const isShort = !text.endsWith('?') && text.split(/\s+/).length <= FEW_WORDS;
  return LISTEN.test(text) && isShort ? { is: 'listen-how' } : null;
}
