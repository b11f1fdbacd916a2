import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AGENT_VERBS } from '../../adapters/teams/agentActions.ts';
import { CHANNEL, OTHER, PERSONAL, type Person, TENANT, USER } from '../support/teams/defaults.ts';
import type { Posted } from '../support/teams/state.ts';
import { type At, lineOf, type Outcome, refreshed, windowOf } from './person.ts';
import { buttonsIn, cardOf, fieldsIn, labelsOf, one, wordsOf } from './seen.ts';
import {
  AGENT,
  AGENT_CHAT,
  EXPERTS,
  openTriageDesk,
  SECOND,
  SECOND_CHAT,
  TRIAGE,
  type TriageDesk,
} from './triageDesk.ts';

let desk: TriageDesk;
beforeAll(async () => {
  const settings = {
    agents: {
      all: [`teams:${TENANT}/${AGENT.aadObjectId}`],
      'auto-upgrade': [`teams:${TENANT}/${EXPERTS}`],
    },
    channels: { all: [`teams:${TENANT}/${TRIAGE}`] },
  };
  // The day on which the tickets are opened.
  desk = await openTriageDesk({ clock: () => Date.parse('2026-11-22T09:00:00Z') }, settings);
  const texts = [
    'zorkmid *is* late',
    'my auto upgrade is suspended',
    ...Array.from({ length: 12 }, (_, i) => `item ${i}`),
  ];
  for (const [i, text] of texts.entries()) {
    const from: Person = { id: `29:rita-${i}`, aadObjectId: `rita-${i}`, name: `Rita ${i}` };
    const draft = one((await desk.people.say(`ticket ${text}`, { conversation: CHANNEL, from })).posted);
    await desk.people.tap(draft, 'Send it', { from });
  }
}, 60_000);
afterAll(() => desk.close());

const ANNA: At = { from: AGENT, conversation: AGENT_CHAT };
const BO: At = { from: SECOND, conversation: SECOND_CHAT };
const queue = async (words = 'queue', at = ANNA) => one((await desk.people.say(words, at)).posted);
const rows = (shown: Pick<Posted, 'activity'>) => labelsOf(shown).filter((label) => label.startsWith('Open '));
const shownTo = (outcome: Outcome) => refreshed(outcome);
/** The message as it stands now. */
const now = ({ id }: Posted) =>
  desk.teams.fake.posted.find((each) => each.id === id) ?? Promise.reject(new Error('gone'));

describe('an agent', () => {
  test('sees what is to be done, soonest breach first, page by page', async () => {
    const first = await queue();
    expect(wordsOf(first)).toContain('DESK-1 zorkmid *is* late'.replaceAll('*', ''));
    expect(wordsOf(first)).toContain('P4 · new · nobody · due {{DATE(');
    expect(rows(first)).toEqual(Array.from({ length: 10 }, (_, i) => `Open DESK-${i + 1}`));
    expect(labelsOf(first)).not.toContain('First page');
    const second = shownTo(await desk.people.tap(first, 'Next page', ANNA));
    expect(rows(second)).toEqual(['Open DESK-11', 'Open DESK-12', 'Open DESK-13', 'Open DESK-14']);
    expect(labelsOf(second)).not.toContain('Next page');
    const stored = await now(first);
    expect(rows(stored)).toHaveLength(4);
    expect(rows(shownTo(await desk.people.tap(stored, 'First page', ANNA)))).toHaveLength(10);
  });

  test('opens a ticket in its place, acts on it, and goes back', async () => {
    const list = await queue();
    const opened = await desk.people.tap(list, 'Open DESK-1', ANNA);
    expect(wordsOf(shownTo(opened))).toContain('DESK-1 · P4 · new');
    expect(labelsOf(shownTo(opened))).toContain('Back to the queue');
    const claimed = await desk.doing(async () => desk.people.tap(await now(list), 'Claim', ANNA));
    expect(wordsOf(shownTo(claimed))).toContain('With: Anna Agent');
    const window = windowOf(await desk.people.open(await now(list), 'Ask', ANNA));
    await desk.doing(async () => desk.people.fill(await now(list), window, 'Ask', { text: 'Since when?' }, ANNA));
    expect(wordsOf(await now(list))).toContain('waiting-on-requester');
    expect(wordsOf(await now(list))).toContain('Anna Agent asked: Since when?');
    const back = shownTo(await desk.people.tap(await now(list), 'Back to the queue', ANNA));
    expect(labelsOf(back)).toContain('Show');
  });

  test('narrows it by words or by the list', async () => {
    expect(rows(await queue('queue mine'))).toEqual(['Open DESK-1']);
    expect(rows(await queue('Queue auto upgrade'))).toEqual(['Open DESK-2']);
    expect(wordsOf(await queue('queue: auto upgrade is stuck since Monday'))).not.toContain('Queue ·');
    expect(rows(await queue('queue: unassigned'))).not.toContain('Open DESK-1');
    const soon = await queue('queue breaching soon');
    expect(wordsOf(soon)).toContain('Nothing is to be done here.');
    const [list] = fieldsIn(cardOf(soon));
    expect(list).toMatchObject({ value: 'soon' });
    expect(list?.choices.map(({ title }) => title)).toEqual(expect.arrayContaining(['Mine', 'Auto upgrade']));
    const filled = { filled: { wanted: 'category:auto-upgrade' } };
    expect(rows(shownTo(await desk.people.tap(soon, 'Show', { ...ANNA, ...filled })))).toEqual(['Open DESK-2']);
  });

  test('of one category sees its tickets alone, and opens no other', async () => {
    const list = await queue('queue', BO);
    expect(rows(list)).toEqual(['Open DESK-2']);
    const data = { v: 1, verb: AGENT_VERBS.open, ticket: 'DESK-1', filter: 'all', after: null };
    const refused = await desk.people.tap(list, { label: 'Open', verb: AGENT_VERBS.open, data }, BO);
    expect(lineOf(refused)).toContain('DESK-1 is not there for you');
    expect(refused.changed).toEqual([]);
  });

  test('who hands a ticket to others sees it no more', async () => {
    const list = await queue('queue', BO);
    await desk.people.tap(list, 'Open DESK-2', BO);
    const window = windowOf(await desk.people.open(await now(list), 'Hand over', BO));
    const filled = { category: 'identity-data' };
    await desk.doing(async () => desk.people.fill(await now(list), window, 'Hand over', filled, BO));
    expect(wordsOf(await now(list))).toContain('It has gone to the people for Identity data');
    expect(labelsOf(await now(list))).toEqual([]);
  });

  test('is told where else, where others read along', async () => {
    const { posted } = await desk.people.say('queue', { from: AGENT, conversation: CHANNEL });
    expect(wordsOf(one(posted))).toContain('Others read along here');
  });

  test('is told to wait where Teams does not say who is one', async () => {
    const late = await openTriageDesk({}, { agents: { all: [`teams:${TENANT}/${EXPERTS}`] }, channels: { all: [] } });
    try {
      late.teams.fake.failNext('members', { status: 502 });
      const { posted } = await late.people.say('queue', { from: SECOND, conversation: SECOND_CHAT });
      expect(wordsOf(one(posted))).toContain('Teams does not say at the moment');
      const again = await late.people.say('queue', { from: SECOND, conversation: SECOND_CHAT });
      expect(wordsOf(one(again.posted))).toContain('Queue · All');
    } finally {
      await late.close();
    }
  });
});

describe('anybody else', () => {
  test('is told that the queue is for agents', async () => {
    const list = await queue();
    const data = buttonsIn(cardOf(list)).find(({ label }) => label === 'Next page');
    const forged = await desk.people.tap(list, data ?? 'Next page', { from: OTHER });
    expect(lineOf(forged)).toContain('The queue is for agents');
    expect(forged.changed).toEqual([]);
  });

  test.each(['queue', 'queue mine', 'queue length of the export?', 'queue full, auto upgrade broken, what now'])(
    'asks about queues like about anything else: %s',
    async (words) => {
      const { posted } = await desk.people.say(words, { from: USER, conversation: PERSONAL });
      expect(wordsOf(one(posted))).not.toMatch(/for agents|Queue ·/);
    },
  );

  test.each(['queue: auto upgrade is stuck since Monday', 'queue'])('answers an agent by: %s', async (words) => {
    const from: Person = { id: '29:rosa', aadObjectId: 'rosa', name: 'Rosa' };
    const conversation = 'a:rosa';
    desk.teams.fake.conversations.add(conversation);
    const draft = one((await desk.people.say('ticket the vault is open', { conversation, from })).posted);
    await desk.doing(() => desk.people.tap(draft, 'Send it', { from }));
    const person = { platform: 'teams', tenant: TENANT, user: 'rosa', name: null };
    const [ticket] = await desk.teams.site.store.ticketsOf(person, 1);
    if (!ticket) throw new Error('no ticket');
    const window = windowOf(await desk.people.open(desk.card(ticket.id), 'Ask', { from: AGENT }));
    const asked = { text: 'What do you see?' };
    await desk.doing(() => desk.people.fill(desk.card(ticket.id), window, 'Ask', asked, { from: AGENT }));
    await desk.people.say(words, { conversation, from });
    const events = await desk.teams.site.store.ticketEvents(ticket.id);
    expect(events.at(-1)).toMatchObject({ what: 'comment', details: { text: words } });
  });
});

test('Teams took everything', () => {
  expect(desk.teams.fake.calls.filter(({ status }) => status >= 400)).toEqual([]);
});
