import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Installation, InstallationStore } from '@slack/bolt';
import { pino } from 'pino';
import { createClients } from '../../adapters/slack/clients.ts';
import { failureOf, notInstalled } from '../../adapters/slack/failures.ts';
import type { SlackConfig } from '../../src/config.ts';
import { APP, TEAM } from '../support/slack/defaults.ts';
import { type FakeSlack, startFakeSlack } from '../support/slack/fakeSlack.ts';

const SECOND = {
  id: 'T0SECOND01',
  name: 'Second',
  botToken: 'xoxb-fake-second',
  botUser: 'U0BOTTWO01',
  botId: 'B0BOTTWO01',
};
const log = pino({ level: 'silent' });
let fake: FakeSlack;
beforeAll(async () => {
  fake = await startFakeSlack({ teams: [TEAM, SECOND], channels: [] });
}, 60_000);
afterAll(() => fake.close());

function config(auth: SlackConfig['auth']): SlackConfig {
  const { signingSecret } = APP;
  const allowed = { workspaces: [], channels: [] };
  return { signingSecret, appToken: null, apiUrl: fake.url, auth, allowed, answersAnHour: 6 };
}

const installations: InstallationStore = {
  storeInstallation: async () => {},
  fetchInstallation: async ({ teamId = '' }) => {
    const token = teamId === TEAM.id ? TEAM.botToken : teamId === SECOND.id ? SECOND.botToken : null;
    if (token === null) throw notInstalled(teamId);
    return { bot: { token, id: 'B', userId: 'U', scopes: [] } } as unknown as Installation<'v2', boolean>;
  },
};
const oauth = () =>
  config({ kind: 'oauth', clientId: 'c', clientSecret: 's', stateSecret: 's', keys: [new Uint8Array(32)] });

test('with one workspace there is one client, whichever workspace is named', async () => {
  const clientOf = createClients(config({ kind: 'single', botToken: TEAM.botToken }), null, log);
  expect(await clientOf(TEAM.id)).toBe(await clientOf('T0ANYTHING'));
});

test('with several, each has the client of its own token', async () => {
  const clientOf = createClients(oauth(), installations, log);
  const who = async (tenant: string) => (await (await clientOf(tenant)).auth.test()).team_id;
  expect([await who(TEAM.id), await who(SECOND.id)]).toEqual([TEAM.id, SECOND.id]);
});

test('a workspace that removed the app is not tried again', async () => {
  const error = await createClients(oauth(), installations, log)('T0GONE0001').catch((each: Error) => each);
  expect(error).toBeInstanceOf(Error);
  expect(failureOf(error as Error)).toMatchObject({ permanent: true, passing: false });
});
