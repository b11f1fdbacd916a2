/** A share from 0 to 1 as a percentage: '99.4 %'. */
export function percent(share: number | null, decimals = 1): string {
  return share === null ? '–' : `${(100 * share).toFixed(decimals)} %`;
}

/** '316 (99.4 %)'. */
export function countOf(part: number, whole: number): string {
  return whole === 0 ? '–' : `${part} (${percent(part / whole)})`;
}

/** A Markdown table with aligned columns, readable in a terminal too: the first column to the left, the others right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], left = 1): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, i) => Math.max(3, ...cells.map((row) => [...(row[i] ?? '')].length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => pad(cell, widths[i] ?? 0, i < left)).join(' | ')} |`;
  const rule = widths.map((width, i) => (i < left ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [cells[0] ?? [], rule, ...cells.slice(1)].map(line).join('\n');
}

function pad(cell: string, width: number, toLeft: boolean): string {
  const space = ' '.repeat(Math.max(0, width - [...cell].length));
  return toLeft ? cell + space : space + cell;
}
