import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { INPUTS } from '../../adapters/slack/actions.ts';
import { NAMES } from '../../adapters/slack/names.ts';
import { CHANNEL, TEAM, USER } from '../support/slack/defaults.ts';
import { messageShortcut } from '../support/slack/interactions.ts';
import { openSlack, type SlackHarness } from './harness.ts';
import { createPeople, type People } from './person.ts';
import { one, wordsOf } from './seen.ts';

let slack: SlackHarness;
let people: People;
beforeAll(async () => {
  slack = await openSlack();
  people = createPeople(slack);
}, 60_000);
afterAll(() => slack.close());
beforeEach(() => slack.fake.closeModal(USER.id));

const window = () => one(slack.fake.modal(USER.id));

async function shortcut(text: string): Promise<void> {
  const over = {
    trigger_id: slack.fake.trigger(),
    response_url: slack.fake.responseUrl({ channel: CHANNEL.id, user: USER.id }),
  };
  await people.outcome(() => slack.send(messageShortcut(NAMES.ticket, { ts: '1700000000.000100', text }, over)));
}

/** The details that the window holds when it opens. */
function parts(): string[] {
  return window().blocks.flatMap((block) => {
    const isDetails = block.block_id === INPUTS.ticketDetails.block || block.block_id === INPUTS.ticketMore.block;
    return isDetails && 'element' in block && block.element?.type === 'plain_text_input'
      ? [block.element.initial_value ?? '']
      : [];
  });
}

const FORM = {
  ticketSummary: 'The sync has stopped',
  ticketCategory: 'other',
  ticketImpact: 'team',
  ticketUrgency: 'high',
};

describe('a message that is longer than an input of Slack', () => {
  const LINES = Array.from({ length: 130 }, (_, n) => `line ${n} of what the log of the sync says`)
    .join('\n')
    .slice(0, 3990);
  const stored = async () => {
    const rita = { platform: 'slack', tenant: TEAM.id, user: USER.id, name: null };
    const [newest] = await slack.site.store.ticketsOf(rita, 1);
    return newest?.packet.question;
  };

  test.each([
    ['lines', LINES],
    ['words', LINES.replaceAll('\n', ' ')],
    ['one word', 'x'.repeat(4000)],
    ['characters of two halves', '\u{1F600}'.repeat(1900)],
    ['as much as one holds', 'y '.repeat(1500).trim()],
  ])('of %s: all of it stands in the form, and all of it is sent', async (_what, text) => {
    await shortcut(text);
    const shown = parts();
    expect(shown).toHaveLength(text.length > 3000 ? 2 : 1);
    for (const part of shown) expect(part.isWellFormed() && part.length <= 3000).toBe(true);
    const [ticketDetails = '', ticketMore = ''] = shown;
    await people.submit(window(), { ...FORM, ticketDetails, ...(ticketMore === '' ? {} : { ticketMore }) });
    expect((await stored())?.replace(/\s/g, ' ')).toBe(text.replace(/\s/g, ' '));
  });

  test('more than a ticket takes is refused in the form', async () => {
    await shortcut(LINES);
    const { posted, answer } = await people.submit(window(), {
      ...FORM,
      ticketDetails: 'z'.repeat(2001),
      ticketMore: 'z'.repeat(1999),
    });
    expect(posted).toEqual([]);
    expect(JSON.parse(answer)).toMatchObject({
      response_action: 'errors',
      errors: { [INPUTS.ticketMore.block]: expect.stringContaining('4001 characters') },
    });
  });

  test('what even both do not hold is said to be left out', async () => {
    await shortcut(`${LINES} and more of it`);
    const [ticketDetails = '', ticketMore = ''] = parts();
    const { posted } = await people.submit(window(), { ...FORM, ticketDetails, ticketMore });
    expect(wordsOf(one(posted))).toContain('the end of your words is left out');
  });
});
