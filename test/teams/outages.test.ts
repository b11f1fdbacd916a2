import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createMetrics } from '../../adapters/metrics.ts';
import { personalMessage } from '../support/teams/activities.ts';
import { PERSONAL } from '../support/teams/defaults.ts';
import type { Failure } from '../support/teams/failures.ts';
import { openTeams, type TeamsHarness } from './harness.ts';
import { direct, directOther, inChannel, inGroup, type Sent, tap } from './kinds.ts';

let teams: TeamsHarness;
let slowMs = 0;
let handled = 0;
/** Shorter than the product's, so that the test is, too. */
const INVOKE_MS = 300;

beforeAll(async () => {
  teams = await openTeams({
    mount: { invokeMs: INVOKE_MS },
    assistant: (real) => ({
      ...real,
      async handle(message) {
        handled += 1;
        if (slowMs > 0) await new Promise((resolve) => setTimeout(resolve, slowMs));
        return real.handle(message);
      },
    }),
  });
}, 60_000);
afterEach(() => {
  slowMs = 0;
  teams.log.length = 0;
});
afterAll(() => teams.close());

const FAILURES: readonly (Failure & { name: string })[] = [
  { name: '429 with Retry-After', status: 429, retryAfter: 1 },
  { name: '429 without', status: 429 },
  { name: '412', status: 412 },
  { name: '500', status: 500 },
  { name: '502', status: 502 },
  { name: '503', status: 503 },
  { name: '504', status: 504 },
  { name: 'a dropped connection', dropConnection: true },
  { name: 'a slow answer', delayMs: 1200 },
];

async function send(sent: Sent): Promise<void> {
  expect((await teams.send(sent.activity)).status).toBe(200);
}

function answersTo(...sent: Sent[]): Promise<unknown> {
  return teams.until(() => sent.every(({ answers }) => answers() > 0));
}

const waits = () => teams.log.filter((line) => line.includes('waits for its next attempt'));
const errors = () => teams.log.map((line) => JSON.parse(line)).filter(({ level }) => level >= 50);

describe('a call of the Bot Connector that fails', () => {
  test.each(FAILURES)('$name: the answers come in the order of the questions', async ({ name: _name, ...failure }) => {
    const asked = [direct(teams), direct(teams, 'can it be installed unattended?'), direct(teams, 'thanks')];
    const before = teams.fake.postedIn(PERSONAL).length;
    teams.fake.failNext('reply', { ...failure, times: 2 });
    for (const each of asked) await send(each);
    await answersTo(...asked);
    const answers = teams.fake.postedIn(PERSONAL).slice(before);
    expect(answers.map(({ replyTo }) => replyTo)).toEqual(asked.map(({ activity }) => activity.id));
  });

  test('one that waits holds up no other conversation, and waits as long as it was told', async () => {
    const [held, others] = [inGroup(teams), [direct(teams), directOther(teams), inChannel(teams)]];
    teams.fake.failNext('reply', { status: 429, retryAfter: 2 });
    await send(held);
    await teams.until(waits);
    for (const each of others) await send(each);
    await answersTo(...others);
    expect(held.answers()).toBe(0);
    await answersTo(held);
    const [failed, again] = teams.fake.calls.filter(({ target }) => target === held.activity.id);
    expect((again?.at ?? 0) - (failed?.at ?? 0)).toBeGreaterThanOrEqual(2000);
  });

  test('an outage that lasts: the product stops at once, and answers after the restart', async () => {
    teams.fake.failNext('reply', { status: 429, retryAfter: 30 });
    const asked = inGroup(teams);
    await send(asked);
    await teams.until(waits);
    const began = performance.now();
    await teams.stop();
    expect(performance.now() - began).toBeLessThan(3000);
    // What Teams asked for is kept over the restart.
    const { store } = teams.site;
    const [left] = await store.claim('teams', { now: Date.now() + 40_000, until: Date.now(), limit: 10 });
    expect(left?.id).toContain(asked.activity.id);
    await teams.start();
    await answersTo(asked);
  }, 60_000);
});

describe('what Teams refuses for good', () => {
  test.each<[number, string]>([
    [400, 'BadSyntax'],
    [403, 'BotNotInConversationRoster'],
    [404, 'ConversationNotFound'],
    [413, 'MessageSizeTooBig'],
  ])('%i %s is given up at once, listed, counted and logged', async (status, code) => {
    const asked = direct(teams, 'my secret words');
    teams.fake.failNext('reply', { status, code });
    const before = await teams.site.store.countUndelivered();
    await send(asked);
    await teams.until(errors);
    const [given] = await teams.site.store.undelivered(1);
    const why = `Teams refused it with ${status} (${code}).`;
    expect(given).toMatchObject({ platform: 'teams', attempts: 1, why });
    expect(given?.id).toContain(asked.activity.id);
    expect(errors()).toEqual([expect.objectContaining({ platform: 'teams', why, msg: 'gave a delivery up' })]);
    const { text } = await createMetrics(teams.site.store).page();
    expect(text).toContain(`desk_undelivered ${before + 1}`);
    expect(teams.log.join('')).not.toContain('secret words');
    // A retry of Teams' changes nothing.
    await send(asked);
    expect(asked.answers()).toBe(0);
  });

  test('a bearer token that is refused is tried again with another one, later', async () => {
    const asked = direct(teams);
    teams.fake.failNext('reply', { status: 401, code: 'Unauthorized' });
    await send(asked);
    await answersTo(asked);
    expect(teams.log.join('')).toContain('put a delivery off');
  });

  test('a conversation that nobody knows, however the rest is', async () => {
    const asked = personalMessage({ serviceUrl: teams.fake.url, text: 'help', conversation: 'a:nowhere' });
    await teams.send(asked);
    await teams.until(errors);
    expect(errors()).toEqual([expect.objectContaining({ why: 'Teams refused it with 404 (ConversationNotFound).' })]);
  });

  test('an address that no token is sent to', async () => {
    const serviceUrl = 'http://smba.example/emea/';
    await teams.send({ ...direct(teams).activity, serviceUrl }, { serviceUrl });
    await teams.until(errors);
    expect(errors()).toEqual([expect.objectContaining({ why: 'Nothing is sent to http://smba.example.' })]);
  });
});

describe('Teams waits', () => {
  test('whatever is slow behind, a message is acknowledged at once', async () => {
    slowMs = 2500;
    const asked = direct(teams);
    const began = performance.now();
    await send(asked);
    expect(performance.now() - began).toBeLessThan(1500);
    await answersTo(asked);
    // Typing was shown meanwhile.
    const typed = teams.fake.calls.filter(({ body }) => JSON.stringify(body).includes('"type":"typing"'));
    expect(typed.map(({ target }) => target)).toContain(asked.activity.id);
  });

  test('an invoke that takes too long is answered by a line, and its reply follows below', async () => {
    const tapped = await tap(teams);
    slowMs = 1500;
    const began = performance.now();
    const response = await teams.send(tapped.activity);
    expect(performance.now() - began).toBeLessThan(1400);
    expect([response.status, await response.json()]).toEqual([
      200,
      { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: expect.stringContaining('longer') },
    ]);
    await answersTo(tapped);
  });

  test('a tap that fails after that is worked as a message is, until it has had its effect', async () => {
    const tapped = await tap(teams);
    slowMs = 500;
    teams.fake.failNext('reply', { status: 502, times: 2, conversation: tapped.activity.conversation.id });
    expect((await teams.send(tapped.activity)).status).toBe(200);
    await answersTo(tapped);
    await teams.idle();
    expect(tapped.answers()).toBe(1);
  });

  test('a tap that is refused after that is given up where it is seen', async () => {
    const tapped = await tap(teams);
    slowMs = 500;
    teams.fake.failNext('reply', { status: 403, code: 'Forbidden', conversation: tapped.activity.conversation.id });
    await teams.send(tapped.activity);
    await teams.until(() => teams.log.filter((line) => line.includes('gave a delivery up')));
    await teams.idle();
    const [given] = await teams.site.store.undelivered(1);
    expect(given?.id).toContain(tapped.activity.id);
    expect(given).toMatchObject({ attempts: 1, why: 'Teams refused it with 403 (Forbidden).' });
  });

  test('what takes too long is done once', async () => {
    const tapped = await tap(teams);
    slowMs = 1500;
    handled = 0;
    await teams.send(tapped.activity);
    await answersTo(tapped);
    await teams.idle();
    expect([tapped.answers(), handled]).toEqual([1, 1]);
  });

  test('an invoke that fails says so, and to whoever runs it why', async () => {
    const tapped = await tap(teams);
    teams.fake.failNext('*', { status: 403, times: 9, conversation: tapped.activity.conversation.id });
    const response = await teams.send({ ...tapped.activity, name: 'adaptiveCard/action' });
    expect(response.status).toBe(200);
    expect(teams.log.join('')).toContain('403');
  });

  test('stopping waits for it', async () => {
    const tapped = await tap(teams);
    slowMs = 800;
    await teams.send(tapped.activity);
    await teams.stop();
    expect(tapped.answers()).toBe(1);
    await teams.start();
  });
});
