import type { IsoDate } from './brand.ts';

export type Verdict = 'yes' | 'no' | 'depends' | 'info' | 'none';

export interface Source {
  title: string;
  url: string | null;
}

/** Something newer than, or contradicting, the corpus' own document. `lead`: stands directly under the first line. */
export interface Note {
  text: string;
  date: IsoDate;
  source: Source;
  place: 'lead' | 'end';
}
