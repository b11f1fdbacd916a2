import type { Leg } from '../leg.ts';
import { startCloud } from './cloud.ts';
import { sendLoad } from './load.ts';

export const teamsLeg: Leg = {
  startCloud,
  sendLoad,
  answers: { bare: 1, stores: 1, product: 1 },
  packages: ['botbuilder'],
  about: `A message in a personal chat, each one person's first, with a token as Teams sends it, goes through the whole of Connect Desk.

- **The bare bot** is the SDK's own \`CloudAdapter\`: it checks the token and posts the words back to the Bot Connector.
- **With the store calls** it keeps the way back (sealed) and the delivery in an SQLite file, then loads the conversation, saves a turn that was recorded before, posts the card recorded with it, notes what was posted, and finishes the delivery. It finds and renders no answer, and acknowledges when all that is done.
- **Connect Desk** does the same to the outside, and acknowledges once the delivery is stored; between the two the assistant finds the answer and the renderer makes a card of it; leases, queues and retries stand around it.`,
};
