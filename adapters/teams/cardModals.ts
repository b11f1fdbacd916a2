import { LIMITS as TICKETS } from '../../src/triage/limits.ts';
import { IMPACT_WORDS, URGENCY_WORDS } from '../../src/triage/priority.ts';
import { IMPACTS, type Person, PRIORITIES, type TicketId, URGENCIES } from '../../src/triage/ticket.ts';
import type { TicketFile } from '../../src/triage/triage.ts';
import {
  AGENT_VERBS,
  FIELDS,
  type FormName,
  type Given,
  type Page,
  type SubmitAction,
  submits,
} from './agentActions.ts';
import { noticeLine, onCallName, typed } from './card.ts';
import { type AdaptiveCard, card, type Element, note, text } from './elements.ts';
import { type Choice, choiceSet, textInput } from './inputs.ts';
import { READING } from './limits.ts';

/** A window in which an agent says what a button alone cannot. */
export interface Form {
  title: string;
  card: AdaptiveCard;
}

/** What a form stands on. */
export interface FormOf {
  what: FormName;
  ticket: TicketId;
  /** Null: it cannot be read just now. */
  file: TicketFile | null;
  from: Page | null;
  /** The delivery that draws it. */
  form: string;
  message: string | null;
  /** What has just gone wrong, in plain words; what was typed stands there still. */
  notice: string | null;
  given: Given;
  categories: ReadonlyMap<string, string>;
  /** Whom it may be given to, with a name where one is known. */
  people: readonly Person[];
  /** Entries that were found, best first. */
  found: readonly Choice[];
}

/** Stands for the agent on call: ids of people hold no space. */
export const ON_CALL = 'on call';
const BY_TABLE = 'by table';

const ASKED: Readonly<Record<FormName, { title: string; send: string; hint: string }>> = {
  ask: {
    title: 'Ask the requester',
    send: 'Ask',
    hint: 'It is sent to where the ticket was opened; the answer comes back as a comment.',
  },
  tell: {
    title: 'Write to the requester',
    send: 'Send',
    hint: 'It is sent to where the ticket was opened; the ticket stays as it is.',
  },
  answer: {
    title: 'Answer from the FAQ',
    send: 'Send this answer',
    hint: 'The requester gets it at once, with the questions that it asks back.',
  },
  resolve: { title: 'Resolve', send: 'Resolve', hint: 'The requester and all who joined are told.' },
  duplicate: {
    title: 'Mark as a duplicate',
    send: 'Mark as a duplicate',
    hint: 'Everybody who waits for this one is told when the other is solved.',
  },
  assign: { title: 'Assign', send: 'Assign', hint: 'The requester is told who has it.' },
  classify: {
    title: 'Set category and priority',
    send: 'Set',
    hint: 'Whoever has the ticket keeps it, also where the category changes.',
  },
  'hand-over': {
    title: 'Hand over',
    send: 'Hand over',
    hint: 'It goes to the people for that category, and nobody has it until one of them takes it.',
  },
  note: { title: 'Add a note', send: 'Add', hint: 'The requester does not see it.' },
};

export function actForm(of: FormOf): Form {
  const { what, ticket: id, file, from, form, message, notice } = of;
  const { title, send, hint } = ASKED[what];
  const data = { v: 1 as const, verb: AGENT_VERBS.said, ticket: id, what, from, form, message };
  const body: Element[] = [
    ...(notice === null ? [] : [noticeLine(notice)]),
    text(`**${id}** ${typed(file?.ticket.summary ?? '', READING.row)}`),
    ...fields(of, submits('Search', { ...data, search: true })),
    note(hint),
    { type: 'ActionSet', actions: [submits(send, { ...data, search: false }, { primary: true })] },
  ];
  return { title: `${title}: ${id}`, card: card(body, `${title}: ${id}`) };
}

function fields(of: FormOf, search: SubmitAction): Element[] {
  const { what, given, file, categories } = of;
  const ticket = file?.ticket ?? null;
  const words = (label: string): Element =>
    textInput(FIELDS.text, label, {
      value: given.text ?? '',
      most: TICKETS.text,
      multiline: true,
      required: 'There are no words in it.',
    });
  switch (what) {
    case 'ask':
      return [words('Your question')];
    case 'tell':
      return [words('What they should know')];
    case 'resolve':
      return [words('What solved it?')];
    case 'note':
      return [words('Note')];
    case 'duplicate':
      return [
        textInput(FIELDS.text, 'Number of the other ticket', {
          value: given.text ?? '',
          most: READING.name,
          required: 'Give its number.',
          placeholder: 'For example DESK-142',
        }),
      ];
    case 'answer':
      return answerFields(of, search);
    case 'assign':
      return [choiceSet(FIELDS.to, 'Who is to have it?', assignees(of), pick(given.to ?? null))];
    case 'hand-over': {
      const others = named(categories).filter(({ id }) => id !== ticket?.category);
      return [choiceSet(FIELDS.category, 'Category', others, pick(given.category ?? null))];
    }
    case 'classify':
      return [
        choiceSet(FIELDS.category, 'Category', named(categories), pick(given.category ?? ticket?.category ?? null)),
        choiceSet(
          FIELDS.impact,
          'Who cannot work?',
          worded(IMPACTS, IMPACT_WORDS),
          pick(given.impact ?? ticket?.impact ?? null),
        ),
        choiceSet(
          FIELDS.urgency,
          'How urgent is it?',
          worded(URGENCIES, URGENCY_WORDS),
          pick(given.urgency ?? ticket?.urgency ?? null),
        ),
        choiceSet(FIELDS.priority, 'Priority', priorities(ticket?.priority ?? null), pick(given.priority ?? BY_TABLE)),
      ];
    default:
      return what satisfies never;
  }
}

function answerFields({ given, file, found }: FormOf, search: SubmitAction): Element[] {
  const query = given.query ?? file?.ticket.summary ?? '';
  return [
    textInput(FIELDS.query, 'Search the FAQ', { value: query, most: TICKETS.summary }),
    { type: 'ActionSet', actions: [search] },
    found.length === 0
      ? text('Nothing in the FAQ fits these words. Try others.')
      : choiceSet(FIELDS.entry, 'Which entry answers it?', found, { chosen: given.entry ?? null, expanded: true }),
  ];
}

const PICK = 'Pick one';

function pick(chosen: string | null) {
  return { chosen, placeholder: PICK };
}

function assignees({ people, file }: FormOf): Choice[] {
  const all = people.map(({ user, name }) => ({ id: user, title: name ?? user }));
  const onCall = file?.onCall ?? null;
  return onCall === null ? all : [{ id: ON_CALL, title: onCallName(onCall) }, ...all];
}

function priorities(now: string | null): Choice[] {
  const byTable = { id: BY_TABLE, title: now === null ? 'By the table' : `By the table, now ${now}` };
  return [byTable, ...PRIORITIES.map((id) => ({ id, title: id }))];
}

function named(categories: ReadonlyMap<string, string>): Choice[] {
  return [...categories].map(([id, title]) => ({ id, title }));
}

function worded<Id extends string>(ids: readonly Id[], words: Readonly<Record<Id, string>>): Choice[] {
  return ids.map((id) => ({ id, title: words[id] }));
}
