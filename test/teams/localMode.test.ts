import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startServer } from '../../adapters/server.ts';
import { TEAMS_OFF } from '../../adapters/teams/off.ts';
import { personalMessage } from '../support/teams/activities.ts';
import { PERSONAL } from '../support/teams/defaults.ts';
import { openTeams, type TeamsHarness } from './harness.ts';

let teams: TeamsHarness;
beforeAll(async () => {
  teams = await openTeams({ config: { mode: { kind: 'local' }, allowed: { tenants: [] } } });
}, 60_000);
afterAll(() => teams.close());

/** Below `fetch`, which does not let a caller name the host. */
function post(headers: Record<string, string>, change: object = {}): Promise<number> {
  const body = JSON.stringify({ ...teams.make(personalMessage, { text: 'help' }), ...change });
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers } };
    const sending = request(`${teams.url}/api/messages`, options, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sending.on('error', reject).end(body);
  });
}

test('a program on this machine is answered without a token, on this machine', async () => {
  teams.fake.anonymous = true;
  expect(await post({})).toBe(200);
  expect(await teams.until(() => teams.fake.postedIn(PERSONAL))).toHaveLength(1);
});

test.each<[string, Record<string, string>]>([
  ['what a proxy passes on', { 'X-Forwarded-For': '203.0.113.9' }],
  ['what a proxy passes on, in the standard way', { Forwarded: 'for=203.0.113.9' }],
  ['a page in the browser', { Origin: 'https://evil.example' }],
  ['a page whose name leads here', { Host: 'evil.example' }],
  ['a name that begins like an address', { Host: '127.0.0.1.evil.example' }],
])('%s is refused', async (_name, headers) => {
  expect(await post(headers)).toBe(401);
});

test.each([
  'https://smba.example/emea/',
  'http://192.0.2.1:80/',
  'http://localhost.evil.example/',
  'http://127.0.0.1@evil.example/',
])('no answer is sent to %s', async (serviceUrl) => {
  const before = teams.fake.calls.length;
  expect(await post({}, { serviceUrl })).toBe(400);
  expect(teams.fake.calls).toHaveLength(before);
});

describe('where Teams is off', () => {
  test('nobody is let in, whatever they bring', async () => {
    const server = await startServer({
      config: { host: '127.0.0.1', port: 0, cookieSecret: null },
      assistant: teams.site.assistant(),
      store: teams.site.store,
      log: (await import('pino')).pino({ level: 'silent' }),
      welcome: { name: 'x', greeting: 'x', examples: [] },
      mounts: [TEAMS_OFF],
      lingerMs: 0,
    });
    expect(server.switchedOn).toEqual(['web']);
    for (const headers of [{}, { Authorization: 'Bearer fake' }]) {
      const response = await fetch(`${server.url}/api/messages`, { method: 'POST', headers, body: '{}' });
      expect([response.status, await response.json()]).toMatchObject([401, { code: 'not-authenticated' }]);
    }
    expect((await fetch(`${server.url}/api/messages`)).status).toBe(405);
    await server.close();
  });
});
