import type { Rows, Sparse } from '../../src/intent/sparse.ts';

/** Vectors one after the other in one piece of memory. */
export function packed(vectors: readonly Sparse[]): Rows {
  const starts = [0];
  for (const { at } of vectors) starts.push((starts.at(-1) ?? 0) + at.length);
  return {
    starts: Int32Array.from(starts),
    at: Int32Array.from(vectors.flatMap(({ at }) => [...at])),
    value: Float32Array.from(vectors.flatMap(({ value }) => [...value])),
  };
}
