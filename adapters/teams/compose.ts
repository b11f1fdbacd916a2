import type { AnswerReply, OpenQuestion, Option, Reply } from '../../src/reply.ts';
import { handOver, type Passage, passages, reason, reoffer, replyText, sourceLink } from '../../src/replyText.ts';
import type { Source, Verdict } from '../../src/source.ts';
import { remembered } from '../remembered.ts';
import { cutRuns } from './cut.ts';
import { type Element, type Look, note, type TextBlock, text } from './elements.ts';
import { plainLabel } from './escape.ts';
import { LIMITS, READING } from './limits.ts';
import { blockWords, readMarkdown, wordsOf } from './markdown.ts';
import { writeLine } from './write.ts';

/** What a reply says, apart from what may be tapped. */
export interface Composed {
  head: Element[];
  /** Stands between the two others, and may be shortened; they are shown in any case. */
  text: Passage[];
  foot: Element[];
  sources: Element[];
  /** Names what can be tapped below. */
  label: Element[];
}

const NOTHING: Composed = { head: [], text: [], foot: [], sources: [], label: [] };

export function compose(reply: Reply): Composed {
  switch (reply.kind) {
    case 'answer':
      return {
        ...NOTHING,
        // The verdict answers the question; on the way it would only be in the way.
        head: [...(isFirst(reply) ? verdictLine(reply.verdict) : []), ...stepLines(reply)],
        text: passages(isFirst(reply) ? withoutVerdict(reply.text, reply.verdict) : reply.text, reply),
        foot: reply.helpdesk === null ? [] : line(handOver(reply.helpdesk)),
        sources: sourceLine(reply.sources),
      };
    case 'ask':
      return {
        ...NOTHING,
        head: [...line(reply.retry ?? ''), ...stepLines(reply)],
        text: passages(reply.lead, reply),
        foot: [...questionLine(reply.question), ...small(reason(reply) ?? '')],
        sources: sourceLine(reply.sources),
      };
    case 'clarify':
      return { ...NOTHING, foot: questionLine(reply.question) };
    case 'unknown':
      return { ...NOTHING, text: prose(reply.text), foot: line(handOver(reply.helpdesk)) };
    case 'version':
      return { ...NOTHING, text: prose(reply.text), sources: sourceLine(reply.sources) };
    case 'browse':
      return { ...NOTHING, text: topics(reply) };
    case 'help':
    case 'smalltalk': {
      const { words, label } = withoutExamples(reply.text, reply.options);
      return { ...NOTHING, text: prose(words), label };
    }
    case 'explain':
    case 'cancelled':
    case 'error':
    case 'ticket':
    case 'tickets':
      return { ...NOTHING, text: prose(reply.text) };
    default:
      return reply satisfies never;
  }
}

/** Below a reply: the question that is still open. */
export function reofferElements(open: OpenQuestion | null): Element[] {
  if (open === null || open.question === '') return [];
  const [first, ...rest] = line(reoffer(open));
  return first?.type === 'TextBlock' ? [{ ...first, separator: true, spacing: 'Medium' }, ...rest] : [];
}

/** The words of a reply without markup, on one line. */
export function plainWords(reply: Reply): string {
  const verdict = 'verdict' in reply && isFirst(reply) ? VERDICTS[reply.verdict] : null;
  const words = wordsOf(replyText(reply));
  const all = plainLabel(verdict === null || startsWith(words, verdict.word) ? words : `${verdict.word}. ${words}`);
  return all === '' ? 'Connect Desk has replied.' : all;
}

function startsWith(words: string, verdict: string): boolean {
  return words.toLowerCase().startsWith(verdict.toLowerCase());
}

/** Of a walk, or no walk at all. */
function isFirst({ step }: Pick<AnswerReply, 'step'>): boolean {
  return step === null || step.number === 1;
}

/** A sign and a word: neither colour nor shape alone tells it. */
const VERDICTS: Readonly<Record<Verdict, { sign: string; word: string } | null>> = {
  yes: { sign: '✅', word: 'Yes' },
  no: { sign: '❌', word: 'No' },
  depends: { sign: '🔀', word: 'It depends' },
  info: null,
  none: null,
};

export function verdictLine(verdict: Verdict): Element[] {
  const shown = VERDICTS[verdict];
  return shown === null ? [] : [text(`${shown.sign} ${shown.word}`, { weight: 'Bolder', size: 'Medium' })];
}

/** Texts often begin with the verdict, which stands above them already. */
function withoutVerdict(words: string, verdict: Verdict): string {
  const shown = VERDICTS[verdict];
  const begin = shown === null ? '' : `${shown.word}. `;
  return begin !== '' && words.startsWith(begin) ? words.slice(begin.length) : words;
}

/** A list of examples that can be tapped below, and the line that announces it. */
function withoutExamples(words: string, options: readonly Option[]): { words: string; label: Element[] } {
  const offered = new Set(options.map(({ label }) => `- ${label}`));
  const all = words.split('\n\n');
  const at = all.findIndex((part) => part.split('\n').every((each) => offered.has(each)));
  if (at < 0) return { words, label: [] };
  const announced = all[at - 1]?.endsWith(':') === true;
  const kept = all.filter((_, i) => i !== at && !(announced && i === at - 1));
  return { words: kept.join('\n\n'), label: [note('For example', { spacing: 'Medium' })] };
}

function stepLines({ step }: Pick<AnswerReply, 'step'>): Element[] {
  if (step === null) return [];
  return [
    note(`Step ${step.number} of ${step.of}`),
    ...line(step.title, { weight: 'Bolder', size: 'Medium', spacing: 'None' }),
  ];
}

function prose(words: string): Passage[] {
  return [{ is: 'text', text: words }];
}

function questionLine(question: string): Element[] {
  return line(question, { weight: 'Bolder' });
}

/** CommonMark of one paragraph. */
export function line(commonMark: string, look: Look = {}, most: number = READING.line): TextBlock[] {
  const runs = readMarkdown(commonMark).flatMap((block) =>
    block.is === 'paragraph' ? block.runs : [{ text: blockWords(block), bold: false, italic: false, url: null }],
  );
  const words = writeLine(cutRuns(runs, most));
  return words === '' ? [] : [text(words, look)];
}

function small(commonMark: string): Element[] {
  return line(commonMark, { size: 'Small', isSubtle: true, spacing: 'Small' });
}

/** As many sources as there is room for. */
export function sourceLine(sources: readonly Source[]): Element[] {
  const links = sources.map((source) => writeSource(sourceLink(source))).filter((link) => link !== '');
  const kept: string[] = [];
  let length = 0;
  for (const link of links) {
    length += link.length + 3;
    if (length > READING.sources) break;
    kept.push(link);
  }
  const more = links.length - kept.length;
  const all = more === 0 ? kept : [...kept, `${more} more`];
  return all.length === 0 ? [] : [note(`Sources: ${all.join(' · ')}`)];
}

const writeSource: (link: string) => string = remembered((link) => {
  const [block] = readMarkdown(link);
  return block?.is === 'paragraph' ? writeLine(cutRuns(block.runs, READING.line)) : '';
});

/** What the citations of a message refer to, in the order of their marks. */
export function citedSources(reply: Reply): Source[] {
  return 'sources' in reply
    ? reply.sources.filter(({ title }) => plainLabel(title) !== '').slice(0, LIMITS.citations)
    : [];
}

/** The corpus by section, as far as it cannot be tapped. */
function topics({ sections, options }: Extract<Reply, { kind: 'browse' }>): Passage[] {
  const offered = new Set(options.map((option) => option.label));
  return sections.flatMap(({ title, entries }): Passage[] => {
    if (offered.has(title)) return [];
    const listed = entries.filter((entry) => !offered.has(entry.title)).map((entry) => entry.title);
    if (listed.length === 0) return [{ is: 'text', text: `**${title}**` }];
    return [{ is: 'facts', text: `**${title}:** ${listed.join(' · ')}` }];
  });
}

/** What stands below the name of a section that can be tapped: the titles in it. */
export function contentsOf(reply: Reply): ReadonlyMap<string, Element[]> {
  if (reply.kind !== 'browse') return new Map();
  const titles = reply.sections.map(({ title, entries }): [string, Element[]] => {
    const listed = entries.map((entry) => entry.title).join(' · ');
    return [title, line(listed, { size: 'Small', isSubtle: true, spacing: 'None' }, READING.contents)];
  });
  return new Map(titles);
}
