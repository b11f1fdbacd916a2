import type { DeskState, Draft } from '../deskState.ts';
import { fuzzyChoice } from '../intent/options.ts';
import { maskSecrets } from '../mask.ts';
import { choicesOf } from './draftReply.ts';
import { cut, LIMITS } from './limits.ts';
import { lastTopic } from './packet.ts';
import type { Rules } from './rules.ts';
import { IMPACTS, URGENCIES } from './ticket.ts';
import { FIELDS, type Field } from './values.ts';

/** A ticket before it is sent. Pure. */

/** `words`: what it is about, empty for what was asked last, or led to the reply to `about`. */
export function newDraft(desk: DeskState, words: string, by: string, now: number, about?: string): Draft {
  const question = words === '' ? lastTopic(desk.trail, about) : words;
  const masked = maskSecrets(question);
  return {
    id: freshId(desk, now),
    by,
    summary: summaryOf(masked),
    ...within(masked),
    category: 'other',
    categoryConfidence: null,
    impact: 'person',
    urgency: 'normal',
    withMessages: false,
    masked: masked !== question || masked.includes('[masked]'),
    changing: summaryOf(masked) === '' ? 'summary' : null,
    similar: [],
    at: now,
  };
}

/** Several people may begin one at the same moment. */
function freshId({ drafts, sent }: DeskState, now: number): string {
  const base = now.toString(36);
  const taken = new Set([...drafts.map(({ id }) => id), ...sent]);
  for (let more = 0; ; more++) {
    const id = more === 0 ? base : `${base}-${more}`;
    if (!taken.has(id)) return id;
  }
}

/** What was typed, and what was attached to it, a line each. */
export function attached(text: string, links: readonly string[] = []): string {
  return [text, ...links].filter((each) => each !== '').join('\n');
}

/** As many of its words as a ticket takes. */
function within(text: string, room: number = LIMITS.text): Pick<Draft, 'question' | 'shortened'> {
  return { question: cut(text, room), shortened: text.length > room };
}

/** The most of a question that links may take. */
const LINKS = LIMITS.text / 2;

/** With what was attached. Where that is too long together, words at the end go and no link does. */
export function withLinks(draft: Draft, links: readonly string[] = []): Draft {
  const fitting = links.filter((_, at) => links.slice(0, at + 1).join('\n').length <= LINKS);
  if (fitting.length === 0) return { ...draft, shortened: draft.shortened || links.length > 0 };
  const { question, shortened } = within(draft.question, LIMITS.text - fitting.join('\n').length - 1);
  const isLess = draft.shortened || shortened || fitting.length < links.length;
  return { ...draft, question: attached(question, fitting), shortened: isLess };
}

function summaryOf(text: string): string {
  return cut(text.replace(/\s+/g, ' ').trim(), LIMITS.summary);
}

/** The draft with one field set; null: the field cannot be that. */
export function withField(draft: Draft, field: Field, value: string, rules: Rules): Draft | null {
  switch (field) {
    case 'summary': {
      const masked = maskSecrets(value);
      const summary = summaryOf(masked);
      if (summary === '') return null;
      const question = draft.question === '' ? within(masked) : {};
      return { ...draft, ...question, summary, masked: draft.masked || masked !== value };
    }
    case 'category':
      return rules.categories.has(value) ? { ...draft, category: value, categoryConfidence: null } : null;
    case 'impact': {
      const impact = IMPACTS.find((each) => each === value);
      return impact ? { ...draft, impact } : null;
    }
    case 'urgency': {
      const urgency = URGENCIES.find((each) => each === value);
      return urgency ? { ...draft, urgency } : null;
    }
    case 'messages':
      return value === 'yes' || value === 'no' ? { ...draft, withMessages: value === 'yes' } : null;
    default:
      return field satisfies never;
  }
}

/** The same from words: a value, its label, or something near it. */
export function withSpoken(draft: Draft, field: Field, words: string, rules: Rules): Draft | null {
  const choices = choicesOf(field, rules);
  const value =
    field === 'summary'
      ? words
      : fuzzyChoice(
          words,
          choices.map(({ id, says }) => ({ value: id, says: [id, says] })),
        );
  return value === null ? null : withField(draft, field, value, rules);
}

/** What a form sends beside 'send': all fields at once, as facts by the fields' names. `wrong`: why the first that cannot be so cannot. */
export function withForm(
  draft: Draft,
  given: Readonly<Record<string, string>>,
  rules: Rules,
): Draft | { wrong: string } {
  let filled = draft;
  for (const [name, value] of Object.entries(given)) {
    if (name === 'details') {
      const length = value.trim().length;
      if (length > LIMITS.text) {
        return { wrong: `The details have ${length} characters, a ticket takes at most ${LIMITS.text}.` };
      }
      filled = withDetails(filled, value.trim());
      continue;
    }
    const field = FIELDS.find((each) => each === name);
    const next = field === undefined ? null : withField(filled, field, value, rules);
    if (next === null) return { wrong: `The field ${name} cannot be that.` };
    filled = next;
  }
  return filled;
}

function withDetails(draft: Draft, value: string): Draft {
  const masked = maskSecrets(value);
  const { question, shortened } = within(masked);
  const isLess = shortened || (draft.shortened && isCutAs(draft.question, question));
  return { ...draft, question, shortened: isLess, masked: draft.masked || masked !== value };
}

/** The place at which words were left out still stands there. */
function isCutAs(before: string, after: string): boolean {
  const at = before.lastIndexOf('…');
  return after.includes(before.slice(Math.max(0, at - 20), at + 1));
}
