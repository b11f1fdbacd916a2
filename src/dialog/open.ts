import type { EntryId } from '../brand.ts';
import type { Ask, Entry, Node } from '../knowledge/types.ts';
import type { OpenQuestion, Option } from '../reply.ts';
import type { Ground } from './context.ts';
import { factValue } from './resolve.ts';
import type { Open } from './session.ts';
import { VALUES } from './values.ts';

/** The question that an open session waits on, in words; null when the corpus no longer has it. */
export function openQuestion(open: Open, ground: Ground): OpenQuestion | null {
  if (open.kind === 'choice') {
    const options = choiceOptions(open.entries, ground);
    return options.length < 2 ? null : { question: 'Which of these do you mean?', options };
  }
  const entry = ground.corpus.entries.get(open.entry);
  if (!entry) return null;
  if (open.kind === 'step') {
    if (entry.answer.kind !== 'walk' || open.step + 1 >= entry.answer.steps.length) return null;
    const back = open.step > 0 ? [{ label: 'Back', value: VALUES.back }] : [];
    const question = `${entry.shortTitle}: go on with step ${open.step + 2} of ${entry.answer.steps.length}?`;
    return { question, options: [{ label: 'Next', value: VALUES.next }, ...back] };
  }
  const ask = findAsk(entry, open);
  const fact = ground.corpus.facts.get(open.fact);
  if (!ask || !fact) return null;
  const back = open.step !== null && open.step > 0 ? [{ label: 'Back', value: VALUES.back }] : [];
  return { question: fact.question, options: [...askOptions(ask, ground), ...back] };
}

export function choiceOptions(entries: readonly EntryId[], ground: Ground): Option[] {
  const options = entries.flatMap((id) => {
    const entry = ground.corpus.entries.get(id);
    return entry ? [{ label: entry.shortTitle, value: VALUES.entry(id) }] : [];
  });
  return [...options, { label: 'None of these', value: VALUES.none }];
}

/** The question in an entry's tree that an open session stands at. */
export function findAsk(entry: Entry, open: Extract<Open, { kind: 'fact' }>): Ask | null {
  const root = entry.answer.kind === 'walk' ? (entry.answer.steps[open.step ?? 0]?.ask ?? null) : entry.answer;
  const search = (node: Node | null): Ask | null => {
    if (node?.kind !== 'ask') return null;
    if (node.fact === open.fact) return node;
    for (const each of node.cases) {
      const found = search(each.node);
      if (found) return found;
    }
    return null;
  };
  return search(root);
}

/** A version is asked by its ranges; any other fact by its values, so that each button sets one value. */
export function askOptions(ask: Ask, ground: Ground): Option[] {
  const fact = ground.corpus.facts.get(ask.fact);
  const options =
    fact?.type === 'values'
      ? fact.values.map((value) => ({ label: value.label, value: value.id }))
      : ask.cases.map((each) => ({ label: each.label, value: factValue(each.when) }));
  return [...options, { label: "I don't know", value: VALUES.unknown }];
}
