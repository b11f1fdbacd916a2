import { VALUES } from '../src/dialog/values.ts';
import { fuzzyChoice } from '../src/intent/options.ts';
import type { Corpus } from '../src/knowledge/types.ts';

/** Words in front of a text that say what is wanted, as people type them on every platform that has commands. */

const ALL_TOPICS = /^(?:browse|browse all|topics|all topics|sections?|list|faq|contents|menu)$/i;
const BROWSE = /^(?:browse|topics?|list|sections?)\s+(.+)$/i;
const HELPDESK = /^(?:helpdesk|help desk)\b/i;
const ASK = /^(?:ask|question|search|find)[:\s]+(.+)$/is;

/** The value of an option that does what these words say; null where they are a question of another kind. */
export function commandValue(text: string, sections: Corpus['sections']): string | null {
  const isQuestion = text.endsWith('?');
  // A wish to be helped, whatever stands behind the word. What is said of tickets is the core's to read.
  if (HELPDESK.test(text) && !isQuestion) return VALUES.helpdesk;
  if (ALL_TOPICS.test(text)) return VALUES.browse;
  const [, wanted] = BROWSE.exec(text) ?? [];
  if (wanted === undefined || isQuestion) return null;
  const section = sectionNamed(wanted, sections);
  // No section of that name: all of them, so that one can be chosen.
  return section === null ? VALUES.browse : VALUES.section(section);
}

/** The question behind 'ask' and its like, or the whole text. */
export function questionIn(text: string): string {
  return ASK.exec(text)?.[1] ?? text;
}

function sectionNamed(wanted: string, sections: Corpus['sections']): string | null {
  return fuzzyChoice(
    wanted,
    sections.map(({ id, title }) => ({ value: id, says: [title, id.replaceAll('-', ' ')] })),
  );
}
