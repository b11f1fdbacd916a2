import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPeople } from '../../adapters/web/person.ts';
import { cookieOf, type Harness, startHarness } from './harness.ts';

describe('the cookie over HTTP', () => {
  let desk: Harness;
  beforeAll(async () => {
    desk = await startHarness();
  });
  afterAll(() => desk.server.close());

  test('is set on first contact, by the page as well as by the interface', async () => {
    for (const response of [await desk.fetch('/'), await desk.chat({ conversation: 'first', text: 'x' })]) {
      expect(response.headers.getSetCookie()).toEqual([
        expect.stringMatching(/^desk=[\w-]{22}\.[\w-]{43}; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/),
      ]);
    }
  });

  test('is not set again for its holder, who stays the same person', async () => {
    const cookie = cookieOf(await desk.fetch('/'));
    for (const conversation of ['a', 'b']) {
      const response = await desk.chat({ conversation, text: 'x' }, { Cookie: `other=1; ${cookie}` });
      expect(response.headers.getSetCookie()).toEqual([]);
    }
    const [first, second] = desk.assistant.handled.slice(-2);
    expect(first?.user).toBe(second?.user);
    expect(cookie).toContain(String(first?.user));
  });

  test('a forged one is nobody: it is replaced, and opens no conversation of its victim', async () => {
    const cookie = cookieOf(await desk.chat({ conversation: 'victim', text: 'x' }));
    const id = cookie.slice('desk='.length).split('.')[0];
    for (const forged of [
      `desk=${id}`,
      `desk=${id}.`,
      `desk=${id}.${'A'.repeat(43)}`,
      `desk=${id}.${'é'.repeat(43)}`,
      `desk=${cookie.split('.')[1]}`,
      'desk=',
      `desk=${'x'.repeat(4000)}`,
    ]) {
      const response = await desk.chat({ conversation: 'victim', text: 'x' }, { Cookie: encodeURI(forged) });
      expect(response.status).toBe(403);
      expect(cookieOf(response)).not.toContain(`${id}`);
    }
  });

  test('a valid one counts even where another of that name stands before it', async () => {
    const cookie = cookieOf(await desk.chat({ conversation: 'twice', text: 'x' }));
    expect((await desk.chat({ conversation: 'twice', text: 'x' }, { Cookie: `desk=old; ${cookie}` })).status).toBe(200);
  });

  test('outlives a restart with the same secret, and not one with another', async () => {
    const config = { host: '127.0.0.1', port: 0, cookieSecret: 's'.repeat(32) };
    const [before, after] = [await startHarness({ config }), await startHarness({ config })];
    const cookie = cookieOf(await before.fetch('/'));
    expect((await after.fetch('/', { headers: { Cookie: cookie } })).headers.getSetCookie()).toEqual([]);
    expect((await desk.fetch('/', { headers: { Cookie: cookie } })).headers.getSetCookie()).toHaveLength(1);
    await Promise.all([before.server.close(), after.server.close()]);
  });

  test('is Secure where an https proxy stands before the server', async () => {
    const behind = await startHarness({ secureCookies: true });
    expect((await behind.fetch('/')).headers.getSetCookie()[0]).toMatch(/; Secure$/);
    await behind.server.close();
  });
});

test('a signature of one key is worth nothing under another', () => {
  const [ours, theirs] = ['ours', 'theirs'].map((key) => createPeople({ key, randomBytes }));
  const cookie = ours?.(undefined, false).setCookie?.split(';')[0];
  expect(ours?.(cookie, false).setCookie).toBeNull();
  expect(theirs?.(cookie, false).setCookie).not.toBeNull();
});
