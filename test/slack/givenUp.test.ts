import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { openSlack, type SlackHarness } from './harness.ts';
import { command, mention } from './kinds.ts';

let slack: SlackHarness;
const SLOW_MS = 5000;
let isSlow = false;

beforeAll(async () => {
  slack = await openSlack({
    assistant: (real) => ({
      ...real,
      async handle(message) {
        if (isSlow) await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
        return real.handle(message);
      },
    }),
  });
}, 60_000);
afterEach(() => {
  isSlow = false;
  slack.log.length = 0;
});
afterAll(() => slack.close());

function errorsLogged(): Record<string, unknown>[] {
  return slack.log.map((line) => JSON.parse(line)).filter(({ level }) => level >= 50);
}

test.each(['channel_not_found', 'is_archived', 'token_revoked', 'msg_too_long', 'an_error_of_next_year'])(
  '%s is given up at once, listed and logged',
  async (error) => {
    const asked = mention(slack);
    const id = Reflect.get(asked.body, 'event_id');
    slack.fake.failNext('chat.postMessage', { error });
    const before = slack.fake.callsOf('chat.postMessage').length;
    expect((await slack.send(asked.body)).status).toBe(200);
    await slack.until(() => errorsLogged().some((line) => line.id === id));
    const [given] = await slack.site.store.undelivered(1);
    expect(given).toMatchObject({ platform: 'slack', id, attempts: 1, why: expect.stringContaining(error) });
    expect(JSON.parse(given?.body ?? '{}')).toMatchObject({ body: { event_id: id } });
    expect(errorsLogged()).toEqual([expect.objectContaining({ id, msg: 'gave a delivery up' })]);
    expect(slack.fake.callsOf('chat.postMessage')).toHaveLength(before + 1);
    // A retry of Slack's changes nothing.
    expect((await slack.send(asked.body)).status).toBe(200);
    expect(asked.answers()).toBe(0);
  },
);

test('an address for answers that Slack knows no longer is given up at once', async () => {
  const asked = command(slack);
  const body = { ...asked.body, response_url: `${slack.fake.url.replace('/api/', '')}/response/none` };
  await slack.send(body);
  await slack.until(() => errorsLogged().length > 0);
  expect(errorsLogged()).toEqual([expect.objectContaining({ msg: 'gave a delivery up' })]);
  expect(await slack.site.store.undelivered(1)).toEqual([
    expect.objectContaining({ id: Reflect.get(body, 'trigger_id'), attempts: 1 }),
  ]);
});

test('whatever is slow behind, a delivery is acknowledged at once', async () => {
  isSlow = true;
  const asked = [mention(slack), command(slack)];
  const began = performance.now();
  for (const { body } of asked) expect((await slack.send(body)).status).toBe(200);
  expect(performance.now() - began).toBeLessThan(1500);
  await slack.until(() => asked.every(({ answers }) => answers() === 1));
  expect(performance.now() - began).toBeGreaterThanOrEqual(SLOW_MS);
});
