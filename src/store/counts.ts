type Count = number | { numDeletedRows: bigint } | { numUpdatedRows: bigint };

/** Rows by table, for a report. */
export interface Counts {
  removed(table: string, count: Count): void;
  masked(table: string, count: Count): void;
  all(): { removed: Record<string, number>; masked: Record<string, number> };
}

export function createCounts(): Counts {
  const [removed, masked] = [new Map<string, number>(), new Map<string, number>()];
  const add = (to: Map<string, number>) => (table: string, count: Count) => {
    const more = numberOf(count);
    if (more > 0) to.set(table, (to.get(table) ?? 0) + more);
  };
  return {
    removed: add(removed),
    masked: add(masked),
    all: () => ({ removed: Object.fromEntries(removed), masked: Object.fromEntries(masked) }),
  };
}

function numberOf(count: Count): number {
  if (typeof count === 'number') return count;
  return Number('numDeletedRows' in count ? count.numDeletedRows : count.numUpdatedRows);
}
