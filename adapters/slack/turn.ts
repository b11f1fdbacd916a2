import { DeskError } from '../../src/errors.ts';
import { inTurn } from '../../src/inTurn.ts';
import type { Message } from '../../src/message.ts';
import type { Reply } from '../../src/reply.ts';
import type { SlackMessage } from './blocks.ts';
import { plain, section } from './blocks.ts';
import type { Case, SlackDeps } from './deps.ts';
import { escapeText } from './escape.ts';
import { LIMITS } from './limits.ts';
import { type Place, renderReply } from './render.ts';

/** Shows a reply; it decides where, and what becomes of the message that was tapped. */
export type Show = (message: SlackMessage, reply: Reply) => Promise<void>;

/** `overheard`: nobody put it to the bot, and most of that stays without an answer. */
type How = Pick<Place, 'ephemeral'> & { overheard?: boolean };

export interface Turns {
  /**
   * Handles a message and shows the reply, one turn of a conversation after the other, so that answers come in the order
   * of the questions. Rejects where the delivery is to be tried again.
   */
  take(message: Message, how: How, at: Case, show: Show, refused: Refused): Promise<void>;
  /** A reply as it was given; null where it is kept no longer. */
  given(tenant: string, conversation: string, delivery: string): Promise<Reply | null>;
}

/** Tells the person alone why their message was not taken. */
type Refused = (message: SlackMessage) => Promise<void>;

/** What a person can do nothing about now: the delivery is put off and tried again. */
const TRY_AGAIN: ReadonlySet<string> = new Set(['store-unavailable', 'busy', 'internal']);

export function createTurns({ assistant, store, clock }: SlackDeps): Turns {
  const queue = inTurn();

  async function takeNow(
    message: Message,
    { ephemeral, overheard = false }: How,
    { delivery }: Case,
    show: Show,
    refused: Refused,
  ): Promise<void> {
    let reply: Reply | null;
    try {
      reply = await (overheard ? assistant.overhear(message) : assistant.handle(message));
    } catch (error) {
      if (!(error instanceof DeskError) || TRY_AGAIN.has(error.code)) throw error;
      await refused(refusalMessage(error));
      return;
    }
    if (reply === null) return;
    const solved = !ephemeral && isFinal(reply) && (await isFirstEnd(message, delivery));
    const { conversation, text: question } = message;
    await show(
      renderReply(reply, { conversation, delivery, question, ephemeral, full: false, ask: { solved } }),
      reply,
    );
  }

  /** 'Was this solved?' is asked once in a conversation, by one delivery however often it is worked. */
  async function isFirstEnd({ platform, tenant, conversation }: Message, by: string): Promise<boolean> {
    const within = { platform, tenant, conversation };
    const key = `${tenant} ${conversation}`;
    return store.mark({ name: 'slack: asked whether solved', key, at: clock(), by, within });
  }

  return {
    take: (message, how, at, show, refused) =>
      queue(`${message.tenant} ${message.conversation}`, () => takeNow(message, how, at, show, refused)),
    async given(tenant, conversation, delivery) {
      const key = { platform: 'slack', tenant, conversation: conversation as Message['conversation'] };
      const { reply } = await store.load(key, delivery as Message['delivery']);
      return reply === null ? null : (JSON.parse(reply) as Reply);
    },
  };
}

/** An answer after which nothing is asked and no step follows. */
function isFinal(reply: Reply): boolean {
  return reply.kind === 'answer' && reply.open === null && (reply.step === null || reply.step.number === reply.step.of);
}

/** A message of one line, in plain words. */
export function lineMessage(text: string): SlackMessage {
  const words = escapeText(plain(text, LIMITS.sectionText).text);
  return { text: words, blocks: [section(words)] };
}

/** Why what somebody wrote came to nothing, and what they wrote, whole: they need not type it again. */
export function refusedMessage(why: string, words: string): SlackMessage {
  const { text, blocks } = lineMessage(why);
  // Escaping makes one character five at most.
  const parts = words.match(new RegExp(`[\\s\\S]{1,${Math.floor(LIMITS.sectionText / 5)}}`, 'gu')) ?? [];
  return { text, blocks: [...blocks, section('You wrote:'), ...parts.map((part) => section(escapeText(part)))] };
}

function refusalMessage(error: DeskError): SlackMessage {
  return lineMessage(`${error.message} ${error.todo}`);
}
