import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/store/port.ts';
import { openSlack, type SlackHarness } from './harness.ts';
import { command, direct, form, mention, type Sent, shortcut, tap } from './kinds.ts';

let slack: SlackHarness;
let replica: SlackHarness;
let storeIsDown = false;
/** Milliseconds for which deliveries were leased at first. */
const leases: number[] = [];

/** Keeps nothing while the database is away. */
function unreliable(real: Store): Store {
  return {
    ...real,
    receive: async (delivery) => {
      if (storeIsDown) throw new Error('the database is away');
      leases.push(delivery.until - delivery.at);
      return real.receive(delivery);
    },
  };
}

beforeAll(async () => {
  slack = await openSlack({ store: unreliable });
  replica = await openSlack({ fake: slack.fake, site: slack.site });
}, 60_000);
afterEach(() => {
  storeIsDown = false;
});
afterAll(async () => {
  await replica.close();
  await slack.close();
});

const RETRIES = [
  { num: 1, reason: 'http_timeout' },
  { num: 2, reason: 'http_error' },
  { num: 3, reason: 'connection_failed' },
] as const;
const KINDS = [mention, direct, command, shortcut, tap, form] as const;

async function statuses(sent: Promise<Response>[]): Promise<number[]> {
  return (await Promise.all(sent)).map(({ status }) => status);
}

async function answered({ answers }: Sent): Promise<void> {
  await slack.until(() => answers() > 0);
}

/** Each sends one delivery more than once, and resolves when Slack would have stopped. */
const PATTERNS: readonly { name: string; send: (sent: Sent) => Promise<number[]> }[] = [
  { name: 'at once', send: ({ body }) => statuses([body, body, body].map((each) => slack.send(each))) },
  {
    name: 'later',
    async send(sent) {
      const first = await statuses([slack.send(sent.body)]);
      await answered(sent);
      return [...first, ...(await statuses(RETRIES.map((retry) => slack.send(sent.body, { retry }))))];
    },
  },
  {
    name: 'at once on a second replica',
    send: ({ body }) => statuses([slack.send(body), replica.send(body), slack.send(body), replica.send(body)]),
  },
  {
    name: 'later on a second replica',
    async send(sent) {
      const first = await statuses([replica.send(sent.body)]);
      const second = await statuses([slack.send(sent.body, { retry: RETRIES[0] })]);
      await answered(sent);
      return [...first, ...second, ...(await statuses([slack.send(sent.body, { retry: RETRIES[1] })]))];
    },
  },
];

describe('each of 100 deliveries is answered once, whatever its retries', () => {
  const all: Sent[] = [];

  test.each(PATTERNS)(
    'sent again $name',
    async ({ send }) => {
      for (const kind of KINDS) {
        const sent = await Promise.all([kind(slack), kind(slack), kind(slack)]);
        for (const each of await Promise.all(sent.map(send))) expect(new Set(each)).toEqual(new Set([200]));
        await Promise.all(sent.map(answered));
        all.push(...sent);
      }
    },
    60_000,
  );

  test('sent again after a restart', async () => {
    const before = await Promise.all(
      [...KINDS, ...KINDS, ...KINDS, ...KINDS, mention, direct, command, form].map((kind) => kind(slack)),
    );
    expect(new Set(await statuses(before.map(({ body }) => slack.send(body))))).toEqual(new Set([200]));
    await Promise.all(before.slice(0, 14).map(answered));
    // The rest may still be at work: it is finished before the end, or after the restart.
    await slack.stop();
    await slack.start();
    const again = await statuses(before.map(({ body }) => slack.send(body, { retry: RETRIES[2] })));
    expect(new Set(again)).toEqual(new Set([200]));
    await Promise.all(before.map(answered));
    all.push(...before);
  }, 60_000);

  test('and none of them twice', async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(all).toHaveLength(100);
    expect(all.map(({ answers }) => answers())).toEqual(all.map(() => 1));
    expect(await slack.site.store.undelivered(10)).toEqual([]);
  });
});

test('none is leased for so long that a crash keeps somebody waiting', () => {
  expect(Math.max(...leases)).toBe(10_000);
});

describe('a store that is away', () => {
  test.each([mention, command])('nothing is acknowledged, and the retry is answered: %p', async (kind) => {
    const sent = await kind(slack);
    storeIsDown = true;
    expect((await slack.send(sent.body)).status).toBe(500);
    expect((await slack.send(sent.body, { retry: RETRIES[1] })).status).toBe(500);
    expect(sent.answers()).toBe(0);
    storeIsDown = false;
    expect((await slack.send(sent.body, { retry: RETRIES[2] })).status).toBe(200);
    await answered(sent);
    expect(sent.answers()).toBe(1);
    expect(slack.log.join('')).toContain('could not take a delivery');
  });
});
