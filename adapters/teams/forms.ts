import { escapeMarkdown } from '../../src/markdown.ts';
import { cutPlain } from '../cutPlain.ts';
import { INPUTS, VERBS } from './actions.ts';
import { line } from './compose.ts';
import { cutBlocks } from './cut.ts';
import { button, buttons, card, heading } from './elements.ts';
import { plainLabel } from './escape.ts';
import { READING } from './limits.ts';
import { readMarkdown } from './markdown.ts';
import { readProse } from './prose.ts';
import { CUT, fill, type TeamsMessage } from './render.ts';
import { writeText } from './write.ts';

/** Cards that no reply stands behind. */

/** Asks for a version. Its button comes back as `desk.versionForm` with what was filled in. */
export function renderVersionForm(): TeamsMessage {
  const summary = 'Which version do you want to check?';
  const body = [
    heading('Check a version'),
    ...line('I look it up in the list of releases: whether it is still supported, and what is newest.'),
    {
      type: 'Input.Text' as const,
      id: INPUTS.version,
      label: 'Version',
      placeholder: 'For example 2.5.79.0',
      isRequired: true as const,
      errorMessage: 'Enter three or four numbers with points between them, for example 2.5.79.0.',
      regex: VERSION,
      maxLength: READING.version,
    },
    ...buttons([button('Check', { v: 1, verb: VERBS.versionForm }, { primary: true })]),
  ];
  return { card: card(body, `${summary} Write: version 2.5.79.0`), text: '**Fill in and send**', ...quiet(summary) };
}

/** The same numbers as the core reads, in an expression that every client knows. */
const VERSION = '^ *[vV]?[0-9]{1,5}([.][0-9]{1,5}){2,3} *$';

/** Why an answer was chosen. CommonMark. */
export function renderWhy(text: string): TeamsMessage {
  const words = readProse([{ is: 'text', text: text.trim() === '' ? 'There is nothing to show.' : text }]);
  const summary = cutPlain(plainLabel(`Why this answer? ${text.replace(/[*_\\]/g, '')}`), READING.summary);
  const above = [heading('Why this answer?')];
  const visible = Number.POSITIVE_INFINITY;
  const { card: drawn } = fill({ above, words, below: [], visible, notice: CUT, fallback: summary });
  return { card: drawn, text: '**About that answer**', ...quiet(summary) };
}

/** A sentence of our own, as text alone. CommonMark. */
export function renderLine(text: string): TeamsMessage {
  const words = writeText(cutBlocks(readMarkdown(text), READING.text));
  const shown = words.trim() === '' ? 'Connect Desk has replied.' : words;
  return { card: null, text: shown, ...quiet(cutPlain(plainLabel(text) || shown, READING.summary)) };
}

/** The same from plain words, which may hold a name that somebody gave themselves; `more`: CommonMark that follows. */
export function renderPlain(text: string, more = ''): TeamsMessage {
  const shown = renderLine(`${escapeMarkdown(text)}${more}`);
  return { ...shown, summary: cutPlain(plainLabel(text) || shown.text, READING.summary) };
}

function quiet(summary: string) {
  return { summary, sources: [], judged: false };
}
