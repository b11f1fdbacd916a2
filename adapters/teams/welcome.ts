import { VALUES } from '../../src/dialog/values.ts';
import type { Corpus } from '../../src/knowledge/types.ts';
import { cutPlain } from '../cutPlain.ts';
import { isCarried, VERBS } from './actions.ts';
import { line } from './compose.ts';
import { button, buttons, card, choiceRow, type Element, heading, labelled, note } from './elements.ts';
import { escapeCard, plainLabel } from './escape.ts';
import { READING } from './limits.ts';
import type { TeamsMessage } from './render.ts';

/** Said once where the app is installed: what it can do, with examples to tap. */
export function renderWelcome(
  { name, texts, examples, releases }: Pick<Corpus, 'name' | 'texts' | 'examples' | 'releases'>,
  { personal }: { personal: boolean },
): TeamsMessage {
  const title = cutPlain(plainLabel(name), READING.line);
  const body = [
    ...(title === '' ? [] : [heading(escapeCard(title))]),
    ...line(texts.greeting),
    ...line(texts.help),
    ...exampleRows(examples),
    ...starts(releases !== null),
    note(personal ? HERE : THERE, { spacing: 'Medium' }),
  ];
  const summary = cutPlain(plainLabel(texts.greeting) || 'Connect Desk is here.', READING.summary);
  return { card: card(body, summary), text: '**Connect Desk is here**', summary, sources: [], judged: false };
}

const HERE = 'Write a question in your own words. **help** tells what else I can do.';
const THERE = 'Mention me and write a question in your own words: everybody here sees the answer.';

function exampleRows(examples: readonly string[]): Element[] {
  const rows = examples
    .filter((example) => plainLabel(example) !== '' && isCarried(VALUES.ask(example)))
    .slice(0, READING.examples)
    .map((example) => {
      const label = labelled(example);
      return choiceRow(button(label, { v: 1, verb: VERBS.result, value: VALUES.ask(example) }), escapeCard(label));
    });
  return rows.length === 0 ? [] : [note('For example', { spacing: 'Medium' }), ...rows];
}

function starts(canCheckVersions: boolean): Element[] {
  return buttons([
    button('Browse topics', { v: 1, verb: VERBS.result, value: VALUES.browse }),
    ...(canCheckVersions ? [button('Check version', { v: 1, verb: VERBS.versionForm })] : []),
  ]);
}
