import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Releases, readReleases } from '../../src/knowledge/releases.ts';
import { parseVersion, type Version } from '../../src/version.ts';

export const root = join(import.meta.dirname, '..', '..');

/** The text of the corpus' own release list. */
export const releasesText = readFileSync(join(root, 'knowledge', 'releases.yaml'), 'utf8');

/** Reads a list that must be without fault. */
export function mustRead(raw: unknown): Releases {
  const { releases, problems } = readReleases(raw);
  if (releases === null) throw new Error(JSON.stringify(problems));
  return releases;
}

export const releases = mustRead(parse(releasesText));

export function v(text: string): Version {
  const version = parseVersion(text);
  if (version === null) throw new Error(`${text} is no version`);
  return version;
}
