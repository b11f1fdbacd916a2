import type { Intent } from '../../src/intent/intent.ts';
import { loadQuestions, type Split } from '../../src/knowledge/questions.ts';
import type { SplitFigures } from './form.ts';
import { confusions } from './misses.ts';
import { type Observation, observe } from './observe.ts';
import { measureReliability } from './reliability.ts';
import { tallyFragments, tallyInScope, tallyOperating, tallyOutside } from './tally.ts';

export interface Measured {
  observations: Observation[];
  figures: SplitFigures;
}

/** Asks the intent layer every question of the split, once. */
export function measureSplit(intent: Intent, knowledgeDir: string, split: Split): Measured {
  const observations = observe(intent, loadQuestions(knowledgeDir, [split]));
  return { observations, figures: figuresOf(observations) };
}

export function figuresOf(observations: readonly Observation[]): SplitFigures {
  return {
    inScope: tallyInScope(observations),
    outside: tallyOutside(observations),
    fragments: tallyFragments(observations),
    reliability: measureReliability(observations),
    operating: tallyOperating(observations),
    confusions: confusions(observations),
  };
}
