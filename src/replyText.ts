import type { AnswerReply, AskReply, Helpdesk, OpenQuestion, Reply, UsedFact } from './reply.ts';
import type { Note, Source } from './source.ts';

/** A part of an answer, in the order in which a person reads it. CommonMark. */
export interface Passage {
  /** `notes`: quoted; `facts`: what was taken from earlier. */
  is: 'text' | 'notes' | 'facts';
  text: string;
}

/**
 * The whole reply as CommonMark, in the order in which a person reads it: the answer's first paragraph, notes that must
 * not be missed, facts taken from earlier, the rest, dated notes, sources, and an earlier question offered again.
 * Options are not part of it: every platform shows them in its own way, numbered in the order of `reply.options`.
 */
export function replyText(reply: Reply): string {
  return paragraphs(body(reply), reply.reoffered && reoffer(reply.reoffered));
}

function body(reply: Reply): string {
  switch (reply.kind) {
    case 'answer':
      return answer(reply);
    case 'ask':
      return ask(reply);
    case 'clarify':
      return reply.question;
    case 'unknown':
      return paragraphs(reply.text, handOver(reply.helpdesk));
    case 'version':
      return paragraphs(reply.text, sourceLine(reply.sources));
    case 'browse':
      return reply.sections
        .map((section) => `**${section.title}**\n\n${section.entries.map((entry) => `- ${entry.title}`).join('\n')}`)
        .join('\n\n');
    case 'explain':
    case 'help':
    case 'smalltalk':
    case 'cancelled':
    case 'ticket':
    case 'tickets':
    case 'error':
      return reply.text;
    default:
      return reply satisfies never;
  }
}

function answer(reply: AnswerReply): string {
  return paragraphs(
    reply.step && stepTitle(reply.step),
    ...passages(reply.text, reply).map((passage) => passage.text),
    reply.helpdesk && handOver(reply.helpdesk),
    sourceLine(reply.sources),
  );
}

function ask(reply: AskReply): string {
  return paragraphs(
    reply.retry,
    reply.step && stepTitle(reply.step),
    ...passages(reply.lead, reply).map((passage) => passage.text),
    `**${reply.question}**`,
    reason(reply),
    sourceLine(reply.sources),
  );
}

export function handOver({ name, contact }: Helpdesk): string {
  return `For help beyond the FAQ, turn to ${contact === '' ? name : `${name}: ${contact}`}.`;
}

/** Why it is asked; said once. */
export function reason(reply: AskReply): string | null {
  return reply.retry === null ? `I ask because ${reply.because}.` : null;
}

function stepTitle(step: { number: number; of: number; title: string }): string {
  return `**Step ${step.number} of ${step.of}: ${step.title}**`;
}

function reusedFacts(used: readonly UsedFact[]): string | null {
  const reused = used.filter((fact) => fact.reused).map((fact) => `${fact.label} ${fact.value}`);
  return reused.length > 0 ? `*That goes by what was said here before: ${reused.join(', ')}.*` : null;
}

/**
 * Lead notes stand directly under the first paragraph, where nobody misses them, then facts taken from earlier; the
 * other notes at the end.
 */
export function passages(
  text: string,
  { notes, used }: { notes: readonly Note[]; used: readonly UsedFact[] },
): Passage[] {
  const [first = '', ...rest] = text.split(/\n{2,}/);
  const all: { is: Passage['is']; text: string | null }[] = [
    { is: 'text', text: first },
    { is: 'notes', text: noteBlock(notes, 'lead') },
    { is: 'facts', text: reusedFacts(used) },
    { is: 'text', text: rest.join('\n\n') },
    { is: 'notes', text: noteBlock(notes, 'end') },
  ];
  return all.flatMap(({ is, text: words }) => (words === null || words === '' ? [] : [{ is, text: words }]));
}

/** All notes of one place in one quote: together they are read once, apart they are passed over. */
function noteBlock(notes: readonly Note[], place: Note['place']): string | null {
  const lines = notes.filter((note) => note.place === place).map(noteText);
  return lines.length > 0 ? lines.join('\n>\n') : null;
}

function noteText(note: Note): string {
  return `> **Note of ${note.date}:** ${note.text.replaceAll('\n', '\n> ')} (${sourceLink(note.source)})`;
}

function sourceLine(sources: readonly Source[]): string | null {
  return sources.length > 0 ? `Sources: ${sources.map(sourceLink).join(' · ')}` : null;
}

export function sourceLink(source: Source): string {
  const title = source.title
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\[\]`*_<>&]/g, '\\$&');
  return source.url === null ? title : `[${title}](<${source.url}>)`;
}

export function reoffer(question: OpenQuestion): string {
  return `Back to the question that is still open: **${question.question}**`;
}

function paragraphs(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join('\n\n');
}
