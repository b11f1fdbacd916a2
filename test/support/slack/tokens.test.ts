import { afterEach, describe, expect, test } from '@jest/globals';
import { ask, clientOf } from './ask.ts';
import { APP, CHANNEL, IM, TEAM, USER } from './defaults.ts';
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from './fakeSlack.ts';
import { EVERY_BOT_SCOPE, SCOPES } from './scopes.ts';

let fake: FakeSlack;
const start = async (options: FakeSlackOptions = {}) => {
  fake = await startFakeSlack(options);
};
afterEach(() => fake.close());

const client = { client_id: APP.clientId, client_secret: APP.clientSecret };

describe('a token', () => {
  test('tells who the app is', async () => {
    await start();
    expect(await clientOf(fake).auth.test()).toMatchObject({
      ok: true,
      team_id: TEAM.id,
      user_id: TEAM.botUser,
      bot_id: TEAM.botId,
      is_enterprise_install: false,
    });
  });

  test('is needed, known and not revoked', async () => {
    await start();
    expect(await ask(fake, 'auth.test', {}, null)).toMatchObject({ ok: false, error: 'not_authed' });
    expect(await ask(fake, 'auth.test', {}, 'xoxb-fake-unknown')).toMatchObject({ error: 'invalid_auth' });
    fake.revoke(TEAM.botToken);
    expect(await ask(fake, 'auth.test')).toMatchObject({ error: 'token_revoked' });
  });

  test('may come in a form, but not inside JSON', async () => {
    await start();
    const form = new URLSearchParams({ token: TEAM.botToken });
    const answer = await fetch(`${fake.url}auth.test`, { method: 'POST', body: form });
    expect(await answer.json()).toMatchObject({ ok: true });
    expect(await ask(fake, 'auth.test', { token: TEAM.botToken }, null)).toMatchObject({ error: 'not_authed' });
  });

  test('of the app opens connections and nothing else, and a bot token does not', async () => {
    await start();
    expect(await ask(fake, 'apps.connections.open', {}, APP.appToken)).toMatchObject({ ok: true });
    const wrong = { ok: false, error: 'not_allowed_token_type' };
    expect(await ask(fake, 'apps.connections.open')).toMatchObject(wrong);
    expect(await ask(fake, 'auth.test', {}, APP.appToken)).toMatchObject(wrong);
  });

  test('is given back', async () => {
    await start();
    expect(await ask(fake, 'auth.revoke', { test: true })).toMatchObject({ ok: true, revoked: false });
    expect(await ask(fake, 'auth.revoke')).toMatchObject({ ok: true, revoked: true });
    expect(await ask(fake, 'auth.test')).toMatchObject({ error: 'token_revoked' });
  });

  test('ends with the app in the workspace', async () => {
    await start();
    expect(await ask(fake, 'apps.uninstall', { ...client, client_id: '1.1' })).toMatchObject({
      error: 'invalid_client_id',
    });
    expect(await ask(fake, 'apps.uninstall', { ...client, client_secret: 'x' })).toMatchObject({
      error: 'bad_client_secret',
    });
    expect(await ask(fake, 'apps.uninstall', client)).toMatchObject({ ok: true });
    expect(await ask(fake, 'auth.test')).toMatchObject({ error: 'token_revoked' });
  });
});

describe('scopes', () => {
  const scoped = Object.entries(SCOPES).filter(([name, anyOf]) => anyOf.length > 0 && !name.startsWith('apps.'));

  test.each(scoped)('%s needs one of %j', async (method, anyOf) => {
    await start({ teams: [{ ...TEAM, scopes: EVERY_BOT_SCOPE.filter((scope) => !anyOf.includes(scope)) }] });
    const refused = await ask(fake, method);
    expect(refused).toMatchObject({ ok: false, error: 'missing_scope', needed: anyOf.join(',') });
    expect(String(refused.provided).split(',')).toContain('commands');
  });

  test('of reading are those of the kind of channel', async () => {
    const secret = { id: 'C0SECRET01', name: 'secret', isPrivate: true, members: [TEAM.botUser] };
    const scopes = ['channels:read', 'channels:history', 'im:history'];
    await start({ teams: [{ ...TEAM, scopes }], channels: [CHANNEL, IM, secret] });
    expect(await ask(fake, 'conversations.info', { channel: CHANNEL.id })).toMatchObject({ ok: true });
    expect(await ask(fake, 'conversations.info', { channel: IM.id })).toMatchObject({ needed: 'im:read' });
    expect(await ask(fake, 'conversations.info', { channel: secret.id })).toMatchObject({ needed: 'groups:read' });
    expect(await ask(fake, 'conversations.history', { channel: IM.id })).toMatchObject({ ok: true });
    expect(await ask(fake, 'conversations.history', { channel: secret.id })).toMatchObject({
      needed: 'groups:history',
    });
  });

  test('are named for methods that the fake has', async () => {
    await start();
    for (const method of Object.keys(SCOPES)) {
      expect(await ask(fake, method)).not.toMatchObject({ error: 'unknown_method' });
    }
    expect(await ask(fake, 'chat.unheardOf')).toMatchObject({ ok: false, error: 'unknown_method' });
  });
});

describe('an installation', () => {
  const exchange = (args: object) => ask(fake, 'oauth.v2.access', { ...client, ...args }, null);
  const grant = { team: { id: 'T0NEW00001', name: 'New' }, botToken: 'xoxb-fake-new', scopes: ['chat:write'] };

  test('exchanges a code once for a token that works', async () => {
    await start();
    fake.grant('code1', grant);
    expect(await ask(fake, 'auth.test', {}, 'xoxb-fake-new')).toMatchObject({ error: 'invalid_auth' });
    expect(await exchange({ code: 'code1' })).toMatchObject({
      ok: true,
      access_token: 'xoxb-fake-new',
      token_type: 'bot',
      scope: 'chat:write',
      app_id: APP.id,
      team: grant.team,
      enterprise: null,
      authed_user: { id: USER.id },
      is_enterprise_install: false,
    });
    expect(await ask(fake, 'auth.test', {}, 'xoxb-fake-new')).toMatchObject({ ok: true, team_id: 'T0NEW00001' });
    expect(await exchange({ code: 'code1' })).toMatchObject({ ok: false, error: 'invalid_code' });
  });

  test('checks the client, in the fields or as HTTP Basic', async () => {
    await start();
    fake.grant('code1', grant);
    expect(await exchange({ code: 'code1', client_secret: 'wrong' })).toMatchObject({ error: 'bad_client_secret' });
    expect(await exchange({ code: 'code1', client_id: '1.1' })).toMatchObject({ error: 'invalid_client_id' });
    expect(await exchange({ code: 'code2' })).toMatchObject({ error: 'invalid_code' });
    const basic = Buffer.from(`${APP.clientId}:${APP.clientSecret}`).toString('base64');
    const body = new URLSearchParams({ code: 'code1' });
    const headers = { Authorization: `Basic ${basic}` };
    const answer = await fetch(`${fake.url}oauth.v2.access`, { method: 'POST', body, headers });
    expect(await answer.json()).toMatchObject({ ok: true });
  });

  test('of an organisation reaches each of its teams', async () => {
    const enterprise = { id: 'E0ORG00001', name: 'Org' };
    const team = { ...TEAM, enterprise, botToken: null };
    await start({ teams: [team, { id: 'T0ALONE001', name: 'Alone', botToken: null }], channels: [IM] });
    fake.grant('code1', { team: null, enterprise, botToken: 'xoxb-fake-org' });
    expect(await exchange({ code: 'code1' })).toMatchObject({ team: null, enterprise, is_enterprise_install: true });
    const posted = await ask(fake, 'chat.postMessage', { channel: IM.id, text: 'x' }, 'xoxb-fake-org');
    expect(posted).toMatchObject({ ok: true });
    const who = await ask(fake, 'auth.test', {}, 'xoxb-fake-org');
    expect(who).toMatchObject({ is_enterprise_install: true, enterprise_id: enterprise.id });
  });
});
