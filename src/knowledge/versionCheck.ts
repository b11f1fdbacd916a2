import type { IsoDate } from '../brand.ts';
import type { Source } from '../source.ts';
import type { Version } from '../version.ts';

export interface Deadline {
  date: IsoDate;
  minimum: Version;
  /** Everything the deadline demands, in words: the build and what must be configured. */
  requires: string[];
  /** true or false where the version alone decides; null where it meets the minimum and the rest cannot be seen from it. */
  met: boolean | null;
}

/** What is known about one build on one day. Its JSON form has exactly these fields. */
export interface VersionCheck {
  version: Version;
  /** It stands in the release list. */
  listed: boolean;
  released: IsoDate | null;
  status: 'supported' | 'retired' | 'recalled' | 'never-released' | 'unknown';
  /** The first day without support; null: none announced. */
  retiresOn: IsoDate | null;
  /** The day of the release list that the check rests on. */
  asOf: IsoDate;
  recalled: boolean;
  deadlines: Deadline[];
  upgradeTo: Version | null;
  /** Listed builds around an unlisted one: the next older and the next newer. */
  nearest: Version[];
  sources: Source[];
}

/** A check with what its description needs besides. */
export interface DetailedCheck extends VersionCheck {
  detail: CheckDetail;
}

export interface CheckDetail {
  /** The day for which it was checked. */
  today: IsoDate;
  /** Among the listed builds by number; `older`, `newer`: than all of them. */
  placement: 'listed' | 'between' | 'older' | 'newer';
  /** How `retiresOn` is known; `line`: the whole line ended on that day. null: no such date. */
  basis: 'published' | 'prose' | 'derived' | 'line' | null;
  line: { name: string; note: string | null } | null;
  advice: string | null;
  autoUpgrade: boolean | null;
  offered: string | null;
  issues: readonly string[];
  notes: readonly string[];
  /** What this build lacks of what matters, a sentence each. */
  misses: string[];
  /** The same deadlines in the same order: what follows from missing each. `passed`: on its day and after it. */
  deadlines: { passed: boolean; also: readonly string[]; otherwise: string; remark: string | null }[];
}
