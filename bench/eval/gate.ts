import { FIGURES, type Figure, share } from './figures.ts';
import type { InScopeRow, SplitFigures } from './form.ts';
import { percent } from './table.ts';

/** A figure may get worse by one point, a share of a small style by one question: what a change of one word may do. */
const POINT = 0.01;
/** In floating point 0.95 - 0.94 is a little more than 0.01. */
const ROUNDING = 1e-9;

const TODO =
  'If the change is worth it, record the new figures with: npm run eval -- --write (and look at docs/accuracy.md).';

interface Comparison {
  name: string;
  better: Figure['better'];
  recorded: number | null;
  measured: number | null;
  tolerance: number;
}

/** One sentence for each figure that has got worse than the record allows; empty: all is well. */
export function regressions(recorded: SplitFigures, measured: SplitFigures): string[] {
  const overall = Object.values(FIGURES).map(
    ({ name, better, of }): Comparison => ({
      name,
      better,
      recorded: of(recorded),
      measured: of(measured),
      tolerance: POINT,
    }),
  );
  return [...overall, ...byStyle(recorded, measured)].filter(isWorse).map(describe);
}

function byStyle(recorded: SplitFigures, measured: SplitFigures): Comparison[] {
  return recorded.inScope.flatMap((before) => {
    const after = measured.inScope.find(({ style }) => style === before.style);
    const shareOf = (row: InScopeRow | undefined, key: 'first' | 'third') => (row ? share(row[key], row.n) : null);
    const compare = (name: string, key: 'first' | 'third'): Comparison => ({
      name: `${name}, style ${before.style}`,
      better: 'higher',
      recorded: shareOf(before, key),
      measured: shareOf(after, key),
      tolerance: Math.max(POINT, 1 / (after?.n || 1)),
    });
    return [compare(FIGURES.rightFirst.name, 'first'), compare(FIGURES.firstThree.name, 'third')];
  });
}

/** What was measured once and is no longer there is worse; what was never recorded cannot be. */
function isWorse({ better, recorded, measured, tolerance }: Comparison): boolean {
  if (recorded === null) return false;
  if (measured === null) return true;
  const loss = better === 'higher' ? recorded - measured : measured - recorded;
  return loss > tolerance + ROUNDING;
}

function describe({ name, better, recorded, measured, tolerance }: Comparison): string {
  const change = better === 'higher' ? 'fallen' : 'risen';
  return `${name}: recorded ${percent(recorded, 2)}, measured ${percent(measured, 2)}, has ${change} by more than ${percent(tolerance, 2)}. ${TODO}`;
}
