import type { Leg } from '../leg.ts';
import { startCloud } from './cloud.ts';
import { sendLoad } from './load.ts';

export const teamsLeg: Leg = {
  startCloud,
  sendLoad,
  answers: { bare: 1, stores: 1, answers: 1, product: 1 },
  packages: ['botbuilder'],
  about: `A message in a personal chat, each one person's first, with a token as Teams sends it, goes through the whole of Connect Desk.

- **The bare bot** is the SDK's own \`CloudAdapter\`: it checks the token and posts the words back to the Bot Connector.
- **With the store calls** it keeps the way back (sealed) and the delivery in an SQLite file, then loads the conversation, saves a turn that was recorded before, posts the words back, notes what was posted, and finishes the delivery. It finds and renders no answer, and acknowledges when all that is done.
- **Sending the card**, it posts the one recorded with the turn in place of the words.
- **Connect Desk** does the same to the outside, and acknowledges once the delivery is stored; in between the assistant finds the answer and the renderer makes a card of it; leases, queues and retries stand around it.

All requests of a round carry the same token. The bare bots check it each time, as the SDK does; Connect Desk remembers for five minutes that it was good.`,
};
