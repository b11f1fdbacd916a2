import type { SplitFigures } from './form.ts';
import { sum } from './tally.ts';

/** One figure of a split, as a share from 0 to 1; null where there is no question to measure it on. */
export interface Figure {
  name: string;
  better: 'higher' | 'lower';
  of(split: SplitFigures): number | null;
}

const NEAR_MISS = 'near-miss';

export const FIGURES = {
  rightFirst: {
    name: 'right entry first',
    better: 'higher',
    of: ({ inScope }) => share(sum(inScope, 'first'), sum(inScope, 'n')),
  },
  firstThree: {
    name: 'right entry among the first three',
    better: 'higher',
    of: ({ inScope }) => share(sum(inScope, 'third'), sum(inScope, 'n')),
  },
  coverage: {
    name: 'in scope, settled',
    better: 'higher',
    of: ({ operating }) => share(operating.inScopeSettled, operating.inScope),
  },
  settledWrong: {
    name: 'in scope, settled on a wrong entry',
    better: 'lower',
    of: ({ inScope }) => share(sum(inScope, 'settledWrong'), sum(inScope, 'n')),
  },
  nearMissSettled: {
    name: 'near misses settled',
    better: 'lower',
    of: ({ outside }) => settledShare(outside.filter(({ style }) => style === NEAR_MISS)),
  },
  otherSettled: {
    name: 'everything else out of scope settled',
    better: 'lower',
    of: ({ outside }) => settledShare(outside.filter(({ style }) => style !== NEAR_MISS)),
  },
  fragmentsSettled: {
    name: 'fragments settled',
    better: 'lower',
    of: ({ fragments }) => share(fragments.settled, fragments.n),
  },
  fragmentsHeld: {
    name: 'fragments whose choice holds all accepted entries',
    better: 'higher',
    of: ({ fragments }) => share(fragments.holdsAll, fragments.n),
  },
  fragmentsHeldTwo: {
    name: 'fragments whose choice holds two accepted entries',
    better: 'higher',
    of: ({ fragments }) => share(fragments.holdsTwo, fragments.n),
  },
  ece: {
    name: 'expected calibration error',
    better: 'lower',
    of: ({ reliability }) => (reliability.n === 0 ? null : reliability.ece),
  },
} as const satisfies Record<string, Figure>;

export type FigureName = keyof typeof FIGURES;

/** What the product promises on the reporting split: the least or the most, as `better` says. */
export const TARGETS = {
  rightFirst: 0.95,
  firstThree: 0.99,
  settledWrong: 0.02,
  nearMissSettled: 0.08,
  otherSettled: 0,
  ece: 0.05,
  fragmentsSettled: 0.05,
  fragmentsHeld: 0.85,
} as const satisfies Partial<Record<FigureName, number>>;

/** Without a question to measure, no target is met. */
export function meets({ better }: Figure, target: number, value: number | null): boolean {
  return value !== null && (better === 'higher' ? value >= target : value <= target);
}

export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function settledShare(rows: SplitFigures['outside']): number | null {
  return share(sum(rows, 'settled'), sum(rows, 'n'));
}
