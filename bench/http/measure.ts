import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCorpus } from '../../src/knowledge/load.ts';
import { percentile } from '../statistics.ts';
import type { Leg } from './leg.ts';
import { KINDS, type Kind, type LegName, type Plan } from './plan.ts';
import { slackLeg } from './slack/leg.ts';
import { teamsLeg } from './teams/leg.ts';

export const LEG: Readonly<Record<LegName, Leg>> = { slack: slackLeg, teams: teamsLeg };

export interface Figures {
  /** Of each round, until the last one is done. */
  perSecond: number[];
  /** Milliseconds of processor time that the server took for a request, in each round: what else runs does not count. */
  processor: number[];
  /** Milliseconds until the acknowledgement, over all rounds. */
  median: number;
  p99: number;
}

/** The child's next message; rejects where it ends instead. */
async function hear(child: ChildProcess): Promise<unknown> {
  const listening = new AbortController();
  const { signal } = listening;
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`a server ended with ${code}`);
  });
  const [message] = await Promise.race([once(child, 'message', { signal }), ended]).finally(() => listening.abort());
  return message;
}

/** It ends by itself when nobody listens any more. */
async function leave(child: ChildProcess): Promise<void> {
  if (!child.connected) return;
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}

interface Running {
  child: ChildProcess;
  url: string;
  sent: number;
}

/** All servers run at once and are loaded in turn, so that what else the machine does falls on all of them. */
export async function measure(
  name: LegName,
  plan: Plan,
  root: string,
  tell: (line: string) => void,
): Promise<Readonly<Record<Kind, Figures>>> {
  const { warmUp, requests, atOnce, rounds } = plan;
  const folder = await mkdtemp(join(tmpdir(), 'desk-bench-'));
  const leg = LEG[name];
  const cloud = await leg.startCloud();
  const questions = loadCorpus(join(root, 'knowledge')).examples;
  const servers = new Map<Kind, Running>();
  const figures = new Map<Kind, { perSecond: number[]; processor: number[]; latencies: number[] }>();

  async function round(kind: Kind, count: number) {
    const server = servers.get(kind);
    if (!server) throw new Error(`${kind} does not run`);
    const { url, child, sent } = server;
    server.sent += count;
    const drained = hear(child);
    child.send({ expected: server.sent });
    const before = cloud.answers();
    const began = performance.now();
    const latencies = await leg.sendLoad({ url, cloud: cloud.url, requests: count, atOnce, questions, from: sent });
    const { processorMs } = (await drained) as { processorMs: number };
    const perSecond = count / ((performance.now() - began) / 1000);
    const answers = cloud.answers() - before;
    if (answers !== leg.answers[kind] * count) throw new Error(`${kind} gave ${answers} answers to ${count}`);
    return { perSecond, processor: processorMs / count, latencies };
  }

  try {
    for (const kind of KINDS) {
      const child = fork(join(import.meta.dirname, 'server.ts'), [name, kind, folder, cloud.url], { cwd: root });
      const { url } = (await hear(child)) as { url: string };
      servers.set(kind, { child, url, sent: 0 });
      figures.set(kind, { perSecond: [], processor: [], latencies: [] });
      await round(kind, warmUp);
    }
    for (let n = 0; n < rounds; n += 1) {
      const first = n % KINDS.length;
      for (const kind of [...KINDS.slice(first), ...KINDS.slice(0, first)]) {
        const { perSecond, processor, latencies } = await round(kind, requests);
        figures.get(kind)?.perSecond.push(perSecond);
        figures.get(kind)?.processor.push(processor);
        figures.get(kind)?.latencies.push(...latencies);
        tell(`${name}, round ${n + 1} of ${rounds}, ${kind}: ${perSecond.toFixed(0)} a second`);
      }
    }
  } finally {
    await Promise.all([...servers.values()].map(({ child }) => leave(child)));
    cloud.close();
    await rm(folder, { recursive: true, force: true });
  }
  const figuresOf = (kind: Kind): Figures => {
    const { perSecond = [], processor = [], latencies = [] } = figures.get(kind) ?? {};
    return { perSecond, processor, median: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
  };
  return {
    bare: figuresOf('bare'),
    stores: figuresOf('stores'),
    answers: figuresOf('answers'),
    product: figuresOf('product'),
  };
}
