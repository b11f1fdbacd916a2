import { VALUES } from '../../src/dialog/values.ts';
import { fuzzyChoice } from '../../src/intent/options.ts';
import type { Corpus } from '../../src/knowledge/types.ts';
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
const ALL_TOPICS = /^(?:browse|browse all|topics|all topics|sections?|list|faq|contents|menu)$/i;
const BROWSE = /^(?:browse|topics?|list|sections?)\s+(.+)$/i;
const TICKETS = /^(?:my |list |show )?tickets[.!]?$/i;
const HELPDESK = /^(?:helpdesk|help desk)\b/i;
const ASK = /^(?:ask|question|search|find)[:\s]+(.+)$/is;
/** Longer, and it is a question that happens to begin with the word. */
const FEW_WORDS = 4;

export function readWords(typed: string, sections: Corpus['sections']): Words {
  const text = withoutCommand(typed.trim());
  if (text === '' || HELP.test(text)) return { is: 'help' };
  const listen = readListen(text);
  if (listen) return listen;
  if (TICKETS.test(text)) return { is: 'words', text: 'tickets' };
  // A wish to be helped, whatever stands behind the word.
  if (HELPDESK.test(text) && !text.endsWith('?')) return { is: 'action', value: VALUES.helpdesk };
  if (ALL_TOPICS.test(text)) return { is: 'action', value: VALUES.browse };
  const [, wanted] = BROWSE.exec(text) ?? [];
  if (wanted !== undefined && !text.endsWith('?')) {
    const section = sectionNamed(wanted, sections);
    // No section of that name: all of them, so that one can be chosen.
    return { is: 'action', value: section === null ? VALUES.browse : VALUES.section(section) };
  }
  const [, question] = ASK.exec(text) ?? [];
  return { is: 'words', text: question ?? text };
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

function sectionNamed(wanted: string, sections: Corpus['sections']): string | null {
  return fuzzyChoice(
    wanted,
    sections.map(({ id, title }) => ({ value: id, says: [title, id.replaceAll('-', ' ')] })),
  );
}
