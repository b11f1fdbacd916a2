import { describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/store/port.ts';
import { delivery, deliveryId, key, purged, turn } from './site.ts';

/** Nothing is kept for longer than the settings say, and nothing goes sooner. */
export function retention(get: () => Store): void {
  describe('purge', () => {
    test('removes what is older than the bounds, and the rows on them stay', async () => {
      for (const at of [998, 999, 1000, 1001]) await get().saveTurn(turn(key(`C${at}`), 1, `d${at}`, at));
      expect(await get().purge(1000, 999)).toEqual(purged({ sessions: 2, deliveries: 2, questions: 1 }));
      for (const at of [998, 999]) {
        expect(await get().load(key(`C${at}`), deliveryId(`d${at}`))).toEqual({ session: null, reply: null });
      }
      for (const at of [1000, 1001]) {
        const { session, reply } = await get().load(key(`C${at}`), deliveryId(`d${at}`));
        expect([session?.revision, reply]).toEqual([1, `{"replyTo":"d${at}"}`]);
      }
      expect((await get().questions(10)).map((row) => row.at)).toEqual([1001, 1000, 999]);
      expect(await get().purge(1000, 999)).toEqual(purged({}));
    });

    test('a conversation that goes on keeps its session and loses only old deliveries', async () => {
      await get().saveTurn(turn(key('C1'), 1, 'old', 10));
      await get().saveTurn(turn(key('C1'), 2, 'new', 20));
      expect(await get().purge(15, 0)).toEqual(purged({ deliveries: 1 }));
      const { session, reply } = await get().load(key('C1'), deliveryId('new'));
      expect([session?.revision, reply]).toEqual([2, '{"replyTo":"new"}']);
      expect((await get().load(key('C1'), deliveryId('old'))).reply).toBeNull();
    });

    test('a turn on a conversation that was removed meanwhile is a conflict; it begins again', async () => {
      await get().saveTurn(turn(key('C1'), 1, 'd1', 10));
      await get().purge(11, 11);
      expect(await get().saveTurn(turn(key('C1'), 2, 'd2', 12))).toBe('conflict');
      expect(await get().saveTurn(turn(key('C1'), 1, 'd2', 12))).toBe('saved');
    });

    test('counts across several steps, and leaves times of today alone', async () => {
      const today = 1_790_000_000_000;
      for (let index = 0; index < 1101; index += 1) await get().saveTurn(turn(key(`C${index}`), 1, 'd', index));
      await get().saveTurn(turn(key('today'), 1, 'd', today));
      expect(await get().purge(1100, 600)).toEqual(purged({ sessions: 1100, deliveries: 1100, questions: 600 }));
      expect(await get().purge(today, today)).toEqual(purged({ sessions: 1, deliveries: 1, questions: 501 }));
      expect((await get().questions(10)).map((row) => row.at)).toEqual([today]);
    }, 30_000);

    test('of the inbox goes what ended before the bound, and its id with it', async () => {
      for (const at of [998, 999, 1000, 1001]) {
        await get().receive(delivery(`done ${at}`, { at: 10, until: 20 }));
        await get().finish('slack', `done ${at}`, at);
        await get().receive(delivery(`lost ${at}`, { at: 10, until: 20 }));
        await get().giveUp('slack', `lost ${at}`, { at, why: 'why' });
      }
      expect(await get().purge(1000, 0)).toEqual(purged({ inbox: 4 }));
      expect((await get().undelivered(10)).map((row) => row.at)).toEqual([1001, 1000]);
      expect(await get().receive(delivery('done 999'))).toBe(true);
      expect(await get().receive(delivery('done 1000'))).toBe(false);
    });

    test('of the inbox stays what is unfinished, until nobody has claimed it for so long', async () => {
      await get().receive(delivery('old, on lease', { at: 10, until: 1000 }));
      await get().receive(delivery('abandoned', { at: 10, until: 999 }));
      await get().receive(delivery('waits', { at: 10, until: 20 }));
      await get().postpone('slack', 'waits', { until: 5000, why: 'busy' });
      expect(await get().purge(1000, 0)).toEqual(purged({ inbox: 1 }));
      const left = await get().claim('slack', { now: 9000, until: 9999, limit: 10 });
      expect(left.map((row) => row.id)).toEqual(['old, on lease', 'waits']);
    });

    test('marks go with conversations, feedback with the question log; workspaces and channels stay', async () => {
      const vote = { platform: 'slack', tenant: 'T1', conversation: 'C1', voter: 'U1', entry: null, reason: null };
      for (const at of [998, 999, 1000]) {
        await get().mark({ name: 'share', key: `k${at}`, at });
        await get().saveFeedback({ ...vote, delivery: `d${at}`, vote: 'bad', at });
      }
      await get().saveInstallation({ platform: 'slack', tenant: 'T1', sealed: 'sealed', at: 1 });
      await get().saveChannel({ platform: 'slack', tenant: 'T1', channel: 'C1', listens: true, by: 'U1', at: 1 });
      expect(await get().purge(1000, 999)).toEqual(purged({ marks: 2, feedback: 1 }));
      expect(await get().countMarks('share', 0)).toBe(1);
      expect((await get().feedback(10)).map((row) => row.at)).toEqual([1000, 999]);
      expect(await get().installation('slack', 'T1')).toBe('sealed');
      expect(await get().channel('slack', 'T1', 'C1')).toEqual({ listens: true });
    });

    test('posts go with the replies that they show', async () => {
      const post = { platform: 'teams', tenant: 'T1', conversation: 'C1', part: 'reply' };
      for (const at of [999, 1000]) await get().savePost({ ...post, delivery: `d${at}`, message: `m${at}`, at });
      expect(await get().purge(1000, 0)).toEqual(purged({ posts: 1 }));
      expect(await get().post('teams', 'T1', 'C1', 'm999')).toBeNull();
      expect(await get().posted('teams', 'T1', 'C1', 'd1000', 'reply')).toBe('m1000');
    });

    test('a reference stays while it or its conversation was touched', async () => {
      const save = (conversation: string, at: number, tenant = 'T1') =>
        get().saveReference({ platform: 'slack', tenant, conversation, user: 'U1', sealed: conversation, at });
      await get().saveTurn(turn(key('talks on'), 1, 'd1', 1000));
      await get().saveTurn(turn(key('silent'), 1, 'd1', 999));
      await save('talks on', 999);
      await save('talks on', 999, 'T2');
      await save('silent', 999);
      await save('never spoke', 999);
      await save('just added', 1000);
      expect(await get().purge(1000, 0)).toEqual(purged({ sessions: 1, deliveries: 1, references: 3 }));
      expect((await get().references('slack')).map((each) => each.sealed)).toEqual(['just added', 'talks on']);
    });

    test('the new tables are counted across several steps as well', async () => {
      const vote = { platform: 'slack', tenant: 'T1', conversation: 'C1', voter: 'U1', entry: null, reason: null };
      for (let at = 0; at < 1001; at += 1) {
        await get().receive(delivery(`e${at}`, { at, until: at }));
        if (at % 2 === 0) await get().finish('slack', `e${at}`, at);
        await get().mark({ name: 'share', key: `k${at}`, at });
        await get().saveFeedback({ ...vote, delivery: `d${at}`, vote: 'good', at });
        const where = { platform: 'slack', tenant: 'T1', conversation: `C${at}`, at };
        await get().savePost({ ...where, delivery: 'd', part: 'reply', message: 'm' });
        await get().saveReference({ ...where, user: 'U1', sealed: 'sealed' });
      }
      const counts = { inbox: 1001, marks: 1001, feedback: 1001, posts: 1001, references: 1001 };
      expect(await get().purge(1001, 1001)).toEqual(purged(counts));
    }, 30_000);
  });
}
