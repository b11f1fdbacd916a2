import type { App, GlobalShortcut, MessageShortcut, ViewSubmitAction } from '@slack/bolt';
import { ACTIONS, CALLBACKS } from './actions.ts';
import { isChannelAllowed, NOT_HERE } from './allowed.ts';
import type { SlackMessage } from './blocks.ts';
import { caseOf, type SlackDeps } from './deps.ts';
import { answerDirectly } from './direct.ts';
import { readQuestion } from './forms.ts';
import { questionModal, suggestion } from './modals.ts';
import { NAMES } from './names.ts';
import { commanded, ownConversation, spoken, tapped } from './receive.ts';
import { ephemerally } from './send.ts';
import { lineMessage, type Turns } from './turn.ts';

/** Suggestions shown at once while somebody types. */
const SUGGESTIONS = 10;

/** 'Find an answer' on any message, 'Ask …' from anywhere, and the suggestions while a question is typed. */
export function listenToShortcuts(app: App, deps: SlackDeps, turns: Turns): void {
  app.shortcut<MessageShortcut>(
    { callback_id: NAMES.find, type: 'message_action' },
    async ({ shortcut, context, client, respond }) => {
      const { user, channel, message } = shortcut;
      const at = caseOf({ context, client }, user.id);
      // The last thing that is done: the delivery's end keeps it from being repeated.
      const tell = (shown: SlackMessage) => ephemerally(respond, shown);
      const text = typeof message.text === 'string' ? message.text : '';
      if (!isChannelAllowed(deps, channel.id)) {
        await tell(NOT_HERE);
      } else if (text.trim() === '') {
        await tell(lineMessage('That message has no text that I could read.'));
      } else {
        const asked = commanded(at.sender, ownConversation(channel.id, user.id), spoken(text, at.bot));
        await turns.take({ ...asked, quoted: true }, { ephemeral: true }, at, tell, tell);
      }
    },
  );

  app.shortcut<GlobalShortcut>({ callback_id: NAMES.ask, type: 'shortcut' }, async ({ shortcut, context, client }) => {
    const at = caseOf({ context, client }, shortcut.user.id);
    // A window opens within three seconds of the tap or not at all.
    if (at.again) return;
    const note = 'The answer comes as a direct message.';
    await client.views.open({ trigger_id: shortcut.trigger_id, view: questionModal({ text: '', note }) });
  });

  app.options<'block_suggestion'>(ACTIONS.askSearch, async ({ options, ack }) => {
    const found = deps.assistant.suggest(options.value, SUGGESTIONS);
    const shown = found.map(({ label, value }) => suggestion(label, value)).filter((each) => each !== null);
    await ack({ options: shown });
  });

  app.view<ViewSubmitAction>(CALLBACKS.question, async ({ body, view, context, client }) => {
    const { question, isPicked } = readQuestion(view.state.values);
    if (question === null) return;
    const at = caseOf({ context, client }, body.user.id);
    await answerDirectly(at, turns, (conversation) =>
      isPicked ? tapped(at.sender, conversation, question) : commanded(at.sender, conversation, question),
    );
  });
}
