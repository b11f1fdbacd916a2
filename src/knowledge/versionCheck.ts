import type { IsoDate } from '../brand.ts';
import type { Source } from '../reply.ts';
import type { Version } from '../version.ts';

export interface Deadline {
  date: IsoDate;
  minimum: Version;
  /** Everything the deadline demands, in words: the build and what must be configured. */
  requires: string[];
  /** true or false where the version alone decides; null where it meets the minimum and the rest cannot be seen from it. */
  met: boolean | null;
}

/** What is known about one build on one day. */
export interface VersionCheck {
  version: Version;
  /** It stands in the release list. */
  listed: boolean;
  released: IsoDate | null;
  status: 'supported' | 'retired' | 'recalled' | 'never-released' | 'unknown';
  /** The day its support ends or ended; null: none announced. */
  retiresOn: IsoDate | null;
  asOf: IsoDate;
  recalled: boolean;
  deadlines: Deadline[];
  upgradeTo: Version | null;
  /** Listed builds around an unlisted one: the next older and the next newer. */
  nearest: Version[];
  sources: Source[];
}
