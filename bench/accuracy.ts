import { type Candidate, DESK, PEERS } from './catalogue.ts';
import type { Asked } from './child.ts';
import type { BenchCorpus, Form } from './library.ts';
import type { Plan } from './plan.ts';
import { sample } from './random.ts';
import type { Accuracy, AccuracyRow, Score, SetResult } from './result.ts';
import { type Outcome, startRunner } from './runner.ts';
import { type OwnSet, phrasingCount, publicSets, type Question, type QuestionSet } from './sets.ts';

type Hit = Asked['hits'][number];
/** How many questions of each kind a candidate gets. */
type Quota = (candidate: Candidate) => number;

export async function measureAccuracy(own: OwnSet, plan: Plan): Promise<Accuracy> {
  const { sets, leftOut } = publicSets(plan.quick);
  const ofOwn: Quota = ({ slow }) => (slow ? plan.ownSlow : plan.own);
  const ofPublic: Quota = ({ slow }) => (slow ? plan.publicSlow : plan.public);
  const formsOf = ({ forms }: Candidate) => (plan.allForms ? forms : forms.slice(0, 1));
  const bare = { ...own, corpus: own.plain };
  const plain = await measureSet(bare, plan, ofOwn, () => ['question-answer']);
  const full = await measureSet(own, plan, ofOwn, formsOf);
  const others: SetResult[] = [];
  for (const set of sets) {
    others.push(await measureSet(set, plan, ofPublic, formsOf));
  }
  return { plain, own: full, public: others, leftOut };
}

async function measureSet(
  { name, title, corpus, questions }: QuestionSet,
  plan: Plan,
  quota: Quota,
  formsOf: (candidate: Candidate) => readonly Form[],
): Promise<SetResult> {
  const rows: AccuracyRow[] = [];
  let desk: ReadonlyMap<Question, Hit> = new Map();
  for (const candidate of [DESK, ...PEERS]) {
    const asked = drawn(questions, quota(candidate), plan.seed);
    const tried: AccuracyRow[] = [];
    for (const form of formsOf(candidate)) {
      plan.progress(`accuracy: ${name}, ${form}: ${candidate.name}`);
      const found = await hitsOf(candidate, form, corpus, asked, plan);
      if (candidate === DESK && found.ok) desk = found.value;
      tried.push(rowOf(candidate, form, found, desk));
    }
    rows.push(...tried.sort(better).slice(0, 1));
  }
  const entries = corpus.documents.filter((document) => !document.outside).length;
  return { title, entries, phrasings: phrasingCount(corpus), questions: questions.length, rows };
}

function rowOf(
  { name }: Candidate,
  form: Form,
  found: Outcome<ReadonlyMap<Question, Hit>>,
  desk: ReadonlyMap<Question, Hit>,
): AccuracyRow {
  if (!found.ok) return { library: name, form, leftOut: found.reason, score: null, deskTop1: null };
  const same = new Map([...found.value.keys()].flatMap((question) => pair(question, desk.get(question))));
  const deskTop1 = same.size === found.value.size ? scoreOf(same).top1 : null;
  return { library: name, form, leftOut: null, score: scoreOf(found.value), deskTop1 };
}

/** For sorting: the row with more right entries first, then among the first three. */
function better({ score: a }: AccuracyRow, { score: b }: AccuracyRow): number {
  return (b?.top1 ?? -1) - (a?.top1 ?? -1) || (b?.top3 ?? -1) - (a?.top3 ?? -1);
}

function pair(question: Question, hit: Hit | undefined): [Question, Hit][] {
  return hit ? [[question, hit]] : [];
}

/** As many of the questions with an answer as of those without one, in the set's order. */
function drawn(questions: readonly Question[], count: number, seed: number): Question[] {
  const [inScope, others] = [true, false].map((wanted) =>
    sample(
      seed,
      questions.filter(({ accept }) => accept.length > 0 === wanted),
      count,
    ),
  );
  return [...(inScope ?? []), ...(others ?? [])];
}

async function hitsOf(
  candidate: Candidate,
  form: Form,
  corpus: BenchCorpus,
  questions: readonly Question[],
  plan: Plan,
): Promise<Outcome<Map<Question, Hit>>> {
  const runner = startRunner(candidate);
  try {
    const loaded = await runner.load(corpus, form);
    if (!loaded.ok) return loaded;
    const built = await runner.build(plan.buildLimit);
    if (!built.ok) return built;
    const asked = await runner.ask(questions.map(({ text }) => text));
    if (!asked.ok) return asked;
    return { ok: true, value: new Map(questions.map((question, i) => [question, asked.value.hits[i] as Hit])) };
  } finally {
    runner.close();
  }
}

export function scoreOf(hits: ReadonlyMap<Question, Hit>): Score {
  const all = [...hits].map(([{ accept, style }, { entries, answered }]) => ({
    style,
    inScope: accept.length > 0,
    first: accept.includes(entries[0] ?? ''),
    among: entries.some((entry) => accept.includes(entry)),
    answered,
  }));
  const inScope = all.filter((each) => each.inScope);
  const others = all.filter((each) => !each.inScope);
  return {
    inScope: inScope.length,
    outOfScope: others.length,
    top1: share(inScope, ({ first }) => first),
    top3: share(inScope, ({ among }) => among),
    top1ByStyle: byStyle(inScope, ({ first }) => first),
    answeredInScope: share(inScope, ({ answered }) => answered),
    answeredOutOfScope: share(others, ({ answered }) => answered),
    answeredByStyle: byStyle(others, ({ answered }) => answered),
  };
}

function share<T>(list: readonly T[], counts: (each: T) => boolean): number | null {
  return list.length === 0 ? null : list.filter(counts).length / list.length;
}

function byStyle<T extends { style: string }>(list: readonly T[], counts: (each: T) => boolean) {
  const styles = [...new Set(list.map(({ style }) => style))];
  return Object.fromEntries(
    styles.map((style) => [
      style,
      share(
        list.filter((each) => each.style === style),
        counts,
      ) ?? 0,
    ]),
  );
}
