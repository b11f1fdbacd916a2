import type { z } from 'zod';
import type { EntryId, FactName, IsoDate } from '../brand.ts';
import type { Note, Source } from '../source.ts';
import type { corpusFile, entryFile, RawAnswer, RawFact } from './schema.ts';
import { buildNode, type TreeTools } from './tree.ts';
import type { Answer, Ask, Entry, Fact, Step } from './types.ts';
import type { Path, Problem, YamlFile } from './yamlFile.ts';

export type RawCorpus = z.infer<typeof corpusFile>;
type RawEntryFile = z.infer<typeof entryFile>;
type RawEntry = RawEntryFile['entries'][number];
type RawNote = RawEntry['notes'][number];

/** What building an entry needs from corpus.yaml and from its own file. */
export interface BuildContext {
  corpus: RawCorpus;
  facts: ReadonlyMap<FactName, Fact>;
  yaml: YamlFile;
  section: { id: string; title: string };
  problems: Problem[];
}

/** An entry with the place where it stands, for the checks across files. */
export interface PlacedEntry {
  entry: Entry;
  yaml: YamlFile;
  index: number;
}

export function buildFact(name: string, raw: RawFact): Fact {
  const common = {
    name: name as FactName,
    label: raw.label,
    question: raw.question,
    help: (raw.help as EntryId | undefined) ?? null,
    forget: raw.forget,
    requesterOnly: raw.requesterOnly,
  };
  switch (raw.type) {
    case 'version':
      return { ...common, type: 'version', example: raw.example };
    case 'yes-no':
      return {
        ...common,
        type: 'values',
        yesNo: true,
        values: [
          { id: 'yes', label: 'Yes', says: raw.says?.yes ?? [], answers: raw.answers.yes },
          { id: 'no', label: 'No', says: raw.says?.no ?? [], answers: raw.answers.no },
        ],
      };
    case 'one-of':
      return { ...common, type: 'values', yesNo: false, values: raw.values };
    default:
      return raw satisfies never;
  }
}

export function buildEntry(raw: RawEntry, path: Path, context: BuildContext): Entry | null {
  const report = (at: Path, message: string) =>
    context.problems.push({ file: context.yaml.file, line: context.yaml.lineOf(at), message: `${raw.id}: ${message}` });
  const source = (key: string, at: Path): Source => {
    const link = context.corpus.links[key];
    if (link) return { title: link.title, url: link.url ?? null };
    report(at, `corpus.yaml has no link ${key}; add it there or correct the key`);
    return { title: key, url: null };
  };
  const notes = (list: RawNote[] | undefined, at: Path): Note[] =>
    (list ?? []).map((note, index) => ({
      text: note.text,
      date: note.date as IsoDate,
      source: source(note.source, [...at, 'notes', index, 'source']),
      place: note.place,
    }));
  const answer = buildAnswer(raw.answer, [...path, 'answer'], {
    facts: context.facts,
    notes,
    report: (at, message) => report(at, message),
  });
  if (!answer) return null;
  return {
    id: raw.id as EntryId,
    section: context.section.id,
    question: raw.question,
    shortTitle: raw.shortTitle,
    phrasings: raw.phrasings,
    verdict: raw.verdict,
    answer,
    notes: notes(raw.notes, path),
    tags: raw.tags,
    sources: [originOf(raw, context), ...raw.links.map((key, index) => source(key, [...path, 'links', index]))],
    related: raw.related as EntryId[],
  };
}

/** Where the answer comes from: the section of the document, or what solved tickets have taught. */
function originOf({ tickets }: RawEntry, { corpus, section }: BuildContext): Source {
  if (tickets.length > 0) return { title: `Solved tickets: ${tickets.join(', ')}`, url: null };
  const document = corpus.links[corpus.document.link];
  return { title: `${corpus.document.title}: ${section.title}`, url: document?.url ?? null };
}

function buildAnswer(raw: RawAnswer, path: Path, tools: TreeTools): Answer | null {
  const { steps, ...node } = raw;
  if (steps === undefined) return buildNode(node, path, tools);
  const strays = Object.keys(node).filter((key) => node[key as keyof typeof node] !== undefined);
  if (strays.length > 0) tools.report(path, `steps stand alone: move ${strays.join(', ')} into a step`);
  const built: Step[] = [];
  for (const [index, step] of steps.entries()) {
    const at = [...path, 'steps', index];
    const ask = step.ask ? buildNode(step.ask, [...at, 'ask'], tools) : null;
    if (ask && ask.kind !== 'ask')
      tools.report([...at, 'ask'], 'the step asks nothing: add ask with cases, or remove it');
    if (ask && index < steps.length - 1) tools.report(at, 'only the last step may ask: move the question there');
    built.push({ title: step.title, text: step.text, ask: ask?.kind === 'ask' ? (ask satisfies Ask) : null });
  }
  return { kind: 'walk', steps: built };
}
