import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/store/port.ts';
import { ticketId } from '../../src/triage/ticket.ts';
import { CHANNEL, IM, TEAM, USER } from '../support/slack/defaults.ts';
import { OTHER } from './harness.ts';
import { BOT } from './person.ts';
import { labelsOf, one, type Shown, wordsOf } from './seen.ts';
import { AGENT, openTriageDesk, SECOND, TRIAGE, type TriageDesk } from './triageDesk.ts';

let desk: TriageDesk;
beforeAll(async () => {
  desk = await openTriageDesk();
}, 60_000);
afterAll(() => desk.close());

const agent = { platform: 'slack', tenant: TEAM.id, user: AGENT.id, name: 'Anna' } as const;
/** The first working day after those of the site's clock. */
const MORNING = Date.parse('2026-11-23T09:00:00Z');
let taps = 0;
async function act(ticket: string, action: Parameters<ReturnType<typeof desk.slack.site.triage>['act']>[0]['action']) {
  const number = ticketId(Number(ticket.slice(5)));
  const came = await desk.people.outcome(async () => {
    await desk.slack.site.triage().act({ ticket: number, action, actor: agent, id: `tap-${++taps}` });
    await desk.carried();
  });
  return came;
}

/** A ticket that was sent where its draft stands; the outcome once all is carried. */
async function sent(draft: Shown, user: string = USER.id) {
  return desk.people.outcome(async () => {
    await desk.people.tap(draft, 'Send it', { user });
    await desk.carried();
  });
}

describe('a ticket from a thread', () => {
  let thread: string;

  test('gets one card in the channel of the agents', async () => {
    const draft = one((await desk.people.mention(`${BOT} ticket the &lt;!channel&gt; sync stopped`)).posted);
    thread = draft.thread ?? '';
    await sent(draft);
    const card = one(desk.cards());
    expect(wordsOf(card)).toContain('DESK-1 · P4 · new');
    expect(wordsOf(card)).toContain(USER.id);
    expect(labelsOf(card)).toEqual([
      'Claim',
      `Give to ${SECOND.id}, on call`,
      'Ask the requester',
      'Write to the requester',
      'Resolve',
      'Duplicate of …',
      'Add a note',
    ]);
  });

  test('what is done to it changes the card in place, and is told in the thread', async () => {
    const { posted, changed } = await act('DESK-1', { is: 'claim' });
    expect(one(posted)).toMatchObject({ channel: CHANNEL.id, thread });
    expect(wordsOf(one(posted))).toContain('Anna has taken your ticket DESK-1');
    expect(wordsOf(one(posted))).toContain(`For <@${USER.id}>`);
    expect(wordsOf(one(changed))).toContain('DESK-1 · P4 · assigned');
    expect(labelsOf(one(changed))).not.toContain('Claim');
  });

  test('a question is relayed, and the answer stands below the card', async () => {
    const asked = await act('DESK-1', { is: 'ask', text: 'Which *build*?' });
    expect(wordsOf(one(asked.posted))).toContain('Which *build*?'.replaceAll('*', '∗'));
    const answered = await desk.people.outcome(async () => {
      await desk.people.write('build 1.6', { thread });
      await desk.carried();
    });
    const [alert] = answered.posted.filter(({ channel }) => channel === TRIAGE.id);
    expect(alert?.thread).toBe(one(desk.cards()).ts);
    expect(alert && wordsOf(alert)).toContain(`${USER.name} on DESK-1`);
    expect(wordsOf(one(desk.cards()))).toContain('wrote: build 1.6');
  });

  test('resolved, it can be opened again by its requester', async () => {
    const { posted } = await act('DESK-1', { is: 'resolve', text: 'Started it.' });
    await desk.people.outcome(async () => {
      await desk.people.tap(one(posted), 'Not solved');
      await desk.carried();
    });
    expect(wordsOf(one(desk.cards()))).toContain('DESK-1 · P4 · assigned');
  });

  test('a card that somebody deleted is posted anew', async () => {
    const card = one(desk.cards());
    const all = desk.slack.fake.messages(TRIAGE.id);
    desk.slack.fake.failNext('chat.update', { error: 'message_not_found' });
    await act('DESK-1', { is: 'note', text: 'a note' });
    expect(desk.slack.fake.messages(TRIAGE.id).length).toBe(all.length + 1);
    expect(desk.cards().at(-1)?.ts).not.toBe(card.ts);
  });
});

describe('where nothing can be written', () => {
  test('news of a ticket of the slash command comes directly, and bare words there are the answer', async () => {
    const draft = one((await desk.people.command('ticket my sync is slow')).told);
    await sent(draft);
    const { posted } = await act('DESK-2', { is: 'ask', text: 'Since when?' });
    expect(one(posted)).toMatchObject({ channel: IM.id, thread: null });
    const answer = await desk.people.write('since Monday', { channel: IM.id });
    expect(wordsOf(one(answer.posted))).toContain('Passed on to the people for DESK-2');
  });

  test('a channel that the bot was removed from', async () => {
    const draft = one((await desk.people.mention(`${BOT} ticket printers`, { user: OTHER.id })).posted);
    await sent(draft, OTHER.id);
    desk.slack.fake.failNext('chat.postMessage', { error: 'not_in_channel' });
    await act('DESK-3', { is: 'claim' });
    const opened = desk.slack.fake.callsOf('conversations.open').at(-1);
    expect(JSON.stringify(opened)).toContain(OTHER.id);
  });
});

test('a digest stands in the channel of the agents, with what people typed as they typed it', async () => {
  const { site, mount } = desk.slack;
  const draft = one(
    (await desk.people.mention(`${BOT} ticket *all* &lt;!here&gt; printers`, { user: OTHER.id })).posted,
  );
  await sent(draft, OTHER.id);
  expect(await site.triage().digest(MORNING)).toBe(1);
  const [item] = await site.store.outbox.claim({ now: MORNING, until: MORNING + 1, limit: 9 });
  const { posted } = await desk.people.outcome(async () => item && mount.courier?.deliver(item));
  await site.store.outbox.finish(item?.id ?? '');
  const digest = one(posted);
  expect(digest).toMatchObject({ channel: TRIAGE.id, thread: null });
  expect(wordsOf(digest)).toMatch(/^4 open tickets on Monday 23 November/);
  expect(wordsOf(digest)).toContain('nobody has DESK-4 (∗all∗ <!here> printers), since Sunday 22 November');
});

test('an outage puts news off, and nothing comes twice', async () => {
  desk.slack.fake.failNext('chat.postMessage', { dropConnection: true, takesEffect: true });
  const { posted } = await act('DESK-1', { is: 'ask', text: 'Still there?' });
  expect(posted.filter((each) => wordsOf(each).includes('Still there?'))).toHaveLength(1);
});

test('nobody was called, and Slack took everything but what was planned', () => {
  expect(desk.slack.fake.pings).toEqual([]);
  const errors = desk.slack.fake.calls.flatMap(({ error }) => (error === null ? [] : [error]));
  expect(
    errors.filter((error) => !['message_not_found', 'not_in_channel', 'connection_dropped'].includes(String(error))),
  ).toEqual([]);
});

test('a card whose place could not be stored is found again, and not posted twice', async () => {
  let failures = 0;
  const store = (real: Store): Store => ({
    ...real,
    savePost: (post) => (failures++ === 0 ? Promise.reject(new Error('the process ended here')) : real.savePost(post)),
  });
  const crashed = await openTriageDesk({ store });
  try {
    const draft = one((await crashed.people.mention(`${BOT} ticket the sync stopped`)).posted);
    await crashed.people.tap(draft, 'Send it');
    await crashed.carried();
    expect(failures).toBe(2);
    expect(crashed.cards()).toHaveLength(1);
  } finally {
    await crashed.close();
  }
});

test('cards work where the settings allow few channels', async () => {
  const narrow = await openTriageDesk({ config: { allowed: { workspaces: [], channels: [CHANNEL.id] } } });
  try {
    const draft = one((await narrow.people.mention(`${BOT} ticket the sync stopped`)).posted);
    await narrow.people.tap(draft, 'Send it');
    await narrow.carried();
    await narrow.people.tap(one(narrow.cards()), 'Claim', { user: AGENT.id });
    await narrow.carried();
    expect(wordsOf(one(narrow.cards()))).toContain('· assigned');
  } finally {
    await narrow.close();
  }
});
