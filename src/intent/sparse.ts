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

/** Writes rows one after the other. */
export interface RowWriter {
  add(feature: number, value: number): void;
  endRow(): void;
  /** The rows so far; the writer is not used after that. */
  rows(): Rows;
}

const FIRST_ROOM = 1024;

export function createRowWriter(): RowWriter {
  const starts = [0];
  let at = new Int32Array(FIRST_ROOM);
  let value = new Float32Array(FIRST_ROOM);
  let size = 0;
  return {
    add(feature, weight) {
      if (size === at.length) {
        at = enlarged(at, new Int32Array(2 * size));
        value = enlarged(value, new Float32Array(2 * size));
      }
      at[size] = feature;
      value[size++] = weight;
    },
    endRow: () => starts.push(size),
    rows: () => ({ starts: Int32Array.from(starts), at: at.slice(0, size), value: value.slice(0, size) }),
  };
}

function enlarged<List extends Int32Array | Float32Array>(list: List, larger: List): List {
  larger.set(list);
  return larger;
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
