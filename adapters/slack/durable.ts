import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Inbox } from '../../src/inbox.ts';
import { inTurn } from '../../src/inTurn.ts';
import type { Patience } from '../patience.ts';
import { refusalOf } from './forms.ts';
import { laneOf } from './lanes.ts';
import { deliveryId, tenantsOf } from './receive.ts';
import type { Receiver } from './receiver.ts';

type Incoming = Parameters<App['processEvent']>[0];

/** What the listeners find in Bolt's context beside what Bolt puts there. */
export interface Received {
  delivery: string;
  /** Milliseconds since 1970. */
  receivedAt: number;
  /** Begun before, and not finished: something may have been sent already. */
  again: boolean;
}

const stored = z.object({ body: z.record(z.string(), z.unknown()), receivedAt: z.number() });

type Delivery = z.infer<typeof stored>;

export interface DurableDeps {
  inbox: Inbox;
  patience: Patience;
  clock: () => number;
  /** By the workspace and the organisation that it names; what comes from others is acknowledged and dropped. */
  isAllowed: (tenants: readonly string[]) => boolean;
}

/**
 * Puts the inbox between a receiver and Bolt: a delivery is stored before it is acknowledged, worked once however often
 * Slack sends it, and finished after a restart. Those of one conversation are worked in the order in which they came.
 * What an answer to Slack depends on (suggestions, a form's mistakes) is handled while Slack waits. Returns what works
 * deliveries that were left over.
 */
export function makeDurable(
  receiver: Receiver,
  { inbox, patience, clock, isAllowed }: DurableDeps,
): { resume(): Promise<void> } {
  const init = receiver.init.bind(receiver);
  const queue = inTurn();
  let bolt: App | null = null;

  function work({ body, receivedAt }: Delivery, begun: boolean): Promise<void> {
    const delivery = deliveryId(body) ?? '';
    return queue(laneOf(body), () =>
      patience.attempt(delivery, begun, async (again) => {
        const received: Received = { delivery, receivedAt, again };
        // Slack has had its answer: what a listener says to it now goes nowhere.
        await bolt?.processEvent({ body, ack: async () => {}, customProperties: { ...received } });
      }),
    );
  }

  async function process(event: Incoming): Promise<void> {
    const { body, ack } = event;
    if (!isAllowed(tenantsOf(body))) return ack();
    const refusal = refusalOf(body);
    if (refusal) return ack(refusal);
    const id = deliveryId(body);
    if (id === null) {
      if (!isAsked(body)) return ack();
      return bolt?.processEvent(event);
    }
    const delivery = { body, receivedAt: clock() };
    await inbox.take(id, JSON.stringify(delivery), () => work(delivery, false));
    return ack();
  }

  // The receiver keeps what it is given and calls its `processEvent`; everything else of it stays Bolt's own.
  receiver.init = (app) => {
    bolt = app;
    init(Object.create(app, { processEvent: { value: process } }));
  };
  return { resume: () => inbox.resume((text) => work(stored.parse(JSON.parse(text)), true)) };
}

/** Slack waits for more than that it has arrived. */
function isAsked(body: Readonly<Record<string, unknown>>): boolean {
  return body.type === 'block_suggestion';
}
