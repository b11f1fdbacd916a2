/** Readable in a terminal and on a page alike: the columns are padded. */
export interface Table {
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

export function tableText({ head, rows }: Table): string {
  const cells = [head, ...rows].map((row) => head.map((_, column) => cell(row[column] ?? '')));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  // The first column names the row; the others are mostly figures.
  const pad = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  const [first = [], ...rest] = cells.map((row) => `| ${row.map(pad).join(' | ')} |`);
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [first, rule, ...rest].join('\n');
}

/** One library's row: its name, then the cells, or why it has none. */
export interface Row {
  name: string;
  leftOut: string | null;
  cells: readonly string[];
}

/** What is left out stays in the table, with the reason in a column of its own. */
export function libraryTable(head: readonly string[], rows: readonly Row[]): Table {
  const anyLeftOut = rows.some(({ leftOut }) => leftOut !== null);
  return {
    head: ['Library', ...head, ...(anyLeftOut ? ['Left out because'] : [])],
    rows: rows.map(({ name, leftOut, cells }) =>
      leftOut === null ? [name, ...cells] : [name, ...head.map(() => '–'), leftOut],
    ),
  };
}

/** A pipe would end the cell, a backslash before it would undo its escape, a line break would end the table. */
export function cell(text: string): string {
  return text
    .replace(/[\\|]/g, '\\$&')
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .trim();
}

/** `–` where there is nothing to say. Three digits that matter, and no more than that. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return value.toPrecision(3);
}

export function percent(share: number | null): string {
  return share === null || !Number.isFinite(share) ? '–' : (100 * share).toFixed(1);
}
