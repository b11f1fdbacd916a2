/** Four decimals: finer than any figure is read, and the same on every machine. */
export function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
