import type { App, BlockAction, RespondFn } from '@slack/bolt';
import { VALUES } from '../../src/dialog/values.ts';
import { replyText } from '../../src/replyText.ts';
import { ACTIONS, readShared } from './actions.ts';
import type { KnownBlock, SlackMessage } from './blocks.ts';
import { type Case, caseOf, type SlackDeps } from './deps.ts';
import { whyModal } from './modals.ts';
import { once } from './once.ts';
import { tapped } from './receive.ts';
import { renderReply } from './render.ts';
import { AS_IT_STANDS, ephemerally, update } from './send.ts';
import { renderExpired, renderShared } from './spent.ts';
import { type Tapped, tappedMessage, tellBeside } from './tapped.ts';
import { lineMessage, type Turns } from './turn.ts';

/** 'Show all', 'Why this answer?' and 'Share in channel'. */
export function listenToTaps(app: App, deps: SlackDeps, turns: Turns): void {
  app.action<BlockAction>(ACTIONS.more, async ({ body, context, client, respond }) => {
    const at = caseOf({ context, client }, body.user.id);
    const message = await tappedMessage(body, at, turns);
    const shown = message && (await shownDelivery(body, message, at, turns));
    if (!message || !shown) return tooOld(body, message, at, respond);
    const { conversation, isOwn, blocks } = message;
    const { delivery, question } = shown;
    const place = {
      conversation,
      delivery,
      question,
      ephemeral: isOwn,
      full: true,
      ask: { solved: asksSolved(blocks) },
    };
    const whole = renderReply(shown.reply, place);
    if (blocks === null) await ephemerally(respond, whole, true);
    else await update(client, message, whole);
  });

  app.action<BlockAction>(ACTIONS.why, async ({ body, context, client, respond }) => {
    const at = caseOf({ context, client }, body.user.id);
    const message = await tappedMessage(body, at, turns);
    const shown = message && (await shownDelivery(body, message, at, turns));
    if (!message || !shown) return tooOld(body, message, at, respond);
    const tell = (why: SlackMessage) => once(deps, at, 'why', () => tellBeside(message, at, respond, why));
    await turns.take(
      tapped(at.sender, message.conversation, VALUES.why, shown.delivery),
      { ephemeral: true },
      at,
      async (explained, reply) => {
        // A window opens within three seconds of the tap or not at all.
        if (at.again) await tell(explained);
        else await client.views.open({ trigger_id: body.trigger_id, view: whyModal(replyText(reply)) });
      },
      tell,
    );
  });

  app.action<BlockAction>(ACTIONS.share, async ({ body, context, client, respond }) => {
    const at = caseOf({ context, client }, body.user.id);
    const message = await tappedMessage(body, at, turns);
    const shown = message && (await shownDelivery(body, message, at, turns));
    if (!message || !shown) return tooOld(body, message, at, respond);
    await share({ ...shown, at, respond }, deps);
  });
}

/** The question below an answer stays when the rest of the answer is shown. */
function asksSolved(blocks: Tapped['blocks']): boolean {
  const isAsked = (block: KnownBlock) =>
    block.type === 'actions' && block.elements.some(({ action_id: id }) => id === ACTIONS.solvedYes);
  return (blocks ?? []).some(isAsked);
}

/** The reply that a message shows, by the delivery that its button carries. */
async function shownDelivery(body: BlockAction, { conversation }: Tapped, at: Case, turns: Turns) {
  const [action] = body.actions;
  const value = action?.type === 'button' ? action.value : undefined;
  if (value === undefined) return null;
  const { delivery, question } = readShared(value);
  const reply = await turns.given(at.sender.tenant, conversation, delivery);
  return reply && { reply, delivery, question };
}

/** What it showed is kept no longer. Of what was shared the question is known, and can be asked again. */
async function tooOld(body: BlockAction, message: Tapped | null, at: Case, respond: RespondFn): Promise<void> {
  const [action] = body.actions;
  const { question } = readShared((action?.type === 'button' && action.value) || '');
  if (message) await tellBeside(message, at, respond, renderExpired(question === '' ? null : question));
}

/** Once, whoever taps how often: under the name of the one who asked, where they asked it. */
async function share(
  {
    reply,
    delivery,
    question,
    at,
    respond,
  }: { reply: Parameters<typeof renderShared>[0]; delivery: string; question: string; at: Case; respond: RespondFn },
  { store, clock, log }: SlackDeps,
): Promise<void> {
  const key = `${at.sender.tenant} ${delivery}`;
  if (!(await store.mark({ name: 'slack: shared', key, at: clock(), by: at.delivery }))) {
    await ephemerally(respond, lineMessage('You have shared this answer already.'));
    return;
  }
  const { text, blocks } = renderShared(reply, { by: at.sender.user, question });
  await once({ store, clock, log }, at, 'shared', () =>
    respond({ response_type: 'in_channel', replace_original: false, text, blocks, ...AS_IT_STANDS }),
  );
  await ephemerally(respond, lineMessage('Shared in the channel.'), true);
}
