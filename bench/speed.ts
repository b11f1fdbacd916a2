import { type Candidate, DESK, PEERS } from './catalogue.ts';
import type { Asked, Built } from './child.ts';
import type { BenchCorpus } from './library.ts';
import type { Plan } from './plan.ts';
import type { SpeedRow, SpeedSize } from './result.ts';
import { type Outcome, type Runner, startRunner } from './runner.ts';
import { phrasingCount } from './sets.ts';
import { latency, median } from './statistics.ts';

export interface SpeedTask {
  kind: SpeedSize['kind'];
  corpus: BenchCorpus;
  questions: readonly { text: string; accept: readonly string[] }[];
  warmUp: readonly string[];
}

interface Measured {
  latencies: number[];
  right: number;
  inScope: number;
}

/** Questions of one library in a row before the other one has its turn; fewer where they take long. */
const ROUND = 25;
const ROUND_MS = 1000;

/** Every library beside ours, in turns over the same questions: what disturbs the machine meets both. */
export async function measureSpeed(task: SpeedTask, plan: Plan): Promise<SpeedSize> {
  const phrasings = phrasingCount(task.corpus);
  const desk = startRunner(DESK);
  try {
    plan.progress(`speed: ${phrasings} phrasings: ${DESK.name}`);
    const deskBuilt = await prepare(desk, task, plan);
    const rows: SpeedRow[] = [];
    let ours: Measured = empty();
    for (const candidate of PEERS) {
      plan.progress(`speed: ${phrasings} phrasings: ${candidate.name}`);
      const { row, beside } = await measurePeer(candidate, desk, deskBuilt, task, plan);
      rows.push(row);
      // Each peer has ours beside it; the longest run of ours speaks for it.
      if (beside.latencies.length > ours.latencies.length) ours = beside;
    }
    const deskRow = rowOf(DESK, deskBuilt, phrasings, ours, ours);
    return { kind: task.kind, entries: task.corpus.documents.length, phrasings, rows: [deskRow, ...rows] };
  } finally {
    desk.close();
  }
}

async function measurePeer(
  candidate: Candidate,
  desk: Runner,
  deskBuilt: Outcome<Prepared>,
  task: SpeedTask,
  plan: Plan,
): Promise<{ row: SpeedRow; beside: Measured }> {
  const peer = startRunner(candidate);
  const [mine, beside] = [empty(), empty()];
  const phrasings = phrasingCount(task.corpus);
  try {
    const built = await prepare(peer, task, plan);
    if (!built.ok) return { row: rowOf(candidate, built, phrasings, mine, beside), beside };
    const { eachMs } = built.value;
    const count = Math.max(plan.fewest, Math.min(task.questions.length, Math.floor(plan.budget / eachMs)));
    const round = Math.max(1, Math.min(ROUND, Math.floor(ROUND_MS / eachMs)));
    const questions = task.questions.slice(0, count);
    for (let start = 0; start < questions.length; start += round) {
      const now = questions.slice(start, start + round);
      const texts = now.map(({ text }) => text);
      if (deskBuilt.ok) add(beside, now, await desk.ask(texts));
      const asked = await peer.ask(texts);
      if (!asked.ok) return { row: rowOf(candidate, asked, phrasings, mine, beside), beside };
      add(mine, now, asked);
    }
    return { row: rowOf(candidate, built, phrasings, mine, beside), beside };
  } finally {
    peer.close();
  }
}

interface Prepared {
  built: Built;
  /** Mean of the second half of the warm-up. */
  eachMs: number;
}

async function prepare(runner: Runner, { corpus, warmUp }: SpeedTask, plan: Plan): Promise<Outcome<Prepared>> {
  const loaded = await runner.load(corpus, runner.candidate.forms[0]);
  if (!loaded.ok) return loaded;
  const built = await runner.build(plan.buildLimit);
  if (!built.ok) return built;
  const asked = await runner.ask(warmUp, plan.warmUpBudget);
  if (!asked.ok) return asked;
  const later = asked.value.latencies.slice(Math.floor(asked.value.latencies.length / 2));
  const eachMs = later.reduce((sum, ms) => sum + ms, 0) / later.length;
  return { ok: true, value: { built: built.value, eachMs } };
}

function empty(): Measured {
  return { latencies: [], right: 0, inScope: 0 };
}

function add(measured: Measured, questions: SpeedTask['questions'], asked: Outcome<Asked>): void {
  if (!asked.ok) return;
  measured.latencies.push(...asked.value.latencies);
  for (const [i, { accept }] of questions.entries()) {
    if (accept.length === 0) continue;
    measured.inScope++;
    if (accept.includes(asked.value.hits[i]?.entries[0] ?? '')) measured.right++;
  }
}

function rowOf(
  { name, forms: [form] }: Candidate,
  prepared: Outcome<Prepared> | Outcome<Asked>,
  phrasings: number,
  mine: Measured,
  beside: Measured,
): SpeedRow {
  const built = prepared.ok && 'built' in prepared.value ? prepared.value.built : null;
  const measured = mine.latencies.length > 0 && prepared.ok;
  const both = measured && beside.latencies.length === mine.latencies.length;
  return {
    library: name,
    form,
    leftOut: prepared.ok ? null : prepared.reason,
    buildMs: built?.ms ?? null,
    bytesPerPhrasing: built ? built.bytes / phrasings : null,
    latency: measured ? latency(mine.latencies) : null,
    ratio: both ? median(mine.latencies) / median(beside.latencies) : null,
    top1: measured && mine.inScope > 0 ? mine.right / mine.inScope : null,
  };
}
