import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { nextId } from '../support/teams/activities.ts';
import { GROUP, OTHER } from '../support/teams/defaults.ts';
import { openTeams, type TeamsHarness } from './harness.ts';
import { type At, createPeople, type People, refreshed } from './person.ts';
import { labelsOf, one, wordsOf } from './seen.ts';

let teams: TeamsHarness;
let people: People;
beforeAll(async () => {
  teams = await openTeams();
  people = createPeople(teams);
}, 60_000);
afterAll(() => teams.close());

const MAIL = 'got a mail from Microsoft that my auto upgrade is broken';

let edits = 0;
/** The message with this id, edited. */
function edited(id: string, text: string, at: At, eventType = 'editMessage') {
  edits += 1;
  const timestamp = new Date(Date.parse('2026-11-22T10:00:00Z') + edits * 1000).toISOString();
  const { channelData, ...rest } = people.make(text, { ...at, id });
  const data = { ...Object(channelData), eventType };
  return people.outcome({ ...rest, timestamp, type: 'messageUpdate', channelData: data });
}

test('the new text counts, and our reply changes in its place', async () => {
  const chat = people.chat();
  await people.say(MAIL, chat);
  const id = nextId();
  const first = one((await people.say('2.6.92.0', { ...chat, id })).posted);
  expect(wordsOf(first)).not.toContain('Yes');
  const { posted, changed } = await edited(id, '1.1.654.0', chat);
  expect(posted).toEqual([]);
  expect([one(changed).id, wordsOf(one(changed))]).toEqual([first.id, expect.stringContaining('Yes')]);
  const again = await edited(id, 'cancel', chat);
  expect(one(again.changed).id).toBe(first.id);
});

test('what is tapped then belongs to the new reply', async () => {
  const chat = people.chat();
  const id = nextId();
  await people.say('can I rename the server?', { ...chat, id });
  const question = one((await edited(id, MAIL, chat)).changed);
  expect(labelsOf(question)).toContain('Older than 1.1.750.0');
  const { posted, changed } = await people.tap(question, 'Older than 1.1.750.0');
  expect([posted.length, changed.length]).toEqual([1, 1]);
});

test('whether it was solved is asked of the new reply in the place of the old one, and of no later one', async () => {
  const chat = people.chat();
  const id = nextId();
  await people.say('can I rename the server?', { ...chat, id });
  for (const text of ['can I rename my server?', 'May I rename the server?']) {
    const revised = one((await edited(id, text, chat)).changed);
    expect(labelsOf(revised)).toContain('Yes, solved');
  }
  const later = one((await people.say('Can it be installed unattended?', chat)).posted);
  expect(labelsOf(later)).not.toContain('Yes, solved');
});

test('what is drawn anew after an edit still asks whether it was solved', async () => {
  const chat = people.chat();
  const id = nextId();
  await people.say('can I rename the server?', { ...chat, id });
  const revised = one((await edited(id, 'can I rename my server?', chat)).changed);
  const back = await people.tap(
    { ...revised, activity: refreshed(await people.tap(revised, 'Why this answer?')).activity },
    'Back to the answer',
  );
  expect(labelsOf(refreshed(back))).toContain('Yes, solved');
});

test.each([
  [
    'of an older message',
    async () => {
      const id = nextId();
      await people.say(MAIL, { id });
      await people.say('help');
      return edited(id, 'can I rename the server?', {});
    },
  ],
  [
    'of somebody else',
    async () => {
      const id = nextId();
      await people.say(MAIL, { id, conversation: GROUP });
      return edited(id, 'can I rename the server?', { conversation: GROUP, from: OTHER });
    },
  ],
  ['of what was never put to us', () => edited(nextId(), 'can I rename the server?', {})],
  [
    'by another name',
    async () => {
      const id = nextId();
      await people.say(MAIL, { id });
      return edited(id, 'can I rename the server?', {}, 'undeleteMessage');
    },
  ],
  [
    'that leaves no words',
    async () => {
      const id = nextId();
      await people.say(MAIL, { id });
      return edited(id, ' ', {});
    },
  ],
])('an edit changes nothing: %s', async (_, act) => {
  const { posted, changed, status } = await act();
  expect([posted, changed, status]).toEqual([[], [], 200]);
});

test('the same edit sent again changes nothing more', async () => {
  const id = nextId();
  await people.say(MAIL, { id });
  const activity = people.make('can I rename the server?', { id });
  const edit = {
    ...activity,
    type: 'messageUpdate',
    channelData: { ...Object(activity.channelData), eventType: 'editMessage' },
  };
  expect((await people.outcome(edit)).changed).toHaveLength(1);
  expect((await people.outcome(edit)).changed).toEqual([]);
});

test('a reply that was deleted gives way to a new one, which the next edit changes', async () => {
  const chat = people.chat();
  const id = nextId();
  const first = one((await people.say('can I rename the server?', { ...chat, id })).posted);
  teams.fake.posted.splice(
    teams.fake.posted.findIndex((each) => each.id === first.id),
    1,
  );
  const second = one((await edited(id, 'is 1.1.654.0 still supported?', chat)).posted);
  expect(wordsOf(second)).toContain('1.1.654.0');
  const { posted, changed } = await edited(id, 'is 1.1.749.0 still supported?', chat);
  expect(posted).toEqual([]);
  expect([one(changed).id, wordsOf(one(changed))]).toEqual([second.id, expect.stringContaining('1.1.749.0')]);
});
