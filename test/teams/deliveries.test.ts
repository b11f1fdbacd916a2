import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/store/port.ts';
import { CHANNEL, OTHER_TENANT, PERSONAL } from '../support/teams/defaults.ts';
import { openTeams, type TeamsHarness } from './harness.ts';
import { added, direct, directOther, inChannel, inGroup, type Sent, tap } from './kinds.ts';

let teams: TeamsHarness;
let replica: TeamsHarness;
let storeIsDown = false;

/** Keeps nothing while the database is away. */
function unreliable(real: Store): Store {
  return {
    ...real,
    receive: async (delivery) => {
      if (storeIsDown) throw new Error('the database is away');
      return real.receive(delivery);
    },
  };
}

beforeAll(async () => {
  teams = await openTeams({ store: unreliable });
  replica = await openTeams({ fake: teams.fake, site: teams.site });
}, 60_000);
afterEach(() => {
  storeIsDown = false;
});
afterAll(async () => {
  await replica.close();
  await teams.close();
});

const KINDS = [direct, directOther, inGroup, inChannel, added] as const;

async function statuses(sent: Promise<Response>[]): Promise<number[]> {
  return (await Promise.all(sent)).map(({ status }) => status);
}

async function answered({ answers }: Sent): Promise<void> {
  await teams.until(() => answers() > 0);
}

/** Each sends one delivery more than once. */
const PATTERNS: readonly { name: string; send: (sent: Sent) => Promise<number[]> }[] = [
  { name: 'at once', send: ({ activity }) => statuses([activity, activity, activity].map((each) => teams.send(each))) },
  {
    name: 'later',
    async send(sent) {
      const first = await statuses([teams.send(sent.activity)]);
      await answered(sent);
      return [...first, ...(await statuses([teams.send(sent.activity), teams.send(sent.activity)]))];
    },
  },
  {
    name: 'at once on a second replica',
    send: ({ activity }) => statuses([teams.send(activity), replica.send(activity), teams.send(activity)]),
  },
  {
    name: 'later on a second replica',
    async send(sent) {
      const first = await statuses([replica.send(sent.activity)]);
      const second = await statuses([teams.send(sent.activity)]);
      await answered(sent);
      return [...first, ...second, ...(await statuses([teams.send(sent.activity)]))];
    },
  },
];

describe('each of 100 deliveries is answered once, however often it comes', () => {
  const all: Sent[] = [];

  test.each(PATTERNS)(
    'sent again $name',
    async ({ send }) => {
      for (const kind of KINDS) {
        const sent = [kind(teams), kind(teams), kind(teams), kind(teams)];
        for (const each of await Promise.all(sent.map(send))) expect(new Set(each)).toEqual(new Set([200]));
        await Promise.all(sent.map(answered));
        all.push(...sent);
      }
    },
    60_000,
  );

  test('sent again after a restart', async () => {
    const before = [...KINDS, ...KINDS, ...KINDS, ...KINDS].map((kind) => kind(teams));
    expect(new Set(await statuses(before.map(({ activity }) => teams.send(activity))))).toEqual(new Set([200]));
    // The rest may still be at work: it is finished before the end, or after the restart.
    await Promise.all(before.slice(0, 10).map(answered));
    await teams.stop();
    await teams.start();
    expect(new Set(await statuses(before.map(({ activity }) => teams.send(activity))))).toEqual(new Set([200]));
    await Promise.all(before.map(answered));
    all.push(...before);
  }, 60_000);

  test('and none of them twice', async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(all).toHaveLength(100);
    expect(all.map(({ answers }) => answers())).toEqual(all.map(() => 1));
    expect(await teams.site.store.undelivered(10)).toEqual([]);
  });
});

test('the same number in two conversations names two messages', async () => {
  const [one, two] = [direct(teams), directOther(teams)];
  two.activity.id = one.activity.id;
  await statuses([teams.send(one.activity), teams.send(two.activity)]);
  await teams.until(() => one.answers() === 2);
  const where = teams.fake.posted.filter(({ replyTo }) => replyTo === one.activity.id).map((each) => each.conversation);
  expect(new Set(where).size).toBe(2);
});

test('a tap that comes twice is answered twice, and has its effect once', async () => {
  const tapped = await tap(teams);
  const [first, second] = await Promise.all([teams.send(tapped.activity), teams.send(tapped.activity)]);
  const later = await teams.send(tapped.activity);
  expect([first.status, second.status, later.status]).toEqual([200, 200, 200]);
  expect(await first.json()).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
  expect(tapped.answers()).toBe(1);
});

test('a message at the top of a channel begins a thread, whether Teams names it or not', async () => {
  const asked = inChannel(teams);
  asked.activity.conversation.id = CHANNEL;
  await teams.send(asked.activity);
  await answered(asked);
  expect(teams.fake.postedIn(`${CHANNEL};messageid=${asked.activity.id}`)).toHaveLength(1);
});

test('what we do nothing about is acknowledged and not kept', async () => {
  for (const type of ['typing', 'messageReaction', 'event', 'messageDelete', 'endOfConversation']) {
    const { activity } = direct(teams);
    expect((await teams.send({ ...activity, type })).status).toBe(200);
  }
  await teams.idle();
  const left = await teams.site.store.claim('teams', { now: Date.now() + 1e9, until: Date.now() + 1e9, limit: 10 });
  expect(left).toEqual([]);
});

describe('other tenants', () => {
  const elsewhere = { tenant: { id: OTHER_TENANT } };

  test.each<[string, () => object]>([
    ['a message', () => ({ ...direct(teams).activity, channelData: elsewhere })],
    [
      'a tap',
      () => ({ ...direct(teams).activity, type: 'invoke', name: 'adaptiveCard/action', channelData: elsewhere }),
    ],
    [
      'no tenant at all',
      () => ({
        ...direct(teams).activity,
        channelData: {},
        conversation: { id: PERSONAL, conversationType: 'personal' },
      }),
    ],
  ])('%s is refused', async (_name, make) => {
    const before = teams.fake.calls.length;
    const response = await teams.send(make());
    expect([response.status, await response.json()]).toMatchObject([403, { code: 'tenant-refused' }]);
    await teams.idle();
    expect(teams.fake.calls).toHaveLength(before);
  });

  test('all are served where none is listed', async () => {
    const open = await openTeams({ fake: teams.fake, config: { allowed: { tenants: [] } } });
    const asked = direct(open);
    const { status } = await open.send({ ...asked.activity, channelData: elsewhere });
    expect(status).toBe(200);
    await open.until(() => asked.answers() === 1);
    await open.close();
  });
});

test('a store that is away: nothing is acknowledged, and the retry is answered', async () => {
  const asked = direct(teams);
  storeIsDown = true;
  expect((await teams.send(asked.activity)).status).toBeGreaterThanOrEqual(500);
  expect(asked.answers()).toBe(0);
  storeIsDown = false;
  expect((await teams.send(asked.activity)).status).toBe(200);
  await answered(asked);
  expect(asked.answers()).toBe(1);
});
