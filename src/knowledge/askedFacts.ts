import type { FactName } from '../brand.ts';
import type { Answer } from './types.ts';

/** Every fact that an answer may ask for. */
export function* askedFacts(answer: Answer): Generator<FactName> {
  if (answer.kind === 'walk') {
    for (const step of answer.steps) if (step.ask) yield* askedFacts(step.ask);
  } else if (answer.kind === 'ask') {
    yield answer.fact;
    for (const child of answer.cases) yield* askedFacts(child.node);
  }
}
