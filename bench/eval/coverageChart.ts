import { circle, drawChart, INK, line, polyline, text } from './chart.ts';
import type { CurvePoint } from './curve.ts';
import type { Operating } from './form.ts';
import { percent } from './table.ts';

/** Also marked: what a stricter threshold and a looser one would do. */
const ALSO_MARKED = [0.9, 0.8, 0.2, 0.1];

/** Coverage against precision as the threshold falls from 1 to 0; the one in use is marked. */
export function coverageChart(curve: readonly CurvePoint[], operating: Operating, settle: number): string {
  const coverage = operating.inScope === 0 ? 0 : operating.inScopeSettled / operating.inScope;
  const precision = operating.settled === 0 ? 1 : operating.right / operating.settled;
  const lowest = Math.min(0.9, precision, ...curve.map((point) => point.precision));
  const here = `threshold ${settle}: coverage ${percent(coverage)}, precision ${percent(precision)}`;
  const outside = operating.settled - operating.inScopeSettled;
  return drawChart({
    title: 'Coverage and precision as the settle threshold falls from 1 to 0',
    description: `Reporting split. At the ${here}; ${outside} of the settled questions are out of scope and count as wrong.`,
    x: { label: 'Coverage: questions with an answer that are settled (%)', from: 0, to: 100, step: 10 },
    y: {
      label: 'Precision: settled questions that are right (%)',
      from: Math.floor(lowest * 10) * 10,
      to: 100,
      step: 10,
    },
    plot: ({ x, y }) => {
      const at = (point: { coverage: number; precision: number }) =>
        [x(100 * point.coverage), y(100 * point.precision)] as const;
      const mark = at({ coverage, precision });
      const others = ALSO_MARKED.filter((threshold) => threshold !== settle).flatMap((threshold) => {
        const point = curve.findLast((each) => each.threshold >= threshold);
        return point ? [{ threshold, place: at(point) }] : [];
      });
      return [
        polyline(curve.map(at), INK.line),
        ...others.flatMap(({ threshold, place: [left, top] }) => [
          circle([left, top], 3.5, INK.ground, `stroke="${INK.line}" stroke-width="2"`),
          // The looser ones lie on the steep end, where there is room at the right edge only.
          threshold > settle
            ? text(left - 8, top + 18, String(threshold), `text-anchor="end" fill="${INK.soft}"`)
            : text(x(100) + 8, top + 4, String(threshold), `fill="${INK.soft}"`),
        ]),
        line(mark, [mark[0], y(100) + 150], INK.mark, 'stroke-dasharray="3 3"'),
        circle(mark, 6, INK.mark),
        text(mark[0] - 10, y(100) + 154, here, `text-anchor="end" fill="${INK.mark}" font-weight="600"`),
      ];
    },
  });
}
