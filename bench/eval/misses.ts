import type { Confusion, Miss } from './form.ts';
import { isRight, type Observation } from './observe.ts';
import { round } from './round.ts';

/** How many of the worst misses are listed. */
export const WORST = 20;

const NOTHING = 'nothing';
/** Out of scope: no entry is accepted. */
const NONE = 'none';

/** Accepted entry → the one ranked first instead, over in-scope questions; the most frequent first, then by name. */
export function confusions(observations: readonly Observation[]): Confusion[] {
  const wrong = observations.filter((each) => each.kind === 'in-scope' && !isRight(each)).map(names);
  const counted = [...Map.groupBy(wrong, ({ accepted, first }) => `${accepted} ${first}`).values()];
  return counted
    .flatMap((pairs) => pairs.slice(0, 1).map((pair) => ({ ...pair, count: pairs.length })))
    .sort((a, b) => b.count - a.count || compare(a.accepted, b.accepted) || compare(a.first, b.first));
}

/** A miss with the words that were asked. */
export type ToldMiss = Miss & { text: string };

/**
 * Wrong in a way that somebody would notice: an in-scope question with a wrong entry first, one out of scope that gets
 * an answer or a choice, a settled fragment. Settled ones first, then the surest.
 */
export function worstMisses(observations: readonly Observation[], most: number): ToldMiss[] {
  return observations
    .filter(isMiss)
    .map((each) => ({
      ...names(each),
      style: each.style,
      outcome: each.outcome,
      confidence: round(each.confidence),
      text: each.text,
    }))
    .sort((a, b) => settledFirst(a, b) || b.confidence - a.confidence || compare(a.text, b.text))
    .slice(0, most);
}

function isMiss(each: Observation): boolean {
  if (each.kind === 'fragment') return each.outcome === 'settled';
  return each.kind === 'in-scope' ? !isRight(each) : each.outcome !== 'unknown';
}

function names({ accept, ranked }: Observation): { accepted: string; first: string } {
  return { accepted: accept.length === 0 ? NONE : accept.join(', '), first: ranked[0] ?? NOTHING };
}

function settledFirst(a: Miss, b: Miss): number {
  return Number(b.outcome === 'settled') - Number(a.outcome === 'settled');
}

/** By code unit: the same order on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
