import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { type Desk, openDesk } from '../../adapters/desk.ts';
import { openPlatforms } from '../../adapters/platforms.ts';
import { type RunningServer, startServer } from '../../adapters/server.ts';
import { LIMITS } from '../../adapters/webhooks/limits.ts';
import { inboundSchema } from '../../src/triage/inbound.ts';
import { webhookItem } from '../../src/triage/webhookEvent.ts';
import { newTicket, save } from '../store/ticketSaves.ts';
import { block, moduleOf } from './page.ts';
import { OTHER_SECRET, SECRET } from './receiver.ts';

const YAML = `
webhooks:
  endpoints: [{ id: jira, url: "https://jira.example.com/hook" }, { id: audit, url: "https://audit.example.com/" }]
  sources: [jira, snow]
`;
const folder = mkdtempSync(join(tmpdir(), 'desk-inbound-'));
let desk: Desk;
let server: RunningServer;
let opened = 0;

async function open(yaml: string, secrets: string): Promise<{ desk: Desk; server: RunningServer }> {
  const file = join(folder, `desk-${opened++}.yaml`);
  writeFileSync(file, yaml);
  const env = { DESK_CONFIG: file, WEBHOOK_SECRETS: secrets, PORT: '0', LOG_LEVEL: 'silent' };
  const desk = await openDesk(env, { keep: false });
  const { mounts } = await openPlatforms(desk);
  const welcome = { name: '', examples: [], greeting: '' };
  return { desk, server: await startServer({ ...desk, welcome, mounts, graceMs: 1000, lingerMs: 0 }) };
}

beforeAll(async () => {
  const secrets = `jira=${SECRET},snow=${OTHER_SECRET},audit=${OTHER_SECRET}`;
  ({ desk, server } = await open(YAML, secrets));
}, 60_000);
afterAll(async () => {
  await server.close();
  await desk.store.close();
  rmSync(folder, { recursive: true });
});

let number = 0;
let ticket: `DESK-${number}`;
beforeEach(async () => {
  number += 1;
  ticket = `DESK-${number}`;
  await desk.store.saveTickets(save(`open ${number}`, [newTicket(number)]));
});

interface Sent {
  secret?: string;
  id?: string;
  at?: Date;
  /** What is signed; left out, what is sent. */
  signed?: string;
  headers?: Record<string, string>;
  url?: string;
}

let ids = 0;
async function post(body: unknown, { secret = SECRET, id, at = new Date(), signed, headers, url }: Sent = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const name = id ?? `msg_${++ids}`;
  const answer = await fetch(`${url ?? server.url}/api/webhooks/tickets`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': name,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(name, at, signed ?? text),
      ...headers,
    },
    body: text,
  });
  return { status: answer.status, body: await answer.json() };
}

const ALICE = { id: 'alice', name: 'Alice <b>' };
const status = (to: string, more: object = {}) => ({ type: 'ticket.status', data: { ticket, status: to, ...more } });
const comment = (text: string, more: object = {}) => ({ type: 'ticket.comment', data: { ticket, text, ...more } });
/** What is on its way out for this ticket. */
async function waiting() {
  const now = Date.now();
  const all = await desk.store.outbox.claim({ now, until: now + 1000, limit: 1000 });
  return all.filter((each) => each.ticket === ticket);
}
const file = async () => desk.triage?.file(ticket as Parameters<NonNullable<Desk['triage']>['file']>[0]);

describe('another system', () => {
  test('takes a ticket, asks, resolves and opens it again, under the name it gives', async () => {
    expect(await post(status('assigned', { by: ALICE }))).toMatchObject({
      status: 200,
      body: { ticket: { id: ticket, state: 'assigned', assignee: 'Alice <b>' } },
    });
    expect(await post(status('waiting-on-requester', { text: 'Which build?' }))).toMatchObject({
      body: { ticket: { state: 'waiting-on-requester' } },
    });
    expect(await post(status('closed', { text: 'Started it.' }))).toMatchObject({
      body: { ticket: { state: 'resolved', resolution: 'Started it.' } },
    });
    expect(await post(status('reopened'))).toMatchObject({ body: { ticket: { state: 'assigned' } } });
    const person = { platform: 'webhook', tenant: 'jira', user: 'alice', name: 'Alice <b>' };
    expect((await file())?.events[1]).toMatchObject({ what: 'claim', by: { role: 'agent', person } });
  });

  test('hands a ticket on to another person, and to the same one no second time', async () => {
    const user = async () => (await file())?.ticket.assignee?.user;
    const bob = { id: 'bob' };
    for (const [by, wanted, revision] of [
      [ALICE, 'alice', 2],
      [{ id: 'alice', name: 'Another name' }, 'alice', 2],
      [bob, 'bob', 3],
    ] as const) {
      expect(await post(status('assigned', { by }))).toMatchObject({ status: 200, body: { ticket: { id: ticket } } });
      expect([await user(), (await file())?.ticket.revision]).toEqual([wanted, revision]);
    }
    await post(status('waiting-on-requester', { by: bob, text: 'Which build?' }));
    await post(status('assigned', { by: ALICE }));
    expect((await file())?.ticket).toMatchObject({ state: 'waiting-on-requester', assignee: { user: 'alice' } });
    // The same id in another system is somebody else.
    await post(status('assigned', { by: ALICE }), { secret: OTHER_SECRET });
    expect((await file())?.ticket.assignee).toMatchObject({ tenant: 'snow', user: 'alice' });
    // A system that names nobody takes it from nobody.
    expect((await post(status('assigned'))).status).toBe(200);
    expect((await file())?.ticket.assignee).toMatchObject({ tenant: 'snow' });
  });

  test('writes to the requester, or a note', async () => {
    await post(comment('We restart it tonight.'));
    await post(comment('looks like last week', { internal: true }), { secret: OTHER_SECRET });
    expect((await file())?.events.slice(1)).toMatchObject([
      { what: 'tell', by: { person: { tenant: 'jira', user: 'jira', name: 'jira' } } },
      { what: 'note', by: { person: { tenant: 'snow' } }, details: { text: 'looks like last week' } },
    ]);
    const news = await waiting();
    expect(news.some(({ kind, body }) => kind === 'news' && body.includes('We restart it tonight.'))).toBe(true);
  });

  test('repeats itself, and nothing is done twice', async () => {
    const first = await post(comment('once'), { id: `same ${ticket}` });
    expect(await post(comment('once'), { id: `same ${ticket}` })).toEqual(first);
    // The same id of another system is another event.
    await post(comment('once'), { id: `same ${ticket}`, secret: OTHER_SECRET });
    expect((await file())?.ticket.revision).toBe(3);
  });

  test('repeats late what was so already, and resolves nothing that is open again since', async () => {
    await post(status('resolved', { text: 'Started it.' }));
    const first = await post(status('closed', { text: 'Closed here.' }), { id: `late ${ticket}` });
    expect(first).toMatchObject({ status: 200, body: { ticket: { state: 'resolved', resolution: 'Started it.' } } });
    await post(status('reopened'));
    expect(await post(status('closed', { text: 'Closed here.' }), { id: `late ${ticket}` })).toEqual(first);
    expect((await file())?.ticket.state).toBe('assigned');
    // A fresh event is another matter.
    await post(status('closed', { text: 'Closed here.' }));
    expect((await file())?.ticket.state).toBe('resolved');
  });

  test('says what is so already, and nothing changes', async () => {
    for (const [to, revision] of [
      ['reopened', 1],
      ['assigned', 2],
      ['assigned', 2],
      ['resolved', 3],
      ['closed', 3],
    ] as const) {
      expect((await post(status(to))).status).toBe(200);
      expect((await file())?.ticket.revision).toBe(revision);
    }
    expect((await file())?.ticket.resolution).toBe('Resolved in jira.');
  });

  test('is not told what it did itself; the others are', async () => {
    await post(comment('loop?'));
    const all = await waiting();
    const told = all
      .filter(({ kind, body }) => kind === 'webhook' && webhookItem.parse(JSON.parse(body)).payload.includes('loop?'))
      .map(({ target }) => target);
    expect(told).toEqual(['webhook:local/audit']);
  });
});

describe('docs/webhooks.md', () => {
  test('signs as the desk wants it', async () => {
    const { sign } = await moduleOf('sign');
    const body = JSON.stringify(comment('by the recipe'));
    expect(await post(body, { headers: sign(SECRET, `recipe ${ticket}`, body) })).toMatchObject({ status: 200 });
  });

  test('shows the schema', () => {
    expect(JSON.parse(block('schema-in'))).toEqual(JSON.parse(JSON.stringify(inboundSchema())));
  });
});

describe('refused, and nothing changes', () => {
  const stale = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  const wrong = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

  test.each<[string, () => unknown, Sent, number, string]>([
    ['another secret', () => comment('x'), { secret: wrong }, 401, 'webhook-unsigned'],
    ['another body than the signed one', () => comment('x'), { signed: '{}' }, 401, 'webhook-unsigned'],
    ['a time too long ago', () => comment('x'), { at: stale(-6) }, 401, 'webhook-unsigned'],
    ['a time to come', () => comment('x'), { at: stale(6) }, 401, 'webhook-unsigned'],
    ['no signature', () => comment('x'), { headers: { 'webhook-signature': '' } }, 401, 'webhook-unsigned'],
    [
      'a signature of no kind',
      () => comment('x'),
      { headers: { 'webhook-signature': 'v2,x' } },
      401,
      'webhook-unsigned',
    ],
    ['no id', () => comment('x'), { headers: { 'webhook-id': '' } }, 401, 'webhook-unsigned'],
    ['a long id', () => comment('x'), { id: 'x'.repeat(LIMITS.id + 1) }, 400, 'webhook-malformed'],
    ['no JSON', () => '{', {}, 400, 'message-malformed'],
    ['no event', () => ({ type: 'ticket.explode' }), {}, 400, 'webhook-malformed'],
    ['no text', () => ({ type: 'ticket.comment', data: { ticket } }), {}, 400, 'webhook-malformed'],
    ['a text too long', () => comment('x'.repeat(4001)), {}, 400, 'webhook-malformed'],
    ['an empty text', () => comment(' '), {}, 400, 'ticket-invalid'],
    ['a question without words', () => status('waiting-on-requester'), {}, 400, 'ticket-invalid'],
    ['a body too long', () => comment('x'.repeat(LIMITS.bodyBytes)), {}, 413, 'message-too-long'],
    ['another type', () => comment('x'), { headers: { 'content-type': 'text/plain' } }, 415, 'content-type'],
    ['a number of no ticket', () => comment('x', { ticket: 'DESK-999' }), {}, 404, 'ticket-unknown'],
    ['no number', () => comment('x', { ticket: 'x' }), {}, 404, 'ticket-unknown'],
  ])('%s', async (_, body, how, wanted, code) => {
    expect(await post(body(), how)).toMatchObject({ status: wanted, body: { kind: 'error', code } });
    expect((await file())?.ticket.revision).toBe(1);
  });

  test('what the table of states does not know', async () => {
    await post(status('resolved', { text: 'Started it.' }), { secret: OTHER_SECRET });
    expect(await post(status('assigned'))).toMatchObject({ status: 409, body: { code: 'ticket-state' } });
  });

  test('the longest id and text are taken', async () => {
    expect((await post(comment('x'.repeat(4000)), { id: 'y'.repeat(LIMITS.id) })).status).toBe(200);
  });
});

test('where no system is named, nobody is let in', async () => {
  const other = await open('', '');
  try {
    expect(await post(comment('x'), { url: other.server.url })).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
    expect(other.server.switchedOn).not.toContain('webhooks');
    expect(server.switchedOn).toContain('webhooks');
  } finally {
    await other.server.close();
    await other.desk.store.close();
  }
}, 30_000);
