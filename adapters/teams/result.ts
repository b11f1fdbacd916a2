import { describeCheck } from '../../src/knowledge/describeCheck.ts';
import type { Answer, Corpus, Entry, Node } from '../../src/knowledge/types.ts';
import type { DetailedCheck } from '../../src/knowledge/versionCheck.ts';
import { passages } from '../../src/replyText.ts';
import type { Note } from '../../src/source.ts';
import { cutPlain } from '../cutPlain.ts';
import { sourceLine, verdictLine } from './compose.ts';
import { type AdaptiveCard, type Element, heading } from './elements.ts';
import { escapeCard, plainLabel } from './escape.ts';
import { READING } from './limits.ts';
import { wordsOf } from './markdown.ts';
import { proseElements, readProse } from './prose.ts';
import { CUT, type Frame, fill } from './render.ts';

/** A result of the message extension: the card that is put into a message, and what the list shows. */
export interface Result {
  card: AdaptiveCard;
  /** Plain words. */
  preview: { title: string; text: string };
}

/**
 * An entry for people whose case nobody has asked about: where the answer depends on something, all cases one below the
 * other. Nothing to tap: the bot may be no member of the chat in which the card ends up. So it is whole as far as Teams
 * takes it, and where a text is cut all the same, its notes are not: no source holds them.
 */
export function renderResult(entry: Entry, facts: Corpus['facts']): Result {
  const { text, notes } = whole(entry.answer, facts);
  const { lead = [], end = [] } = Object.groupBy([...entry.notes, ...notes], ({ place }) => place);
  return resultOf(plainLabel(entry.shortTitle) || 'An entry of the FAQ', text, {
    above: [heading(escapeCard(cutPlain(plainLabel(entry.question), READING.line))), ...verdictLine(entry.verdict)],
    words: readProse(passages(text, { notes: lead, used: [] })),
    below: [...noteElements(end), ...sourceLine(entry.sources)],
  });
}

/** What the release list says of one build. The day on which it was checked stands in its words. */
export function renderCheck(check: DetailedCheck): Result {
  const text = describeCheck(check);
  const title = `Version check: ${check.version}`;
  return resultOf(title, text, {
    above: [heading(title)],
    words: readProse([{ is: 'text', text }]),
    below: sourceLine(check.sources),
  });
}

/** `text`: CommonMark, of which the preview shows the beginning. */
function resultOf(title: string, text: string, parts: Pick<Frame, 'above' | 'words' | 'below'>): Result {
  const words = plainLabel(wordsOf(text));
  const preview = { title: cutPlain(title, READING.previewTitle), text: cutPlain(words, READING.previewText) };
  const { card } = fill({
    ...parts,
    visible: Number.POSITIVE_INFINITY,
    notice: CUT,
    fallback: cutPlain(`${preview.title} ${words}`, READING.fallback),
  });
  return { card, preview };
}

function noteElements(notes: readonly Note[]): Element[] {
  const room = { visible: Number.POSITIVE_INFINITY, json: READING.notesJson };
  return proseElements(readProse(passages('', { notes, used: [] })), room).elements;
}

/** CommonMark, and the notes of all cases, each once. */
interface Whole {
  text: string;
  notes: Note[];
}

function whole(answer: Answer, facts: Corpus['facts']): Whole {
  if (answer.kind !== 'walk') return node(answer, facts, []);
  const steps = answer.steps.map((step, i) => {
    const asked = step.ask === null ? nothing : node(step.ask, facts, []);
    const title = `**Step ${i + 1} of ${answer.steps.length}: ${step.title}**`;
    return { text: paragraphs(title, step.text, asked.text), notes: asked.notes };
  });
  return together(steps);
}

/** `path`: the answers that lead here. */
function node(at: Node, facts: Corpus['facts'], path: readonly string[]): Whole {
  const title = path.length === 0 ? '' : `**${path.join(' · ')}**`;
  if (at.kind === 'leaf') return { text: paragraphs(title, at.text), notes: [...at.notes] };
  if (at.kind === 'not-covered') return { text: paragraphs(title, at.text), notes: [] };
  const question = facts.get(at.fact)?.question ?? '';
  const lead = { text: paragraphs(title, at.lead, question), notes: [] };
  return together([lead, ...at.cases.map((each) => node(each.node, facts, [...path, each.label]))]);
}

const nothing: Whole = { text: '', notes: [] };

function together(parts: readonly Whole[]): Whole {
  const notes = new Map(parts.flatMap((part) => part.notes).map((each) => [each.text, each]));
  return { text: paragraphs(...parts.map(({ text }) => text)), notes: [...notes.values()] };
}

function paragraphs(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
