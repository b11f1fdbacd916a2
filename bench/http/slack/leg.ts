import type { Leg } from '../leg.ts';
import { startCloud } from './cloud.ts';
import { sendLoad } from './load.ts';

export const slackLeg: Leg = {
  startCloud,
  sendLoad,
  answers: { bare: 0, stores: 0, answers: 1, product: 1 },
  packages: ['@slack/bolt'],
  about: `A signed \`/aadc\` question, each one person's first, goes through the whole of Connect Desk.

- **The bare app** reads the request, checks Slack's signature, and answers it with an empty 200. It stores nothing, looks nothing up, and sends nothing: its one message is the HTTP response.
- **With the store calls** it keeps the delivery in an SQLite file before it acknowledges, then loads the conversation, saves a turn that was recorded before, and finishes the delivery. It finds, renders and sends no answer.
- **Sending the answer as well**, it posts the one recorded with the turn to the address that Slack gave, by Bolt's own \`respond\`.
- **Connect Desk** does all that to the outside, and in between the assistant finds the answer and the renderer makes blocks of it; leases, queues and retries stand around it.`,
};
