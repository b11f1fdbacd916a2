import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { TRUSTED_MS } from '../../adapters/teams/provenTokens.ts';
import { personalMessage } from '../support/teams/activities.ts';
import { PERSONAL } from '../support/teams/defaults.ts';
import { KEY, type TokenOptions, token, UNENDORSED, UNKNOWN } from '../support/teams/tokens.ts';
import { openTeams, type TeamsHarness } from './harness.ts';

let teams: TeamsHarness;
beforeAll(async () => {
  teams = await openTeams();
}, 60_000);
// The SDK tells the console of every token that it refuses.
beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterAll(async () => {
  jest.restoreAllMocks();
  await teams.close();
});

const ask = () => teams.make(personalMessage, { text: 'help' });

interface Sending {
  body?: string;
  header?: string | null;
  type?: string;
  method?: string;
}

/** Sends a request as it stands, by a valid token where nothing else is said. */
function request({ body = JSON.stringify(ask()), header, type = 'application/json', method = 'POST' }: Sending) {
  const authorization = header === undefined ? `Bearer ${token({ serviceUrl: teams.fake.url })}` : header;
  return fetch(`${teams.url}/api/messages`, {
    method,
    headers: { 'Content-Type': type, ...(authorization === null ? {} : { Authorization: authorization }) },
    ...(method === 'POST' ? { body } : {}),
  });
}

async function errorOf(response: Response): Promise<unknown> {
  return response.json();
}

/** What was refused left nothing behind: nothing is posted, nothing is kept. */
async function expectNothingDone(): Promise<void> {
  await teams.idle();
  expect(teams.fake.calls).toEqual([]);
  const left = await teams.site.store.claim('teams', { now: Date.now() + 1e9, until: Date.now() + 1e9, limit: 10 });
  expect(left).toEqual([]);
}

describe('refused with 401', () => {
  const bad: Record<string, Partial<TokenOptions>> = {
    'a key that nobody names': { key: UNKNOWN },
    'a known name over another key': { key: UNKNOWN, kid: KEY.kid },
    'another audience': { audience: '99999999-9999-4999-8999-999999999999' },
    'no audience': { claims: { aud: undefined } },
    'another issuer': { issuer: 'https://sts.windows.net/22222222-2222-4222-8222-222222222222/' },
    'the issuer of the emulator': {
      issuer: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
      claims: { ver: '1.0', appid: '11111111-1111-4111-8111-111111111111' },
    },
    'no issuer': { claims: { iss: undefined } },
    'another bot as the caller': { claims: { ver: '2.0', azp: '99999999-9999-4999-8999-999999999999' } },
    'another service URL': { serviceUrl: 'https://smba.example/emea/' },
    'no service URL': { claims: { serviceurl: undefined } },
    'a key for another channel': { key: UNENDORSED },
    'expired an hour ago': { expiresIn: -3600 },
    'not valid yet': { claims: { nbf: Math.floor(Date.now() / 1000) + 3600 } },
    'another signature': { signature: Buffer.alloc(256, 1).toString('base64url') },
    'an empty signature': { signature: '' },
    'HS256 with the public key': { algorithm: 'HS256' },
    'no algorithm': { algorithm: 'none' },
  };

  test.each(Object.entries(bad))('%s', async (_name, over) => {
    const response = await teams.send(ask(), over);
    expect(response.status).toBe(401);
    expect(await errorOf(response)).toMatchObject({ kind: 'error', code: 'not-authenticated' });
    await expectNothingDone();
  });

  const headers: Record<string, string | null> = {
    'no header': null,
    'an empty header': '',
    'no scheme': 'fake-token',
    'another scheme': 'Basic ZmFrZTpmYWtl',
    'no token': 'Bearer ',
    'a token in two parts': 'Bearer aaaa.bbbb',
    'words instead of a token': 'Bearer not a token at all',
    'parts that hold no JSON': 'Bearer aaaa.bbbb.cccc',
    'a head that holds no JSON': `Bearer aaaa.${Buffer.from('{"iss":"https://api.botframework.com"}').toString('base64url')}.cccc`,
    'a payload that is no object': `Bearer e30.${Buffer.from('"text"').toString('base64url')}.cccc`,
  };

  test.each(Object.entries(headers))('%s', async (_name, header) => {
    const response = await request({ header });
    expect(response.status).toBe(401);
    expect(await errorOf(response)).toMatchObject({ code: 'not-authenticated' });
    await expectNothingDone();
  });

  test('a good token sent from another service URL', async () => {
    const response = await teams.send({ ...ask(), serviceUrl: 'https://smba.example/emea/' });
    expect(response.status).toBe(401);
    await expectNothingDone();
  });

  test('for whoever names a channel that its key is not for', async () => {
    for (const channelId of ['webchat', 'AseChannel', 'emulator', 'unknown']) {
      expect((await teams.send({ ...ask(), channelId })).status).toBe(401);
    }
    await expectNothingDone();
  });
});

describe('refused with 400', () => {
  const without = (name: string) => ({ ...ask(), [name]: undefined });

  test.each(['type', 'channelId', 'serviceUrl', 'conversation', 'from', 'recipient'])('no %s', async (name) => {
    const response = await teams.send(without(name));
    expect(response.status).toBe(400);
    const body = await errorOf(response);
    expect(body).toMatchObject({ kind: 'error', code: 'activity-malformed' });
    expect(JSON.stringify(body)).toContain(name);
    await expectNothingDone();
  });

  test.each<[string, string]>([
    ['no JSON', '{"type": "message"'],
    ['nothing', ''],
    ['a list', '[]'],
    ['a text', '"message"'],
    ['null', 'null'],
  ])('a body that is %s', async (_name, body) => {
    const response = await request({ body });
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ code: 'activity-malformed' });
    await expectNothingDone();
  });

  test.each<[string, object]>([
    ['a type that is no text', { type: 7 }],
    ['an empty type', { type: '' }],
    ['an address that is none', { serviceUrl: 'nowhere' }],
    ['an address of another kind', { serviceUrl: 'file:///etc/hosts' }],
    ['an endless conversation', { conversation: { id: 'a'.repeat(2000) } }],
  ])('%s', async (_name, change) => {
    expect((await teams.send({ ...ask(), ...change })).status).toBe(400);
    await expectNothingDone();
  });

  test('the error repeats nothing of what was typed', async () => {
    const response = await teams.send({ ...ask(), text: 'my secret words', type: undefined });
    expect(JSON.stringify(await errorOf(response))).not.toContain('secret');
    expect(teams.log.join('')).not.toContain('secret words');
  });
});

test('another method is refused with 405', async () => {
  for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
    const response = await request({ method });
    expect([method, response.status]).toEqual([method, 405]);
    expect(response.headers.get('allow')).toBe('POST');
  }
});

test('another content type is refused with 415, too much with 413', async () => {
  expect((await request({ type: 'text/plain' })).status).toBe(415);
  expect((await request({ body: JSON.stringify({ ...ask(), text: 'x'.repeat(600_000) }) })).status).toBe(413);
  await expectNothingDone();
});

test('where the keys cannot be had it is 503, and once they can the same token is taken', async () => {
  const fresh = await openTeams();
  fresh.fake.failNext('keys', { status: 500, times: 2 });
  const asked = fresh.make(personalMessage, { text: 'help' });
  const refused = await fresh.send(asked);
  expect([refused.status, await errorOf(refused)]).toMatchObject([503, { code: 'busy' }]);
  await fresh.send(asked);
  expect((await fresh.send(asked)).status).toBe(200);
  await fresh.until(() => fresh.fake.postedIn(PERSONAL));
  await fresh.close();
});

describe('taken with 200', () => {
  test.each<[string, Partial<TokenOptions>]>([
    ['a good token', {}],
    ['one that ended a minute ago, for clocks differ', { expiresIn: -60 }],
  ])('%s', async (_name, over) => {
    const asked = ask();
    const before = teams.fake.postedIn(PERSONAL).length;
    const response = await teams.send(asked, over);
    expect([response.status, await response.text()]).toEqual([200, '']);
    await teams.until(() => teams.fake.postedIn(PERSONAL).length > before);
    expect(teams.fake.postedIn(PERSONAL).at(-1)).toMatchObject({
      replyTo: asked.id,
      activity: { type: 'message', text: expect.any(String) },
    });
  });

  test('a token that was good once, for nothing but the same', async () => {
    const header = `Bearer ${token({ serviceUrl: teams.fake.url, claims: { jti: 'again' } })}`;
    const sent = (change: object) => request({ header, body: JSON.stringify({ ...ask(), ...change }) });
    const before = teams.fake.postedIn(PERSONAL).length;
    expect([(await sent({})).status, (await sent({})).status]).toEqual([200, 200]);
    await teams.until(() => teams.fake.postedIn(PERSONAL).length === before + 2);
    const elsewhere = { serviceUrl: 'https://smba.example/emea/' };
    for (const change of [elsewhere, { channelId: 'webchat' }]) expect((await sent(change)).status).toBe(401);
    const [head, payload, signature = ''] = header.split('.');
    const forged = [
      `${head}.${payload}.${signature.slice(0, -4)}AAAA`,
      `${head}.${Buffer.from('{"iss":"https://api.botframework.com","jti":"again"}').toString('base64url')}.${signature}`,
    ];
    for (const each of forged) expect((await request({ header: each })).status).toBe(401);
    await teams.idle();
    expect(teams.fake.postedIn(PERSONAL)).toHaveLength(before + 2);
  });

  test('and its check is repeated once it is due', async () => {
    let now = Date.now();
    const checked = jest.spyOn(ConfigurationBotFrameworkAuthentication.prototype, 'authenticateRequest');
    const late = await openTeams({ clock: () => now });
    const header = `Bearer ${token({ serviceUrl: late.fake.url })}`;
    const send = async () => {
      const { status } = await fetch(`${late.url}/api/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: header },
        body: JSON.stringify(late.make(personalMessage, { text: 'help' })),
      });
      return [status, checked.mock.calls.length];
    };
    expect([await send(), await send()]).toEqual([
      [200, 1],
      [200, 1],
    ]);
    now += TRUSTED_MS;
    expect([await send(), await send()]).toEqual([
      [200, 2],
      [200, 2],
    ]);
    await late.close();
    checked.mockRestore();
  });

  test('and no token is in the log', () => {
    const all = teams.log.join('');
    expect(all).toContain('"status":401');
    for (const word of ['eyJ', teams.fake.bearer, 'fake-client-secret', 'fake-token']) expect(all).not.toContain(word);
  });
});
