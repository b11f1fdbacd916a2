import type { Leg } from '../leg.ts';
import { startCloud } from './cloud.ts';
import { sendLoad } from './load.ts';

export const slackLeg: Leg = {
  startCloud,
  sendLoad,
  answers: { bare: 0, stores: 0, product: 1 },
  packages: ['@slack/bolt'],
  about:
    "A signed `/aadc` question, each one person's first, goes through the whole of Connect Desk: restify, Bolt's check of the signature, the inbox, the assistant, an SQLite file, and the answer to the address that Slack gives.",
};
