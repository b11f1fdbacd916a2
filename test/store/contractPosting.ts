import { describe, expect, test } from '@jest/globals';
import type { Post, Reference, Store } from '../../src/store/port.ts';

/** What was posted where, and how to post again unasked. */
export function posting(get: () => Store): void {
  posts(get);
  references(get);
}

const AT = 1_790_000_000_123;

function posts(get: () => Store): void {
  const post = (more: Partial<Post> = {}): Post => ({
    platform: 'teams',
    tenant: 'T1',
    conversation: 'C1',
    delivery: 'd1',
    part: 'reply',
    message: 'm1',
    at: AT,
    ...more,
  });
  const find = (message: string) => get().post('teams', 'T1', 'C1', message);
  const where = (delivery: string, part = 'reply') => get().posted('teams', 'T1', 'C1', delivery, part);

  describe('posts', () => {
    test('are found by message, and by delivery and part', async () => {
      expect([await find('m1'), await where('d1')]).toEqual([null, null]);
      await get().savePost(post());
      await get().savePost(post({ part: 'more', message: 'm2' }));
      expect(await find('m1')).toEqual({ delivery: 'd1', part: 'reply' });
      expect(await find('m2')).toEqual({ delivery: 'd1', part: 'more' });
      expect([await where('d1'), await where('d1', 'more'), await where('d2')]).toEqual(['m1', 'm2', null]);
    });

    test('are told apart by platform, tenant and conversation', async () => {
      await get().savePost(post());
      for (const [at, more] of [{ platform: 'slack' }, { tenant: 'T2' }, { conversation: 'C2' }].entries()) {
        await get().savePost(post({ ...more, message: `other ${at}` }));
      }
      expect(await where('d1')).toBe('m1');
      expect(await get().posted('slack', 'T1', 'C1', 'd1', 'reply')).toBe('other 0');
      expect(await get().post('teams', 'T2', 'C1', 'other 1')).toEqual({ delivery: 'd1', part: 'reply' });
      expect(await get().post('teams', 'T1', 'C2', 'm1')).toBeNull();
    });

    test('a message that was updated in place shows the delivery that was saved last; each delivery finds it', async () => {
      await get().savePost(post());
      await get().savePost(post({ delivery: 'd2' }));
      expect(await find('m1')).toEqual({ delivery: 'd2', part: 'reply' });
      await get().savePost(post({ delivery: 'd0', at: AT - 1 }));
      expect(await find('m1')).toEqual({ delivery: 'd2', part: 'reply' });
      expect([await where('d0'), await where('d1'), await where('d2')]).toEqual(['m1', 'm1', 'm1']);
    });

    test('one saved again for the same delivery and part replaces what is not newer', async () => {
      await get().savePost(post());
      await get().savePost(post({ message: 'm2' }));
      expect([await where('d1'), await find('m1')]).toEqual(['m2', null]);
      await get().savePost(post({ message: 'late', at: AT - 1 }));
      expect([await where('d1'), await find('late')]).toEqual(['m2', null]);
    });
  });
}

function references(get: () => Store): void {
  const save = (sealed: string, more: Partial<Reference> = {}) =>
    get().saveReference({
      platform: 'teams',
      tenant: 'T1',
      conversation: 'C1',
      user: 'U1',
      at: AT,
      ...more,
      sealed,
    });
  const read = () => get().reference('teams', 'T1', 'C1');

  describe('references', () => {
    test('are saved, read and removed by platform, tenant and conversation', async () => {
      expect(await read()).toBeNull();
      await save('one');
      await save('of slack', { platform: 'slack' });
      await save('of another tenant', { tenant: 'T2' });
      await save('of another conversation', { conversation: 'C2' });
      expect(await read()).toBe('one');
      expect(await get().reference('teams', 'T1', 'C2')).toBe('of another conversation');
      await get().removeReference('teams', 'T1', 'C1');
      await get().removeReference('teams', 'T1', 'C1');
      expect(await read()).toBeNull();
      expect(await get().reference('teams', 'T2', 'C1')).toBe('of another tenant');
      expect(await get().reference('slack', 'T1', 'C1')).toBe('of slack');
    });

    test('the newest counts, also where it came first; of one moment the last', async () => {
      await save('new', { user: 'U2' });
      await save('old', { at: AT - 1 });
      expect(await read()).toBe('new');
      await save('also new');
      expect(await read()).toBe('also new');
    });

    test('all of a platform are listed by tenant and conversation', async () => {
      expect(await get().references('teams')).toEqual([]);
      await save('c', { tenant: 'T2', conversation: 'C1' });
      await save('b', { conversation: 'C2' });
      await save('a', { conversation: 'C1' });
      await save('of slack', { platform: 'slack' });
      expect(await get().references('teams')).toEqual([
        { tenant: 'T1', conversation: 'C1', sealed: 'a' },
        { tenant: 'T1', conversation: 'C2', sealed: 'b' },
        { tenant: 'T2', conversation: 'C1', sealed: 'c' },
      ]);
    });

    test('are sealed anew only where nothing changed meanwhile', async () => {
      await save('old key');
      const anew = { before: 'old key', sealed: 'new key' };
      expect(await get().resealReference('teams', 'T1', 'C1', anew)).toBe(true);
      expect(await get().resealReference('teams', 'T1', 'C1', anew)).toBe(false);
      expect(await get().resealReference('teams', 'T1', 'C2', anew)).toBe(false);
      expect(await read()).toBe('new key');
    });
  });
}
