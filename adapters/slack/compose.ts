import type { AnswerReply, OpenQuestion, Reply } from '../../src/reply.ts';
import { handOver, type Passage, passages, reason, reoffer, replyText, sourceLink } from '../../src/replyText.ts';
import type { Source, Verdict } from '../../src/source.ts';
import { context, divider, type KnownBlock, section } from './blocks.ts';
import { cutText, jsonLength, visibleLength } from './cut.ts';
import { LIMITS, READING } from './limits.ts';
import { plainText, toMrkdwn } from './mrkdwn.ts';
import { proseBlocks } from './prose.ts';

/** What a reply says, apart from what may be tapped. */
export interface Composed {
  head: KnownBlock[];
  /** Stands between the two others, and may be shortened; they are shown in any case. */
  text: Passage[];
  foot: KnownBlock[];
  sources: KnownBlock[];
}

const NOTHING: Composed = { head: [], text: [], foot: [], sources: [] };

export function compose(reply: Reply): Composed {
  switch (reply.kind) {
    case 'answer':
      return {
        // The verdict answers the question; on the way it would only be in the way.
        head: [...((reply.step?.number ?? 1) === 1 ? verdictLine(reply.verdict) : []), ...stepLines(reply)],
        text: passages(reply.text, reply),
        foot: reply.helpdesk === null ? [] : line(handOver(reply.helpdesk)),
        sources: sourceLine(reply.sources),
      };
    case 'ask':
      return {
        head: [...line(reply.retry ?? ''), ...stepLines(reply)],
        text: passages(reply.lead, reply),
        foot: [...boldLine(reply.question), ...line(reason(reply) ?? '')],
        sources: sourceLine(reply.sources),
      };
    case 'clarify':
      return { ...NOTHING, foot: boldLine(reply.question) };
    case 'unknown':
      return { ...NOTHING, text: prose(reply.text), foot: line(handOver(reply.helpdesk)) };
    case 'version':
      return { ...NOTHING, text: prose(reply.text), sources: sourceLine(reply.sources) };
    case 'browse':
      return { ...NOTHING, text: topics(reply) };
    case 'explain':
    case 'help':
    case 'smalltalk':
    case 'cancelled':
    case 'ticket':
    case 'tickets':
    case 'error':
      return { ...NOTHING, text: prose(reply.text) };
    default:
      return reply satisfies never;
  }
}

/** Below a reply: the question that is still open. */
export function reofferBlocks(open: OpenQuestion | null): KnownBlock[] {
  return open === null || open.question === '' ? [] : [divider, ...line(reoffer(open))];
}

/** The words of a reply, for notifications and screen readers. */
export function fallbackText(reply: Reply): string {
  const text = plainText(replyText(reply));
  return text.trim() === '' ? 'Connect Desk has replied.' : cutText(text, READING.fallback);
}

/** A message around the text of a reply. `visible`: how much of the text is shown at most. */
export interface Frame {
  above: KnownBlock[];
  text: readonly Passage[];
  below: KnownBlock[];
  visible: number;
  /** Stands under the text where it is cut. */
  notice: KnownBlock;
}

/** Puts the text into the room that the frame leaves. */
export function fill({ above, text, below, visible, notice }: Frame): { blocks: KnownBlock[]; isCut: boolean } {
  const frame = [...above, notice, ...below];
  const { blocks, isCut } = proseBlocks(text, {
    visible,
    blocks: LIMITS.messageBlocks - frame.length,
    json: LIMITS.messageJson - sizeOf(frame),
  });
  return { blocks: [...above, ...blocks, ...(isCut ? [notice] : []), ...below], isCut };
}

/** JSON characters of blocks, with room for the ids that they get last. */
export function sizeOf(blocks: readonly KnownBlock[]): number {
  return jsonLength(blocks) + blocks.length * ID_JSON;
}

const ID_JSON = 80;

/** Said where not even a whole message is enough. */
export const CUT = context('Slack messages can be no longer than this. The sources hold the rest.');

const VERDICTS: Readonly<Record<Verdict, string | null>> = {
  yes: '✅ *Yes*',
  no: '❌ *No*',
  depends: '🔀 *It depends*',
  info: null,
  none: null,
};

function verdictLine(verdict: Verdict): KnownBlock[] {
  const text = VERDICTS[verdict];
  return text === null ? [] : [section(text)];
}

function stepLines({ step, title }: Pick<AnswerReply, 'step' | 'title'>): KnownBlock[] {
  if (step === null) return [];
  const place = context(toMrkdwn(`Step ${step.number} of ${step.of} · ${title}`), READING.line);
  return [place, ...boldLine(step.title)];
}

function prose(text: string): Passage[] {
  return [{ is: 'text', text }];
}

function boldLine(text: string): KnownBlock[] {
  return text.trim() === '' ? [] : line(`**${text}**`);
}

function line(commonMark: string): KnownBlock[] {
  const text = cutText(toMrkdwn(commonMark), READING.line);
  return text === '' ? [] : [section(text)];
}

/** As many sources as there is room for. */
function sourceLine(sources: readonly Source[]): KnownBlock[] {
  const links = sources.map((source) => cutText(toMrkdwn(sourceLink(source)), LIMITS.contextText)).filter(isShown);
  const kept: string[] = [];
  let length = 0;
  for (const link of links) {
    length += link.length + 3;
    if (length > READING.sources) break;
    kept.push(link);
  }
  const more = links.length - kept.length;
  const all = more === 0 ? kept : [...kept, `${more} more`];
  return all.length === 0 ? [] : [context(`Sources: ${all.join(' · ')}`)];
}

const isShown = (text: string) => visibleLength(text) > 0;

/** The corpus by section; what can be tapped below is not listed twice. */
function topics({ sections, options }: Extract<Reply, { kind: 'browse' }>): Passage[] {
  const offered = new Set(options.map((option) => option.label));
  return sections.map(({ title, entries }) => {
    const listed = entries.filter((entry) => !offered.has(entry.title)).map((entry) => `- ${entry.title}`);
    return { is: 'text', text: [`**${title}**`, ...listed].join('\n') };
  });
}
