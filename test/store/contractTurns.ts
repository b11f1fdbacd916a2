import { describe, expect, test } from '@jest/globals';
import type { UserId } from '../../src/brand.ts';
import type { Store } from '../../src/store/port.ts';
import { deliveryId, key, question, turn, untilSaved } from './site.ts';

/** What is saved comes back, and each conversation by itself. */
export function sessions(get: () => Store): void {
  describe('sessions and deliveries', () => {
    test('a new conversation has neither session nor reply', async () => {
      expect(await get().load(key('C1'), null)).toEqual({ session: null, reply: null });
      expect(await get().load(key('C1'), deliveryId('d1'))).toEqual({ session: null, reply: null });
    });

    test('a saved turn comes back, with the reply only where its delivery is asked for', async () => {
      const saved = turn(key('C1'), 1, 'd1');
      expect(await get().saveTurn(saved)).toBe('saved');
      expect(await get().load(key('C1'), deliveryId('d1'))).toEqual({
        session: saved.session,
        reply: '{"replyTo":"d1"}',
      });
      expect(await get().load(key('C1'), deliveryId('d2'))).toEqual({ session: saved.session, reply: null });
      expect(await get().load(key('C1'), null)).toEqual({ session: saved.session, reply: null });
    });

    test('the next turn replaces the session, earlier replies stay', async () => {
      await get().saveTurn(turn(key('C1'), 1, 'd1'));
      const second = turn(key('C1'), 2, 'd2');
      second.session.startedBy = 'U2' as UserId;
      expect(await get().saveTurn(second)).toBe('saved');
      expect(await get().load(key('C1'), deliveryId('d1'))).toEqual({
        session: second.session,
        reply: '{"replyTo":"d1"}',
      });
    });

    test('a turn without delivery and question saves the session alone', async () => {
      const silent = turn(key('C1'), 1, null);
      expect(await get().saveTurn(silent)).toBe('saved');
      expect(await get().load(key('C1'), null)).toEqual({ session: silent.session, reply: null });
      expect(await get().questions(10)).toEqual([]);
    });

    test.each([
      ['quotes and backslashes', `'"; drop table sessions; -- \\ %_`],
      ['several scripts, emoji and joined emoji', 'Ünïcode – 同期 – عربي – 👩‍🚀👍🏽🇩🇪'],
      ['line ends and tabs', 'a\nb\r\nc\td'],
      ['the empty text', ''],
      ['100,000 characters', 'ä€😀x'.repeat(20_000)],
    ])('keeps text as it is: %s', async (_name, text) => {
      const saved = turn(key(`C ${text.slice(0, 50)}`), 1, 'd1');
      saved.session.state = text;
      saved.delivery = { id: deliveryId(`d ${text.slice(0, 50)}`), reply: text };
      saved.question = question(text);
      await get().saveTurn(saved);
      expect(await get().load(saved.key, saved.delivery.id)).toEqual({ session: saved.session, reply: text });
      expect((await get().questions(1))[0]?.text).toBe(text);
    });

    test('platform, tenant and conversation each set conversations apart', async () => {
      const keys = [key('C1'), key('C2'), key('C1', 'T2'), key('C1', 'T1', 'teams'), key('T1', 'C1'), key('c1')];
      for (const [index, each] of keys.entries()) {
        const one = turn(each, 1, 'same-id');
        one.session.state = `state ${index}`;
        expect(await get().saveTurn(one)).toBe('saved');
      }
      for (const [index, each] of keys.entries()) {
        expect((await get().load(each, null)).session?.state).toBe(`state ${index}`);
      }
      expect((await get().load(key('C2', 'T2'), deliveryId('same-id'))).reply).toBeNull();
    });
  });
}

/** Of several writers one wins, and the others leave no trace. */
export function conflicts(get: () => Store): void {
  describe('conflicts', () => {
    test.each([
      ['the first revision once more', 1],
      ['a revision that is there already', 2],
      ['a revision after a gap', 4],
    ])('refuses %s and writes nothing', async (_name, revision) => {
      await get().saveTurn(turn(key('C1'), 1, 'd1'));
      const second = turn(key('C1'), 2, 'd2');
      await get().saveTurn(second);
      expect(await get().saveTurn(turn(key('C1'), revision, 'late'))).toBe('conflict');
      expect(await get().load(key('C1'), deliveryId('late'))).toEqual({ session: second.session, reply: null });
      expect((await get().questions(10)).map((row) => row.text)).toEqual(['d2', 'd1']);
    });

    test('refuses a later revision of a conversation that is not there', async () => {
      expect(await get().saveTurn(turn(key('C1'), 7, 'd7'))).toBe('conflict');
      expect(await get().load(key('C1'), deliveryId('d7'))).toEqual({ session: null, reply: null });
    });

    test('a delivery that was answered is refused, and the session stays', async () => {
      const first = turn(key('C1'), 1, 'd1');
      await get().saveTurn(first);
      const replay = turn(key('C1'), 2, 'd1');
      replay.delivery = { id: deliveryId('d1'), reply: 'another answer' };
      expect(await get().saveTurn(replay)).toBe('conflict');
      expect(await get().load(key('C1'), deliveryId('d1'))).toEqual({
        session: first.session,
        reply: '{"replyTo":"d1"}',
      });
      expect(await get().questions(10)).toHaveLength(1);
    });

    test.each([1, 2])('of turns saved at once as revision %i exactly one is written, whole', async (revision) => {
      if (revision === 2) await get().saveTurn(turn(key('C1'), 1, null));
      const turns = ['a', 'b', 'c', 'd'].map((id) => turn(key('C1'), revision, id));
      const results = await Promise.all(turns.map((each) => get().saveTurn(each)));
      expect([...results].sort()).toEqual(['conflict', 'conflict', 'conflict', 'saved']);
      const winner = turns[results.indexOf('saved')];
      for (const each of turns) {
        const { session, reply } = await get().load(key('C1'), each.delivery?.id ?? null);
        expect(session).toEqual(winner?.session);
        expect(reply).toBe(each === winner ? each.delivery?.reply : null);
      }
      expect((await get().questions(10)).map((row) => row.text)).toEqual([winner?.delivery?.id]);
    });

    test('one delivery that comes twice at once is answered once', async () => {
      const results = await Promise.all([1, 1, 1].map((revision) => get().saveTurn(turn(key('C1'), revision, 'd1'))));
      expect([...results].sort()).toEqual(['conflict', 'conflict', 'saved']);
      expect(await get().questions(10)).toHaveLength(1);
    });

    test('whoever loads again and repeats gets through: no turn is lost', async () => {
      const ids = Array.from({ length: 12 }, (_, index) => `d${index}`);
      await Promise.all(ids.map((id) => untilSaved(get(), id)));
      expect((await get().load(key('C1'), null)).session?.revision).toBe(12);
      for (const id of ids) expect((await get().load(key('C1'), deliveryId(id))).reply).not.toBeNull();
      expect((await get().questions(20)).map((row) => row.text).sort()).toEqual([...ids].sort());
    });

    test('a turn that the database refuses leaves nothing behind, and the next one is saved', async () => {
      const broken = turn(key('C1'), 1, 'd1');
      broken.question = question('x', { outcome: null as unknown as string });
      await expect(get().saveTurn(broken)).rejects.toMatchObject({ code: 'store-unavailable' });
      expect(await get().load(key('C1'), deliveryId('d1'))).toEqual({ session: null, reply: null });
      expect(await get().saveTurn(turn(key('C1'), 1, 'd1'))).toBe('saved');
    });
  });
}
