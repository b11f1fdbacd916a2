import { describe, expect, test } from '@jest/globals';
import type { ConversationKey, Forgotten, Store } from '../../src/store/port.ts';
import { delivery, deliveryId, key, turn } from './site.ts';

const NOTHING: Forgotten = { sessions: 0, deliveries: 0, posts: 0, references: 0, marks: 0, feedback: 0, inbox: 0 };
const GONE = key('C1');
const OTHERS = [key('C2'), key('C1', 'T2'), key('C1', 'T1', 'teams')];

/** A row of each kind: two deliveries of the inbox were given up or wait, one is finished. */
async function fill(store: Store, of: ConversationKey): Promise<void> {
  const { platform, tenant, conversation } = of;
  const name = `${platform} ${tenant} ${conversation}`;
  await store.saveTurn(turn(of, 1, 'd1'));
  await store.saveTurn(turn(of, 2, 'd2'));
  await store.savePost({ ...of, delivery: 'd1', part: 'reply', message: 'm1', at: 1 });
  await store.saveReference({ ...of, user: 'U1', sealed: name, at: 1 });
  await store.mark({ name: 'n', key: name, at: 1, within: of });
  const vote = { delivery: 'd1', voter: 'U1', entry: null, vote: 'good', reason: name, at: 1 } as const;
  await store.saveFeedback({ ...of, ...vote });
  for (const id of ['waits', 'lost', 'done']) {
    await store.receive(delivery(`${name} ${id}`, { platform, within: { tenant, conversation } }));
  }
  await store.giveUp(platform, `${name} lost`, { at: 5, why: name });
  await store.finish(platform, `${name} done`, 5);
}

const waiting = async (store: Store, platform: string) =>
  (await store.claim(platform, { now: 9000, until: 9000, limit: 9 })).map((each) => each.id);

/** Nothing of a conversation is left, and nothing of any other is touched. */
export function forgetting(get: () => Store): void {
  describe('forgetting a conversation', () => {
    test('of one that nothing is kept of removes nothing', async () => {
      await fill(get(), key('C2'));
      expect(await get().forgetConversation(GONE)).toEqual(NOTHING);
    });

    test('removes every row of it, says how many, and once more none', async () => {
      for (const each of [GONE, ...OTHERS]) await fill(get(), each);
      const counts = { sessions: 1, deliveries: 2, posts: 1, references: 1, marks: 1, feedback: 1, inbox: 2 };
      expect(await get().forgetConversation(GONE)).toEqual(counts);
      expect(await get().forgetConversation(GONE)).toEqual(NOTHING);

      expect(await get().load(GONE, deliveryId('d1'))).toEqual({ session: null, reply: null });
      expect(await get().posted('slack', 'T1', 'C1', 'd1', 'reply')).toBeNull();
      expect(await get().reference('slack', 'T1', 'C1')).toBeNull();
      expect((await get().feedback(9)).map((each) => each.reason)).not.toContain('slack T1 C1');
      expect((await get().undelivered(9)).map((each) => each.why)).not.toContain('slack T1 C1');
      expect(await waiting(get(), 'slack')).toEqual(['slack T1 C2 waits', 'slack T2 C1 waits']);
    });

    test('leaves all others as they were, and the question log, which names none', async () => {
      for (const each of [GONE, ...OTHERS]) await fill(get(), each);
      await get().forgetConversation(GONE);
      for (const other of OTHERS) {
        const { platform, tenant, conversation } = other;
        expect((await get().load(other, deliveryId('d2'))).reply).toBe('{"replyTo":"d2"}');
        expect(await get().post(platform, tenant, conversation, 'm1')).toEqual({ delivery: 'd1', part: 'reply' });
        expect(await get().reference(platform, tenant, conversation)).not.toBeNull();
      }
      expect(await get().feedback(9)).toHaveLength(3);
      expect(await get().undelivered(9)).toHaveLength(3);
      expect(await get().countMarks('n', 0)).toBe(3);
      expect(await get().questions(99)).toHaveLength(8);
    });

    test('finds where a conversation of an id is kept, by anything that is kept of it', async () => {
      const id = GONE.conversation;
      expect(await get().conversationsNamed(id)).toEqual([]);
      await fill(get(), key('C2'));
      await fill(get(), GONE);
      await get().mark({ name: 'n', key: 'k', at: 1, within: key('C1', 'T2') });
      await get().receive(delivery('e1', { platform: 'teams', within: { tenant: 'T1', conversation: id } }));
      expect(await get().conversationsNamed(id)).toEqual([GONE, key('C1', 'T2'), key('C1', 'T1', 'teams')]);
      await get().forgetConversation(GONE);
      expect(await get().conversationsNamed(id)).toEqual([key('C1', 'T2'), key('C1', 'T1', 'teams')]);
    });

    test('finds the conversations whose ids begin so', async () => {
      for (const each of [key('C1'), key('C1;a'), key('C1;b%'), key('C12'), key('C1;a', 'T2')]) await fill(get(), each);
      await get().mark({ name: 'n', key: 'k', at: 1, within: key('C1;c') });
      expect(await get().conversationsUnder(key('C1;'))).toEqual(['C1;a', 'C1;b%', 'C1;c']);
      expect(await get().conversationsUnder(key('C1;b%'))).toEqual(['C1;b%']);
      expect(await get().conversationsUnder(key('_1;'))).toEqual([]);
    });

    test('what belongs to no conversation stays', async () => {
      await get().receive(delivery('e1'));
      await get().mark({ name: 'n', key: 'k', at: 1 });
      await get().saveInstallation({ platform: 'slack', tenant: 'T1', sealed: 'sealed', at: 1 });
      expect(await get().forgetConversation(GONE)).toEqual(NOTHING);
      expect(await waiting(get(), 'slack')).toEqual(['e1']);
      expect(await get().installation('slack', 'T1')).toBe('sealed');
    });

    test('a late retry of what was forgotten begins nothing; what was under way ends without a trace', async () => {
      await fill(get(), GONE);
      await get().forgetConversation(GONE);
      for (const id of ['waits', 'lost', 'done']) {
        expect(await get().receive(delivery(`slack T1 C1 ${id}`))).toBe(false);
      }
      expect(await get().prolong('slack', 'slack T1 C1 waits', { from: 2000, until: 3000 })).toBe(false);
      await get().giveUp('slack', 'slack T1 C1 waits', { at: 9, why: 'too late' });
      await get().postpone('slack', 'slack T1 C1 waits', { until: 9, why: 'too late' });
      expect([await waiting(get(), 'slack'), await get().undelivered(9)]).toEqual([[], []]);
      expect((await get().purge(9000, 0)).inbox).toBe(3);
    });

    test('a turn that was under way is a conflict, and the conversation begins anew', async () => {
      await fill(get(), GONE);
      await get().forgetConversation(GONE);
      expect(await get().saveTurn(turn(GONE, 3, 'd3'))).toBe('conflict');
      expect(await get().saveTurn(turn(GONE, 1, 'd3'))).toBe('saved');
    });

    test('with a turn at the same moment leaves nothing of either', async () => {
      for (let round = 0; round < 10; round += 1) {
        await get().saveTurn(turn(GONE, 1, 'd1'));
        const [, result] = await Promise.all([get().forgetConversation(GONE), get().saveTurn(turn(GONE, 2, 'd2'))]);
        const { session, reply } = await get().load(GONE, deliveryId('d2'));
        expect([session, reply]).toEqual([null, null]);
        expect(['saved', 'conflict']).toContain(result);
      }
    });
  });
}
