import { NAMES } from '../../../adapters/teams/names.ts';
import type { Load } from '../leg.ts';
import { sendAll } from '../send.ts';
import { tokenFor } from './key.ts';
import { BOT, conversationOf, personOf, TENANT } from './names.ts';

export function sendLoad(load: Load): Promise<number[]> {
  const serviceUrl = `${load.cloud}/`;
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    Authorization: `Bearer ${tokenFor(serviceUrl)}`,
  };
  return sendAll(load.url + NAMES.path, load, (n, question) => ({
    headers,
    body: JSON.stringify(messageOf(n, question, serviceUrl)),
  }));
}

/** What Teams sends for a message that somebody writes in their own chat with the bot. */
function messageOf(n: number, text: string, serviceUrl: string): object {
  const at = new Date().toISOString();
  return {
    type: 'message',
    id: String(1_800_000_000_000 + n),
    timestamp: at,
    localTimestamp: at,
    localTimezone: 'Europe/Berlin',
    serviceUrl,
    channelId: 'msteams',
    from: { id: `29:bench-${n}`, aadObjectId: personOf(n), name: `Person ${n}` },
    conversation: { id: conversationOf(n), conversationType: 'personal', tenantId: TENANT },
    recipient: { id: BOT, name: 'Connect Desk' },
    textFormat: 'plain',
    text,
    locale: 'en-GB',
    entities: [{ type: 'clientInfo', locale: 'en-GB', country: 'DE', platform: 'Web', timezone: 'Europe/Berlin' }],
    channelData: { tenant: { id: TENANT } },
  };
}
