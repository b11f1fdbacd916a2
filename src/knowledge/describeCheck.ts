import type { IsoDate } from '../brand.ts';
import type { Note, Source } from '../source.ts';
import type { Version } from '../version.ts';
import { checkVersion } from './checkVersion.ts';
import type { Releases } from './releases.ts';
import type { Deadline, DetailedCheck } from './versionCheck.ts';

/** The check as a reply in CommonMark: the verdict first, then a list of what follows from it. */
export function describeCheck(check: DetailedCheck): string {
  const first = [verdict(check), check.detail.line?.note, check.detail.advice, origin(check)].filter(Boolean).join(' ');
  const items = check.status === 'never-released' ? [upgrade(check)] : followUps(check);
  const list = items.filter(Boolean).map((item) => `- ${item}`);
  return [first, list.join('\n')].filter(Boolean).join('\n\n');
}

/**
 * A line for answers that name a build without knowing what became of it: retired, recalled, never released, or below
 * the minimum of a deadline that has passed. null where nothing speaks against the build, or nothing is known of it.
 */
export function retirementNote(releases: Releases, version: Version, today: IsoDate): Note | null {
  const check = checkVersion(releases, version, today);
  const missed = releases.deadlines.findLast(
    (_, at) => check.deadlines[at]?.met === false && check.detail.deadlines[at]?.passed,
  );
  const fate = fateOf(check);
  if (fate === null && missed === undefined) return null;
  const minimum =
    missed && fate !== 'was never released' ? `is below ${missed.minimum}, required since ${missed.date}` : null;
  const said = [fate, minimum].filter(Boolean).join(' and ');
  const instead = check.upgradeTo === null ? null : `The newest supported build is ${check.upgradeTo}.`;
  const text = [`${version} ${said}.`, check.detail.advice, instead].filter(Boolean).join(' ');
  const source = (fate === null ? missed?.sources[0] : check.sources[0]) ?? UNNAMED;
  return {
    text,
    date: latest(check.asOf, fate === null ? null : check.retiresOn, missed?.date),
    source,
    place: 'lead',
  };
}

/** A note is as young as the youngest event in it: what the list foresaw may have come true since. */
function latest(first: IsoDate, ...others: (IsoDate | null | undefined)[]): IsoDate {
  return others.reduce<IsoDate>((last, date) => (date && date > last ? date : last), first);
}

/** Only for a list without any source, which the file's form does not allow. */
const UNNAMED: Source = { title: 'Release list', url: null };

function fateOf(check: DetailedCheck): string | null {
  if (check.status === 'retired') return `has been retired since ${check.retiresOn}`;
  if (check.status === 'recalled') return 'was recalled';
  return check.status === 'never-released' ? 'was never released' : null;
}

function verdict(check: DetailedCheck): string {
  const { version, status, retiresOn, asOf, listed, released, detail } = check;
  const when = detail.today === asOf ? `as of ${asOf}` : `on ${detail.today}, by the release list of ${asOf}`;
  const derived = detail.basis === 'derived' ? ' (a date derived from the support policy, not published)' : '';
  switch (status) {
    case 'supported':
      return `**${version} is supported** ${when}${retiresOn === null ? '; no end is announced' : `, until ${retiresOn}`}${derived}.`;
    case 'retired':
      return `**${version} is retired**, since ${retiresOn}${detail.line ? ` like the whole ${detail.line.name}` : ''}${derived} (${when}).`;
    case 'recalled':
      return `**${version} was recalled** (${when}).`;
    case 'never-released':
      return `**${version} was never released** (${when}).`;
    case 'unknown':
      return listed
        ? `**${version} is not out yet** on ${detail.today}: the release list of ${asOf} dates it ${released}. Is the clock right?`
        : `**${version} is not a listed build** (${when}), so nothing is known of its support.`;
    default:
      return status satisfies never;
  }
}

/** When and how it came out; for an unlisted build its place among the others. */
function origin({ listed, released, status, nearest, version, detail }: DetailedCheck): string {
  if (status === 'never-released' || (listed && status === 'unknown')) return '';
  if (listed) {
    const day = released === null ? 'Its release date is not known' : `Released ${released}`;
    const auto = detail.autoUpgrade === null ? '' : `, ${detail.autoUpgrade ? 'also' : 'not'} by auto upgrade`;
    return `${day}${detail.offered === null ? auto : ` (${detail.offered})`}.`;
  }
  const known = status === 'unknown' ? 'By its number it is' : `${version} is not a listed build, but`;
  const [first, second] = nearest;
  if (detail.placement === 'between') return `${known} newer than ${first} and older than ${second}.`;
  if (first === undefined) return '';
  const newer = `newer than ${first}, the newest listed one: the list may be behind, or the number mistyped`;
  return `${known} ${detail.placement === 'newer' ? newer : `older than ${first}, the oldest listed one`}.`;
}

function followUps(check: DetailedCheck): string[] {
  const { detail } = check;
  const notes = detail.notes.map((note) => `${note}.`).join(' ');
  return [
    upgrade(check),
    ...check.deadlines.map((deadline, at) => deadlineLine(deadline, detail.deadlines[at])),
    ...detail.misses,
    ...detail.issues.map((issue) => `Known issue: ${issue}.`),
    notes && `About this build: ${notes}`,
  ];
}

function upgrade({ upgradeTo, status }: DetailedCheck): string {
  if (upgradeTo === null) return '';
  if (status === 'retired') return `Upgrade to **${upgradeTo}**, the newest supported build.`;
  return `The newest supported build is **${upgradeTo}**.`;
}

function deadlineLine(deadline: Deadline, detail: DetailedCheck['detail']['deadlines'][number] | undefined): string {
  const { date, minimum, met, requires } = deadline;
  if (met === true || detail === undefined) return `It meets the minimum of ${date}: ${minimum} or later.`;
  const remark = detail.remark === null ? '' : ` ${detail.remark}`;
  const otherwise = `otherwise ${detail.otherwise}.${remark}`;
  const when = detail.passed ? `Since ${date} it takes` : `By ${date} it takes`;
  if (met === null) {
    return `${when} ${requires.join(' and ')}; ${otherwise} The build suffices; the rest cannot be seen from its number.`;
  }
  return `**Too old:** ${when.charAt(0).toLowerCase()}${when.slice(1)} ${requires.join(' and ')}; ${otherwise}`;
}
