import { createRandom, pick, shuffle, whole } from '../bench/random.ts';
import type { Question } from '../src/knowledge/questions.ts';
import { REQUESTERS, type Requester } from './people.ts';
import type { Step } from './week.ts';

/** Everyday questions of a week: the corpus' own test questions, from people who give their opinion now and then. */

/** Questions that the corpus answers, and others, in a week. */
const COUNTS = { answered: 80, other: 16 } as const;
/** Nobody at work asks in these. */
const NOT_AT_WORK: ReadonlySet<string> = new Set(['injection', 'gibberish', 'language']);
/** Minutes of a day in which somebody asks. */
const DAY = { from: 7 * 60 + 30, to: 17 * 60 } as const;
const ASKING = Object.keys(REQUESTERS).filter((name): name is Requester => name !== 'you');

/** One question with what follows it, where the reply allows it. */
export interface Chat {
  who: Requester;
  say: Step & { say: string };
  /** Which option is tapped where the reply asks back or offers a choice; none where the person has gone away. */
  taps: number | null;
  vote: 'good' | 'bad' | null;
  reason: string | null;
}

export function chatterOf(questions: readonly Question[], seed: number): Chat[] {
  const random = createRandom(seed);
  const mixed = shuffle(random, questions).filter(({ style, text }) => !NOT_AT_WORK.has(style) && text.length < 300);
  const answered = mixed.filter(({ accept }) => accept.length > 0).slice(0, COUNTS.answered);
  const other = mixed.filter(({ accept }) => accept.length === 0).slice(0, COUNTS.other);
  return shuffle(random, [...answered, ...other]).map(({ text }) => {
    const minute = whole(random, DAY.from, DAY.to);
    const opinion = random();
    return {
      who: pick(random, ASKING),
      say: { day: pick(random, [1, 2, 3, 4, 5] as const), at: timeOf(minute), say: text },
      taps: random() < 0.8 ? whole(random, 0, 1) : null,
      vote: opinion < 0.35 ? 'good' : opinion < 0.45 ? 'bad' : null,
      reason: random() < 0.5 ? 'It does not answer my question' : null,
    };
  });
}

function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
