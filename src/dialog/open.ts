import type { EntryId } from '../brand.ts';
import { asksOf } from '../knowledge/askedFacts.ts';
import type { Ask, Entry } from '../knowledge/types.ts';
import type { OpenQuestion, Option } from '../reply.ts';
import type { Ground } from './context.ts';
import { factValue } from './resolve.ts';
import type { Open } from './session.ts';
import { UNKNOWN, VALUES } from './values.ts';

/** The question that an open session waits on, in words; null when the corpus no longer has it. */
export function openQuestion(open: Open, ground: Ground): OpenQuestion | null {
  if (open.kind === 'choice') {
    const options = choiceOptions(open.entries, ground);
    return options.length < 2 ? null : { question: choiceQuestion(options.length - 1), options };
  }
  const entry = ground.corpus.entries.get(open.entry);
  if (!entry) return null;
  if (open.kind === 'step') {
    if (entry.answer.kind !== 'walk' || open.step + 1 >= entry.answer.steps.length) return null;
    const back = open.step > 0 ? [{ label: 'Back', value: VALUES.step(entry.id, open.step) }] : [];
    const question = `${entry.shortTitle}: go on with step ${open.step + 2} of ${entry.answer.steps.length}?`;
    return { question, options: [{ label: 'Next', value: VALUES.step(entry.id, open.step + 2) }, ...back] };
  }
  const ask = findAsk(entry, open);
  const fact = ground.corpus.facts.get(open.fact);
  if (!ask || !fact) return null;
  const back = open.step !== null && open.step > 0 ? [{ label: 'Back', value: VALUES.step(entry.id, open.step) }] : [];
  return { question: fact.question, options: [...askOptions(entry.id, ask, ground), ...back] };
}

export function choiceQuestion(count: number): string {
  return count === 1 ? 'Do you mean this?' : 'Which of these do you mean?';
}

export function choiceOptions(entries: readonly EntryId[], ground: Ground): Option[] {
  const options = entries.flatMap((id) => {
    const entry = ground.corpus.entries.get(id);
    return entry ? [{ label: entry.shortTitle, value: VALUES.entry(id) }] : [];
  });
  return [
    ...options,
    { label: options.length === 1 ? 'No, something else' : 'None of these', value: VALUES.none(entries) },
  ];
}

/** The question in an entry's tree that an open session stands at. */
export function findAsk(entry: Entry, open: Extract<Open, { kind: 'fact' }>): Ask | null {
  const root = entry.answer.kind === 'walk' ? (entry.answer.steps[open.step ?? 0]?.ask ?? null) : entry.answer;
  return root === null ? null : ([...asksOf(root)].find((ask) => ask.fact === open.fact) ?? null);
}

/** A version is asked by its ranges; any other fact by its values, so that each button sets one value. */
export function askOptions(entry: EntryId, ask: Ask, ground: Ground): Option[] {
  const fact = ground.corpus.facts.get(ask.fact);
  const options =
    fact?.type === 'values'
      ? fact.values.map((value) => ({ label: value.label, value: VALUES.fact(entry, fact.name, value.id) }))
      : ask.cases.map((each) => ({ label: each.label, value: VALUES.fact(entry, ask.fact, factValue(each.when)) }));
  return [...options, { label: "I don't know", value: VALUES.fact(entry, ask.fact, UNKNOWN) }];
}
