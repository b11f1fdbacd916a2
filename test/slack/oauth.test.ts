import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SlackConfig } from '../../src/config.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/port.ts';
import { temporaryFolder } from '../store/site.ts';
import { APP } from '../support/slack/defaults.ts';
import { appMention, appUninstalled, tokensRevoked } from '../support/slack/events.ts';
import { type FakeSlack, startFakeSlack } from '../support/slack/fakeSlack.ts';
import { openSlack, type SlackHarness } from './harness.ts';

/** Keys that nobody would take for real ones. */
const [OLD, NEW, OTHER] = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];
const ORG = { id: 'E0ORG00001', name: 'Org' };
const ONE = { team: { id: 'T0ONE00001', name: 'One' }, botToken: 'xoxb-fake-token-one', botUser: 'U0BOTONE01' };
const TWO = { team: { id: 'T0TWO00001', name: 'Two <b>' }, botToken: 'xoxb-fake-token-two', botUser: 'U0BOTTWO01' };
const WHOLE = { team: null, enterprise: ORG, botToken: 'xoxb-fake-token-org', botUser: 'U0BOTORG01' };
const IN_ORG = { id: 'T0INORG001', name: 'In Org', enterprise: ORG, botToken: null };
const CHANNELS = [
  { id: 'C0ONE00001', name: 'one', team: ONE.team.id, members: [ONE.botUser] },
  { id: 'C0TWO00001', name: 'two', team: TWO.team.id, members: [TWO.botUser] },
  { id: 'C0ORG00001', name: 'org', team: IN_ORG.id, members: [WHOLE.botUser] },
];

let fake: FakeSlack;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let store: Store;
let slack: SlackHarness;

beforeAll(async () => {
  const teams = [{ ...ONE.team, botToken: null }, { ...TWO.team, botToken: null }, IN_ORG];
  fake = await startFakeSlack({ teams, users: [{ id: 'U0ASKER001', name: 'asker' }], channels: CHANNELS });
  folder = await temporaryFolder();
  store = await openStore(`sqlite:${join(folder.path, 'desk.db')}`);
  slack = await open([OLD]);
}, 60_000);
afterAll(async () => {
  await slack.close();
  await store.close();
  await fake.close();
  await folder.remove();
});

function open(keys: Uint8Array[], over: Partial<SlackConfig> = {}): Promise<SlackHarness> {
  const { clientId, clientSecret } = APP;
  const auth = { kind: 'oauth', clientId, clientSecret, stateSecret: 'fake-state-secret'.repeat(3), keys } as const;
  return openSlack({ fake, store: () => store, config: { auth, ...over } });
}

async function begin(): Promise<{ state: string; cookie: string; page: string }> {
  const response = await fetch(`${slack.url}/slack/install`);
  expect(response.status).toBe(200);
  const page = await response.text();
  const [, href = ''] = /href="([^"]+)"/.exec(page) ?? [];
  const url = new URL(href.replaceAll('&#38;', '&'));
  expect(url.searchParams.get('client_id')).toBe(APP.clientId);
  const [cookie = ''] = (response.headers.getSetCookie()[0] ?? '').split(';');
  return { state: url.searchParams.get('state') ?? '', cookie, page };
}

async function redirect(
  query: Record<string, string>,
  cookie: string,
  at = slack.url,
): Promise<{ status: number; page: string }> {
  const response = await fetch(`${at}/slack/oauth_redirect?${new URLSearchParams(query)}`, { headers: { cookie } });
  return { status: response.status, page: await response.text() };
}

async function install(code: string, grant: Parameters<FakeSlack['grant']>[1]): Promise<string> {
  fake.grant(code, grant);
  const { state, cookie } = await begin();
  const { status, page } = await redirect({ code, state }, cookie);
  expect({ status, page }).toMatchObject({ status: 200, page: expect.stringContaining('installed in') });
  return page;
}

/** A mention in this channel of this team; how many answers it has. */
function ask(channel: string, team: string, bot: string, envelope: object = {}) {
  const said = fake.say(channel, { text: `<@${bot}> can I rename the server?` });
  const authorization = {
    enterprise_id: null,
    team_id: team,
    user_id: bot,
    is_bot: true,
    is_enterprise_install: false,
  };
  const body = appMention(
    { channel, text: said.text, ts: said.ts },
    { team_id: team, authorizations: [authorization], ...envelope },
  );
  return { body, answers: () => fake.thread(channel, said.ts) };
}

const askOne = () => ask('C0ONE00001', ONE.team.id, ONE.botUser);
const askTwo = () => ask('C0TWO00001', TWO.team.id, TWO.botUser);

async function answeredBy(asked: ReturnType<typeof ask>): Promise<string | undefined> {
  expect((await slack.send(asked.body)).status).toBe(200);
  await slack.until(() => asked.answers());
  return asked.answers()[0]?.user;
}

describe('an installation', () => {
  test('of two workspaces: each is answered with its own token', async () => {
    await install('code-1', ONE);
    const page = await install('code-2', TWO);
    expect(page).not.toContain('<b>');
    expect(await answeredBy(askOne())).toBe(ONE.botUser);
    expect(await answeredBy(askTwo())).toBe(TWO.botUser);
    const tokens = fake.callsOf('chat.postMessage').map(({ token }) => token);
    expect(tokens).toEqual([ONE.botToken, TWO.botToken]);
  });

  test('lies sealed: no token can be read in any file, nor in the log', async () => {
    const rows = await store.installations('slack');
    expect(rows.map(({ tenant }) => tenant)).toEqual([ONE.team.id, TWO.team.id]);
    const files = ['desk.db', 'desk.db-wal'].map((name) => readFileSync(join(folder.path, name), 'latin1')).join('');
    for (const secret of [ONE.botToken, TWO.botToken, APP.clientSecret]) {
      expect(files).not.toContain(secret);
      expect(slack.log.join('')).not.toContain(secret);
    }
  });

  test.each([
    ['a state that is none', 'made-up', null],
    ['a state of another browser', null, 'slack-app-oauth-state=made-up'],
    ['no cookie', null, ''],
  ])('is refused with %s', async (_name, otherState, otherCookie) => {
    fake.grant('code-3', { botToken: 'xoxb-fake-token-forged', team: { id: 'T0FORGED01', name: 'Forged' } });
    const { state, cookie } = await begin();
    const { status, page } = await redirect({ code: 'code-3', state: otherState ?? state }, otherCookie ?? cookie);
    expect(status).toBe(400);
    expect(page).toContain('href="/slack/install"');
    expect(await store.installation('slack', 'T0FORGED01')).toBeNull();
  });

  test('with a code that Slack does not know, or cancelled, ends on a page that says so', async () => {
    const { state, cookie } = await begin();
    const bad = await redirect({ code: 'nonsense<script>', state }, cookie);
    expect(bad).toMatchObject({ status: 400, page: expect.stringContaining('Slack did not accept the installation') });
    expect(bad.page).not.toContain('<script>');
    const cancelled = await redirect({ error: 'access_denied', state }, cookie);
    expect(cancelled).toMatchObject({ status: 200, page: expect.stringContaining('cancelled') });
  });

  test('while the store or Slack is away ends on a page that says so', async () => {
    const { state, cookie } = await begin();
    fake.failNext('oauth.v2.access', { status: 503 });
    const away = await redirect({ code: 'code-9', state }, cookie);
    expect(away).toMatchObject({ status: 503, page: expect.stringContaining('cannot be reached') });
  });

  test('of a whole organisation: its workspaces are answered with its token', async () => {
    await install('code-org', WHOLE);
    const authorization = {
      enterprise_id: ORG.id,
      team_id: null,
      user_id: WHOLE.botUser,
      is_bot: true,
      is_enterprise_install: true,
    };
    const envelope = { enterprise_id: ORG.id, authorizations: [authorization] };
    expect(await answeredBy(ask('C0ORG00001', IN_ORG.id, WHOLE.botUser, envelope))).toBe(WHOLE.botUser);
    await slack.send(appUninstalled({ team_id: IN_ORG.id, ...envelope }));
    await slack.idle();
    expect(await store.installation('slack', ORG.id)).toBeNull();
  });

  test('of a workspace that is not allowed is not kept', async () => {
    const closed = await open([OLD], { allowed: { workspaces: [ONE.team.id], channels: [] } });
    fake.grant('code-4', { botToken: 'xoxb-fake-token-closed', team: { id: 'T0CLOSED01', name: 'Closed' } });
    const { state, cookie } = await begin();
    const { status } = await redirect({ code: 'code-4', state }, cookie, closed.url);
    expect(status).toBe(403);
    expect(await store.installation('slack', 'T0CLOSED01')).toBeNull();
    await closed.close();
  });
});

describe('keys', () => {
  test('a new one seals all rows anew at the start, and the old one may go', async () => {
    await slack.close();
    slack = await open([NEW, OLD]);
    expect(slack.log.join('')).toContain('"count":2,"msg":"sealed installations with the newest key"');
    await slack.close();
    slack = await open([NEW]);
    expect(slack.log.join('')).not.toContain('sealed');
    expect(await answeredBy(askTwo())).toBe(TWO.botUser);
  });

  test('a row that no key opens is one clear line each, and only its workspace goes without', async () => {
    await slack.close();
    const [row] = await store.installations('slack');
    if (row)
      await store.saveInstallation({ platform: 'slack', ...row, sealed: 'v1.00000000.nonsense', at: row.at + 1 });
    slack = await open([OTHER, NEW]);
    const lines = slack.log.map((line) => JSON.parse(line)).filter(({ level }) => level >= 50);
    expect(lines).toEqual([
      expect.objectContaining({
        tenant: ONE.team.id,
        msg: expect.stringContaining('install the app in that workspace again'),
      }),
    ]);
    const asked = askOne();
    await slack.send(asked.body);
    expect(await answeredBy(askTwo())).toBe(TWO.botUser);
    await slack.idle();
    expect(await store.undelivered(1)).toEqual([expect.objectContaining({ id: asked.body.event_id, attempts: 1 })]);
    await install('code-5', ONE);
    expect(await answeredBy(askOne())).toBe(ONE.botUser);
  });
});

describe('a workspace that is gone', () => {
  test('by uninstalling or by revoking its token is forgotten; what it still sends is acknowledged and dropped', async () => {
    await slack.send(tokensRevoked({ bot: [] }, { team_id: ONE.team.id, authorizations: [] }));
    await slack.idle();
    expect(await store.installation('slack', ONE.team.id)).not.toBeNull();
    await slack.send(appUninstalled({ team_id: ONE.team.id, authorizations: [] }));
    await slack.send(tokensRevoked({ bot: [TWO.botUser] }, { team_id: TWO.team.id, authorizations: [] }));
    await slack.idle();
    expect(await store.installations('slack')).toEqual([]);
    const before = (await store.undelivered(100)).length;
    const asked = [askOne(), ask('C0ONE00001', 'T0NOBODY01', ONE.botUser)];
    for (const { body } of asked) expect((await slack.send(body)).status).toBe(200);
    await slack.idle();
    expect(asked.flatMap(({ answers }) => answers())).toEqual([]);
    expect(await store.undelivered(100)).toHaveLength(before);
    const left = await store.claim('slack', { now: Date.now() + 86_400_000, until: Date.now(), limit: 10 });
    expect(left).toEqual([]);
    expect(slack.log.filter((line) => line.includes('not installed"'))).toHaveLength(2);
  });
});
