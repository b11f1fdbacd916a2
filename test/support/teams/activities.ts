import { APP, CHANNEL, GROUP, PERSONAL, type Person, TEAM, TENANT, USER } from './defaults.ts';

/** What Teams sends, as far as the product reads it, with all that surrounds it. */
export interface Incoming extends Record<string, unknown> {
  type: string;
  id: string;
  serviceUrl: string;
  conversation: { id: string; conversationType: string; tenantId: string; isGroup?: boolean };
}

export interface Written {
  /** Where answers go. */
  serviceUrl: string;
  text?: string;
  from?: Person;
  /** Given where a delivery is repeated. */
  id?: string;
  tenant?: string;
  conversation?: string;
  /** The id of the message that a thread of the channel begins with. */
  thread?: string;
}

let last = 1_800_000_000_000;

/** Ids as Teams makes them: the milliseconds since 1970, here never the same twice. */
export function nextId(): string {
  last += 1;
  return String(last);
}

function envelope({ serviceUrl, from = USER, id = nextId(), tenant = TENANT }: Written) {
  return {
    id,
    timestamp: '2026-11-22T09:00:00.000Z',
    localTimestamp: '2026-11-22T10:00:00.000+01:00',
    localTimezone: 'Europe/Berlin',
    serviceUrl,
    channelId: 'msteams',
    from,
    recipient: { id: APP.account, name: APP.name },
    locale: 'en-GB',
    entities: [{ type: 'clientInfo', locale: 'en-GB', country: 'DE', platform: 'Web' }],
    channelData: { tenant: { id: tenant } },
  };
}

/** What somebody wrote in their own chat with the bot. */
export function personalMessage(written: Written): Incoming {
  const { text = '', tenant: tenantId = TENANT, conversation: id = PERSONAL } = written;
  const conversation = { id, conversationType: 'personal', tenantId };
  return { ...envelope(written), type: 'message', textFormat: 'plain', text, conversation };
}

const mention = { type: 'mention', mentioned: { id: APP.account, name: APP.name }, text: `<at>${APP.name}</at>` };

/** What somebody wrote in a group chat, with the bot's name in front. */
export function groupMessage(written: Written): Incoming {
  const { text = '', tenant: tenantId = TENANT, conversation: id = GROUP } = written;
  const conversation = { id, conversationType: 'groupChat', tenantId, isGroup: true };
  const base = envelope(written);
  const entities = [mention, ...base.entities];
  return { ...base, type: 'message', textFormat: 'plain', text: `${mention.text} ${text}`, entities, conversation };
}

/** The same in a channel: at its top, or in a thread. */
export function channelMessage(written: Written): Incoming {
  const { text = '', tenant: tenantId = TENANT, conversation: channel = CHANNEL } = written;
  const base = envelope(written);
  const id = `${channel};messageid=${written.thread ?? base.id}`;
  const conversation = { id, conversationType: 'channel', tenantId, isGroup: true };
  const channelData = { ...base.channelData, team: { id: TEAM }, channel: { id: channel } };
  const entities = [mention, ...base.entities];
  return {
    ...base,
    type: 'message',
    textFormat: 'plain',
    text: `${mention.text} ${text}`,
    entities,
    conversation,
    channelData,
  };
}

/** A tap, a search: Teams waits for the answer. */
export function invoke(written: Written, name: string, value: object): Incoming {
  return { ...personalMessage(written), type: 'invoke', name, value };
}
