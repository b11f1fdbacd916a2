import type { App } from '@slack/bolt';
import { z } from 'zod';
import { caseOf, type SlackDeps } from './deps.ts';
import { ephemerally, whisper } from './send.ts';
import { lineMessage } from './turn.ts';

/** `allowed.channels` of the settings; a person's own conversation with the app is none of them. */
export function isChannelAllowed({ config }: Pick<SlackDeps, 'config'>, channel: string): boolean {
  const { channels } = config.allowed;
  return channels.length === 0 || channel.startsWith('D') || channels.includes(channel);
}

/** To whoever asks in a channel that the settings leave out. */
export const NOT_HERE = lineMessage('I am not switched on for this channel. You can write to me directly.');

const tapOnMessage = z.object({
  type: z.literal('block_actions'),
  actions: z.array(z.object({ action_id: z.string() })),
  user: z.object({ id: z.string() }),
  container: z.object({
    type: z.literal('message'),
    channel_id: z.string(),
    thread_ts: z.string().optional(),
    is_ephemeral: z.boolean().optional(),
  }),
});

/** Before all listeners, so that none can forget it: in a channel that was taken out of the settings old buttons stay. */
export function keepTapsToAllowedChannels(app: App, deps: SlackDeps): void {
  // Most settings name none: then nothing has to be looked at.
  if (deps.config.allowed.channels.length === 0) return;
  app.use(async (args) => {
    const { data: tap } = tapOnMessage.safeParse(args.body);
    if (!tap || isChannelAllowed(deps, tap.container.channel_id)) return args.next();
    // Cards of tickets stand where the settings put them.
    if (tap.actions.every(({ action_id: id }) => id.startsWith('desk.card.'))) return args.next();
    const { channel_id: channel, thread_ts: thread = null, is_ephemeral: isOwn } = tap.container;
    // The last thing that is done: the delivery's end keeps it from being repeated.
    if (isOwn && 'respond' in args && args.respond) await ephemerally(args.respond, NOT_HERE);
    else await whisper(caseOf(args, tap.user.id).client, { channel, thread }, tap.user.id, NOT_HERE);
  });
}
