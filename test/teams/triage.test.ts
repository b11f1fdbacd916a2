import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NAMES } from '../../adapters/teams/names.ts';
import type { Store } from '../../src/store/port.ts';
import { ticketId } from '../../src/triage/ticket.ts';
import type { AgentAction } from '../../src/triage/triage.ts';
import { CHANNEL, GROUP, PERSONAL, type Person, TENANT, USER } from '../support/teams/defaults.ts';
import type { Posted } from '../support/teams/state.ts';
import { windowOf } from './person.ts';
import { buttonsIn, cardOf, labelsOf, one, wordsOf } from './seen.ts';
import { AGENT, openTriageDesk, SETTINGS, TRIAGE, type TriageDesk } from './triageDesk.ts';

/** What tickets have to say, carried to Teams. */

let desk: TriageDesk;
beforeAll(async () => {
  desk = await openTriageDesk();
}, 60_000);
afterAll(() => desk.close());

const agent = { platform: 'teams', tenant: TENANT, user: AGENT.aadObjectId, name: AGENT.name };
let commands = 0;
function act(number: number, action: AgentAction, on = desk) {
  return on.doing(async () => {
    await on.teams.site.triage().act({ ticket: ticketId(number), action, actor: agent, id: `command-${++commands}` });
    return { posted: [], changed: [], status: 200, answer: null };
  });
}

async function opened(text: string, conversation: string, on = desk) {
  const draft = one((await on.people.say(`ticket ${text}`, { conversation })).posted);
  return on.doing(() => on.people.tap(draft, 'Send it'));
}
const inTriage = ({ posted }: { posted: Posted[] }) =>
  posted.filter(({ conversation }) => conversation.startsWith(TRIAGE));
const elsewhere = ({ posted }: { posted: Posted[] }) =>
  posted.filter(({ conversation }) => !conversation.startsWith(TRIAGE));

describe('a ticket from a thread of a channel', () => {
  test('gets one card in the channel of the agents, in which nobody has ever written', async () => {
    const outcome = await opened('the <at>Everybody</at> sync stopped', CHANNEL);
    const card = one(inTriage(outcome));
    expect(card).toMatchObject({ conversation: TRIAGE, replyTo: null });
    expect(wordsOf(card)).toContain('DESK-1 · P4 · new');
    expect(wordsOf(card)).toContain(`Requester: ${USER.name}`);
    expect(card.activity.summary).toMatch(/^DESK-1 \(P4, new\): /);
    expect(labelsOf(card)[0]).toBe('Claim');
  });

  test('what is done to it changes the card in place, and is told in the thread, with whom it is for', async () => {
    const outcome = await act(1, { is: 'claim' });
    expect(wordsOf(one(outcome.changed))).toContain('DESK-1 · P4 · assigned');
    const news = one(elsewhere(outcome));
    expect(news.conversation).toMatch(new RegExp(`^${CHANNEL};messageid=`));
    expect(wordsOf(news)).toMatch(new RegExp(`^For ${USER.name}\nAnna Agent has taken your ticket DESK-1`));
    expect(news.activity.summary).toMatch(/^For Ada Admin: /);
  });

  test('resolved, it can be opened again by its requester, and the card says so', async () => {
    const news = one(elsewhere(await act(1, { is: 'resolve', text: 'Started it.' })));
    const outcome = await desk.doing(() => desk.people.tap(news, 'Not solved'));
    expect(wordsOf(desk.card('DESK-1'))).toContain('· assigned');
    expect(wordsOf(one(inTriage(outcome)))).toContain('is not solved, says Ada Admin');
  });

  test('a card that somebody deleted is posted anew, and kept up to date from then on', async () => {
    const { posted } = desk.teams.fake;
    posted.splice(
      posted.findIndex(({ id }) => id === desk.card('DESK-1').id),
      1,
    );
    const anew = one(inTriage(await act(1, { is: 'note', text: 'a note' })));
    expect(wordsOf(anew)).toContain('noted: a note');
    expect(one((await act(1, { is: 'note', text: 'another' })).changed).id).toBe(anew.id);
  });
});

test('a name is one line of plain words, and an id where there is none', async () => {
  const from = { id: '29:odd', aadObjectId: 'odd', name: 'Ada\n<at>x</at>\u0000 *B*' };
  const at = { conversation: GROUP, from };
  const named = one((await desk.people.say('ticket my odd name', at)).posted);
  const sent = await desk.doing(() => desk.people.tap(named, 'Send it', { from }));
  expect(wordsOf(one(inTriage(sent)))).toContain('Requester: Ada ‹at>x‹/at> B');
  const nameless = { id: '29:none', aadObjectId: 'nobody-knows', name: ' ' };
  const draft = one((await desk.people.say('ticket no name', { conversation: GROUP, from: nameless })).posted);
  const other = await desk.doing(() => desk.people.tap(draft, 'Send it', { from: nameless }));
  expect(wordsOf(one(inTriage(other)))).toContain('Requester: nobody-knows');
});

test('in a chat of their own nobody has to be named', async () => {
  await opened('my mail is slow', PERSONAL);
  expect(wordsOf(one(elsewhere(await act(4, { is: 'claim' }))))).toMatch(/^Anna Agent has taken/);
});

test('in a group chat somebody has', async () => {
  await opened('the printer burns', GROUP);
  expect(wordsOf(one(elsewhere(await act(5, { is: 'claim' }))))).toMatch(/^For Ada Admin/);
});

test('of a ticket that began in a window somebody is told in their own chat, where they have one', async () => {
  const find = (data: object, from: Person) =>
    desk.people.invoke(
      'composeExtension/submitAction',
      { commandId: NAMES.findAnswer, data },
      { conversation: GROUP, from },
    );
  const open = async (from: Person) => {
    const asked = {
      commandId: NAMES.findAnswer,
      messagePayload: { body: { contentType: 'text', content: 'xyzzy plugh' } },
    };
    const first = await desk.people.invoke('composeExtension/fetchTask', asked, { conversation: GROUP, from });
    const helpdesk = buttonsIn(cardOf(windowOf(first))).find(({ label }) => label === 'Ask the helpdesk');
    const draft = windowOf(await find(Object(helpdesk?.data), from));
    expect(labelsOf(draft)).not.toContain('Change it in a form');
    const send = buttonsIn(cardOf(draft)).find(({ label }) => label === 'Send it');
    const sent = windowOf(await desk.doing(() => find(Object(send?.data), from)));
    expect(wordsOf(sent)).toContain('told in your own chat with me');
    return Number(/DESK-(\d+)/.exec(wordsOf(sent))?.[1]);
  };
  // Teams takes either of their ids.
  desk.teams.fake.direct.set(USER.aadObjectId, PERSONAL);
  const ticket = await open(USER);
  const told = one(elsewhere(await act(ticket, { is: 'ask', text: 'Since when?' })));
  expect(told.conversation).toBe(PERSONAL);
  expect(wordsOf(told)).toMatch(/^Anna Agent asks about/);
  const answered = await desk.doing(() => desk.people.say('since Monday'));
  expect(wordsOf(one(elsewhere(answered)))).toContain(`Passed on to the people for DESK-${ticket}`);
  const stranger = { id: '29:nobody', aadObjectId: 'nobody', name: 'No Body' };
  expect(elsewhere(await act(await open(stranger), { is: 'claim' }))).toEqual([]);
  const [failed] = await desk.teams.site.store.outbox.failed(1);
  expect(failed?.why).toContain('No Body has not added the app for themselves');
});

test('an outage puts news off, and nothing comes twice', async () => {
  desk.teams.fake.failNext('send', { status: 502 });
  desk.teams.fake.failNext('update', { status: 429, retryAfter: 1 });
  const outcome = await act(1, { is: 'ask', text: 'Still there?' });
  expect(elsewhere(outcome).filter((each) => wordsOf(each).includes('Still there?'))).toHaveLength(1);
  expect(one(outcome.changed).edits).toBeGreaterThan(0);
});

test('a channel that the app was removed from: the ticket is kept, and the card is a dead letter', async () => {
  const nowhere = `teams:${TENANT}/19:gone@thread.tacv2`;
  const other = await openTriageDesk({}, { ...SETTINGS, channels: { all: [nowhere], 'identity-data': [nowhere] } });
  try {
    await opened('the sync stopped', CHANNEL, other);
    const failed = await other.teams.site.store.outbox.failed(9);
    expect(failed).toMatchObject([{ kind: 'card', target: nowhere, why: expect.stringContaining('404') }]);
  } finally {
    await other.close();
  }
});

test('a card whose place could not be stored is sent again, and its changes go to the newer one', async () => {
  let failures = 0;
  const store = (real: Store): Store => ({
    ...real,
    savePost: (post) =>
      post.part === 'card' && failures++ === 0
        ? Promise.reject(new Error('the process ended here'))
        : real.savePost(post),
  });
  const crashed = await openTriageDesk({ store });
  try {
    // Teams lets nobody look whether it is there.
    expect(inTriage(await opened('the sync stopped', CHANNEL, crashed))).toHaveLength(2);
    const changed = one((await act(1, { is: 'claim' }, crashed)).changed);
    expect(changed.id).toBe(crashed.cards().at(-1)?.id);
  } finally {
    await crashed.close();
  }
});

test('nobody was called, and Teams took everything but what was planned', () => {
  const refused = desk.teams.fake.calls
    .filter(({ status }) => status >= 400)
    .map(({ method, status }) => `${method} ${status}`);
  expect(refused.sort()).toEqual(['create 403', 'send 502', 'update 404', 'update 429']);
  for (const { activity } of desk.teams.fake.posted) {
    const { text, summary, attachments } = activity;
    expect(JSON.stringify([text, summary, attachments])).not.toContain('<at>');
  }
});
