import type { IsoDate } from '../brand.ts';
import { readVersionQuestion } from '../intent/commands.ts';
import { checkVersion } from '../knowledge/checkVersion.ts';
import { isPlausible } from '../knowledge/readVersion.ts';
import type { Corpus } from '../knowledge/types.ts';
import type { DetailedCheck } from '../knowledge/versionCheck.ts';
import { TYPED } from './suggest.ts';

/** The check that words come to which are one of a build, and nothing else; null for all others. Pure. */
export function namedCheck(
  { releases }: Pick<Corpus, 'releases'>,
  typed: string,
  today: IsoDate,
): DetailedCheck | null {
  const named = typed.length > TYPED ? null : readVersionQuestion(typed);
  if (!releases || named === null || !('version' in named) || !isPlausible(releases, named.version)) return null;
  return checkVersion(releases, named.version, today);
}
