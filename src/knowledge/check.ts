import type { EntryId, FactName } from '../brand.ts';
import { askedFacts } from './askedFacts.ts';
import type { PlacedEntry, RawCorpus } from './build.ts';
import { phrasingKey } from './phrasingKey.ts';
import type { Corpus, Fact } from './types.ts';
import type { Path, Problem, YamlFile } from './yamlFile.ts';

interface PlacedOutside {
  topics: Corpus['outside'];
  yaml: YamlFile;
}

interface Checked {
  raw: RawCorpus;
  main: YamlFile;
  entries: readonly PlacedEntry[];
  facts: ReadonlyMap<FactName, Fact>;
  outside: PlacedOutside | null;
  problems: Problem[];
  /** Every entry of every file could be read. */
  complete: boolean;
}

type Report = (yaml: YamlFile, path: Path, message: string) => void;

/** What can only be seen with all files together: double ids, phrasings claimed twice, dead references, unused facts. */
export function checkEntries({ raw, main, entries, facts, outside, problems, complete }: Checked): void {
  const report: Report = (yaml, path, message) => problems.push({ file: yaml.file, line: yaml.lineOf(path), message });
  const ids = checkIds(entries, report);
  checkPhrasings(entries, outside, report);
  if (!raw.links[raw.document.link]) {
    report(main, ['document', 'link'], `there is no link ${raw.document.link}; add it under links`);
  }
  // An entry that could not be read leaves its facts and the references to it dangling: no fault of theirs.
  if (!complete) return;
  for (const { entry, yaml, index } of entries) {
    for (const [at, related] of entry.related.entries()) {
      if (!ids.has(related))
        report(
          yaml,
          ['entries', index, 'related', at],
          `${entry.id}: there is no entry ${related}; correct the id or remove it`,
        );
    }
  }
  const used = new Set(entries.flatMap(({ entry }) => [...askedFacts(entry.answer)]));
  for (const fact of facts.values()) {
    if (!used.has(fact.name)) report(main, ['facts', fact.name], `${fact.name}: no entry asks for it; remove it`);
    if (fact.help !== null && !ids.has(fact.help)) {
      report(
        main,
        ['facts', fact.name, 'help'],
        `${fact.name}: there is no entry ${fact.help}; correct the id or remove it`,
      );
    }
  }
}

function checkIds(entries: readonly PlacedEntry[], report: Report): ReadonlySet<EntryId> {
  const ids = new Set<EntryId>();
  for (const { entry, yaml, index } of entries) {
    if (ids.has(entry.id)) report(yaml, ['entries', index, 'id'], `${entry.id}: the id stands twice; rename one`);
    ids.add(entry.id);
  }
  return ids;
}

/** A phrasing leads to one entry, or to what is not answered, never to two of them. */
function checkPhrasings(entries: readonly PlacedEntry[], outside: PlacedOutside | null, report: Report): void {
  const owners = new Map<string, string>();
  const claim = (owner: string, phrasing: string, yaml: YamlFile, path: Path) => {
    const key = phrasingKey(phrasing);
    const before = owners.get(key);
    if (before !== undefined) {
      report(yaml, path, `${owner}: the phrasing "${phrasing}" already belongs to ${before}; keep it in one place`);
    }
    owners.set(key, owner);
  };
  for (const { entry, yaml, index } of entries) {
    for (const [at, phrasing] of entry.phrasings.entries()) {
      claim(entry.id, phrasing, yaml, ['entries', index, 'phrasings', at]);
    }
  }
  for (const [index, { topic, phrasings }] of (outside?.topics ?? []).entries()) {
    for (const [at, phrasing] of phrasings.entries()) {
      if (outside) claim(topic, phrasing, outside.yaml, [index, 'phrasings', at]);
    }
  }
}
