import type { Reply } from '../../src/reply.ts';
import { isActive } from '../../src/triage/states.ts';
import { groupOptions, isNextStep } from '../optionGroups.ts';
import { ACTIONS, feedbackValue, sharedValue } from './actions.ts';
import { actions, button, context, divider, type KnownBlock, LABELS, type SlackMessage, withIds } from './blocks.ts';
import { CUT, compose, fallbackText, fill, reofferBlocks, sizeOf } from './compose.ts';
import { LIMITS, READING } from './limits.ts';
import { optionBlocks } from './options.ts';
import { proseNeeds } from './prose.ts';

/** Where a reply is shown. */
export interface Place {
  /** `C123:1700000000.000100`, `D123`, `C123:U123` … */
  conversation: string;
  /** Short ASCII; our buttons carry it. */
  delivery: string;
  /** What was asked, as it was typed; empty where something was tapped. */
  question: string;
  /** One person alone sees it. */
  ephemeral: boolean;
  /** 'Show all' was tapped: nothing is shortened but what Slack's limits force. */
  full: boolean;
  /** Stands above the reply. */
  lead?: KnownBlock[];
  /** Also ask whether the problem was solved. */
  ask: { solved: boolean };
}

/** A reply of any kind as a message within every limit of Slack's. */
export function renderReply(reply: Reply, place: Place): SlackMessage {
  const { text, foot, sources, ...said } = compose(reply);
  const head = [...(place.lead ?? []), ...said.head];
  const again = reofferBlocks(reply.reoffered);
  const feet = footer(reply, place);
  const groups = groupOptions(reply);
  const spent = sizeOf([...head, ...foot, ...sources, ...again, divider, ...feet, more(place), LABELS.related]);
  const purse = { json: LIMITS.messageJson - spent - Math.min(proseNeeds(text), READING.proseJson) };
  const own = optionBlocks(groups.own, purse, { primary: (option) => isNextStep(option, reply) });
  const related = optionBlocks(groups.related, purse, { inRows: true });
  const reoffered = optionBlocks(groups.reoffered, purse);
  const below = [
    ...foot,
    // A question's answers belong right under it; where it comes from can wait.
    ...(reply.kind === 'ask' ? [...own, ...sources] : [...sources, ...own]),
    ...(related.length > 0 ? [reply.kind === 'ticket' ? LABELS.alike : LABELS.related, ...related] : []),
    ...again,
    ...reoffered,
  ];
  // Else 'Why this answer?' reads like one more option.
  const close = below.at(-1)?.type === 'actions' && feet[0]?.type === 'actions' ? [divider, ...feet] : feet;
  const frame = { above: head, text, below: [...below, ...close] };
  const whole = { ...frame, visible: Number.POSITIVE_INFINITY, notice: CUT };
  const short = { ...frame, visible: READING.shown, notice: more(place) };
  const all = place.full || isDirect(place) ? fill(whole) : fill(short);
  const { blocks } = all.isCut && !place.full ? fill(short) : all;
  const shown = blocks.length > 0 ? blocks : [context(fallbackText(reply))];
  return { text: fallbackText(reply), blocks: withIds(shown, place.delivery) };
}

const more = ({ delivery }: Place): KnownBlock =>
  actions([button({ action: ACTIONS.more, label: 'Show all', value: delivery })]);

/** Nobody else has to scroll past a long answer there. */
function isDirect({ conversation }: Place): boolean {
  return conversation.startsWith('D');
}

const EXPLAINED = new Set<Reply['kind']>(['answer', 'ask', 'clarify']);

/** A version that was checked; without one the reply says how to find it, and answers nothing yet. */
function answersSomething(reply: Reply): boolean {
  return reply.kind === 'answer' || (reply.kind === 'version' && reply.check !== null);
}

/** What may be tapped below every reply of such a kind. */
function footer(reply: Reply, { delivery, question, ephemeral, ask }: Place): KnownBlock[] {
  const why = { action: ACTIONS.why, label: 'Why this answer?', value: delivery };
  const share = { action: ACTIONS.share, label: 'Share in channel', value: sharedValue(delivery, question) };
  const form = { action: ACTIONS.draftForm, label: 'Change it in a form', value: delivery };
  const buttons = [
    ...(reply.kind === 'ticket' && reply.draft !== null ? [form] : []),
    ...(EXPLAINED.has(reply.kind) ? [why] : []),
    ...(ephemeral && answersSomething(reply) ? [share] : []),
  ];
  return [
    ...(buttons.length > 0 ? [actions(buttons.map(button))] : []),
    ...(reply.kind === 'ticket' && reply.ticket && isActive(reply.ticket.state) ? [newsLine(ephemeral)] : []),
    ...(ask.solved ? solved(delivery) : []),
    ...(answersSomething(reply) || reply.kind === 'unknown' ? [feedback(delivery)] : []),
  ];
}

/** Nothing can be sent to where one person alone sees a message. */
function newsLine(ephemeral: boolean): KnownBlock {
  return context(`What becomes of it you are told ${ephemeral ? 'in a direct message' : 'here'}.`);
}

function solved(delivery: string): KnownBlock[] {
  const yes = button({ action: ACTIONS.solvedYes, label: 'Yes, solved', value: delivery });
  const no = button({ action: ACTIONS.solvedNo, label: 'Not yet', value: delivery });
  return [LABELS.solved, actions([yes, no])];
}

function feedback(delivery: string): KnownBlock {
  const thumb = (text: '👍' | '👎', vote: 'good' | 'bad', label: string) => ({
    text: { type: 'plain_text' as const, text, emoji: true },
    value: feedbackValue(vote, delivery),
    accessibility_label: label,
  });
  return {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: ACTIONS.feedback,
        positive_button: thumb('👍', 'good', 'This answer helps'),
        negative_button: thumb('👎', 'bad', 'This answer does not help'),
      },
    ],
  };
}
