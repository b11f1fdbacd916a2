import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { APP } from '../support/slack/defaults.ts';
import { type FakeSlack, startFakeSlack } from '../support/slack/fakeSlack.ts';
import { openSlack, type SlackHarness } from './harness.ts';
import { command, direct, form, mention, type Sent, shortcut, tap } from './kinds.ts';

let fake: FakeSlack;
let slack: SlackHarness;
let connections = 0;

const reconnect = { firstMs: 20, longestMs: 200, goodMs: 10_000 };
const open = () => openSlack({ fake, config: { appToken: APP.appToken, signingSecret: null }, mount: { reconnect } });

beforeAll(async () => {
  fake = await startFakeSlack();
  slack = await open();
  await reconnected();
}, 60_000);
afterAll(async () => {
  await slack.close();
  await fake.close();
});

async function reconnected(): Promise<void> {
  connections += 1;
  await fake.socket.connected(connections, 20_000);
}

function envelopeOf(body: object): 'events_api' | 'slash_commands' | 'interactive' {
  if (Reflect.has(body, 'event')) return 'events_api';
  return Reflect.has(body, 'command') ? 'slash_commands' : 'interactive';
}

function send({ body }: Sent, over: { envelope_id?: string; retry_attempt?: number } = {}): string {
  return fake.socket.send({ type: envelopeOf(body), payload: body, ...over });
}

async function answered(...sent: Sent[]): Promise<void> {
  await slack.until(() => sent.every(({ answers }) => answers() > 0));
  await slack.idle();
  expect(sent.map(({ answers }) => answers())).toEqual(sent.map(() => 1));
}

/** A tap needs an answer to tap on, which is asked for through the socket here. */
const overSocket = (): Pick<SlackHarness, 'fake' | 'send' | 'until'> => ({
  fake,
  until: slack.until,
  send: async (body) => {
    await fake.socket.acked(fake.socket.send({ type: envelopeOf(body), payload: body }));
    return new Response();
  },
});

describe('over the socket', () => {
  test.each([mention, direct, command, shortcut, form, tap])(
    'each kind is acknowledged and answered: %p',
    async (kind) => {
      const sent = await kind(overSocket());
      const { payload } = await fake.socket.acked(send(sent));
      expect(payload).toEqual({});
      await answered(sent);
    },
  );

  test('a form with a mistake is told so in the acknowledgement', async () => {
    const { payload } = await fake.socket.acked(send(await form(slack, ' ')));
    expect(payload).toMatchObject({ response_action: 'errors' });
  });

  test('the same envelope, and the same event in another one, are answered once', async () => {
    const sent = [mention(slack), command(slack)];
    for (const each of sent) {
      const id = send(each);
      await fake.socket.acked(id);
      send(each, { envelope_id: id });
      await fake.socket.acked(send(each, { retry_attempt: 1 }));
    }
    await answered(...sent);
  });

  test('the endpoint for requests is not there', async () => {
    expect((await fetch(`${slack.url}/slack/events`, { method: 'POST', body: '{}' })).status).toBe(404);
  });
});

describe('a connection that ends', () => {
  test.each([
    ['because Slack asks for a new one', () => fake.socket.disconnect()],
    ['without a word', () => fake.socket.drop()],
    ['twice in a row', () => fake.socket.drop()],
  ])(
    '%s is opened again, and nothing is lost or doubled',
    async (_name, end) => {
      const before = mention(slack);
      fake.failNext('chat.postMessage', { delayMs: 200 });
      await fake.socket.acked(send(before));
      const unheard = command(slack);
      const envelope = send(unheard);
      end();
      await reconnected();
      // Slack repeats on the new connection what it has no acknowledgement of.
      await fake.socket.acked(send(unheard, { envelope_id: envelope, retry_attempt: 1 }));
      const after = direct(slack);
      await fake.socket.acked(send(after));
      await answered(before, unheard, after);
    },
    60_000,
  );

  test('while Slack is out of reach: the process lives, and connects later', async () => {
    fake.failNext('apps.connections.open', { dropConnection: true });
    fake.failNext('apps.connections.open', { status: 503 });
    fake.failNext('apps.connections.open', { error: 'internal_error' });
    slack.log.length = 0;
    fake.socket.drop();
    await reconnected();
    expect(slack.log.filter((line) => line.includes('"msg":"Slack cannot be reached"')).length).toBe(3);
    const asked = mention(slack);
    await fake.socket.acked(send(asked));
    await answered(asked);
  }, 60_000);
});

describe('the start', () => {
  test('while Slack is out of reach: the server starts, says so, and connects later', async () => {
    await slack.stop();
    fake.failNext('apps.connections.open', { dropConnection: true, times: 2 });
    slack.log.length = 0;
    await slack.start();
    expect((await fetch(`${slack.url}/healthz`)).status).toBe(200);
    await reconnected();
    const [first] = slack.log.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'Slack cannot be reached');
    expect(first).toMatchObject({ level: 50, waitMs: expect.any(Number), why: expect.any(String) });
    const asked = mention(slack);
    await fake.socket.acked(send(asked));
    await answered(asked);
    expect(slack.log.join('')).not.toContain(APP.appToken);
  }, 60_000);

  test('stopped before it could connect, it stays away', async () => {
    await slack.stop();
    fake.failNext('apps.connections.open', { delayMs: 300 });
    await slack.start();
    await slack.stop();
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(fake.socket.open()).toBe(0);
    await slack.start();
    connections = fake.socket.seen();
    await reconnected();
  }, 60_000);
});
