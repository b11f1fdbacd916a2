import type { App, BlockAction, ViewSubmitAction } from '@slack/bolt';
import { VALUES } from '../../src/dialog/values.ts';
import type { Feedback } from '../../src/store/port.ts';
import { reasonText } from '../reasons.ts';
import { ACTIONS, CALLBACKS, INPUTS, readFeedback, readInput, readReasonOf } from './actions.ts';
import { isChannelAllowed, NOT_HERE } from './allowed.ts';
import { type SlackMessage, section } from './blocks.ts';
import { type Case, caseOf, type SlackDeps } from './deps.ts';
import { reasonModal } from './modals.ts';
import { once } from './once.ts';
import { reach, spotOf } from './reach.ts';
import { tapped } from './receive.ts';
import { post, update, whisper } from './send.ts';
import { renderChosen } from './spent.ts';
import { tappedMessage } from './tapped.ts';
import type { Turns } from './turn.ts';

/** Thumbs, what was wrong, and whether the problem was solved. */
export function listenToFeedback(app: App, deps: SlackDeps, turns: Turns): void {
  const save = async (at: Case, vote: Vote, about: About, reason: string | null): Promise<void> => {
    const { tenant, user: voter } = at.sender;
    const reply = await turns.given(tenant, about.conversation, about.delivery);
    const entry = reply && 'entry' in reply ? reply.entry : null;
    await deps.store.saveFeedback({
      platform: 'slack',
      tenant,
      ...about,
      voter,
      entry,
      vote,
      reason,
      at: at.receivedAt,
    });
  };

  /** Two fast taps are one. */
  const isFirst = ({ sender, delivery: by }: Case, delivery: string): Promise<boolean> =>
    deps.store.mark({ name: 'slack: unsolved', key: `${sender.tenant} ${delivery}`, at: deps.clock(), by });

  app.action<BlockAction>(ACTIONS.feedback, async ({ body, action, context, client }) => {
    const at = caseOf({ context, client }, body.user.id);
    const message = await tappedMessage(body, at, turns);
    const voted = action.type === 'feedback_buttons' ? readFeedback(action.value ?? '') : null;
    if (!message || !voted) return;
    const { conversation } = message;
    await save(at, voted.vote, { conversation, delivery: voted.delivery }, null);
    if (voted.vote === 'bad' && !at.again) {
      await client.views.open({ trigger_id: body.trigger_id, view: reasonModal(voted.delivery, conversation) });
    }
  });

  app.view<ViewSubmitAction>(CALLBACKS.reason, async ({ body, view, context, client }) => {
    const about = readReasonOf(view.private_metadata);
    if (!about) return;
    const at = caseOf({ context, client }, body.user.id);
    if (!isChannelAllowed(deps, spotOf(about.conversation).channel)) {
      await reach(at, about.conversation, NOT_HERE);
      return;
    }
    const { values } = view.state;
    const reason = reasonText(readInput(values, INPUTS.reason), readInput(values, INPUTS.reasonText));
    await save(at, 'bad', about, reason);
    const tell = (message: SlackMessage) =>
      once(deps, at, 'thanks', () =>
        reach(at, about.conversation, { ...message, blocks: [THANKS, ...message.blocks] }),
      );
    // What the helpdesk can do is the core's to say.
    const help = tapped(at.sender, about.conversation, VALUES.helpdesk, about.delivery);
    await turns.take(help, { ephemeral: true }, at, tell, tell);
  });

  for (const [action, vote, label] of [
    [ACTIONS.solvedYes, 'solved', 'Solved'],
    [ACTIONS.solvedNo, 'unsolved', 'Not solved yet'],
  ] as const) {
    app.action<BlockAction>(action, async ({ body, action: tap, context, client }) => {
      const at = caseOf({ context, client }, body.user.id);
      const message = await tappedMessage(body, at, turns);
      const delivery = tap.type === 'button' ? tap.value : undefined;
      if (!message?.blocks || delivery === undefined) return;
      const { conversation, blocks, text } = message;
      await save(at, vote, { conversation, delivery }, null);
      await update(client, message, { text, blocks: renderChosen(blocks, { by: body.user.id, label, row: 'solved' }) });
      if (vote === 'solved' || !(await isFirst(at, delivery))) return;
      const target = { channel: message.channel, thread: message.thread };
      const tell = (why: SlackMessage) => once(deps, at, 'refused', () => whisper(client, target, body.user.id, why));
      const help = tapped(at.sender, conversation, VALUES.helpdesk, delivery);
      await turns.take(help, { ephemeral: false }, at, (shown) => post(client, target, shown, at), tell);
    });
  }
}

const THANKS = section('Thank you, that is noted.');

type Vote = Feedback['vote'];
type About = Pick<Feedback, 'conversation' | 'delivery'>;
