import { Document, isSeq } from 'yaml';
import { withoutPeople } from '../anonymise.ts';
import { phrasingKey } from '../knowledge/phrasingKey.ts';
import { LEAST_PHRASINGS, SHORT_TITLE } from '../knowledge/schema.ts';
import { maskSecrets } from '../mask.ts';
import type { CommonKnowledge } from './commonKnowledge.ts';
import { cut, LIMITS } from './limits.ts';
import type { FaqDraft, Person, Ticket, TicketEvent, TicketId } from './ticket.ts';

/** A ticket with its history. */
export interface Told {
  ticket: Ticket;
  events: readonly TicketEvent[];
}

/** Words that an entry's id is made of. */
const ID_WORDS = 6;

/**
 * An entry for the FAQ from a resolved ticket and the tickets that were duplicates of it, in the corpus' own form and
 * without names and addresses. What tickets cannot tell is left out and marked in comments with 'To be written', so that
 * the corpus does not load with it before somebody has written it. Pure.
 */
export function faqDraft(main: Told, duplicates: readonly Told[], corpus: CommonKnowledge, now: number): FaqDraft {
  const all = [main, ...duplicates];
  const names = all.flatMap(namesIn);
  const clean = (text: string) => withoutPeople(maskSecrets(text), names, corpus.words).trim();
  const { ticket } = main;
  const question = clean(ticket.summary);
  const found = phrasingsOf(all, clean);
  const phrasings = found.filter((phrasing) => !corpus.phrasings.has(phrasingKey(phrasing)));
  const tickets = all.map(({ ticket: { id } }) => id);
  const entry = {
    id: entryId(question, ticket.id, corpus),
    question,
    shortTitle: cut(question, SHORT_TITLE),
    phrasings,
    verdict: 'info',
    answer: { verdict: 'info', text: clean(ticket.resolution ?? '') },
    tags: tagsOf([question, ...phrasings], corpus),
    tickets,
  };
  const section = corpus.sections.find((id) => id === ticket.category) ?? null;
  const document = new Document({ section, entries: [entry] });
  comment(document, { main, corpus, section, entry, taken: found.length - phrasings.length });
  return { ticket: ticket.id, tickets, question, body: document.toString({ lineWidth: 120 }), at: now };
}

interface Commenting {
  main: Told;
  corpus: CommonKnowledge;
  section: string | null;
  entry: { phrasings: readonly string[]; tags: readonly string[]; tickets: readonly TicketId[] };
  /** Phrasings that the corpus has already. */
  taken: number;
}

/** Everything in comments is ours: ids, figures, and no word that somebody typed. */
function comment(document: Document, { main, corpus, section, entry, taken }: Commenting): void {
  const lacking = LEAST_PHRASINGS - entry.phrasings.length;
  const shown = main.ticket.packet.offered.map(({ entry: id }) => id).filter((id) => corpus.entries.has(id));
  document.commentBefore = [
    ` A draft from ${entry.tickets.join(', ')}. It is no part of the FAQ until somebody puts it there (docs/triage.md,`,
    " 'What was learnt goes back'). Names and addresses were taken out: [brackets] say what stood there. Read every line.",
    ...(shown.length > 0
      ? [` Shown before the ticket, and not enough: ${shown.join(', ')}. One of them may be the better place.`]
      : []),
    ...(taken > 0 ? [` Phrasings that another entry has already, and that were left out: ${taken}.`] : []),
    ...(section === null ? [` To be written: section, one of ${corpus.sections.join(', ')}.`] : []),
  ].join('\n');
  const mark = (key: string, text: string) => {
    const list = document.getIn(['entries', 0, key], true);
    if (!isSeq(list)) return;
    if (list.items.length === 0) list.commentBefore = text;
    else list.comment = text;
  };
  if (lacking > 0) mark('phrasings', ` To be written: at least ${lacking} more, as different people would ask it.`);
  if (entry.tags.length === 0) mark('tags', ' To be written: at least one subject, in the words that people type.');
}

/** Everybody whom the tickets know: names as the platforms gave them, and ids. */
function namesIn({ ticket, events }: Told): string[] {
  const people: (Person | null)[] = [
    ticket.requester,
    ticket.assignee,
    ...ticket.followers.map(({ person }) => person),
    ...events.map(({ by }) => (by.role === 'desk' ? null : by.person)),
  ];
  const named = events.flatMap(({ details }) => details.assignee ?? []).filter((name) => name !== 'nobody');
  return [...new Set([...people.flatMap(namesOf), ...named])];
}

/** Accounts that every system has: as words they are nobody's name. */
const ROLES: ReadonlySet<string> = new Set(['root', 'admin', 'administrator', 'local']);

function namesOf(person: Person | null): string[] {
  if (!person) return [];
  return [person.name, person.user].filter((name) => name !== null && !ROLES.has(name.toLowerCase())).map(String);
}

/** In the order of the tickets, each once. */
function phrasingsOf(all: readonly Told[], clean: (text: string) => string): string[] {
  const texts = all.flatMap(({ ticket: { summary, packet }, events }) => [
    summary,
    packet.question,
    ...(packet.messages ?? []).filter((message) => !message.startsWith('(tapped ')),
    // What those who joined were about to send.
    ...events.filter(({ what }) => what === 'join').map(({ details }) => details.text ?? ''),
  ]);
  const byKey = new Map<string, string>();
  for (const phrasing of texts.flatMap((text) => questionsIn(clean(text)))) {
    const key = phrasingKey(phrasing);
    if (key !== '' && !byKey.has(key)) byKey.set(key, phrasing);
  }
  return [...byKey.values()].slice(0, LIMITS.draftPhrasings);
}

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The first sentence, and every other one that asks something. */
function questionsIn(text: string): string[] {
  const sentences = [...SENTENCES.segment(text)].map(({ segment }) => segment.replace(/\s+/g, ' ').trim());
  return sentences
    .filter((sentence, at) => at === 0 || sentence.endsWith('?'))
    .map((sentence) => cut(sentence.replace(/[.!…]+$/, ''), LIMITS.draftPhrasing))
    .filter((sentence) => sentence.includes(' '));
}

/** Subjects that the corpus knows and that the words name. */
function tagsOf(texts: readonly string[], { tags }: CommonKnowledge): string[] {
  const words = ` ${texts.map(phrasingKey).join(' ')} `;
  return tags.filter((tag) => words.includes(` ${phrasingKey(tag)} `)).slice(0, LIMITS.draftTags);
}

function entryId(question: string, ticket: TicketId, { entries }: CommonKnowledge): string {
  const words = question
    .replace(/\[[^\]]*\]/g, ' ')
    .normalize('NFD')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const id = (words ?? []).slice(0, ID_WORDS).join('-');
  return id === '' || entries.has(id) ? [id, ticket.toLowerCase()].filter(Boolean).join('-') : id;
}
