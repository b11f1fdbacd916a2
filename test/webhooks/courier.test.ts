import { afterEach, describe, expect, test } from '@jest/globals';
import { createWebhookCourier } from '../../adapters/webhooks/courier.ts';
import { isPublic } from '../../adapters/webhooks/targets.ts';
import { openStore } from '../../src/store/open.ts';
import { changeOf, isRefused } from '../../src/triage/commit.ts';
import { createOutbox } from '../../src/triage/outbox.ts';
import { type TicketId, ticketId } from '../../src/triage/ticket.ts';
import { webhookEvent, webhookSchema, webhookTarget } from '../../src/triage/webhookEvent.ts';
import { ANNA, MONDAY, opening, RITA, rulesWith } from '../triage/people.ts';
import { block, moduleOf } from './page.ts';
import { OTHER_SECRET, SECRET, startReceiver } from './receiver.ts';

type Verify = (secret: string, headers: object, body: Buffer, now?: number) => boolean;
const recipe = async (): Promise<Verify> => (await moduleOf('recipe')).verify;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function receiver(answer: Parameters<typeof startReceiver>[0] = () => ({ status: 204 })) {
  const started = await startReceiver(answer);
  closers.push(started.close);
  return started;
}

const RULES = { ...rulesWith(), webhooks: ['jira', 'audit'] };
const courier = (url: string, more: object = {}, allowPrivate = true) =>
  createWebhookCourier({
    config: { endpoints: [{ id: 'jira', url, secrets: [SECRET, OTHER_SECRET] }], allowPrivate },
    clock: Date.now,
    ...more,
  });

function opened() {
  const change = changeOf(null, opening(), RITA, MONDAY, RULES);
  if (isRefused(change)) throw new Error(change.message);
  return change;
}

const item = (target = webhookTarget('jira')) => {
  const [first] = opened().outgoing.filter(({ kind }) => kind === 'webhook');
  return { id: '1', ticket: ticketId(1), attempts: 0, kind: 'webhook' as const, body: first?.body ?? '', target };
};

describe('an event', () => {
  test('goes to every endpoint, with one id and body', () => {
    const hooks = opened().outgoing.filter(({ kind }) => kind === 'webhook');
    expect(hooks.map(({ target }) => target)).toEqual(['webhook:local/jira', 'webhook:local/audit']);
    expect(new Set(hooks.map(({ body }) => body)).size).toBe(1);
  });

  test('is verified by the documented recipe, with either secret, and by no other', async () => {
    const { url, received } = await receiver();
    await courier(url).deliver(item());
    const [{ headers, body } = { headers: {}, body: Buffer.of() }] = received;
    const verify = await recipe();
    expect(verify(SECRET, headers, body)).toBe(true);
    expect(verify(OTHER_SECRET, headers, body)).toBe(true);
    expect(verify(`whsec_${Buffer.alloc(24).toString('base64')}`, headers, body)).toBe(false);
    expect(verify(SECRET, headers, Buffer.concat([body, Buffer.from(' ')]))).toBe(false);
    expect(verify(SECRET, headers, body, Date.now() / 1000 + 301)).toBe(false);
    expect(webhookEvent.parse(JSON.parse(body.toString()))).toMatchObject({
      type: 'ticket.open',
      data: { ticket: { id: 'DESK-1', state: 'new', requester: { user: 'rita' } }, event: { revision: 1 } },
    });
    expect(headers).toMatchObject({ 'webhook-id': expect.stringMatching(/^evt_1_1_\w+$/) });
  });

  test('docs/webhooks.md shows the schema', () => {
    expect(JSON.parse(block('schema'))).toEqual(JSON.parse(JSON.stringify(webhookSchema())));
  });
});

describe('a try', () => {
  test.each([
    [500, {}, /answered 500\.$/, undefined, undefined],
    [429, { 'Retry-After': '7' }, /429/, 7000, undefined],
    [410, {}, /410/, undefined, true],
  ])('answered %i fails', async (status, headers, message, retryAfterMs, permanent) => {
    const { url } = await receiver(() => ({ status, headers }));
    const error = await courier(url)
      .deliver(item())
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
    expect([Object(error).retryAfterMs, Object(error).permanent]).toEqual([retryAfterMs, permanent]);
  });

  test('follows no redirect', async () => {
    const { url, received } = await receiver(() => ({ status: 302, headers: { Location: '/elsewhere' } }));
    await expect(courier(url).deliver(item())).rejects.toThrow('redirects are not followed');
    expect(received.map(({ path }) => path)).toEqual(['/hook']);
  });

  test('waits no longer than it should', async () => {
    const { url } = await receiver(() => null);
    await expect(courier(url, { timeoutMs: 50 }).deliver(item())).rejects.toThrow('No answer within 50 ms.');
  });

  test('for an endpoint that the settings no longer have is the last one', async () => {
    const { url } = await receiver();
    await expect(courier(url).deliver(item(webhookTarget('gone')))).rejects.toMatchObject({ permanent: true });
  });

  test.each([
    'https://127.0.0.1',
    'https://[::1]',
    'https://[::ffff:127.0.0.1]',
    'https://localhost',
    'https://2130706433',
  ])('goes to no private target: %s', async (host) => {
    const { port, received } = await receiver();
    const sent = courier(`${host}:${port}/`, {}, false).deliver(item());
    await expect(sent).rejects.toMatchObject({ permanent: true, message: /no public address/ });
    expect(received).toEqual([]);
  });

  test('goes nowhere without encryption unless allowed', async () => {
    await expect(courier('http://example.com/', {}, false).deliver(item())).rejects.toMatchObject({ permanent: true });
  });
});

test.each([
  ['8.8.8.8', true],
  ['172.15.255.255', true],
  ['172.16.0.0', false],
  ['10.1.2.3', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['2606:4700::1111', true],
  ['::', false],
  ['::ffff:10.0.0.1', false],
  ['64:ff9b::a00:1', false],
  ['fd00::1', false],
  ['fe80::1', false],
  ['2001:db8::1', false],
  ['2002:a00:1::', false],
  ['2003::1', true],
  ['3fff:fff::1', false],
  ['3fff:1000::1', true],
  ['4000::1', false],
  ['5f00::1', false],
  ['192.88.99.1', false],
  ['not an address', false],
])('%s is public: %s', (address, wanted) => {
  expect(isPublic(address)).toBe(wanted);
});

test('events of a ticket come in order and each is tried until it is taken', async () => {
  const store = await openStore('sqlite::memory:');
  closers.push(() => store.close());
  let failures = 2;
  const { url, received } = await receiver(() => ({ status: failures-- > 0 ? 503 : 200 }));
  const rules = { ...RULES, webhooks: ['jira'] };
  const first = changeOf(null, opening(), RITA, MONDAY, rules);
  if (isRefused(first)) throw new Error(first.message);
  const second = changeOf(first.ticket, { is: 'claim' }, ANNA, MONDAY + 1, rules);
  if (isRefused(second)) throw new Error(second.message);
  for (const change of [first, second]) {
    const hooks = change.outgoing.filter(({ kind }) => kind === 'webhook');
    const id = `c${change.ticket.revision}`;
    await store.saveTickets({ command: { id, result: '' }, changes: [{ ...change, outgoing: hooks }], at: MONDAY });
  }
  const outbox = createOutbox({
    store: store.outbox,
    couriers: new Map([['webhook', courier(url)]]),
    clock: Date.now,
    leaseMs: 60_000,
    backoffMs: 5,
    maxAttempts: 9,
    log: { warn: () => undefined, error: () => undefined },
  });
  outbox.wake();
  for (let waited = 0; received.length < 4 && waited < 400; waited++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await outbox.close();
  const types = received.map(({ body }) => webhookEvent.parse(JSON.parse(body.toString())).type);
  expect(types).toEqual(['ticket.open', 'ticket.open', 'ticket.open', 'ticket.claim']);
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
});

test('a ticket id is part of no secret', () => {
  const id: TicketId = ticketId(1);
  expect(item().body).toContain(id);
  expect(item().body).not.toContain('whsec_');
});
