/** A sparse vector: feature numbers, each once, and their values. */
export interface Sparse {
  at: Int32Array;
  value: Float32Array;
}

/**
 * Sparse vectors in one piece of memory: what row r holds stands from starts[r] to starts[r + 1]. Thousands of small
 * arrays would cost more time to make and to clear away than the whole training takes.
 */
export interface Rows {
  starts: Int32Array;
  at: Int32Array;
  value: Float32Array;
}

export function rowCount({ starts }: Rows): number {
  return starts.length - 1;
}

/** Square of the length of each row. */
export function squareNorms({ starts, value }: Rows): Float32Array {
  const norms = new Float32Array(starts.length - 1);
  for (let row = 0; row < norms.length; row++) {
    let squares = 0;
    const end = starts[row + 1] ?? 0;
    for (let j = starts[row] ?? 0; j < end; j++) squares += (value[j] ?? 0) ** 2;
    norms[row] = squares;
  }
  return norms;
}
