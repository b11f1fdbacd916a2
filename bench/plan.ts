import { parseArgs } from 'node:util';

const PARTS = ['accuracy', 'speed', 'tickets'] as const;
type Part = (typeof PARTS)[number];

/** What a run measures and how much of it. Counts are of questions, times are milliseconds. */
export interface Plan {
  quick: boolean;
  only: Part | null;
  json: string | null;
  seed: number;
  /** What is measured is measured whole: only such a run writes docs/, and keeps there what it left out. */
  complete: boolean;
  /** Synthetic corpora, in phrasings. */
  sizes: readonly number[];
  /** Questions of each kind (with an answer, without one) on our own corpus; of slow libraries; on public sets. */
  own: number;
  ownSlow: number;
  public: number;
  publicSlow: number;
  /** Both forms of the phrasings, of which the better one stands for the library; else the first alone. */
  allForms: boolean;
  buildLimit: number;
  /** Not counted, for each library; cut short after `warmUpBudget`. */
  warmUp: number;
  warmUpBudget: number;
  questions: number;
  /** What a library's questions at one size may take: a slow one gets fewer of them, but `fewest`. */
  budget: number;
  fewest: number;
  /** Fresh processes for the comparison of builds. */
  buildRounds: number;
  /** Open tickets: few and many. */
  tickets: readonly [few: number, many: number];
  /** Turns of each task over tickets, and of the sweep that has something to do. */
  ticketTurns: number;
  ticketSweeps: number;
  progress(text: string): void;
}

const ALL = Number.MAX_SAFE_INTEGER;

const FULL = {
  sizes: [1000, 10_000, 100_000],
  own: ALL,
  ownSlow: 60,
  public: 300,
  publicSlow: 40,
  allForms: true,
  buildLimit: 45_000,
  warmUp: 200,
  warmUpBudget: 2000,
  questions: 500,
  budget: 6000,
  fewest: 10,
  buildRounds: 3,
  tickets: [1000, 10_000] as const,
  ticketTurns: 400,
  ticketSweeps: 25,
};

const QUICK: Pick<Plan, keyof typeof FULL> = {
  sizes: [1000, 10_000],
  own: 60,
  ownSlow: 4,
  public: 60,
  publicSlow: 20,
  allForms: false,
  buildLimit: 4000,
  warmUp: 100,
  warmUpBudget: 100,
  questions: 100,
  budget: 300,
  fewest: 2,
  buildRounds: 1,
  tickets: [200, 1000],
  ticketTurns: 50,
  ticketSweeps: 4,
};

/** The rules of a run, for the reader of its tables. */
export function planNotes(plan: Plan): string[] {
  const seconds = (ms: number) => `${ms / 1000} s`;
  return [
    `A build that takes longer than ${seconds(plan.buildLimit)} is left out.`,
    `Up to ${plan.warmUp} questions warm up each library, cut short after ${seconds(plan.warmUpBudget)}; they are not counted.` +
      ' On the shipped corpus they are tuning questions.',
    `Then up to ${plan.questions} questions are measured one by one, in turns of up to 25 with Connect Desk. A library that` +
      ` would take longer than ${seconds(plan.budget)} for them gets as many as fit, but ${plan.fewest} at least.`,
    `Accuracy: fuse.js takes tens of milliseconds a question and more. It gets a seeded sample of ${plan.ownSlow} of our questions` +
      ` with an answer and as many without one, and of ${plan.publicSlow} on a public set. The others get` +
      ` ${plan.quick ? `${plan.own} and ${plan.public}` : `all, and ${plan.public} on a public set`}.`,
  ];
}

export function readPlan(args: readonly string[], progress: (text: string) => void): Plan {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      sizes: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const only = PARTS.find((part) => part === values.only) ?? null;
  if (only === null && values.only !== undefined) throw new Error(`--only takes ${PARTS.join(', ')}`);
  const sizes = values.sizes?.split(',').map(Number);
  if (sizes?.some((size) => !Number.isInteger(size) || size < 8)) {
    throw new Error('--sizes takes numbers of phrasings, as in 1000,10000');
  }
  return {
    ...(values.quick ? QUICK : FULL),
    ...(sizes && { sizes }),
    quick: values.quick,
    only,
    json: values.json ?? null,
    seed: 1,
    complete: !values.quick && (only === null || only === 'tickets') && !sizes,
    progress,
  };
}
