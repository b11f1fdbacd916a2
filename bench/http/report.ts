import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { percent, tableText } from '../markdown.ts';
import { median } from '../statistics.ts';
import { type Figures, LEG } from './measure.ts';
import { partsText } from './parts.ts';
import { ABOUT, GOALS, KINDS, type Kind, LEGS, type LegName, type Plan } from './plan.ts';

const PACKAGES = ['restify', 'kysely', 'better-sqlite3'];
const TITLE: Readonly<Record<LegName, string>> = { slack: 'Slack', teams: 'Microsoft Teams' };

type OfKinds = Readonly<Record<Kind, Figures>>;
export type OfLegs = Readonly<Partial<Record<LegName, OfKinds>>>;

/**
 * Connect Desk's share of what each other server did in the same round: the middle one of all rounds, and whether it meets
 * the goal. What else the machine does changes from one round to the next by more than the servers differ.
 */
export function ratiosOf(figures: OfKinds) {
  const { perSecond: own } = figures.product;
  return (['bare', 'stores', 'answers'] as const).map((kind) => {
    const ratio = median(figures[kind].perSecond.map((theirs, round) => (own[round] ?? 0) / theirs));
    return { kind, ratio, goal: GOALS[kind], isMet: ratio >= GOALS[kind] };
  });
}

export function reportText(leg: LegName, figures: OfKinds): string {
  const rows = KINDS.map((kind) => {
    const { perSecond, processor, median: middle, p99 } = figures[kind];
    const range = `${Math.min(...perSecond).toFixed(0)} to ${Math.max(...perSecond).toFixed(0)}`;
    const spent = median(processor).toFixed(2);
    return [ABOUT[leg][kind], median(perSecond).toFixed(0), range, spent, middle.toFixed(1), p99.toFixed(1)];
  });
  const head = [
    'Server',
    'Requests a second',
    'over the rounds',
    'Processor time, ms',
    'Acknowledged after, ms',
    'p99, ms',
  ];
  const ratios = ratiosOf(figures).map(
    ({ kind, ratio, goal, isMet }) =>
      `- ${percent(ratio)} % of ${ABOUT[leg][kind]}; the goal is ${percent(goal)} %${isMet ? '' : ', and is missed'}.`,
  );
  return [tableText({ head, rows }), '', ...ratios].join('\n');
}

/** The whole page. */
export function pageText(
  figures: OfLegs,
  { requests, atOnce, rounds, warmUp }: Plan,
  { root, date }: { root: string; date: string },
): string {
  const [cpu] = cpus();
  const [, load = 0] = loadavg();
  const legs = LEGS.flatMap((leg) => (figures[leg] ? [{ leg, of: figures[leg] }] : []));
  const packages = [...legs.flatMap(({ leg }) => LEG[leg].packages), ...PACKAGES];
  const versions = packages.map((name) => `${name} ${versionOf(root, name)}`).join(', ');
  const parts = legs.map(({ leg, of }) => `## ${TITLE[leg]}\n\n${LEG[leg].about}\n\n${reportText(leg, of)}`);
  return `# Over HTTP

Written whole by \`npm run bench:http -- --write\`.

Measured on ${date} on ${cpu?.model.trim() ?? 'an unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 1e9)} GB, load average ${load.toFixed(1)} over the last five minutes; node ${process.versions.node}; ${versions}.

Beside Connect Desk stand three servers on the same mount of the same restify server, with the same log of requests. All four run in processes of their own and are loaded in turn, each round beginning with the next one, ${rounds} times with ${requests} requests, ${atOnce} at a time, after ${warmUp} that do not count; the load and the faked cloud share one more process on the same machine. A request counts when everything behind it is done, too, the outgoing call included; the middle of the rounds is shown, and of their shares in the same round. The processor time is what the server's process took for one request, whatever else ran; the acknowledgement is what the platform waits for.

${parts.join('\n\n')}

${partsText()}

Compare the rows with each other rather than with another machine's.
`;
}

function versionOf(root: string, name: string): string {
  const file = join(root, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
