import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntryId, FactName } from '../brand.ts';
import { DeskError } from '../errors.ts';
import { type BuildContext, buildEntry, buildFact, type PlacedEntry, type RawCorpus } from './build.ts';
import { checkEntries } from './check.ts';
import { deepFreeze } from './freeze.ts';
import { type Releases, readReleases } from './releases.ts';
import { calibrationFile, corpusFile, entryFile, glossaryFile, outsideFile } from './schema.ts';
import type { Corpus, Entry, Fact } from './types.ts';
import { formatProblem, type Problem, parseYaml, validate, type YamlFile } from './yamlFile.ts';

/**
 * The texts of a corpus folder by path, `/` between folders: corpus.yaml, faq/*.yaml, and those of calibration.yaml,
 * glossary.yaml, outside.yaml and releases.yaml that are there.
 */
export type CorpusFiles = ReadonlyMap<string, string>;

/**
 * Reads the corpus in `folder`, validates and freezes it. Throws one DeskError `corpus-invalid` that lists every
 * problem of every file, each with file, line and what to do.
 */
export function loadCorpus(folder: string): Corpus {
  return buildCorpus(readCorpusFiles(folder));
}

export function readCorpusFiles(folder: string): CorpusFiles {
  const files = new Map<string, string>();
  const read = (name: string) => files.set(name, readFileSync(join(folder, name), 'utf8'));
  try {
    read('corpus.yaml');
    const present = readdirSync(folder);
    for (const name of ['calibration.yaml', 'glossary.yaml', 'outside.yaml', 'releases.yaml'])
      if (present.includes(name)) read(name);
    const sections = readdirSync(join(folder, 'faq')).filter((name) => name.endsWith('.yaml'));
    for (const name of sections.sort()) read(`faq/${name}`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DeskError('corpus-invalid', `The corpus folder ${folder} cannot be read: ${reason}`, { cause });
  }
  return files;
}

export function buildCorpus(files: CorpusFiles): Corpus {
  const problems: Problem[] = [];
  const parsed = new Map<string, YamlFile>();
  for (const [name, text] of files) {
    const yaml = parseYaml(name, text, problems);
    if (yaml) parsed.set(name, yaml);
  }
  const main = parsed.get('corpus.yaml');
  if (!files.has('corpus.yaml')) {
    problems.push({ file: 'corpus.yaml', line: null, message: 'is missing: add it (docs/corpus.md shows the form)' });
  }
  const raw = main ? validate(main, corpusFile, problems) : null;
  const glossary = readGlossary(parsed.get('glossary.yaml'), problems);
  const outsideYaml = parsed.get('outside.yaml');
  const outside = readOutside(outsideYaml, problems);
  const calibration = readCalibration(parsed.get('calibration.yaml'), problems);
  const releases = readReleaseList(parsed.get('releases.yaml'), problems);
  const facts = new Map<FactName, Fact>();
  for (const [name, fact] of Object.entries(raw?.facts ?? {})) facts.set(name as FactName, buildFact(name, fact));
  const unread = [...files.keys()].filter((name) => name.startsWith('faq/') && !parsed.has(name));
  const { entries, lost } = readEntries(parsed, raw, facts, problems);
  const complete = unread.length === 0 && lost === 0;
  if (raw && main) {
    const placed = outsideYaml ? { topics: outside, yaml: outsideYaml } : null;
    checkEntries({ raw, main, entries, facts, outside: placed, problems, complete });
  }
  if (problems.length > 0 || !raw) {
    throw new DeskError('corpus-invalid', `The corpus has ${problems.length} problem(s):`, {
      problems: problems.map(formatProblem),
    });
  }
  const learnt = { facts, glossary, outside, releases, calibration, version: versionOf(files) };
  return deepFreeze({ ...assemble(raw, entries), ...learnt });
}

function readOutside(yaml: YamlFile | undefined, problems: Problem[]): Corpus['outside'] {
  return (yaml ? validate(yaml, outsideFile, problems) : null) ?? [];
}

function readCalibration(yaml: YamlFile | undefined, problems: Problem[]): Corpus['calibration'] {
  const raw = yaml ? validate(yaml, calibrationFile, problems) : null;
  return raw && { weights: raw.weights, thresholds: raw.thresholds };
}

function readReleaseList(yaml: YamlFile | undefined, problems: Problem[]): Releases | null {
  if (!yaml) return null;
  const { releases, problems: found } = readReleases(yaml.value);
  for (const { path, message } of found) {
    problems.push({ file: yaml.file, line: yaml.lineOf(path), message: `${path.join('.')}: ${message}` });
  }
  return releases;
}

function readGlossary(yaml: YamlFile | undefined, problems: Problem[]): Corpus['glossary'] {
  const raw = yaml ? validate(yaml, glossaryFile, problems) : [];
  const owner = new Map<string, string>();
  return (raw ?? []).map((item, index) => {
    for (const alias of item.aliases) {
      const before = owner.get(alias.toLowerCase());
      if (before !== undefined && yaml) {
        const message = `the alias ${alias} already belongs to ${before}; keep one of them`;
        problems.push({ file: yaml.file, line: yaml.lineOf([index, 'aliases']), message });
      }
      owner.set(alias.toLowerCase(), item.term);
    }
    return { term: item.term, aliases: item.aliases, means: item.means ?? null };
  });
}

/** `lost`: how many files and entries could not be read. */
function readEntries(
  parsed: ReadonlyMap<string, YamlFile>,
  raw: RawCorpus | null,
  facts: ReadonlyMap<FactName, Fact>,
  problems: Problem[],
): { entries: PlacedEntry[]; lost: number } {
  const entries: PlacedEntry[] = [];
  let lost = 0;
  for (const [name, yaml] of parsed) {
    if (!name.startsWith('faq/')) continue;
    const file = validate(yaml, entryFile, problems);
    if (!file) lost++;
    if (!file || !raw) continue;
    const section = raw.sections.find((each) => each.id === file.section);
    if (!section) {
      const message = `corpus.yaml has no section ${file.section}; add it there or correct the name`;
      problems.push({ file: name, line: yaml.lineOf(['section']), message });
      lost++;
      continue;
    }
    const context: BuildContext = { corpus: raw, facts, yaml, section, problems };
    for (const [index, rawEntry] of file.entries.entries()) {
      const entry = buildEntry(rawEntry, ['entries', index], context);
      if (entry) entries.push({ entry, yaml, index });
      else lost++;
    }
  }
  return { entries, lost };
}

function assemble(
  raw: RawCorpus,
  placed: readonly PlacedEntry[],
): Omit<Corpus, 'facts' | 'glossary' | 'outside' | 'releases' | 'calibration' | 'version'> {
  const sections = raw.sections.map((section) => ({
    ...section,
    entries: placed.filter(({ entry }) => entry.section === section.id).map(({ entry }) => entry.id),
  }));
  // Entries stand in the order of the sections, so that 'the entry's place in the corpus' means the same everywhere.
  const byId = new Map(placed.map(({ entry }) => [entry.id, entry]));
  const entries = new Map<EntryId, Entry>();
  for (const id of sections.flatMap((section) => section.entries)) {
    const entry = byId.get(id);
    if (entry) entries.set(id, entry);
  }
  const document = raw.links[raw.document.link];
  return {
    name: raw.name,
    products: raw.products,
    document: { title: raw.document.title, url: document?.url ?? null },
    sections,
    entries,
    texts: raw.texts,
    examples: raw.examples,
  };
}

function versionOf(files: CorpusFiles): string {
  const hash = createHash('sha256');
  for (const name of [...files.keys()].sort()) hash.update(`${name}\0${files.get(name)}\0`);
  return hash.digest('hex').slice(0, 12);
}
