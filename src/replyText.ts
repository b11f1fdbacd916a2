import type { AnswerReply, AskReply, Helpdesk, OpenQuestion, Reply, UsedFact } from './reply.ts';
import type { Note, Source } from './source.ts';

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
    case 'error':
      return reply.text;
    default:
      return reply satisfies never;
  }
}

function answer(reply: AnswerReply): string {
  return paragraphs(
    reply.step && stepTitle(reply.step),
    withNotes(reply.text, reply.notes, reusedFacts(reply.used)),
    reply.helpdesk && handOver(reply.helpdesk),
    sourceLine(reply.sources),
  );
}

function ask(reply: AskReply): string {
  return paragraphs(
    reply.retry,
    reply.step && stepTitle(reply.step),
    withNotes(reply.lead, reply.notes, reusedFacts(reply.used)),
    `**${reply.question}**`,
    reply.retry === null ? `I ask because ${reply.because}.` : null,
    sourceLine(reply.sources),
  );
}

function handOver({ name, contact }: Helpdesk): string {
  return `For help beyond the FAQ, turn to ${contact === '' ? name : `${name}: ${contact}`}.`;
}

function stepTitle(step: { number: number; of: number; title: string }): string {
  return `**Step ${step.number} of ${step.of}: ${step.title}**`;
}

function reusedFacts(used: readonly UsedFact[]): string | null {
  const reused = used.filter((fact) => fact.reused).map((fact) => `${fact.label} ${fact.value}`);
  return reused.length > 0 ? `*That goes by what you said before: ${reused.join(', ')}.*` : null;
}

/** Lead notes stand directly under the first paragraph, where nobody misses them; the others at the end. */
function withNotes(text: string, notes: readonly Note[], reused: string | null): string {
  const [first = '', ...rest] = text.split(/\n{2,}/);
  return paragraphs(first, noteBlock(notes, 'lead'), reused, ...rest, noteBlock(notes, 'end'));
}

/** All notes of one place in one quote: together they are read once, apart they are passed over. */
function noteBlock(notes: readonly Note[], place: Note['place']): string | null {
  const lines = notes.filter((note) => note.place === place).map(noteText);
  return lines.length > 0 ? lines.join('\n>\n') : null;
}

function noteText(note: Note): string {
  return `> **Note of ${note.date}:** ${note.text.replaceAll('\n', '\n> ')} (${link(note.source)})`;
}

function sourceLine(sources: readonly Source[]): string | null {
  return sources.length > 0 ? `Sources: ${sources.map(link).join(' · ')}` : null;
}

function link(source: Source): string {
  const title = source.title.replace(/[\\[\]`*_<>&]/g, '\\$&');
  return source.url === null ? title : `[${title}](<${source.url}>)`;
}

function reoffer(question: OpenQuestion): string {
  return `Back to the question that is still open: **${question.question}**`;
}

function paragraphs(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join('\n\n');
}
