import type { App, SlashCommand } from '@slack/bolt';
import { isChannelAllowed, NOT_HERE } from './allowed.ts';
import { context, type SlackMessage } from './blocks.ts';
import { type Case, caseOf, type SlackDeps } from './deps.ts';
import { ifShown, membersOf } from './members.ts';
import { NAMES } from './names.ts';
import { commanded, ownConversation, spoken, tapped } from './receive.ts';
import { ephemerally } from './send.ts';
import { lineMessage, type Turns } from './turn.ts';
import { readWords } from './words.ts';

/** The slash command: answers that the one who typed it alone sees. */
export function listenToCommand(app: App, deps: SlackDeps, turns: Turns): void {
  app.command(NAMES.command, async ({ command, context, client, respond }) => {
    const at = caseOf({ context, client }, command.user_id);
    // The last thing that is done: the delivery's end keeps it from being repeated.
    const tell = (message: SlackMessage) => ephemerally(respond, message);
    if (!isChannelAllowed(deps, command.channel_id)) {
      await tell(NOT_HERE);
      return;
    }
    const words = readWords(spoken(command.text, undefined), deps.corpus.sections);
    const conversation = ownConversation(command.channel_id, command.user_id);
    switch (words.is) {
      case 'listen':
        await tell(lineMessage(await setListening(words.listens, command, at, deps)));
        return;
      case 'listen-how':
        await tell(lineMessage(await howToListen(command, at, deps)));
        return;
      case 'help':
        await turns.take(
          commanded(at.sender, conversation, 'help'),
          { ephemeral: true },
          at,
          (shown) => tell(withSlackHelp(shown)),
          tell,
        );
        return;
      case 'words':
        await turns.take(commanded(at.sender, conversation, words.text), { ephemeral: true }, at, tell, tell);
        return;
      case 'action':
        await turns.take(tapped(at.sender, conversation, words.value), { ephemeral: true }, at, tell, tell);
        return;
      default:
        return words satisfies never;
    }
  });
}

/** Below the core's help: what there is in Slack alone. */
function withSlackHelp({ text, blocks }: SlackMessage): SlackMessage {
  const { command, titles } = NAMES;
  const more = `\`${command} listen on\` makes me answer here without being mentioned, \`${command} listen off\` ends it. *${titles.find}* in the menu of any message answers it for you alone.`;
  return { text: `${text}\n\n${more}`, blocks: [...blocks, context(more)] };
}

async function howToListen(command: SlashCommand, at: Case, { store }: SlackDeps): Promise<string> {
  const setting = await store.channel('slack', at.sender.tenant, command.channel_id);
  const now = setting?.listens
    ? 'I answer questions here without being mentioned.'
    : 'I answer here when I am mentioned.';
  return `${now} Type ${NAMES.command} listen on, or ${NAMES.command} listen off.`;
}

/** What to say about it. The setting is stored only where it can take effect, and by a full member of the workspace. */
async function setListening(listens: boolean, command: SlashCommand, at: Case, deps: SlackDeps): Promise<string> {
  const { channel_id: channel, user_id: user } = command;
  if (channel.startsWith('D')) return 'That is for channels: here I answer everything that you write.';
  const { user: person } = await at.client.users.info({ user });
  if (person?.is_restricted || person?.is_ultra_restricted)
    return 'Guests cannot change that. Ask a full member of the workspace.';
  if (listens && !(await isHere(at, channel)))
    return 'I am not in this channel and cannot hear it. Invite me with /invite, then try again.';
  // Where the channel does not show, the bot is not in it either: to switch it off there does no harm.
  if ((await isMember(at, channel)) === false) return 'That is for members of this channel. Join it, then try again.';
  const { tenant } = at.sender;
  await deps.store.saveChannel({ platform: 'slack', tenant, channel, listens, by: user, at: at.receivedAt });
  if (!listens) return 'I answer here only when I am mentioned.';
  return `From now on I answer questions here when I am sure, at most ${deps.config.answersAnHour} an hour, each in a thread. ${NAMES.command} listen off ends it.`;
}

/** Whether the bot is in the channel. A private one that it is not in does not even show. */
async function isHere({ client }: Case, channel: string): Promise<boolean> {
  const shown = await ifShown(client.conversations.info({ channel }));
  return shown?.channel?.is_member === true;
}

/** Whether the one who typed is in the channel; null where it does not show. */
async function isMember({ client, sender }: Case, channel: string): Promise<boolean | null> {
  const members = await membersOf(client, channel);
  return members ? members.has(sender.user) : null;
}
