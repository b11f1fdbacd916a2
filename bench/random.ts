/** A source of numbers from 0 to below 1. */
export type Random = () => number;

/** mulberry32 (Tommy Ettinger, public domain): small, and the same numbers on every machine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A whole number from `low` to `high`, both included. */
export function whole(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** Fisher-Yates, on a copy. */
export function shuffle<T>(random: Random, list: readonly T[]): T[] {
  const mixed = [...list];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = whole(random, 0, i);
    [mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T];
  }
  return mixed;
}

/** At most `count` of the list, in the list's order. */
export function sample<T>(seed: number, list: readonly T[], count: number): T[] {
  if (list.length <= count) return [...list];
  const places = shuffle(createRandom(seed), [...list.keys()]).slice(0, count);
  return places.sort((a, b) => a - b).map((place) => list[place] as T);
}

/**
 * Ranks 0 to `size` - 1, rank r with a weight of 1 / (r + 2.7): Zipf's law with Mandelbrot's shift, so that the first
 * few words do not make up half of all text.
 */
export function createZipf(random: Random, size: number): () => number {
  const sums = new Float64Array(size);
  let sum = 0;
  for (let rank = 0; rank < size; rank++) {
    sum += 1 / (rank + 2.7);
    sums[rank] = sum;
  }
  return () => {
    const aim = random() * sum;
    let low = 0;
    let high = size - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? 0) < aim) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
