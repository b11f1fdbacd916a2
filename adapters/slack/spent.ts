import type { types } from '@slack/bolt';
import { VALUES } from '../../src/dialog/values.ts';
import type { Reply } from '../../src/reply.ts';
import { cutPlain } from '../cutPlain.ts';
import { sound } from '../sound.ts';
import { ACTIONS, readOption } from './actions.ts';
import { actions, button, context, type KnownBlock, LABELS, type SlackMessage, section, withIds } from './blocks.ts';
import { CUT, compose, fallbackText, fill } from './compose.ts';
import { cutText, jsonLength } from './cut.ts';
import { escapeText, literalText } from './escape.ts';
import { LIMITS, READING } from './limits.ts';

/** What becomes of messages later: a button that was used, one that is too old, an answer that is shared. */

/** Which buttons are used up by a tap: all options of the reply, or 'Was this solved?'. */
type Row = 'options' | 'solved';

/**
 * A message whose used buttons are replaced by what was chosen; what can still be tapped stays.
 * @param chosen `by`: the id of the one who chose
 */
export function renderChosen(
  blocks: readonly KnownBlock[],
  { by, label, row }: { by: string; label: string; row: Row },
): KnownBlock[] {
  const name = mention(by);
  const chosen = context(
    [bold(fromPayload(label)), name && `chosen by ${name}`].filter((part) => part !== null).join(' · '),
  );
  const first = blocks.findIndex((block) => isRow(block, row));
  if (first < 0) {
    const noted = [...blocks.slice(0, LIMITS.messageBlocks - 1), chosen];
    // Nothing was there to tap; a message that is full stays as it is.
    return jsonLength(noted) > LIMITS.messageJson ? [...blocks] : noted;
  }
  const kept = (some: readonly KnownBlock[]) => some.filter((block) => !isRow(block, row) && !isLabel(block, row));
  const all = [...kept(blocks.slice(0, first)), chosen, ...kept(blocks.slice(first + 1))];
  // A line parts nothing where buttons stood below it.
  return all.filter(({ type }, i) => type !== 'divider' || !['context_actions', undefined].includes(all[i + 1]?.type));
}

const SOLVED: readonly string[] = [ACTIONS.solvedYes, ACTIONS.solvedNo];
const LABEL = { options: [words(LABELS.related), words(LABELS.alike)], solved: [words(LABELS.solved)] };

function isRow(block: KnownBlock, row: Row): boolean {
  if (block.type !== 'actions') return false;
  return block.elements.some(({ action_id: id = '' }) =>
    row === 'solved' ? SOLVED.includes(id) : readOption(id) !== null,
  );
}

function isLabel(block: KnownBlock, row: Row): boolean {
  return block.type === 'context' && LABEL[row].includes(words(block));
}

function words({ elements }: types.ContextBlock): string {
  return elements.map((element) => (element.type === 'image' ? '' : element.text)).join('');
}

/** The delivery in the block ids of a message that no delivery was answered by. */
const NO_DELIVERY = 'expired';

/** An old button: says so, and offers the question anew where it is known. Its button is option 0 of no reply. */
export function renderExpired(question: string | null): SlackMessage {
  const text = 'This button belongs to an older message and does nothing any more.';
  const value = question === null ? '' : VALUES.ask(sound(question).trim());
  const again =
    question === null || question.trim() === '' || value.length > LIMITS.buttonValue
      ? [section(`${text} Please ask again.`)]
      : [
          section(`${text} You can ask again:\n> ${asked(question)}`),
          actions([button({ action: ACTIONS.option(0), label: 'Ask again', value, primary: true })]),
        ];
  return { text: `${text} Please ask again.`, blocks: withIds(again, NO_DELIVERY) };
}

/** The public copy of an answer: who shared it, the question, the answer with its sources, and nothing to tap. */
export function renderShared(reply: Reply, { by, question }: { by: string; question: string }): SlackMessage {
  const { head, text, foot, sources } = compose(reply);
  const name = mention(by);
  const quote = asked(question);
  const above = [
    context(name === null ? 'Shared answer' : `Shared by ${name}`),
    ...(quote === '' ? [] : [section(`> ${quote}`)]),
    ...head,
  ];
  const { blocks } = fill({
    above,
    text,
    below: [...foot, ...sources],
    visible: Number.POSITIVE_INFINITY,
    notice: CUT,
  });
  return { text: fallbackText(reply), blocks };
}

/** Only what has the form of a user's id becomes a mention. */
function mention(user: string): string | null {
  return /^[UW][A-Z0-9]{1,20}$/.test(user) ? `<@${user}>` : null;
}

/** A person's question on one line. */
function asked(question: string): string {
  return cutText(literalText(question.replace(/\s+/g, ' ').trim()), READING.line);
}

function bold(label: string): string {
  const words = literalText(cutPlain(label.replace(/\s+/g, ' ').trim(), LIMITS.buttonText));
  return words === '' ? 'Chosen' : `*${words}*`;
}

/** Slack escapes the label of a button in what it sends us; a label of ours is not escaped. */
function fromPayload(label: string): string {
  const plain = label.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return escapeText(plain) === label ? plain : label;
}
