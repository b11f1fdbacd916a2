import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/store/port.ts';
import { APP, CHANNEL, TEAM } from '../support/slack/defaults.ts';
import { urlVerification } from '../support/slack/events.ts';
import { sslCheck } from '../support/slack/interactions.ts';
import { type Signing, signedRequest } from '../support/slack/requests.ts';
import { openSlack, type SlackHarness } from './harness.ts';
import { command, direct, mention } from './kinds.ts';

/** A word that no corpus and no log holds by chance. */
const SECRET = 'zyxwvutsrq';
const QUESTION = `can I rename the server? ${SECRET}`;
const MINUTE = 60_000;

let slack: SlackHarness;
let handled = 0;
const kept: string[] = [];

beforeAll(async () => {
  slack = await openSlack({
    assistant: (real) => ({
      ...real,
      async handle(message) {
        handled += 1;
        return real.handle(message);
      },
    }),
    store: (real): Store => ({
      ...real,
      async receive(delivery) {
        kept.push(delivery.id);
        return real.receive(delivery);
      },
    }),
  });
}, 60_000);
afterEach(() => {
  handled = 0;
  kept.length = 0;
  slack.log.length = 0;
});
afterAll(() => slack.close());

const endpoint = () => `${slack.url}/slack/events`;
const asked = () => mention(slack, QUESTION).body;

function expectNothingDone(): void {
  expect(handled).toBe(0);
  expect(kept).toEqual([]);
  expectSilence();
}

function expectSilence(): void {
  const log = slack.log.join('');
  for (const secret of [SECRET, APP.signingSecret, APP.clientSecret, TEAM.botToken]) expect(log).not.toContain(secret);
}

const BAD: readonly { name: string; status: number; over: Partial<Signing> }[] = [
  { name: 'a wrong signature', status: 401, over: { signature: `v0=${'0'.repeat(64)}` } },
  { name: 'a signature of another version', status: 401, over: { signature: `v1=${'0'.repeat(64)}` } },
  { name: 'an empty signature', status: 401, over: { signature: 'v0=' } },
  { name: 'a timestamp of six minutes ago', status: 401, over: { at: Date.now() - 6 * MINUTE } },
  { name: 'no signature', status: 401, over: { headers: { 'X-Slack-Signature': null } } },
  { name: 'no timestamp', status: 401, over: { headers: { 'X-Slack-Request-Timestamp': null } } },
  { name: 'a timestamp that is none', status: 401, over: { headers: { 'X-Slack-Request-Timestamp': 'yesterday' } } },
  {
    name: 'another timestamp than the signed one',
    status: 401,
    over: { headers: { 'X-Slack-Request-Timestamp': `${Math.floor(Date.now() / 1000) + 60}` } },
  },
  { name: 'no content type', status: 415, over: { headers: { 'Content-Type': null } } },
  { name: 'a content type of another kind', status: 415, over: { headers: { 'Content-Type': 'text/xml' } } },
];

describe('a request that is refused leaves no trace', () => {
  test.each(BAD)('$name: $status', async ({ status, over }) => {
    expect((await slack.send(asked(), over)).status).toBe(status);
    expect((await slack.send(command(slack, QUESTION).body, over)).status).toBe(status);
    expectNothingDone();
  });

  test('signed with another secret', async () => {
    const response = await signedRequest(endpoint(), 'another-secret', asked(), { kind: 'json' });
    expect(response.status).toBe(401);
    expectNothingDone();
  });

  test('a body that is changed after it was signed', async () => {
    let captured: RequestInit = {};
    const real = globalThis.fetch;
    globalThis.fetch = async (_url, init) => {
      captured = init ?? {};
      return new Response();
    };
    await slack.send(asked());
    globalThis.fetch = real;
    const response = await fetch(endpoint(), { ...captured, body: `${captured.body} ` });
    expect(response.status).toBe(401);
    expectNothingDone();
  });

  test.each([
    ['no JSON', `{"text": "${SECRET}`],
    ['an empty body', ''],
  ])('%s: 400', async (_name, body) => {
    const response = await signedRequest(endpoint(), APP.signingSecret, body, { kind: 'json' });
    expect(response.status).toBe(400);
    expectNothingDone();
  });

  test.each(['null', ' null', '0', '-1.5', 'true', JSON.stringify(SECRET), '[]', '[1,2]', '[null]', '\ufeffnull'])(
    'signed JSON that is no object: 400, and the server lives: %s',
    async (json) => {
      const payload = `payload=${encodeURIComponent(json)}`;
      const disguised = `%70ayload=${encodeURIComponent(json)}`;
      const sent = [
        await signedRequest(endpoint(), APP.signingSecret, json, { kind: 'json' }),
        await signedRequest(endpoint(), APP.signingSecret, payload, { kind: 'payload' }),
        await signedRequest(endpoint(), APP.signingSecret, disguised, { kind: 'payload' }),
        await signedRequest(endpoint(), APP.signingSecret, json, {
          kind: 'payload',
          headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
        }),
      ];
      expect(sent.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
      expectNothingDone();
      expect((await slack.send(urlVerification('alive'))).status).toBe(200);
    },
  );

  test('a form in the place of JSON, as whoever replays a request may send it', async () => {
    const text = JSON.stringify(asked());
    const form = await signedRequest(endpoint(), APP.signingSecret, text, { kind: 'form' });
    expect(form.status).toBe(200);
    const json = await signedRequest(endpoint(), APP.signingSecret, `payload=${encodeURIComponent(text)}`, {
      kind: 'json',
    });
    expect(json.status).toBe(400);
    expectNothingDone();
  });

  test('a body of more than four megabytes: 413', async () => {
    const body = JSON.stringify({ ...asked(), filling: SECRET.repeat(450_000) });
    const response = await signedRequest(endpoint(), APP.signingSecret, body, { kind: 'json' });
    expect(response.status).toBe(413);
    expectNothingDone();
  });

  test('GET: 405', async () => {
    expect((await fetch(endpoint())).status).toBe(405);
    expectNothingDone();
  });
});

describe('a request of Slack', () => {
  test('captured and replayed is handled once', async () => {
    const sent = [mention(slack, QUESTION), direct(slack, QUESTION), command(slack, QUESTION)];
    for (const { body } of sent) {
      const at = Date.now() - 4 * MINUTE;
      for (let i = 0; i < 3; i += 1) expect((await slack.send(body, { at })).status).toBe(200);
    }
    await slack.until(() => sent.every(({ answers }) => answers() > 0));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(sent.map(({ answers }) => answers())).toEqual([1, 1, 1]);
    expect(handled).toBe(3);
    expectSilence();
  });

  test('url_verification gives the challenge back, signed alone', async () => {
    const response = await slack.send(urlVerification('once-upon'));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ challenge: 'once-upon' });
    expect((await slack.send(urlVerification(), { signature: 'v0=0' })).status).toBe(401);
    expectNothingDone();
  });

  test('ssl_check is answered unsigned, and carries nothing in', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const payload = JSON.stringify(asked());
    for (const extra of [
      {},
      { payload },
      Object.fromEntries(new URLSearchParams({ command: '/aadc', text: QUESTION, trigger_id: '1' })),
    ]) {
      const body = new URLSearchParams({ ...sslCheck(), ...extra }).toString();
      expect((await fetch(endpoint(), { method: 'POST', headers, body })).status).toBe(200);
    }
    expectNothingDone();
  });

  test.each([
    ['an event without an id', { type: 'event_callback', event: { type: 'message', channel: CHANNEL.id } }],
    ['a payload of no known kind', { type: 'weather_report', text: SECRET }],
  ])('that cannot be told from others is acknowledged and dropped: %s', async (_name, body) => {
    const began = performance.now();
    const response = await signedRequest(endpoint(), APP.signingSecret, body, { kind: 'json' });
    expect(response.status).toBe(200);
    expect(performance.now() - began).toBeLessThan(1000);
    expectNothingDone();
  });
});
