import { z } from 'zod';
import {
  channelMessage,
  groupMessage,
  type Incoming,
  invoke,
  nextId,
  personalMessage,
} from '../support/teams/activities.ts';
import { OTHER, PERSONAL_OTHER } from '../support/teams/defaults.ts';
import type { TeamsHarness } from './harness.ts';

/** One delivery, and how many answers it has had. */
export interface Sent {
  activity: Incoming;
  answers(): number;
}

type Cloud = Pick<TeamsHarness, 'fake'>;
type Kind = (teams: Cloud, text?: string) => Sent;

function sent({ fake }: Cloud, activity: Incoming): Sent {
  return { activity, answers: () => fake.posted.filter(({ replyTo }) => replyTo === activity.id).length };
}

export const direct: Kind = (teams, text = 'help') =>
  sent(teams, personalMessage({ serviceUrl: teams.fake.url, text }));

export const directOther: Kind = (teams, text = 'help') => {
  const written = { serviceUrl: teams.fake.url, text, from: OTHER, conversation: PERSONAL_OTHER };
  return sent(teams, personalMessage(written));
};

export const inGroup: Kind = (teams, text = 'help') => sent(teams, groupMessage({ serviceUrl: teams.fake.url, text }));

/** Each begins a thread of its own. */
export const inChannel: Kind = (teams, text = 'help') =>
  sent(teams, channelMessage({ serviceUrl: teams.fake.url, text }));

/** The bot was added to a chat that is new to it. */
export const added: Kind = (teams) => {
  const conversation = `a:new-${nextId()}`;
  teams.fake.conversations.add(conversation);
  const { text: _none, ...base } = personalMessage({ serviceUrl: teams.fake.url, conversation });
  return sent(teams, { ...base, type: 'conversationUpdate', membersAdded: [base.recipient] });
};

const button = z.object({ type: z.literal('Action.Execute'), verb: z.literal('desk.option'), data: z.unknown() });

/** The first button of an option on any card that was posted. */
function optionOn(value: unknown): z.infer<typeof button> | null {
  const read = button.safeParse(value);
  if (read.success) return read.data;
  if (typeof value !== 'object' || value === null) return null;
  for (const part of Object.values(value)) {
    const found = optionOn(part);
    if (found) return found;
  }
  return null;
}

/** A tap on an option of a card that is asked for first, in a channel. */
export async function tap(teams: Pick<TeamsHarness, 'fake' | 'send' | 'until'>): Promise<Sent> {
  const asked = inChannel(teams, 'can it be installed?');
  await teams.send(asked.activity);
  const [card] = await teams.until(() => teams.fake.postedIn(asked.activity.conversation.id));
  const option = optionOn(card?.activity.attachments);
  if (!option) throw new Error('the card has no option');
  const written = { serviceUrl: teams.fake.url };
  const value = { action: { type: 'Action.Execute', verb: option.verb, data: option.data }, trigger: 'manual' };
  const { conversation } = asked.activity;
  return sent(teams, { ...invoke(written, 'adaptiveCard/action', value), conversation, replyToId: card?.id });
}
