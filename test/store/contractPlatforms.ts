import { describe, expect, test } from '@jest/globals';
import type { ChannelSetting, Feedback, Store } from '../../src/store/port.ts';

/** What platforms keep beside conversations. */
export function platforms(get: () => Store): void {
  marks(get);
  installations(get);
  channels(get);
  feedback(get);
}

function marks(get: () => Store): void {
  describe('marks', () => {
    test('whoever was first with a key is first on every repetition, and nobody else', async () => {
      const mark = (by: string, key = 'k') => get().mark({ name: 'solved', key, at: 1, by });
      expect([await mark('one'), await mark('two'), await mark('one'), await mark('two')]).toEqual([
        true,
        false,
        true,
        false,
      ]);
      expect(await mark('two', 'other')).toBe(true);
      expect(await get().mark({ name: 'solved', key: 'k', at: 1 })).toBe(false);
      expect(await get().countMarks('solved', 0)).toBe(2);
    });

    test('of many who are first at the same moment one is, and stays it', async () => {
      const all = () =>
        Promise.all(Array.from({ length: 20 }, (_, by) => get().mark({ name: 'n', key: 'k', at: 1, by: `${by}` })));
      const first = await all();
      expect(first.filter((isFirst) => isFirst)).toHaveLength(1);
      expect(await all()).toEqual(first);
    });

    test('a key is marked once under each name', async () => {
      expect(await get().mark({ name: 'share', key: 'a', at: 1 })).toBe(true);
      expect(await get().mark({ name: 'share', key: 'a', at: 2 })).toBe(false);
      expect(await get().mark({ name: 'share', key: 'b', at: 2 })).toBe(true);
      expect(await get().mark({ name: 'solved', key: 'a', at: 2 })).toBe(true);
    });

    test('what is unmarked may happen again, under that name alone', async () => {
      for (const name of ['welcomed a', 'welcomed ab']) await get().mark({ name, key: '', at: 1 });
      await get().unmark('welcomed a');
      expect(await get().mark({ name: 'welcomed a', key: '', at: 2 })).toBe(true);
      expect(await get().mark({ name: 'welcomed ab', key: '', at: 2 })).toBe(false);
    });

    test('of twenty at once exactly one is the first', async () => {
      const all = await Promise.all(Array.from({ length: 20 }, (_, at) => get().mark({ name: 'n', key: 'k', at })));
      expect(all.filter(Boolean)).toHaveLength(1);
    });

    test('are counted by name, from the given moment on', async () => {
      for (const at of [9, 10, 11]) await get().mark({ name: 'answers', key: `k${at}`, at });
      await get().mark({ name: 'other', key: 'k', at: 11 });
      await get().mark({ name: 'answers', key: 'k9', at: 99 });
      expect([
        await get().countMarks('answers', 9),
        await get().countMarks('answers', 10),
        await get().countMarks('answers', 12),
        await get().countMarks('none', 0),
      ]).toEqual([3, 2, 0, 0]);
    });
  });
}

function installations(get: () => Store): void {
  const save = (tenant: string, sealed: string, at = 1, platform = 'slack') =>
    get().saveInstallation({ platform, tenant, sealed, at });

  describe('installations', () => {
    test('are saved, replaced, read and removed by platform and tenant', async () => {
      expect(await get().installation('slack', 'T1')).toBeNull();
      await save('T1', 'one');
      await save('T2', 'two');
      await save('T1', 'of teams', 1, 'teams');
      await save('T1', 'one again', 2);
      expect(await get().installation('slack', 'T1')).toBe('one again');
      expect(await get().installation('teams', 'T1')).toBe('of teams');
      await get().removeInstallation('slack', 'T1');
      await get().removeInstallation('slack', 'T1');
      expect(await get().installation('slack', 'T1')).toBeNull();
      expect(await get().installation('slack', 'T2')).toBe('two');
      expect(await get().installation('teams', 'T1')).toBe('of teams');
    });

    test('all of a platform are listed by tenant', async () => {
      expect(await get().installations('slack')).toEqual([]);
      await save('T2', 'two', 1_790_000_000_123);
      await save('T1', 'one', 5);
      await save('T0', 'of teams', 5, 'teams');
      expect(await get().installations('slack')).toEqual([
        { tenant: 'T1', sealed: 'one', at: 5 },
        { tenant: 'T2', sealed: 'two', at: 1_790_000_000_123 },
      ]);
    });

    test('an older one never replaces a newer one; of one moment the last counts', async () => {
      await save('T1', 'new', 10);
      await save('T1', 'old', 9);
      expect(await get().installation('slack', 'T1')).toBe('new');
      await save('T1', 'also new', 10);
      expect(await get().installation('slack', 'T1')).toBe('also new');
    });

    test('are sealed anew only where nothing changed meanwhile', async () => {
      await save('T1', 'old key', 10);
      await save('T2', 'untouched', 10);
      const change = { before: 'old key', sealed: 'new key' };
      expect(await get().resealInstallation('slack', 'T1', change)).toBe(true);
      expect(await get().resealInstallation('slack', 'T1', change)).toBe(false);
      await get().removeInstallation('slack', 'T1');
      expect(await get().resealInstallation('slack', 'T1', { before: 'new key', sealed: 'x' })).toBe(false);
      expect(await get().installations('slack')).toEqual([{ tenant: 'T2', sealed: 'untouched', at: 10 }]);
    });
  });
}

function channels(get: () => Store): void {
  const setting = (more: Partial<ChannelSetting>): ChannelSetting => ({
    platform: 'slack',
    tenant: 'T1',
    channel: 'C1',
    listens: true,
    by: 'U1',
    at: 10,
    ...more,
  });

  describe('channel settings', () => {
    test('are kept for each channel, workspace and platform', async () => {
      expect(await get().channel('slack', 'T1', 'C1')).toBeNull();
      await get().saveChannel(setting({}));
      await get().saveChannel(setting({ channel: 'C2', listens: false }));
      expect(await get().channel('slack', 'T1', 'C1')).toEqual({ listens: true });
      expect(await get().channel('slack', 'T1', 'C2')).toEqual({ listens: false });
      expect(await get().channel('slack', 'T2', 'C1')).toBeNull();
      expect(await get().channel('teams', 'T1', 'C1')).toBeNull();
    });

    test('the newest word counts, also where it came first', async () => {
      await get().saveChannel(setting({ listens: true, at: 10 }));
      await get().saveChannel(setting({ listens: false, at: 11, by: 'U2' }));
      expect(await get().channel('slack', 'T1', 'C1')).toEqual({ listens: false });
      await get().saveChannel(setting({ listens: true, at: 10 }));
      expect(await get().channel('slack', 'T1', 'C1')).toEqual({ listens: false });
      await get().saveChannel(setting({ listens: true, at: 11 }));
      expect(await get().channel('slack', 'T1', 'C1')).toEqual({ listens: true });
    });
  });
}

function feedback(get: () => Store): void {
  const vote = (more: Partial<Feedback> = {}): Feedback => ({
    platform: 'slack',
    tenant: 'T1',
    conversation: 'C1:1.0',
    delivery: 'e1',
    voter: 'U1',
    entry: 'sync-two-domains',
    vote: 'good',
    reason: null,
    at: 1_790_000_000_123,
    ...more,
  });

  describe('feedback', () => {
    test('gives back every field, newest first, never more than the limit', async () => {
      const first = vote({ at: 1 });
      const second = vote({ at: 2, delivery: 'e2', vote: 'bad', reason: 'it is outdated', entry: null });
      const third = vote({ at: 2, delivery: 'e3', platform: 'teams' });
      for (const each of [first, second, third]) await get().saveFeedback(each);
      expect(await get().feedback(10)).toEqual([third, second, first]);
      expect(await get().feedback(1)).toEqual([third]);
      expect(await get().feedback(0)).toEqual([]);
    });

    test('a second vote of the same person on the same answer replaces the first', async () => {
      await get().saveFeedback(vote({ at: 1 }));
      const bad = vote({ at: 2, vote: 'bad' });
      await get().saveFeedback(bad);
      expect(await get().feedback(10)).toEqual([bad]);
      const reasoned = vote({ at: 2, vote: 'bad', reason: 'wrong \0 version' });
      await get().saveFeedback(reasoned);
      await get().saveFeedback(vote({ at: 1, vote: 'good' }));
      expect(await get().feedback(10)).toEqual([{ ...reasoned, reason: 'wrong \uFFFD version' }]);
    });

    test('the same vote once more takes no reason back; another one does', async () => {
      await get().saveFeedback(vote({ at: 1, vote: 'bad', reason: 'too long' }));
      await get().saveFeedback(vote({ at: 2, vote: 'bad' }));
      expect(await get().feedback(10)).toEqual([vote({ at: 2, vote: 'bad', reason: 'too long' })]);
      await get().saveFeedback(vote({ at: 3, vote: 'good' }));
      await get().saveFeedback(vote({ at: 4, vote: 'bad' }));
      expect(await get().feedback(10)).toEqual([vote({ at: 4, vote: 'bad' })]);
    });

    test('whether an answer was good and whether the matter is solved stand beside each other', async () => {
      await get().saveFeedback(vote({ at: 1, vote: 'bad' }));
      await get().saveFeedback(vote({ at: 2, vote: 'unsolved' }));
      await get().saveFeedback(vote({ at: 3, vote: 'solved' }));
      expect((await get().feedback(10)).map((each) => each.vote)).toEqual(['solved', 'bad']);
    });

    test('others, and other answers, have votes of their own', async () => {
      const apart = [
        { voter: 'U2' },
        { delivery: 'e2' },
        { conversation: 'C2' },
        { tenant: 'T2' },
        { platform: 'teams' },
      ];
      for (const more of [{}, ...apart]) await get().saveFeedback(vote(more));
      expect(await get().feedback(10)).toHaveLength(apart.length + 1);
    });
  });
}
