import { ALL_VERSIONS, type VersionRange } from '../knowledge/versionRange.ts';
import { findVersions, parseVersion, type Version } from '../version.ts';
import { fuzzyChoice } from './options.ts';

/** What somebody says of an installed version: itself, a side of one, or something that cannot be taken. */
export type Comparison =
  | { is: 'version'; version: Version }
  | { is: 'range'; range: VersionRange }
  | { is: 'side'; older: boolean }
  | { is: 'several'; versions: Version[] }
  /** Named as a goal, or denied: 'we plan to upgrade to 2.6.92.0', 'not on 1.1.750.0 yet'. */
  | { is: 'not-installed'; version: Version }
  | { is: 'number'; number: string }
  | { is: 'nothing' };

const OLDER_WORDS = ['older', 'below', 'lower', 'less', 'earlier', 'before', 'under', 'smaller', 'previous'];
const NEWER_WORDS = ['newer', 'later', 'above', 'higher', 'after', 'over', 'greater', 'beyond'];
/** Words that may stand around 'older' and 'newer' without changing what they mean. */
const AROUND = new Set(
  'it is its a an the one version build than that this much probably i think we have ours our on are or'.split(' '),
);

const V = 'v?(\\d+(?:\\.\\d+){2,3})';
const OLDER = `(?:${OLDER_WORDS.join('|')})`;
const NEWER = `(?:${NEWER_WORDS.join('|')})`;
const PATTERNS: readonly [RegExp, (version: Version) => VersionRange][] = [
  [new RegExp(`\\bnot (?:any )?${OLDER}(?: than)? ${V}`), from],
  [new RegExp(`\\bnot (?:any )?${NEWER}(?: than)? ${V}`), upTo],
  [new RegExp(`${V} (?:or|and) (?:${NEWER}|up|more|newer)`), from],
  [new RegExp(`(?:>=|≥|at least|from) ?${V}`), from],
  [new RegExp(`${V} (?:or|and) ${OLDER}`), upTo],
  [new RegExp(`(?:<=|≤|at most|up to) ?${V}`), upTo],
  [new RegExp(`(?:${OLDER}(?: than)?|<) ?${V}`), below],
  [new RegExp(`(?:${NEWER}(?: than)?|more than|>) ?${V}`), above],
];

/** A version right behind one of these is where somebody wants to go, or was. */
const GOAL = new RegExp(
  `\\b(?:(?:up|down)?grad\\w*|updat\\w*|mov\\w*|go(?:ing)?|migrat\\w*|chang\\w*|switch\\w*) (?:it |this |them |the server )?to ${V}`,
);
const DENIED = new RegExp(
  `\\b(?:not|never|isn't|aren't|no longer) (?:yet |on |at |running |using |have |is )*${V}`,
  'g',
);

/**
 * Reads a message as what it says of the installed version. Negations and comparison signs are taken at their word.
 * `isPlausible`: tells a build from an address or another dotted number.
 */
export function readComparison(text: string, isPlausible: (version: Version) => boolean = () => true): Comparison {
  const plain = correctWords(text.toLowerCase().replace(/\s+/g, ' ').trim());
  const kept = plain.replace(DENIED, ' ');
  const versions = findVersions(kept).filter(isPlausible);
  const denied = findVersions(plain).filter((version) => isPlausible(version) && !versions.includes(version));
  const [only] = versions;
  for (const [pattern, range] of PATTERNS) {
    const version = parseVersion(pattern.exec(plain)?.[1] ?? '');
    if (version) return versions.length > 1 ? { is: 'several', versions } : { is: 'range', range: range(version) };
  }
  if (versions.length > 1) return severalOrFirst(plain, versions);
  const goal = parseVersion(GOAL.exec(kept)?.[1] ?? '');
  if (goal) return { is: 'not-installed', version: goal };
  if (only !== undefined) return { is: 'version', version: only };
  const [no] = denied;
  if (no !== undefined) return { is: 'not-installed', version: no };
  return side(plain) ?? number(plain);
}

/** 'From 1.1.654.0 to 2.6.92.0': the first is what is installed. */
function severalOrFirst(plain: string, versions: Version[]): Comparison {
  const [first] = versions;
  const fromTo = new RegExp(`\\bfrom ${V} to ${V}`).test(plain);
  return fromTo && first !== undefined ? { is: 'version', version: first } : { is: 'several', versions };
}

function side(plain: string): Comparison | null {
  const words: readonly string[] = plain.match(/[a-z']+/g) ?? [];
  const isNegated = words.includes('not') || words.some((word) => word.endsWith("n't"));
  const telling = words.filter(
    (word) => !AROUND.has(word) && !['not', "isn't", "it's", 'no', 'sorry', 'actually'].includes(word),
  );
  const [word] = telling;
  if (word === undefined || telling.length > 1 || /\d/.test(plain)) return null;
  const older = OLDER_WORDS.includes(word);
  if (!older && !NEWER_WORDS.includes(word)) return null;
  return { is: 'side', older: older !== isNegated };
}

function number(plain: string): Comparison {
  const numbers = plain.match(/\d+(?:[.,]\d+)*/g) ?? [];
  const [first] = numbers;
  const isBare =
    plain.replace(/\d+(?:[.,]\d+)*|\b(v|version|build|it|is|it's|the|on|we|are|number|ver|maybe)\b|[^a-z0-9]/g, '') ===
    '';
  if (first === undefined || !(isBare || first.includes('.'))) return { is: 'nothing' };
  return { is: 'number', number: first };
}

/** 'oldr than 1.1.750.0'. */
function correctWords(plain: string): string {
  const known = [...OLDER_WORDS, ...NEWER_WORDS];
  const choices = known.map((word) => ({ value: word, says: [word] }));
  return plain.replace(/\b[a-z]{4,8}(?= than\b)/g, (word) =>
    known.includes(word) ? word : (fuzzyChoice(word, choices) ?? word),
  );
}

function from(version: Version): VersionRange {
  return { ...ALL_VERSIONS, from: version };
}

function below(version: Version): VersionRange {
  return { ...ALL_VERSIONS, below: version };
}

function upTo(version: Version): VersionRange {
  return below(next(version));
}

function above(version: Version): VersionRange {
  return from(next(version));
}

/** The build that would follow; its last part grows by one. */
function next(version: Version): Version {
  const parts = version.split('.').map(Number);
  return [...parts.slice(0, 3), (parts[3] ?? 0) + 1].join('.') as Version;
}
