import type { App, BlockAction, ButtonAction, RespondFn } from '@slack/bolt';
import type { ConversationId } from '../../src/brand.ts';
import { readValue } from '../../src/dialog/values.ts';
import { readTicketValue } from '../../src/triage/values.ts';
import { readBlockId, readOption } from './actions.ts';
import type { SlackMessage } from './blocks.ts';
import { type Case, caseOf, type SlackDeps } from './deps.ts';
import { once } from './once.ts';
import { named } from './people.ts';
import { tapped } from './receive.ts';
import { ephemerally, post, update, whisper } from './send.ts';
import { renderChosen } from './spent.ts';
import { type Tapped, tappedMessage } from './tapped.ts';
import type { Show, Turns } from './turn.ts';

/** The options of our replies. */
export function listenToOptions(app: App, deps: SlackDeps, turns: Turns): void {
  app.action<BlockAction>(/^desk\.option\.\d+$/, async ({ body, action, context, client, respond }) => {
    const at = caseOf({ context, client }, body.user.id);
    const message = await tappedMessage(body, at, turns);
    if (!message || action.type !== 'button' || action.value === undefined || readOption(action.action_id) === null)
      return;
    const { value } = action;
    const tap = { message, button: action, value, at, respond };
    const { tell, show } = showing(tap, deps);
    const sender = readTicketValue(value)?.is === 'send' ? await named(at) : at.sender;
    await turns.take(
      tapped(sender, message.conversation, value, readBlockId(action.block_id)?.delivery),
      { ephemeral: message.isOwn },
      at,
      onlyOnce(tap, { tell, show }, deps),
      tell,
    );
  });
}

interface OptionTap {
  message: Tapped;
  button: ButtonAction;
  value: string;
  at: Case;
  respond: RespondFn;
}

/** `tell`: to the one who tapped alone. `show`: for everybody who saw the button. */
interface Showing {
  tell(shown: SlackMessage): Promise<void>;
  show: Show;
}

function showing({ message, button, value, at, respond }: OptionTap, deps: SlackDeps): Showing {
  const { channel, isOwn, blocks, text } = message;
  const target = { channel, thread: message.thread };
  const by = at.sender.user;
  // What one person alone saw is replaced by the answer, other messages stay to be read.
  const replace = (shown: SlackMessage) => once(deps, at, 'option', () => ephemerally(respond, shown, true));
  if (isOwn) return { tell: replace, show: replace };
  if (blocks === null) {
    const remove = () => once(deps, at, 'removed', () => respond({ delete_original: true }));
    return { tell: replace, show: async (shown) => remove().then(() => post(at.client, target, shown, at)) };
  }
  return {
    tell: (shown) => once(deps, at, 'told', () => whisper(at.client, target, by, shown)),
    async show(shown) {
      if (isStep(value)) return update(at.client, message, shown);
      const chosen = renderChosen(blocks, { by, label: button.text.text, row: 'options' });
      await update(at.client, message, { text, blocks: chosen });
      await post(at.client, target, shown, at);
    },
  };
}

/** A walk turns its pages in place, back and forth; anything else is chosen once. */
const isStep = (value: string) => readValue(value).is === 'step';

/**
 * A second tap on the same button, before the first has taken it away, shows nothing. A button of an old question stays
 * where it is, and the one who tapped it is told.
 */
function onlyOnce(
  { message, button, value, at }: OptionTap,
  { tell, show }: Showing,
  { store, clock }: SlackDeps,
): Show {
  const { conversation } = message;
  const within = { platform: 'slack', tenant: at.sender.tenant, conversation: conversation as ConversationId };
  const name = `slack: chosen ${at.sender.tenant} ${conversation} ${button.block_id} ${button.action_id}`;
  return async (shown, reply) => {
    if (reply.kind === 'error') {
      if (at.again || (await store.countMarks(name, 0)) === 0) await tell(shown);
      return;
    }
    const isFirst = isStep(value) || (await store.mark({ name, key: '', at: clock(), by: at.delivery, within }));
    if (isFirst) await show(shown, reply);
  };
}
