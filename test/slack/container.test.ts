import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DeskError } from '../../src/errors.ts';
import { IM } from '../support/slack/defaults.ts';
import { appHomeOpened } from '../support/slack/events.ts';
import { openSlack, type SlackHarness } from './harness.ts';
import { createPeople, type People } from './person.ts';
import { labelsOf, one, wordsOf } from './seen.ts';

let slack: SlackHarness;
let people: People;
/** The store keeps the next mark that a thread has its title, and does not live to say so. */
let losesTitle = false;
beforeAll(async () => {
  slack = await openSlack({
    store: (real) => ({
      ...real,
      async mark(mark) {
        const isFirst = await real.mark(mark);
        if (mark.name !== 'slack: titled' || !losesTitle) return isFirst;
        losesTitle = false;
        throw new DeskError('store-unavailable', 'The store went away.');
      },
    }),
  });
  people = createPeople(slack);
}, 60_000);
afterAll(() => slack.close());

const EXAMPLES = [
  'Can I move the sync database to a remote SQL Server?',
  'I got an email that auto upgrade no longer works',
  'Is 2.5.79.0 still supported?',
  'Can I rename the server?',
];
const EMAIL = 'got a mail from Microsoft that my auto upgrade is broken';

/** A thread of the pane: what a person wrote there began it. */
function begun() {
  const { ts: thread } = slack.fake.say(IM.id, { text: 'New chat' });
  return { thread, shown: () => slack.fake.assistantThread(IM.id, thread) };
}

const write = (text: string, thread: string) => people.write(text, { channel: IM.id, thread });
const statuses = () => slack.fake.callsOf('assistant.threads.setStatus').length;

describe('the Messages tab', () => {
  test('suggests questions whenever it is opened, and writes nothing by itself', async () => {
    for (let opened = 0; opened < 2; opened++) {
      slack.fake.assistantThread(IM.id).prompts = [];
      const { posted } = await people.outcome(() => slack.send(appHomeOpened({ tab: 'messages' })));
      expect(posted).toEqual([]);
      expect(slack.fake.assistantThread(IM.id).prompts.map(({ message }) => message)).toEqual(EXAMPLES);
    }
  });
});

describe('a thread of the pane', () => {
  test.each(EXAMPLES)('answers the suggested question %s in the thread', async (example) => {
    const { thread } = begun();
    expect(one((await write(example, thread)).posted)).toMatchObject({ channel: IM.id, thread });
  });

  test('shows that it works on an answer, and no longer when it has come', async () => {
    const { thread, shown } = begun();
    const before = statuses();
    await write('can I rename the server?', thread);
    expect(slack.fake.callsOf('assistant.threads.setStatus').at(-1)?.arguments).toMatchObject({
      thread_ts: thread,
      status: 'is looking that up…',
    });
    expect(statuses()).toBe(before + 1);
    expect(shown().status).toBe('');
  });

  test('goes on by words and by button, apart from other threads', async () => {
    const first = begun();
    const other = begun();
    const question = one((await write(EMAIL, first.thread)).posted);
    expect(wordsOf(one((await write('1.1.654.0', other.thread)).posted))).toContain('1.1.654.0 is retired');
    expect(labelsOf(question)).toContain('Older than 1.1.750.0');
    const { posted } = await people.tap(question, 'Older than 1.1.750.0');
    expect(one(posted).thread).toBe(first.thread);
  });

  test('is named after its first question, once', async () => {
    const { thread, shown } = begun();
    await write('hello', thread);
    expect(shown().title).toBe('');
    await write(`${EMAIL}, what   am I to do\nnow &amp; is it &lt;b&gt;dangerous&lt;/b&gt; at all?`, thread);
    expect(shown().title).toBe('got a mail from Microsoft that my auto upgrade is broken,…');
    await write('can I rename the server?', thread);
    expect(shown().title).toMatch(/^got a mail/);
  });
});

test('a thread is named also where the work on its first answer began again', async () => {
  const { thread, shown } = begun();
  losesTitle = true;
  expect((await write('can I rename the server?', thread)).posted).toHaveLength(1);
  expect(losesTitle).toBe(false);
  expect(shown().title).toBe('can I rename the server?');
});

describe('a thread of a direct message outside the pane', () => {
  test('is answered all the same where Slack takes neither status nor title', async () => {
    slack.fake.failNext('assistant.threads.setStatus', { error: 'not_allowed' });
    slack.fake.failNext('assistant.threads.setTitle', { error: 'not_allowed' });
    const { ts } = slack.fake.say(IM.id, { text: 'hello' });
    expect(one((await write('can I rename the server?', ts)).posted).thread).toBe(ts);
  });
});

test('nothing is shown of an answer outside of threads', async () => {
  const before = statuses();
  await people.write('can I rename the server?', { channel: IM.id });
  expect(statuses()).toBe(before);
});
