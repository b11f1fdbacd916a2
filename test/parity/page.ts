import { type Drawings, drawers, PLATFORMS, type PlatformName } from './drawn.ts';
import { SAMPLES, type Sample } from './samples.ts';

/** What a platform shows less well than another, and why. `part` as its row is named. */
interface Degraded {
  platform: PlatformName;
  part: string;
  why: string;
}

const NONE = 'not shown';

/** Why something is not shown: a row that no line of this table explains fails the test. */
const WHY: readonly Degraded[] = [
  { platform: 'Terminal', part: 'verdict', why: 'the text begins with it' },
  { platform: 'Terminal', part: 'why this answer', why: 'typed: why' },
  { platform: 'Terminal', part: 'was this solved', why: 'the terminal does not ask' },
  { platform: 'Terminal', part: 'feedback', why: 'the terminal does not ask' },
  { platform: 'Terminal', part: 'the rest', why: 'a terminal scrolls, all is shown at once' },
  { platform: 'Web chat', part: 'was this solved', why: 'the chat page does not ask' },
  { platform: 'Web chat', part: 'feedback', why: 'the chat page does not ask' },
  { platform: 'Web chat', part: 'the rest', why: "the page is one person's alone, all is shown at once" },
  { platform: 'Slack', part: 'its end', why: "others would have to scroll past it: 'Show all' brings it" },
  { platform: 'Teams', part: 'its end', why: "others would have to scroll past it: 'Show all' brings it" },
];

interface Row {
  name: string;
  cells: Record<PlatformName, string>;
}

function rowsOf(
  { reply, solved = false, parts }: Sample,
  draw: (...of: Parameters<Awaited<ReturnType<typeof drawers>>>) => Drawings,
) {
  const drawn = draw(reply, { solved });
  return parts.map(({ name, shown }): Row => {
    const cell = (platform: PlatformName) => shown(drawn[platform]) ?? NONE;
    return {
      name,
      cells: { Slack: cell('Slack'), Teams: cell('Teams'), 'Web chat': cell('Web chat'), Terminal: cell('Terminal') },
    };
  });
}

/** The page, and which of its gaps nothing explains. */
export async function parityPage(): Promise<{ page: string; unexplained: string[] }> {
  const draw = await drawers();
  const tables = SAMPLES.map((sample) => ({ sample, rows: rowsOf(sample, draw) }));
  const gaps = new Map<string, { platform: PlatformName; part: string }>();
  for (const { name, cells } of tables.flatMap(({ rows }) => rows)) {
    for (const platform of PLATFORMS) {
      if (cells[platform] === NONE) gaps.set(`${platform} ${name}`, { platform, part: name });
    }
  }
  const explained = [...gaps.values()].map((gap) => ({
    ...gap,
    why: WHY.find(({ platform, part }) => platform === gap.platform && part === gap.part)?.why,
  }));
  const page = [
    INTRODUCTION,
    ...tables.map(
      ({ sample, rows }) =>
        `## \`${sample.kind}\`: ${sample.title}\n\n${table(
          ['', ...PLATFORMS],
          rows.map(({ name, cells }) => [name, ...PLATFORMS.map((platform) => cells[platform])]),
        )}`,
    ),
    `## What is not shown, and why\n\n${table(
      ['Platform', 'Part', 'Why'],
      explained.map(({ platform, part, why }) => [platform, part, why ?? '']),
    )}`,
  ].join('\n\n');
  return {
    page: `${page}\n`,
    unexplained: explained.filter(({ why }) => why === undefined).map(({ platform, part }) => `${platform}: ${part}`),
  };
}

const INTRODUCTION = `# The same reply on every platform

Written by \`npm run parity\`, not by hand: each cell is read from what the adapter itself draws of one reply, in a
conversation that others see where the platform has such. A test fails where this page, or a reason at its end, is out of
date. What is typed works everywhere: the number of an option, its label, and words.`;

/** Columns of one width each, as the formatter would leave them. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(3, title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}
