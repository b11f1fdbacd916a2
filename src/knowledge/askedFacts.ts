import type { FactName } from '../brand.ts';
import type { Answer, Ask } from './types.ts';

/** Every question in an answer, outer ones first. */
export function* asksOf(answer: Answer): Generator<Ask> {
  if (answer.kind === 'walk') {
    for (const step of answer.steps) if (step.ask) yield* asksOf(step.ask);
  } else if (answer.kind === 'ask') {
    yield answer;
    for (const child of answer.cases) yield* asksOf(child.node);
  }
}

/** Every fact that an answer may ask for. */
export function askedFacts(answer: Answer): Set<FactName> {
  return new Set([...asksOf(answer)].map((ask) => ask.fact));
}
