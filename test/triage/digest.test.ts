import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/port.ts';
import { listedAgents } from '../../src/triage/agents.ts';
import type { Command } from '../../src/triage/command.ts';
import { changeOf, isRefused } from '../../src/triage/commit.ts';
import { createOutbox } from '../../src/triage/outbox.ts';
import type { OutboxItem } from '../../src/triage/port.ts';
import { type Actor, type TicketId, ticketId } from '../../src/triage/ticket.ts';
import { createTriage, type Triage } from '../../src/triage/triage.ts';
import { temporaryFolder } from '../store/site.ts';
import { ANNA, opening, RITA, rulesWith } from './people.ts';

const BERLIN = {
  timeZone: 'Europe/Berlin',
  channels: { all: ['slack:T1/C9'], 'identity-data': ['teams:T2/19:x'] },
  holidays: ['2026-12-25'],
};

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let url: string;
let store: Store;
let ids: number;

beforeEach(async () => {
  folder = await temporaryFolder();
  url = `sqlite:${join(folder.path, 'desk.db')}`;
  store = await openStore(url);
  ids = 0;
});
afterEach(async () => {
  await store.close();
  await folder.remove();
});

function deskOver(on: Store, settings: object = BERLIN): Triage {
  const corpus = {
    entries: new Map(),
    facts: new Map(),
    sections: [],
    outside: [],
    glossary: [],
    releases: null,
  };
  return createTriage({ store: on, rules: rulesWith(settings), agents: listedAgents({}), corpus, clock: Date.now });
}

/** Local time of Berlin, which is an hour before UTC in winter and two in summer. */
const winter = (local: string) => Date.parse(`${local}:00+01:00`);
const summer = (local: string) => Date.parse(`${local}:00+02:00`);

async function does(command: Command, at: number, actor: Actor = ANNA, id: TicketId = ticketId(1)) {
  const before = command.is === 'open' ? null : await store.ticket(id);
  const change = changeOf(before, command, actor, at, rulesWith(BERLIN));
  if (isRefused(change)) throw new Error(change.message);
  await store.saveTickets({ command: { id: `c${++ids}`, result: '' }, changes: [change], at });
}

const opens = (number: number, at: number, more: Partial<Extract<Command, { is: 'open' }>> = {}) =>
  does(opening({ id: ticketId(number), ...more }), at, RITA);

/** What was put out for channels, by channel. */
async function digests(): Promise<[string, string][]> {
  const items: OutboxItem[] = [];
  for (;;) {
    const some = await store.outbox.claim({
      now: winter('2027-06-01T00:00'),
      until: winter('2028-01-01T00:00'),
      limit: 99,
    });
    if (some.length === 0) break;
    for (const each of some) {
      await store.outbox.finish(each.id);
      if (each.kind === 'digest') items.push(each);
    }
  }
  return items.map(({ target, body }) => [target, JSON.parse(body).text]);
}

describe('what a channel is told', () => {
  test('how its tickets stand, and nothing of what is nought or of other categories', async () => {
    await opens(1, winter('2026-11-24T10:00'), { summary: 'Sync <!channel> *stopped*' });
    await opens(2, winter('2026-11-25T10:00'));
    await opens(3, winter('2026-11-26T10:00'), { impact: 'everyone', urgency: 'high' });
    await opens(4, winter('2026-11-26T15:00'));
    await opens(5, winter('2026-11-26T15:10'), { category: 'identity-data' });
    await opens(6, winter('2026-11-26T15:20'));
    await does({ is: 'claim' }, winter('2026-11-26T10:10'), ANNA, ticketId(3));
    await does({ is: 'ask', text: 'Which build?' }, winter('2026-11-26T15:30'), ANNA, ticketId(4));
    await does({ is: 'resolve', text: 'Done.' }, winter('2026-11-26T15:40'), ANNA, ticketId(6));
    await does({ is: 'resolve', text: 'Done.' }, winter('2026-11-25T15:00'), ANNA, ticketId(2));
    // Resolved before the last digest, and closed after it: that one told of it.
    await does({ is: 'confirm' }, winter('2026-11-26T15:00'), RITA, ticketId(2));
    expect(await deskOver(store).digest(winter('2026-11-27T09:00'))).toBe(2);
    expect(await digests()).toEqual([
      [
        'slack:T1/C9',
        [
          '**3 open tickets on Friday 27 November**',
          '',
          '- **2 are late**',
          '- nobody has **DESK-1** (Sync \\<\\!channel\\> \\*stopped\\*), since Tuesday 24 November',
          '- 1 waits on the requester',
          '- 3 were opened since Thursday 26 November',
          '- 1 was resolved since Thursday 26 November',
        ].join('\n'),
      ],
      [
        'teams:T2/19:x',
        [
          '**1 open ticket on Friday 27 November**',
          '',
          '- nobody has **DESK-5** (My sync stopped), since Thursday 26 November',
          '- 1 was opened since Thursday 26 November',
        ].join('\n'),
      ],
    ]);
  });

  test('on a Monday, what came since Friday; a requester who found it solved counts as well', async () => {
    await opens(1, winter('2026-11-27T08:59'));
    await opens(2, winter('2026-11-27T09:00'));
    await opens(3, winter('2026-11-29T12:00'));
    await does({ is: 'confirm' }, winter('2026-11-28T12:00'), RITA, ticketId(2));
    await does({ is: 'withdraw' }, winter('2026-11-28T12:00'), RITA, ticketId(1));
    await deskOver(store).digest(winter('2026-11-30T09:00'));
    const [[, text] = ['', '']] = await digests();
    expect(text).toContain('- 2 were opened since Friday 27 November');
    expect(text).toContain('- 1 was resolved since Friday 27 November');
  });

  test('a clock that runs out within four hours', async () => {
    await opens(1, winter('2026-11-26T11:00'));
    await does({ is: 'note', text: 'seen' }, winter('2026-11-26T11:10'));
    await deskOver(store).digest(winter('2026-11-27T09:00'));
    expect((await digests())[0]?.[1]).toContain('- 1 runs out of time within four hours');
  });
});

describe('when', () => {
  const told = async (triage: Triage, ...times: number[]) => {
    const counts: number[] = [];
    for (const time of times) counts.push(await triage.digest(time));
    return counts;
  };

  test('from the time in the settings until midnight, once a day', async () => {
    await opens(1, winter('2026-11-26T10:00'));
    const triage = deskOver(store);
    const times = ['26T08:59', '26T09:00', '26T09:01', '26T23:59', '27T00:00', '27T08:59', '27T15:00', '27T15:01'];
    expect(await told(triage, ...times.map((time) => winter(`2026-11-${time}`)))).toEqual([0, 1, 0, 0, 0, 0, 1, 0]);
  });

  test('neither on days off nor on holidays', async () => {
    await opens(1, winter('2026-11-26T10:00'));
    const days = ['11-28', '11-29', '12-25', '12-26'].map((day) => winter(`2026-${day}T10:00`));
    expect(await told(deskOver(store), ...days)).toEqual([0, 0, 0, 0]);
  });

  test('by the wall clock, also where clocks change: a time that is left out comes as much later', async () => {
    await opens(1, winter('2026-03-02T10:00'));
    const sundays = { ...BERLIN, workingHours: { sunday: ['00:00-24:00'] } };
    const triage = deskOver(store, sundays);
    expect(await told(triage, winter('2026-03-27T08:59'), winter('2026-03-27T09:00'))).toEqual([0, 1]);
    expect(await told(triage, summer('2026-03-30T08:59'), summer('2026-03-30T09:00'))).toEqual([0, 1]);
    const gap = deskOver(store, { ...sundays, digest: { at: '02:30' } });
    expect(await told(gap, winter('2026-03-29T01:59'), summer('2026-03-29T03:29'), summer('2026-03-29T03:30'))).toEqual(
      [0, 0, 1],
    );
    // 2:30 comes twice: the first one counts, and the second one brings no other.
    const twice = deskOver(store, { ...sundays, digest: { at: '02:30' } });
    expect(
      await told(twice, summer('2026-10-25T02:29'), summer('2026-10-25T02:30'), winter('2026-10-25T02:30')),
    ).toEqual([0, 1, 0]);
  });

  test('not for a day without anything to tell, also when something comes later that day', async () => {
    const triage = deskOver(store);
    expect(await triage.digest(winter('2026-11-26T09:00'))).toBe(0);
    await opens(1, winter('2026-11-26T10:00'));
    expect(await triage.digest(winter('2026-11-26T10:01'))).toBe(0);
    expect(await deskOver(store).digest(winter('2026-11-26T10:02'))).toBe(0);
    expect(await digests()).toEqual([]);
    expect(await triage.digest(winter('2026-11-27T09:00'))).toBe(1);
  });

  test('never where it is switched off', async () => {
    await opens(1, winter('2026-11-26T10:00'));
    expect(await deskOver(store, { ...BERLIN, digest: { enabled: false } }).digest(winter('2026-11-26T12:00'))).toBe(0);
  });
});

describe('once', () => {
  test('however many replicas sweep at the same moment', async () => {
    await opens(1, winter('2026-11-26T08:00'));
    const others = await Promise.all([0, 1, 2].map(() => openStore(url)));
    const at = winter('2026-11-26T09:00');
    const counts = await Promise.all([store, ...others].flatMap((each) => [0, 1].map(() => deskOver(each).digest(at))));
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect(await digests()).toHaveLength(1);
    for (const each of others) await each.close();
  });

  test('across a restart, before it went out and after', async () => {
    await opens(1, winter('2026-11-26T08:00'));
    await deskOver(store).digest(winter('2026-11-26T09:00'));
    await store.close();
    store = await openStore(url);
    expect(await deskOver(store).digest(winter('2026-11-26T09:01'))).toBe(0);
    expect(await digests()).toHaveLength(1);
    expect(await deskOver(store).digest(winter('2026-11-26T09:02'))).toBe(0);
  });

  test('a platform that was away until the next day gets none of yesterday', async () => {
    await opens(1, winter('2026-11-26T08:00'));
    await deskOver(store).digest(winter('2026-11-26T09:00'));
    const kinds = async (now: number) => {
      const seen: string[] = [];
      const deliver = async ({ kind }: OutboxItem) => void seen.push(kind);
      const outbox = createOutbox({
        store: store.outbox,
        couriers: new Map([['slack', { deliver }]]),
        clock: () => now,
        leaseMs: 60_000,
        backoffMs: 5,
        maxAttempts: 3,
        log: { warn: () => undefined, error: () => undefined },
      });
      outbox.wake();
      await outbox.close();
      return seen;
    };
    expect(await kinds(winter('2026-11-27T00:00'))).toEqual(['card']);
    await deskOver(store).digest(winter('2026-11-27T09:00'));
    expect(await kinds(winter('2026-11-27T23:59'))).toEqual(['digest']);
  });
});
