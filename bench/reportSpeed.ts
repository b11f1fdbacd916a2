import { figure, libraryTable, percent, type Row, type Table, tableText } from './markdown.ts';
import type { BenchResult, BuildComparison, SpeedRow, SpeedSize } from './result.ts';
import { exponent, median } from './statistics.ts';

export function speedText({ speed, builds }: BenchResult): string {
  return [
    '## Speed',
    'Times in milliseconds. *By ours*: the library’s median by that of Connect Desk, on the same questions and in turns' +
      ' with it; above 1, the library takes longer. *p99/median* says how even the times are. *Bytes* are the growth of heap' +
      ' and array buffers by the build, a phrasing; the corpus itself is not counted. *First*: right entry first, so that' +
      ' nobody is fast by not searching. A slow library gets fewer questions (*n*); p95 is given from 40 questions on, p99' +
      ' from 100.',
    ...speed.flatMap((size) => [`### ${titleOf(size)}`, tableText(sizeTable(size))]),
    '### How the cost grows',
    'Slope of log(time) over log(phrasings) on the synthetic corpora: 1 is linear, below 1 is better. *Sizes* are those' +
      ' that a library finished.',
    tableText(growthTable(speed)),
    ...(builds.length > 0 ? ['### Builds', ...buildText(builds)] : []),
  ].join('\n\n');
}

function titleOf({ kind, entries, phrasings }: SpeedSize): string {
  const counts = `${phrasings.toLocaleString('en')} phrasings, ${entries.toLocaleString('en')} entries`;
  return kind === 'own' ? `The shipped corpus: ${counts} and subjects` : `Synthetic: ${counts}`;
}

function sizeTable({ rows }: SpeedSize): Table {
  const head = ['Build', 'n', 'Median', 'p95', 'p99', 'p99/median', 'By ours', 'Bytes', 'First'];
  return libraryTable(head, rows.map(sizeRow));
}

function sizeRow({ library, leftOut, latency, ...row }: SpeedRow): Row {
  const cells = [
    figure(row.buildMs),
    String(latency?.n ?? 0),
    figure(latency?.median),
    figure(latency?.p95),
    figure(latency?.p99),
    figure(latency?.p99 ? latency.p99 / latency.median : null),
    figure(row.ratio),
    figure(row.bytesPerPhrasing),
    percent(row.top1),
  ];
  return { name: library, leftOut, cells };
}

function growthTable(speed: readonly SpeedSize[]): Table {
  const sizes = speed.filter(({ kind }) => kind === 'synthetic');
  const names = [...new Set(sizes.flatMap(({ rows }) => rows.map(({ library }) => library)))];
  const rows = names.map((name) => {
    const points = (cost: (row: SpeedRow) => number | null | undefined) =>
      sizes.flatMap(({ phrasings, rows: all }) => {
        const found = all.find(({ library }) => library === name);
        const value = found ? cost(found) : null;
        return value ? [{ size: phrasings, cost: value }] : [];
      });
    const asked = points(({ latency }) => latency?.median);
    return [
      name,
      asked.map(({ size }) => size.toLocaleString('en')).join(', ') || 'none',
      signed(exponent(asked)),
      signed(exponent(points(({ buildMs }) => buildMs))),
    ];
  });
  return { head: ['Library', 'Sizes', 'Question', 'Build'], rows };
}

function signed(value: number | null): string {
  return value === null ? '–' : value.toFixed(2);
}

function buildText(builds: readonly BuildComparison[]): string[] {
  const intro =
    'Medians; in turns, each round in fresh processes. *Cold* is the first build of a process, as at a start of the product,' +
    ' *warm* one after it in the same process. *n* counts both.';
  return [intro, ...builds.flatMap((each) => [`**${each.corpus}**`, tableText(buildTable(each))])];
}

function buildTable({ rows }: BuildComparison): Table {
  const [ours] = rows;
  const by = (mine: readonly number[], theirs: readonly number[] = []) => figure(median(theirs) / median(mine));
  const head = ['Cold', 'Warm', 'n', 'Ours by it, cold', 'Ours by it, warm'];
  const cellsOf = ({ cold, warm }: (typeof rows)[number]) => [
    figure(median(cold)),
    figure(median(warm)),
    `${cold.length} + ${warm.length}`,
    by(cold, ours?.cold),
    by(warm, ours?.warm),
  ];
  const all = rows.map((row) => ({ name: row.library, leftOut: row.leftOut, cells: cellsOf(row) }));
  return libraryTable(head, all);
}
