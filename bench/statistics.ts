/** Nearest rank: the smallest value that at least this share of all values does not exceed. NaN without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/**
 * The exponent of a cost that grows as size^exponent: the slope of log(cost) over log(size), by least squares. 1 is
 * linear. null with fewer than two sizes.
 */
export function exponent(points: readonly { size: number; cost: number }[]): number | null {
  const logs = points.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const mean = (pickOne: (log: { x: number; y: number }) => number) =>
    logs.reduce((sum, log) => sum + pickOne(log), 0) / logs.length;
  const [x, y] = [mean((log) => log.x), mean((log) => log.y)];
  const across = logs.reduce((sum, log) => sum + (log.x - x) ** 2, 0);
  if (logs.length < 2 || across === 0) return null;
  return logs.reduce((sum, log) => sum + (log.x - x) * (log.y - y), 0) / across;
}

export interface Latency {
  /** Questions measured. */
  n: number;
  /** Milliseconds a question. p95 and p99 are null below 40 and 100 questions. */
  median: number;
  p95: number | null;
  p99: number | null;
}

export function latency(values: readonly number[]): Latency {
  const n = values.length;
  return {
    n,
    median: median(values),
    p95: n >= 40 ? percentile(values, 0.95) : null,
    p99: n >= 100 ? percentile(values, 0.99) : null,
  };
}
