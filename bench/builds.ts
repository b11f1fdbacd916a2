import { type Candidate, DESK, PEERS } from './catalogue.ts';
import type { BenchCorpus } from './library.ts';
import type { Plan } from './plan.ts';
import type { BuildComparison } from './result.ts';
import { startRunner } from './runner.ts';

/** A trainer of the same kind, to set our training beside. */
const TRAINER = PEERS.find(({ id }) => id === 'winkBayes');

/**
 * Builds in turns, each round in fresh processes: the first build of a process is the cold one, as at a start; those
 * after it in the same process are warm.
 */
export async function compareBuilds(
  corpus: string,
  documents: BenchCorpus,
  warm: number,
  plan: Plan,
): Promise<BuildComparison> {
  const candidates = TRAINER ? [DESK, TRAINER] : [DESK];
  const rows = candidates.map(({ name }): BuildComparison['rows'][number] => {
    return { library: name, cold: [], warm: [], leftOut: null };
  });
  for (let round = 0; round < plan.buildRounds; round++) {
    for (const [i, candidate] of candidates.entries()) {
      plan.progress(`builds: ${corpus}: ${candidate.name}`);
      const row = rows[i];
      if (row && row.leftOut === null) await buildInto(row, candidate, documents, warm, plan);
    }
  }
  return { corpus, rows };
}

async function buildInto(
  row: BuildComparison['rows'][number],
  candidate: Candidate,
  corpus: BenchCorpus,
  warm: number,
  plan: Plan,
): Promise<void> {
  const runner = startRunner(candidate);
  try {
    const loaded = await runner.load(corpus, candidate.forms[0]);
    if (!loaded.ok) {
      row.leftOut = loaded.reason;
      return;
    }
    for (let i = 0; i <= warm; i++) {
      const built = await runner.build(plan.buildLimit);
      if (!built.ok) {
        row.leftOut = built.reason;
        return;
      }
      (i === 0 ? row.cold : row.warm).push(built.value.ms);
    }
  } finally {
    runner.close();
  }
}
