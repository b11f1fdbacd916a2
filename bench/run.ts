import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureAccuracy } from './accuracy.ts';
import { compareBuilds } from './builds.ts';
import { createSynthetic } from './generator.ts';
import { describeMachine, sourceHash } from './machine.ts';
import { type Plan, planNotes, readPlan } from './plan.ts';
import { createRandom, sample, shuffle } from './random.ts';
import { reportText } from './report.ts';
import type { BenchResult, BuildComparison, SpeedSize } from './result.ts';
import { type OwnSet, ownSet, ROOT } from './sets.ts';
import { measureSpeed } from './speed.ts';
import { measureTickets } from './tickets.ts';

/** The size of the corpus on which the builds are set side by side. */
const BUILD_SIZE = 10_000;
const USAGE = 'npm run bench -- [--quick] [--only accuracy|speed|tickets] [--sizes 1000,10000] [--json FILE]';

const start = performance.now();
const plan = planOrEnd();
const before = sourceHash();
const result = await measure(plan);
const report = reportText(result, planNotes(plan));
process.stdout.write(`\n${report}`);
if (sourceHash() !== before) {
  process.stderr.write('src, knowledge or bench has changed during the run: nothing is written. Run it again.\n');
  process.exit(1);
}
if (plan.json !== null) writeFileSync(plan.json, jsonText(result));
if (plan.complete) {
  // What was left out stays as it was measured last: the tickets name their own machine and day.
  const whole = plan.only === null ? result : { ...lastResult(), tickets: result.tickets };
  writeFileSync(join(ROOT, 'docs', 'benchmarks.json'), jsonText(whole));
  writeFileSync(join(ROOT, 'docs', 'benchmarks.md'), reportText(whole, planNotes(plan)));
}

function jsonText(of: BenchResult): string {
  return `${JSON.stringify(of, null, 2)}\n`;
}

function planOrEnd(): Plan {
  try {
    return readPlan(process.argv.slice(2), (text) => {
      process.stderr.write(`${((performance.now() - start) / 1000).toFixed(0).padStart(5)} s  ${text}\n`);
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n${USAGE}\n`);
    process.exit(1);
  }
}

async function measure(plan: Plan): Promise<BenchResult> {
  const own = ownSet();
  const machine = describeMachine(new Date());
  const wants = (part: NonNullable<Plan['only']>) => plan.only === null || plan.only === part;
  const accuracy = wants('accuracy') ? await measureAccuracy(own, plan) : null;
  const timed = wants('speed') ? await measureTimes(own, plan) : { speed: [], builds: [] };
  const tickets = wants('tickets') ? await measureTickets(plan) : null;
  return { machine, seed: plan.seed, quick: plan.quick, accuracy, ...timed, tickets };
}

function lastResult(): BenchResult {
  return JSON.parse(readFileSync(join(ROOT, 'docs', 'benchmarks.json'), 'utf8')) as BenchResult;
}

async function measureTimes(own: OwnSet, plan: Plan): Promise<{ speed: SpeedSize[]; builds: BuildComparison[] }> {
  const mixed = shuffle(createRandom(plan.seed), own.questions);
  const speed = [
    await measureSpeed(
      {
        kind: 'own',
        corpus: own.corpus,
        questions: mixed.slice(0, plan.questions),
        warmUp: sample(plan.seed, own.others, plan.warmUp).map(({ text }) => text),
      },
      plan,
    ),
  ];
  for (const size of plan.sizes) {
    const { documents, questions } = createSynthetic(size, plan.questions + plan.warmUp, plan.seed);
    const corpus = { documents, terms: [] };
    const warmUp = questions.slice(plan.questions).map(({ text }) => text);
    const task = { kind: 'synthetic' as const, corpus, questions: questions.slice(0, plan.questions), warmUp };
    speed.push(await measureSpeed(task, plan));
  }
  const built = { documents: createSynthetic(BUILD_SIZE, 0, plan.seed).documents, terms: [] };
  const builds = [
    await compareBuilds('The shipped corpus', own.corpus, plan.quick ? 1 : 5, plan),
    // --quick has one build of each at this size in the speed table already.
    ...(plan.quick
      ? []
      : [await compareBuilds(`Synthetic, ${BUILD_SIZE.toLocaleString('en')} phrasings`, built, 1, plan)]),
  ];
  return { speed, builds };
}
