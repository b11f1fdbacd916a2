import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { IM } from '../support/slack/defaults.ts';
import type { Failure } from '../support/slack/failures.ts';
import { openSlack, type SlackHarness } from './harness.ts';
import { command, deliveryOf, direct, mention, type Sent, tap } from './kinds.ts';

let slack: SlackHarness;
beforeAll(async () => {
  slack = await openSlack();
}, 60_000);
afterEach(() => {
  slack.log.length = 0;
});
afterAll(() => slack.close());

const FAILURES: readonly (Failure & { name: string })[] = [
  { name: '429 with Retry-After', status: 429, retryAfter: 1 },
  { name: '429 without', status: 429 },
  { name: '500', status: 500 },
  { name: '503', status: 503 },
  { name: 'a dropped connection', dropConnection: true },
  { name: 'an error that passes', error: 'service_unavailable' },
  { name: 'a slow answer', delayMs: 1500 },
];
const LOST: readonly (Failure & { name: string })[] = [
  { name: '500', status: 500 },
  { name: 'a dropped connection', dropConnection: true },
];

async function send(sent: Sent): Promise<void> {
  expect((await slack.send(sent.body)).status).toBe(200);
}

function answersTo(...sent: Sent[]): Promise<unknown> {
  return slack.until(() => sent.every(({ answers }) => answers() > 0));
}

describe('a call of the Web API that fails', () => {
  test.each(FAILURES)('$name: the answers come in the order of the questions', async ({ name: _name, ...failure }) => {
    const asked = [direct(slack), direct(slack, 'can it be installed unattended?'), direct(slack, 'thanks')];
    const before = slack.fake.messages(IM.id).length;
    slack.fake.failNext('chat.postMessage', { ...failure, times: 2 });
    for (const each of asked) await send(each);
    await answersTo(...asked);
    const answers = slack.fake.messages(IM.id).slice(before);
    const ids = asked.map(({ body }) => `${Reflect.get(body, 'event_id')} reply`);
    expect(answers.map(({ metadata }) => deliveryOf(metadata))).toEqual(ids);
  });

  test.each(LOST)(
    'done, but its answer lost by $name: nothing is posted twice',
    async ({ name: _name, ...failure }) => {
      const asked = [mention(slack), direct(slack), await tap(slack)];
      slack.fake.failNext('chat.postMessage', { ...failure, takesEffect: true, times: 3 });
      slack.fake.failNext('chat.update', { ...failure, takesEffect: true });
      for (const each of asked) await send(each);
      await answersTo(...asked);
      await slack.until(() => slack.log.filter((line) => line.includes('waits for its next attempt')).length >= 4);
      await new Promise((resolve) => setTimeout(resolve, 1200));
      expect(asked.map(({ answers }) => answers())).toEqual([1, 1, 1]);
    },
  );

  test('one that waits holds up no other conversation', async () => {
    const [held, free] = [mention(slack), mention(slack)];
    slack.fake.failNext('chat.postMessage', { status: 429, retryAfter: 2 });
    await send(held);
    await slack.until(() => slack.log.some((line) => line.includes('waits for its next attempt')));
    const others = [free, direct(slack), command(slack), await tap(slack)];
    for (const each of others) await send(each);
    await answersTo(...others);
    expect(held.answers()).toBe(0);
    await answersTo(held);
    const [failed, again] = slack.fake.callsOf('chat.postMessage').filter(({ arguments: { thread_ts: thread } }) => {
      return thread === Reflect.get(Reflect.get(held.body, 'event'), 'ts');
    });
    expect((again?.at ?? 0) - (failed?.at ?? 0)).toBeGreaterThanOrEqual(2000);
  });

  test('Slack away at the first delivery of all: it is answered later', async () => {
    await slack.stop();
    await slack.start();
    slack.fake.failNext('auth.test', { dropConnection: true });
    slack.fake.failNext('auth.test', { status: 503 });
    const asked = [mention(slack), command(slack)];
    for (const each of asked) await send(each);
    await answersTo(...asked);
    expect(slack.fake.callsOf('auth.test').filter(({ error }) => error === null).length).toBeGreaterThan(0);
  });
});

describe('an address for answers that fails', () => {
  test.each(FAILURES.filter(({ error }) => error === undefined))(
    '$name: in order',
    async ({ name: _name, ...failure }) => {
      const asked = [command(slack), command(slack, 'can it be installed unattended?'), command(slack, 'help')];
      const before = slack.fake.responses.length;
      slack.fake.failNext('response_url', { ...failure, times: 2 });
      for (const each of asked) await send(each);
      await answersTo(...asked);
      const ids = asked.map(({ body }) => String(Reflect.get(body, 'response_url')).split('/').at(-1));
      expect(slack.fake.responses.slice(before).map(({ id }) => id)).toEqual(ids);
    },
  );
});

describe('an outage that lasts', () => {
  test('the product stops at once, and answers after the restart', async () => {
    slack.fake.failNext('chat.postMessage', { status: 429, retryAfter: 30, times: 1 });
    const asked = mention(slack);
    await send(asked);
    await slack.until(() => slack.log.some((line) => line.includes('waits for its next attempt')));
    const began = performance.now();
    await slack.stop();
    expect(performance.now() - began).toBeLessThan(3000);
    // What Slack asked for is kept over the restart.
    const { store } = slack.site;
    const [left] = await store.claim('slack', { now: Date.now() + 40_000, until: Date.now(), limit: 10 });
    expect(left?.id).toBe(Reflect.get(asked.body, 'event_id'));
    await slack.start();
    await answersTo(asked);
  }, 60_000);
});
