import type { z } from 'zod';
import type { EntryId, FactName } from '../brand.ts';
import type { Note, Source, Verdict } from '../source.ts';
import type { Releases } from './releases.ts';
import type { calibrationFile } from './schema.ts';
import type { VersionRange } from './versionRange.ts';

/** The corpus after loading: validated, linked and frozen. */
export interface Corpus {
  name: string;
  products: readonly string[];
  /** A short hash over all files: two corpora with the same version answer alike. */
  version: string;
  document: Source;
  sections: readonly Section[];
  entries: ReadonlyMap<EntryId, Entry>;
  facts: ReadonlyMap<FactName, Fact>;
  glossary: readonly GlossaryTerm[];
  /** null: the corpus has no release list, and versions are not checked. */
  releases: Releases | null;
  /** Subjects that people also ask about and the corpus does not answer: they keep its neighbours from being given. */
  outside: readonly OutsideTopic[];
  /** From signs of certainty to confidence, and from which confidence on to answer; null: the general one serves. */
  calibration: Calibration | null;
  texts: { greeting: string; thanks: string; help: string; unknown: string; notCovered: string };
  examples: readonly string[];
}

interface Section {
  id: string;
  title: string;
  entries: readonly EntryId[];
}

export interface Entry {
  id: EntryId;
  section: string;
  question: string;
  shortTitle: string;
  phrasings: readonly string[];
  verdict: Verdict;
  answer: Answer;
  notes: readonly Note[];
  tags: readonly string[];
  /** The document's section first, or the tickets that it was learnt from, then the links. */
  sources: readonly Source[];
  related: readonly EntryId[];
}

export interface Leaf {
  kind: 'leaf';
  verdict: Verdict;
  text: string;
  notes: readonly Note[];
}

/** The document says nothing about this case. */
export interface NotCovered {
  kind: 'not-covered';
  text: string;
}

export interface Ask {
  kind: 'ask';
  fact: FactName;
  lead: string;
  because: string;
  cases: readonly Case[];
  unknown: Leaf;
}

/** Which values of the asked fact lead here: a range of versions, or values of a list (`yes` and `no` are such a list). */
export type When = { type: 'version'; range: VersionRange } | { type: 'values'; values: readonly string[] };

export interface Case {
  when: When;
  /** What the button says. */
  label: string;
  node: Node;
}

export type Node = Leaf | NotCovered | Ask;

export interface Step {
  title: string;
  text: string;
  ask: Ask | null;
}

export interface Walk {
  kind: 'walk';
  steps: readonly Step[];
}

export type Answer = Node | Walk;

interface FactCommon {
  name: FactName;
  label: string;
  question: string;
  /** The entry that tells how to find the fact out. */
  help: EntryId | null;
  /** Button that drops the fact where an answer reused it. */
  forget: string;
  /** While the question for it is open, nobody but the one who began the conversation speaks there. */
  requesterOnly: boolean;
}

interface ValueOf {
  id: string;
  label: string;
  /** Words by which a person says it, in any message. */
  says: readonly string[];
  /** Words that mean it only as the answer to the question. */
  answers: readonly string[];
}

export type Fact = FactCommon &
  ({ type: 'version'; example: string } | { type: 'values'; yesNo: boolean; values: readonly ValueOf[] });

type Calibration = Readonly<Omit<z.infer<typeof calibrationFile>, 'corpus'>>;

interface OutsideTopic {
  topic: string;
  phrasings: readonly string[];
}

export interface GlossaryTerm {
  term: string;
  aliases: readonly string[];
  means: string | null;
}
