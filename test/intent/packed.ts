import { createRowWriter, type Rows, type Sparse } from '../../src/intent/sparse.ts';

/** Vectors one after the other in one piece of memory. */
export function packed(vectors: readonly Sparse[]): Rows {
  const writer = createRowWriter();
  for (const { at, value } of vectors) {
    for (const [i, feature] of at.entries()) writer.add(feature, value[i] ?? 0);
    writer.endRow();
  }
  return writer.rows();
}
