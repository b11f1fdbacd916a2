import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PAGE_POLICY } from '../../adapters/web/page.ts';
import { type Harness, startHarness, WELCOME } from './harness.ts';

let desk: Harness;
beforeAll(async () => {
  desk = await startHarness();
});
afterAll(() => desk.server.close());

describe('the page', () => {
  test('has a policy that allows this server and nothing inline', async () => {
    const response = await desk.fetch('/');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toBe(PAGE_POLICY);
    expect(PAGE_POLICY).not.toMatch(/unsafe|\*|https?:/);
    const html = await response.text();
    expect(html).not.toMatch(/\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  test('every file that it and its modules name is there, with its type', async () => {
    const types: Record<string, string> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };
    const html = await (await desk.fetch('/')).text();
    const wanted = new Set([...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? ''));
    for (const path of wanted) {
      const response = await desk.fetch(path);
      expect([path, response.status]).toEqual([path, 200]);
      const type = types[path.split('.').at(-1) ?? ''];
      expect(response.headers.get('content-type')).toContain(type);
      const text = await response.text();
      for (const [, name] of text.matchAll(/from '\.\/([^']+)'/g)) wanted.add(`/assets/${name}`);
    }
    expect(wanted.size).toBeGreaterThan(8);
  });

  test('is asked for anew each time and sent once', async () => {
    for (const path of ['/', '/assets/chat.js']) {
      const first = await desk.fetch(path);
      const etag = first.headers.get('etag') ?? '';
      expect(first.headers.get('cache-control')).toContain('no-cache');
      const again = await desk.fetch(path, { headers: { 'If-None-Match': etag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
      expect((await desk.fetch(path, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
    }
  });

  test('HEAD tells the length and sends nothing', async () => {
    const response = await desk.fetch('/assets/chat.css'.replace('chat', 'base'), { method: 'HEAD' });
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(1000);
    expect(await response.text()).toBe('');
  });

  test.each([
    '/assets/../mount.ts',
    '/assets/..%2fmount.ts',
    '/assets/%2e%2e/%2e%2e/server.ts',
    '/assets/..%5c..%5cserver.ts',
    '/assets/tsconfig.json',
    '/assets/',
    '/assets/chat.js/',
    '/assets/chat.js%00.css',
    '/index.html',
    '/package.json',
  ])('%s is nothing', async (path) => {
    expect((await desk.fetch(path)).status).toBe(404);
  });
});

test('GET /api/welcome is what the corpus says', async () => {
  expect(await (await desk.fetch('/api/welcome')).json()).toEqual(WELCOME);
});
