import { z } from 'zod';

/** The form of docs/accuracy.json: counts rather than shares, so that a comparison can tell one question from two. */

const count = z.int().min(0);
const unit = z.number().min(0).max(1);

const inScopeRow = z.strictObject({
  style: z.string(),
  n: count,
  /** An accepted entry ranked first, or among the first three; thresholds are ignored. */
  first: count,
  third: count,
  settled: count,
  settledWrong: count,
  choice: count,
});

const outsideRow = z.strictObject({ style: z.string(), n: count, settled: count, choice: count });

const fragmentRow = z.strictObject({
  n: count,
  choice: count,
  /** The choice shows every accepted entry, or as many of them as a choice can show. */
  holdsAll: count,
  holdsTwo: count,
  settled: count,
});

/** `confidence` and `right`: mean confidence and share of right first entries within the bin. */
const bin = z.strictObject({ from: unit, to: unit, n: count, confidence: unit, right: unit });

const reliability = z.strictObject({
  n: count,
  /** Expected calibration error, over bins of equal width and over bins of equal mass. */
  ece: unit,
  eceEqualMass: unit,
  brier: unit,
  equalWidth: z.array(bin),
  equalMass: z.array(bin),
});

/** Fragments aside. `inScopeSettled` of `inScope` is the coverage, `right` of `settled` the precision. */
const operating = z.strictObject({ inScope: count, inScopeSettled: count, settled: count, right: count });

const confusion = z.strictObject({ accepted: z.string(), first: z.string(), count });

/** Carries no question's text: the reporting split is not to be read. */
const miss = z.strictObject({
  style: z.string(),
  confidence: unit,
  outcome: z.enum(['settled', 'choice', 'unknown']),
  accepted: z.string(),
  first: z.string(),
});

const split = z.strictObject({
  inScope: z.array(inScopeRow),
  outside: z.array(outsideRow),
  fragments: fragmentRow,
  reliability,
  operating,
  confusions: z.array(confusion),
});

const publicSet = z.strictObject({
  name: z.string(),
  intents: count,
  n: count,
  top1: unit.nullable(),
  top3: unit.nullable(),
  oosRecall: unit.nullable(),
  mcc: z.number().min(-1).max(1),
});

const day = z.iso.date();

export const recordForm = z.strictObject({
  recorded: day,
  thresholds: z.strictObject({ settle: unit, choose: unit }),
  report: split.extend({ misses: z.array(miss) }),
  tune: split,
  /** The public sets have a day of their own: they are measured on request only, and kept until then. */
  public: z.strictObject({ recorded: day, sets: z.array(publicSet) }).nullable(),
});

export type InScopeRow = z.infer<typeof inScopeRow>;
export type OutsideRow = z.infer<typeof outsideRow>;
export type FragmentRow = z.infer<typeof fragmentRow>;
export type Bin = z.infer<typeof bin>;
export type Reliability = z.infer<typeof reliability>;
export type Operating = z.infer<typeof operating>;
export type Confusion = z.infer<typeof confusion>;
export type Miss = z.infer<typeof miss>;
export type SplitFigures = z.infer<typeof split>;
export type PublicFigures = z.infer<typeof publicSet>;
export type AccuracyRecord = z.infer<typeof recordForm>;
