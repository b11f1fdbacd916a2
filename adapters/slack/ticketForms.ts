import type { App, BlockAction, MessageShortcut, ViewSubmitAction } from '@slack/bolt';
import { TICKET_VALUES } from '../../src/triage/values.ts';
import { ACTIONS, CALLBACKS, readDraftOf } from './actions.ts';
import { isChannelAllowed, NOT_HERE } from './allowed.ts';
import type { SlackMessage } from './blocks.ts';
import { caseOf, type SlackDeps } from './deps.ts';
import { directChannel } from './direct.ts';
import { readTicket } from './forms.ts';
import { NAMES } from './names.ts';
import { once } from './once.ts';
import { named } from './people.ts';
import { reach, spotOf } from './reach.ts';
import { linksOf, spoken, tapped, targetOf } from './receive.ts';
import { ephemerally, post } from './send.ts';
import { renderExpired } from './spent.ts';
import { tappedMessage, tellBeside } from './tapped.ts';
import { ticketModal } from './ticketModal.ts';
import { lineMessage, type Turns } from './turn.ts';

/** 'Open a ticket' on any message: a form, filled from it. The ticket lives in the person's direct message with the app. */
export function listenToTicketForms(app: App, deps: SlackDeps, turns: Turns): void {
  app.shortcut<MessageShortcut>(
    { callback_id: NAMES.ticket, type: 'message_action' },
    async ({ shortcut, context, client, respond }) => {
      const { user, channel, message, trigger_id } = shortcut;
      const at = caseOf({ context, client }, user.id);
      const text = spoken(typeof message.text === 'string' ? message.text : '', at.bot);
      if (!isChannelAllowed(deps, channel.id)) return ephemerally(respond, NOT_HERE);
      if (text === '') return ephemerally(respond, lineMessage('That message has no text that I could read.'));
      const conversation = await directChannel(at);
      const target = { channel: conversation, thread: null };
      const begun = {
        ...tapped(at.sender, conversation, TICKET_VALUES.begin),
        text: text.toWellFormed(),
        links: linksOf(message),
      };
      await turns.take(
        begun,
        { ephemeral: false },
        at,
        async (shown, reply) => {
          const draft = reply.kind === 'ticket' ? reply.draft : null;
          // A window opens within three seconds of the tap or not at all; then the draft stands among the messages.
          const view = draft && !at.again ? ticketModal(draft, conversation) : null;
          const isOpen = view !== null && (await opens(client.views.open({ trigger_id, view })));
          if (!isOpen) await post(client, target, shown, at);
        },
        (why) => ephemerally(respond, why),
      );
    },
  );

  app.view<ViewSubmitAction>(CALLBACKS.ticket, async ({ body, view, context, client }) => {
    const about = readDraftOf(view.private_metadata);
    if (!about) return;
    const at = caseOf({ context, client }, body.user.id);
    const { conversation } = about;
    const target = targetOf(conversation);
    const tell = (shown: SlackMessage) => once(deps, at, 'told', () => reach(at, conversation, shown));
    if (!isChannelAllowed(deps, spotOf(conversation).channel)) return tell(NOT_HERE);
    const sent = tapped(await named(at), conversation, TICKET_VALUES.send(about.draft));
    await turns.take(
      { ...sent, facts: readTicket(view.state.values) },
      { ephemeral: target === null },
      at,
      (shown) => (target === null ? tell(shown) : post(client, target, shown, at)),
      tell,
    );
  });

  app.action<BlockAction>(ACTIONS.draftForm, async ({ body, action, context, client, respond }) => {
    const at = caseOf({ context, client }, body.user.id);
    const message = await tappedMessage(body, at, turns);
    // A window opens within three seconds of the tap or not at all.
    if (!message || at.again) return;
    const delivery = action.type === 'button' ? (action.value ?? '') : '';
    const reply = await turns.given(at.sender.tenant, message.conversation, delivery);
    const draft = reply?.kind === 'ticket' ? reply.draft : null;
    if (draft === null) return tellBeside(message, at, respond, renderExpired(null));
    await client.views.open({ trigger_id: body.trigger_id, view: ticketModal(draft, message.conversation) });
  });
}

async function opens(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    const { data } = error as { data?: { error?: unknown } };
    if (!TOO_LATE.has(String(data?.error))) throw error;
    return false;
  }
}

const TOO_LATE: ReadonlySet<string> = new Set(['expired_trigger_id', 'exchanged_trigger_id']);
