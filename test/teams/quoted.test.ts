import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NAMES } from '../../adapters/teams/names.ts';
import { GROUP, type Person, TENANT } from '../support/teams/defaults.ts';
import type { Posted } from '../support/teams/state.ts';
import { type At, windowOf } from './person.ts';
import { buttonsIn, cardOf, one, wordsOf } from './seen.ts';
import { AGENT, openTriageDesk, type TriageDesk } from './triageDesk.ts';

/** 'Find an answer' on what a colleague wrote, by somebody who has tickets. */
let desk: TriageDesk;
beforeAll(async () => {
  desk = await openTriageDesk();
}, 60_000);
afterAll(() => desk.close());

const HANNA: Person = { id: '29:hanna', aadObjectId: 'hanna', name: 'Hanna' };
const CHAT = 'a:hanna';
beforeAll(() => {
  desk.teams.fake.conversations.add(CHAT);
  for (const id of [HANNA.id, HANNA.aadObjectId]) desk.teams.fake.direct.set(id, CHAT);
});

const AT: At = { conversation: GROUP, from: HANNA };
const find = (content: string) =>
  desk.people.invoke(
    'composeExtension/fetchTask',
    { commandId: NAMES.findAnswer, messagePayload: { id: '1', body: { contentType: 'text', content } } },
    AT,
  );
const inWindow = (window: Pick<Posted, 'activity'>, label: string) => {
  const data = buttonsIn(cardOf(window)).find((each) => each.label === label)?.data;
  return desk.people.invoke('composeExtension/submitAction', { commandId: NAMES.findAnswer, data }, AT);
};
const ticket = async () =>
  one(await desk.teams.site.store.ticketsOf({ platform: 'teams', tenant: TENANT, user: 'hanna', name: null }, 9));

test('is a question, also while an agent waits on a ticket that began there', async () => {
  const draft = windowOf(await inWindow(windowOf(await find('xyzzy plugh the capacitor hums')), 'Ask the helpdesk'));
  await desk.doing(() => inWindow(draft, 'Send it'));
  const { id } = await ticket();
  const window = windowOf(await desk.people.open(desk.card(id), 'Ask', { from: AGENT }));
  await desk.doing(() => desk.people.fill(desk.card(id), window, 'Ask', { text: 'Which build?' }, { from: AGENT }));
  const later = await desk.doing(() => find('Can I rename the server?'));
  expect(wordsOf(windowOf(later))).toContain('SQL database instance');
  const events = await desk.teams.site.store.ticketEvents(id);
  expect(events.map(({ what }) => what)).not.toContain('comment');
});

test('ends no ticket, whatever it says', async () => {
  const { id, state } = await ticket();
  await desk.doing(() => find(`withdraw ${id}`));
  expect((await ticket()).state).toBe(state);
});
