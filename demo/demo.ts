import { fileURLToPath } from 'node:url';
import { loadCorpus } from '../src/knowledge/load.ts';
import { loadQuestions } from '../src/knowledge/questions.ts';
import { openStore } from '../src/store/open.ts';
import { addressOf } from '../src/triage/ticket.ts';
import { triageSection } from '../src/triageSettings.ts';
import { AGENTS } from './people.ts';
import { type Place, takePlace } from './place.ts';
import { type Played, playWeek } from './play.ts';

const KNOWLEDGE = fileURLToPath(new URL('../knowledge', import.meta.url));
const DAY = 86_400_000;

export interface DemoOptions {
  folder: string;
  seed: number;
  /** Milliseconds since 1970: the week is that of the five working days before it. */
  now: number;
  /** The operating system's user, who becomes an agent; null: there is none whom settings can name. */
  user: string | null;
  /** The same as the prompt knows them, whatever their name is. */
  you: string;
}

/** Fills a database of its own; the same seed, day and corpus give the same content. */
export async function makeDemo({ folder, seed, now, user, you }: DemoOptions): Promise<Place & Played> {
  const agents = [...(user === null ? [] : [`cli:${user}`]), ...Object.values(AGENTS).map(addressOf)];
  const settings = { triage: { agents: { all: agents } } };
  const place = takePlace(folder, settings);
  const store = await openStore(`sqlite:${place.database}`);
  try {
    const played = await playWeek({
      store,
      corpus: loadCorpus(KNOWLEDGE),
      questions: loadQuestions(KNOWLEDGE),
      config: triageSection.parse(settings.triage),
      seed,
      days: workingDaysBefore(now),
      you,
    });
    return { ...place, ...played };
  } finally {
    await store.close();
  }
}

/** The midnights, UTC, of the five working days before the day of `now`. */
export function workingDaysBefore(now: number): number[] {
  const days: number[] = [];
  for (let day = Math.floor(now / DAY) * DAY - DAY; days.length < 5; day -= DAY) {
    if (new Date(day).getUTCDay() % 6 !== 0) days.unshift(day);
  }
  return days;
}
