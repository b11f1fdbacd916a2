import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DeskError } from '../../src/errors.ts';
import type { Triage } from '../../src/triage/triage.ts';
import { createCardStage } from './cardStage.ts';
import { type At, type Outcome, windowLine, windowOf } from './person.ts';
import { cardOf, fieldsIn, one, wordsOf } from './seen.ts';
import { AGENT, AGENT_CHAT, openTriageDesk, type TriageDesk } from './triageDesk.ts';

/** What fails, or takes its time, in the work of the next form. */
let around: Partial<Triage> = {};
let real: Triage;
let desk: TriageDesk;
let stage: ReturnType<typeof createCardStage>;

beforeAll(async () => {
  desk = await openTriageDesk({
    mount: { invokeMs: 2_000 },
    triage: (given) => {
      real = given;
      return {
        ...given,
        act: (request) => (around.act ?? given.act)(request),
        file: (id) => (around.file ?? given.file)(id),
        mayAct: (person, category) => (around.mayAct ?? given.mayAct)(person, category),
      };
    },
  });
  stage = createCardStage(desk);
}, 60_000);
afterAll(() => desk.close());
beforeEach(() => stage.begin(), 20_000);
afterEach(() => {
  around = {};
});

const ANNA: At = { from: AGENT };
const failing = (): Promise<never> => Promise.reject(new DeskError('store-unavailable', 'The disk is gone.'));
const window = async (label: string) => windowOf(await desk.people.open(stage.card(), label, ANNA));
const send = (drawn: ReturnType<typeof windowOf>, label: string, text: string): Promise<Outcome> =>
  desk.doing(() => desk.people.fill(stage.card(), drawn, label, { text }, ANNA));

test('who is no agent any more keeps the words, and sees nothing of the ticket', async () => {
  const drawn = await window('Reply');
  around = { mayAct: async () => false };
  const refused = await send(drawn, 'Send', 'We restart it tonight.');
  expect(stage.told(refused)).toEqual([]);
  const again = windowOf(refused);
  expect(wordsOf(again)).toContain('You are no agent for');
  expect(wordsOf(again)).not.toContain('sync stopped');
  expect(fieldsIn(cardOf(again))[0]?.value).toBe('We restart it tonight.');
  around = {};
  expect(stage.told(await send(again, 'Send', 'We restart it tonight.'))).toHaveLength(1);
});

describe.each([
  ['Ask', 'Ask'],
  ['Reply', 'Send'],
  ['Resolve', 'Resolve'],
])('%s: the store fails', (button, label) => {
  test('before it is done: the words stay in the window, and are sent once', async () => {
    around = { act: failing };
    const failed = await send(await window(button), label, 'Since when?');
    expect(stage.told(failed)).toEqual([]);
    const again = windowOf(failed);
    expect(wordsOf(again)).toContain('did not work just now');
    expect(fieldsIn(cardOf(again))[0]?.value).toBe('Since when?');
    around = {};
    expect(stage.told(await send(again, label, 'Since when?'))).toHaveLength(1);
  });

  test('when it is done already: whoever sends it once more does it once', async () => {
    around = {
      act: async (request) => {
        await real.act(request);
        return failing();
      },
    };
    const done = await send(await window(button), label, 'Since when?');
    expect(stage.told(done)).toHaveLength(1);
    around = {};
    const again = await send(windowOf(done), label, 'Since when?');
    expect(again.answer).toBeNull();
    expect(stage.told(again)).toEqual([]);
  });
});

test('from the queue: what is to be shown afterwards cannot be read, and the window closes all the same', async () => {
  const at: At = { ...ANNA, conversation: AGENT_CHAT };
  const list = one((await desk.people.say('queue mine', at)).posted);
  await stage.tap('Claim');
  const now = () => desk.teams.fake.posted.find(({ id }) => id === list.id) ?? list;
  await desk.people.tap(now(), 'Show', { ...at, filled: { wanted: 'mine' } });
  await desk.people.tap(now(), `Open ${stage.ticket}`, at);
  const drawn = windowOf(await desk.people.open(now(), 'Ask', at));
  around = {
    act: async (request) => {
      const acted = await real.act(request);
      around = { file: failing };
      return acted;
    },
  };
  const fill = () => desk.people.fill(now(), drawn, 'Ask', { text: 'Since when?' }, at);
  const acted = await fill();
  expect([acted.status, acted.answer]).toEqual([200, null]);
  around = {};
  const told = stage.told(await desk.doing(async () => acted));
  expect(told).toHaveLength(1);
});

describe('it takes longer than Teams waits', () => {
  const slowly = (act: Triage['act']) => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    around = {
      act: async (request) => {
        await sleep(3_000);
        return act(request).finally(() => resolve(null));
      },
    };
    return promise;
  };

  test('the window says that it goes on, and it is done', async () => {
    const drawn = await window('Ask');
    const done = slowly(real.act);
    const late = await desk.people.fill(stage.card(), drawn, 'Ask', { text: 'Since when?' }, ANNA);
    expect(windowLine(late)).toContain('It goes on: look at the ticket before you send it once more');
    expect(stage.told(await desk.doing(() => done.then(() => late)))).toHaveLength(1);
  });

  test('what fails then comes as a message, with the words', async () => {
    const drawn = await window('Ask');
    const done = slowly(failing);
    const { posted } = await desk.doing(async () => {
      const late = await desk.people.fill(stage.card(), drawn, 'Ask', { text: 'Since *when*?' }, ANNA);
      await done;
      await desk.teams.until(() =>
        desk.teams.fake.posted.some(({ activity }) => wordsIn(activity).includes('not work')),
      );
      return late;
    });
    expect(wordsIn(one(posted).activity)).toContain(`${stage.ticket}: That did not work just now`);
    expect(wordsIn(one(posted).activity)).toContain('Since \\*when\\*?');
  });
});

const wordsIn = ({ text }: { text?: unknown }) => String(text ?? '');
