import type { Observation } from '../../bench/eval/observe.ts';

/** An in-scope question about entry 'a' that is settled on it; each case changes what it is about. */
export function observed(changes: Partial<Observation> = {}): Observation {
  const ranked = changes.ranked ?? ['a', 'b', 'c'];
  return {
    text: 'how do I do a',
    style: 'chat',
    kind: 'in-scope',
    accept: ['a'],
    ranked,
    offered: ranked.slice(0, 4),
    outcome: 'settled',
    confidence: 0.9,
    ...changes,
  };
}

export function outside(changes: Partial<Observation> = {}): Observation {
  return observed({ kind: 'outside', style: 'near-miss', accept: [], outcome: 'unknown', confidence: 0.1, ...changes });
}

export function fragment(changes: Partial<Observation> = {}): Observation {
  return observed({ kind: 'fragment', style: 'fragment', accept: ['a', 'b'], outcome: 'choice', ...changes });
}
