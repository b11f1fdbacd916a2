import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { percent, tableText } from '../markdown.ts';
import { median } from '../statistics.ts';
import type { Figures } from './measure.ts';
import { ABOUT, GOALS, KINDS, type Kind, type Plan } from './plan.ts';

const PACKAGES = ['@slack/bolt', 'restify', 'kysely', 'better-sqlite3'];

/** Shares of the medians, and whether each goal is met. */
export function ratiosOf(figures: Readonly<Record<Kind, Figures>>) {
  const own = median(figures.product.perSecond);
  return (['bare', 'stores'] as const).map((kind) => {
    const ratio = own / median(figures[kind].perSecond);
    return { kind, ratio, goal: GOALS[kind], isMet: ratio >= GOALS[kind] };
  });
}

export function reportText(figures: Readonly<Record<Kind, Figures>>): string {
  const rows = KINDS.map((kind) => {
    const { perSecond, median: middle, p99 } = figures[kind];
    const range = `${Math.min(...perSecond).toFixed(0)} to ${Math.max(...perSecond).toFixed(0)}`;
    return [ABOUT[kind], median(perSecond).toFixed(0), range, middle.toFixed(1), p99.toFixed(1)];
  });
  const head = ['Server', 'Requests a second', 'over the rounds', 'Acknowledged after, ms', 'p99, ms'];
  const ratios = ratiosOf(figures).map(
    ({ kind, ratio, goal, isMet }) =>
      `- ${percent(ratio)} % of ${ABOUT[kind]}; the goal is ${percent(goal)} %${isMet ? '' : ', and is missed'}.`,
  );
  return [tableText({ head, rows }), '', ...ratios].join('\n');
}

/** The whole page. */
export function pageText(
  figures: Readonly<Record<Kind, Figures>>,
  { requests, atOnce, rounds, warmUp }: Plan,
  { root, date }: { root: string; date: string },
): string {
  const [cpu] = cpus();
  const versions = PACKAGES.map((name) => `${name} ${versionOf(root, name)}`).join(', ');
  return `# Over HTTP

Written whole by \`npm run bench:http -- --write\`.

Measured on ${date} on ${cpu?.model.trim() ?? 'an unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 1e9)} GB; node ${process.versions.node}; ${versions}.

A signed \`/aadc\` question, each one person's first, goes through the whole of Connect Desk. Beside it stand two servers on the same mount of the same restify server, with the same log of requests:

- **${ABOUT.bare}**: reads the request, checks Slack's signature, and answers it with an empty 200. It stores nothing, looks nothing up, and sends nothing: its one message is the HTTP response.
- **${ABOUT.stores}**: keeps the delivery in an SQLite file before it acknowledges, then loads the conversation, saves a turn that was recorded before, posts the answer recorded with it to the address that Slack gave (by Bolt's own \`respond\`), and finishes the delivery. It finds and renders no answer.
- **${ABOUT.product}**: the same to the outside, and between the two the assistant finds the answer and the renderer makes blocks of it; leases, queues and retries stand around it.

All three run in processes of their own and are loaded in turn, ${rounds} times with ${requests} requests, ${atOnce} at a time, after ${warmUp} that do not count; the load and the faked cloud share one more process on the same machine. A request counts when everything behind it is done, too, the outgoing call included; the middle of the rounds is shown. The acknowledgement is what Slack waits for.

${reportText(figures)}

Compare the rows with each other rather than with another machine's.
`;
}

function versionOf(root: string, name: string): string {
  const file = join(root, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
