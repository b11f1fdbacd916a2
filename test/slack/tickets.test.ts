import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CHANNEL } from '../support/slack/defaults.ts';
import { OTHER, openSlack, type SlackHarness } from './harness.ts';
import { BOT, createPeople, type People } from './person.ts';
import { buttonsOf, labelsOf, one, type Shown, wordsOf } from './seen.ts';

let slack: SlackHarness;
let people: People;
beforeAll(async () => {
  slack = await openSlack();
  people = createPeople(slack);
}, 60_000);
afterAll(() => slack.close());

/** The label of the one button that stands out. */
function primary({ blocks }: Shown): string[] {
  return blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.flatMap((each) => (each.type === 'button' && each.style === 'primary' ? [each.text.text] : []))
      : [],
  );
}

test('a draft in a thread: sending it stands out, what may do instead stands apart', async () => {
  const draft = one((await people.mention(`${BOT} ticket can I rename the server`)).posted);
  expect(wordsOf(draft)).toContain('About: can I rename the server');
  expect(primary(draft)).toEqual(['Send it']);
  expect(wordsOf(draft)).toContain('Instead of a new ticket');
  const sent = await people.tap(draft, 'Send it');
  expect(wordsOf(one(sent.posted))).toContain('I have sent it.');
  expect(wordsOf(one(sent.posted))).toContain('you are told here');
  expect(wordsOf(one(sent.changed))).not.toContain('Instead of a new ticket');
  expect(labelsOf(one(sent.posted))).toContain('Withdraw it');
});

test('the slash command: only the requester sees it, and is told where news comes', async () => {
  const draft = one((await people.command('ticket the sync stopped at night', { user: OTHER.id })).told);
  const { changed } = await people.tap(draft, 'Send it', { user: OTHER.id });
  expect(wordsOf(one(changed))).toContain('you are told in a direct message');
  const list = one((await people.command('tickets', { user: OTHER.id })).told);
  expect(wordsOf(list)).toContain('the sync stopped at night');
  expect(buttonsOf(list)).toHaveLength(1);
  expect(wordsOf(one((await people.command('tickets')).told))).not.toContain('the sync stopped at night');
});

test('what a person types into a ticket pings nobody', async () => {
  await people.mention(`${BOT} ticket &lt;!channel&gt; *all* is broken`, { channel: CHANNEL.id });
  expect(slack.fake.pings).toEqual([]);
  expect(slack.fake.calls.filter(({ error }) => error !== null)).toEqual([]);
});
