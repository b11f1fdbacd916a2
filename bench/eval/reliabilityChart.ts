import { circle, drawChart, INK, line, polyline, text } from './chart.ts';
import type { Bin, Reliability } from './form.ts';

/** Standard score of a 95 % interval. */
const Z = 1.96;

/** With a halo, since lines may run behind it. */
const LABEL = `font-size="12" fill="${INK.soft}" stroke="${INK.ground}" stroke-width="3" paint-order="stroke"`;

/** Confidence against the share that is right, bins of equal width; the nearer to the diagonal, the more honest. */
export function reliabilityChart({ equalWidth, ece, n }: Reliability): string {
  return drawChart({
    title: 'Reliability: does confidence say how often an answer is right?',
    description: `Reporting split, ${n} questions, expected calibration error ${ece.toFixed(3)}. ${inWords(equalWidth)}`,
    x: { label: 'Mean confidence of the bin (%)', from: 0, to: 100, step: 10 },
    y: { label: 'Questions with a right entry first (%)', from: 0, to: 100, step: 10 },
    plot: ({ x, y }) => {
      const at = ({ confidence, right }: Bin) => [x(100 * confidence), y(100 * right)] as const;
      return [
        line([x(0), y(0)], [x(100), y(100)], INK.soft, 'stroke-dasharray="5 4"'),
        text(x(98), y(10), 'dashed: as sure as right', `text-anchor="end" fill="${INK.soft}"`),
        text(x(98), y(4), 'upright: 95 % interval', `text-anchor="end" fill="${INK.soft}"`),
        // Pale: between bins of a handful of questions a strong line would promise too much.
        polyline(equalWidth.map(at), INK.pale, 1.5),
        ...equalWidth.map((bin) => {
          const [low, high] = interval(bin);
          return line([x(100 * bin.confidence), y(100 * low)], [x(100 * bin.confidence), y(100 * high)], INK.line);
        }),
        ...equalWidth.flatMap((bin) => {
          const [left, top] = at(bin);
          const radius = 3 + Math.sqrt(bin.n) / 3;
          return [
            circle([left, top], radius, INK.line),
            text(left + radius + 4, top + (bin.right > 0.5 ? 16 : -8), `n ${bin.n}`, LABEL),
          ];
        }),
      ];
    },
  });
}

/** Wilson's interval of a share: with few questions in a bin, how far chance alone may carry it. */
export function interval({ right, n }: Pick<Bin, 'right' | 'n'>): [low: number, high: number] {
  const spread = (Z * Z) / n;
  const middle = right + spread / 2;
  const reach = Z * Math.sqrt((right * (1 - right) + spread / 4) / n);
  return [Math.max(0, (middle - reach) / (1 + spread)), Math.min(1, (middle + reach) / (1 + spread))];
}

function inWords(bins: readonly Bin[]): string {
  return bins
    .map(
      ({ confidence, right, n }) => `${n} at ${(100 * confidence).toFixed(0)} %: ${(100 * right).toFixed(0)} % right.`,
    )
    .join(' ');
}
