import type { Leg } from '../leg.ts';
import { startCloud } from './cloud.ts';
import { sendLoad } from './load.ts';

export const teamsLeg: Leg = {
  startCloud,
  sendLoad,
  answers: { bare: 1, stores: 1, product: 1 },
  packages: ['botbuilder'],
  about:
    "A message in a personal chat, each one person's first, with a token as Teams sends it, goes through the whole of Connect Desk: restify, the check of the token, the inbox, the assistant, an SQLite file, and the card that is posted to the Bot Connector.",
};
