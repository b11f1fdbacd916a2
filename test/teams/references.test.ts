import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Address } from '../../adapters/teams/receive.ts';
import type { TeamsMessage } from '../../adapters/teams/render.ts';
import type { ConversationId } from '../../src/brand.ts';
import type { TeamsConfig } from '../../src/config.ts';
import { channelMessage, invoke, personalMessage } from '../support/teams/activities.ts';
import { CHANNEL, PERSONAL, PERSONAL_OTHER, TENANT } from '../support/teams/defaults.ts';
import { CLOUD, openTeams, type TeamsHarness } from './harness.ts';
import { direct, inChannel } from './kinds.ts';

let teams: TeamsHarness;
let now = Date.now();
beforeAll(async () => {
  teams = await openTeams({ clock: () => now });
}, 60_000);
afterAll(() => teams.close());

const NEWS: TeamsMessage = {
  card: null,
  text: 'Your ticket was closed.',
  summary: 'Closed',
  sources: [],
  judged: false,
};
const at = (conversation: string): Address => ({ tenant: TENANT, conversation: conversation as ConversationId });
const stored = (conversation: string) => teams.site.store.reference('teams', TENANT, conversation);

function cloud(...keys: number[]): TeamsConfig['mode'] {
  const { mode } = CLOUD;
  if (mode.kind !== 'cloud') throw new Error('the tests run in the cloud');
  return { ...mode, keys: keys.map((byte) => new Uint8Array(32).fill(byte)) };
}

async function spoken(): Promise<void> {
  const asked = direct(teams);
  await teams.send(asked.activity);
  await teams.until(() => asked.answers() > 0);
}

describe('kept', () => {
  test('sealed, by an activity of any kind', async () => {
    await spoken();
    const sealed = await stored(PERSONAL);
    expect(sealed).toMatch(/^v1\./);
    const rows = JSON.stringify(await teams.site.store.references('teams'));
    for (const word of ['29:ada', 'Ada Admin', teams.fake.url]) expect(rows).not.toContain(word);
    await teams.send(
      teams.make((written) => ({ ...personalMessage(written), type: 'typing' }), { conversation: 'a:typing' }),
    );
    await teams.send(teams.make((written) => invoke(written, 'other/thing', {}), { conversation: 'a:tapped' }));
    expect([await stored('a:typing'), await stored('a:tapped')]).toEqual([expect.any(String), expect.any(String)]);
  });

  test('once while nothing changes, and again after some minutes', async () => {
    await spoken();
    const first = await stored(PERSONAL);
    await spoken();
    expect(await stored(PERSONAL)).toBe(first);
    now += 601_000;
    await spoken();
    expect(await stored(PERSONAL)).not.toBe(first);
  });

  test('anew at once where the way back has changed', async () => {
    const first = await stored(PERSONAL);
    now += 1;
    const moved = { serviceUrl: `${teams.fake.url}/emea` };
    await teams.send({ ...direct(teams).activity, ...moved }, moved);
    expect(await stored(PERSONAL)).not.toBe(first);
    now += 1;
    await spoken();
  });

  test('not where the bot was removed', async () => {
    const conversation = 'a:left';
    const removed = teams.make(
      (written) => {
        const base = personalMessage(written);
        return { ...base, type: 'conversationUpdate', membersRemoved: [base.recipient] };
      },
      { conversation },
    );
    await teams.send(removed);
    await teams.idle();
    expect(await stored(conversation)).toBeNull();
  });

  test('a store that is away keeps nobody from an answer', async () => {
    const broken = await openTeams({
      fake: teams.fake,
      store: (real) => ({ ...real, saveReference: () => Promise.reject(new Error('the database is away')) }),
    });
    const asked = direct(broken);
    await broken.send(asked.activity);
    await broken.until(() => asked.answers() > 0);
    expect(broken.log.join('')).toContain('could not keep where to send messages later');
    await broken.close();
  });
});

describe('sent to', () => {
  test('a chat, answering nothing', async () => {
    await spoken();
    const id = await teams.mount.sendTo(at(PERSONAL), NEWS);
    const posted = teams.fake.postedIn(PERSONAL).at(-1);
    expect(posted).toMatchObject({ id, replyTo: null, activity: { text: NEWS.text, summary: NEWS.summary } });
  });

  test('a thread of a channel', async () => {
    const asked = inChannel(teams);
    await teams.send(asked.activity);
    await teams.until(() => asked.answers() > 0);
    const conversation = `${CHANNEL};messageid=${asked.activity.id}`;
    await teams.mount.sendTo(at(conversation), NEWS);
    expect(teams.fake.postedIn(conversation).at(-1)?.activity.text).toBe(NEWS.text);
  });

  test('nobody, where the conversation is not known', async () => {
    expect(await teams.mount.sendTo(at(PERSONAL_OTHER), NEWS)).toBeNull();
    expect(await teams.mount.sendTo({ ...at(PERSONAL), tenant: 'another' }, NEWS)).toBeNull();
  });

  test('after what is under way there, and again where that failed for now', async () => {
    teams.fake.failNext('reply', { status: 502 });
    teams.fake.failNext('send', { status: 429, retryAfter: 1 });
    const asked = direct(teams);
    await teams.send(asked.activity);
    await teams.mount.sendTo(at(PERSONAL), NEWS);
    const [answer, news] = teams.fake.postedIn(PERSONAL).slice(-2);
    expect([answer?.replyTo, news?.activity.text]).toEqual([asked.activity.id, NEWS.text]);
  });

  test('refused for good, it rejects at once and says why', async () => {
    teams.fake.failNext('send', { status: 403, code: 'BotNotInConversationRoster' });
    await expect(teams.mount.sendTo(at(PERSONAL), NEWS)).rejects.toMatchObject({
      permanent: true,
      message: 'Teams refused it with 403 (BotNotInConversationRoster).',
    });
  });
});

describe('keys', () => {
  const reopened = (mode: TeamsConfig['mode']) =>
    openTeams({ fake: teams.fake, site: teams.site, clock: () => now, config: { mode } });

  test('a new key seals what the older one sealed', async () => {
    await spoken();
    const before = await stored(PERSONAL);
    const renewed = await reopened(cloud(9, 7));
    const after = await stored(PERSONAL);
    expect(after).not.toBe(before);
    expect(renewed.log.join('')).toContain('with the newest key');
    await renewed.close();
    const alone = await reopened(cloud(9));
    expect(await alone.mount.sendTo(at(PERSONAL), NEWS)).toEqual(expect.any(String));
    await alone.close();
  });

  test('without its key it is left alone, said, and not sent', async () => {
    const lost = await reopened(cloud(8));
    expect(lost.log.join('')).toContain('ENCRYPTION_KEY');
    await expect(lost.mount.sendTo(at(PERSONAL), NEWS)).rejects.toMatchObject({ permanent: true });
    await lost.close();
  });

  test('in local mode the installation has one of its own', async () => {
    teams.fake.anonymous = true;
    const local = await reopened({ kind: 'local' });
    const asked = local.make(channelMessage, { text: 'help' });
    await fetch(`${local.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(asked),
    });
    await local.close();
    const again = await reopened({ kind: 'local' });
    expect(await again.mount.sendTo(at(asked.conversation.id), NEWS)).toEqual(expect.any(String));
    await again.close();
  });
});
