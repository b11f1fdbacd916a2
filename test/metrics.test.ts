import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Desk, openDesk } from '../adapters/desk.ts';
import { createMetrics } from '../adapters/metrics.ts';
import { isNearby } from '../adapters/nearby.ts';
import { DeskError } from '../src/errors.ts';
import { said } from './assistant/people.ts';
import { type Harness, startHarness } from './web/harness.ts';

const empty = { countUndelivered: async () => 0 };

/** The lines of the page that are no comment, of the metrics whose name begins so. */
async function lines(metrics: Pick<ReturnType<typeof createMetrics>, 'page'>, name = 'desk_'): Promise<string[]> {
  const { text } = await metrics.page();
  return text.split('\n').filter((line) => line.startsWith(name));
}

describe('the page', () => {
  test('counts turns and deliveries by their labels', async () => {
    const metrics = createMetrics(empty);
    metrics.turn('slack', 'answer', 0.002);
    metrics.turn('slack', 'answer', 0.3);
    metrics.turn('web', 'ask', 7);
    metrics.delivery('slack', 'taken');
    metrics.delivery('slack', 'given-up');
    const page = await lines(metrics);
    for (const line of [
      'desk_turns_total{platform="slack",kind="answer"} 2',
      'desk_turns_total{platform="web",kind="ask"} 1',
      'desk_turn_seconds_bucket{le="0.001"} 0',
      'desk_turn_seconds_bucket{le="0.0025"} 1',
      'desk_turn_seconds_bucket{le="0.5"} 2',
      'desk_turn_seconds_bucket{le="5"} 2',
      'desk_turn_seconds_bucket{le="+Inf"} 3',
      'desk_turn_seconds_count 3',
      'desk_deliveries_total{platform="slack",outcome="taken"} 1',
      'desk_deliveries_total{platform="slack",outcome="given-up"} 1',
      'desk_undelivered 0',
    ]) {
      expect(page).toContain(line);
    }
  });

  test('asks the store with each reading', async () => {
    let count = 3;
    const metrics = createMetrics({ countUndelivered: async () => count });
    expect(await lines(metrics, 'desk_undelivered')).toEqual(['desk_undelivered 3']);
    count = 4;
    expect(await lines(metrics, 'desk_undelivered')).toEqual(['desk_undelivered 4']);
  });

  test('shows the rest while the store does not answer', async () => {
    const refuse = () => Promise.reject(new DeskError('store-unavailable', 'The disk is full.'));
    const metrics = createMetrics({ countUndelivered: refuse });
    metrics.turn('web', 'ask', 1);
    expect(await lines(metrics, 'desk_undelivered')).toEqual(['desk_undelivered Nan']);
    expect(await lines(metrics, 'desk_turns')).toHaveLength(1);
  });

  test('holds the process itself once that was asked for, and two pages are apart', async () => {
    const [one, other] = [createMetrics(empty), createMetrics(empty)];
    one.watchProcess();
    other.turn('web', 'ask', 1);
    expect((await lines(one, 'process_cpu_seconds_total')).length).toBe(1);
    expect((await lines(one, 'nodejs_eventloop_lag_seconds')).length).toBe(1);
    expect(await lines(other, 'process_')).toEqual([]);
    expect(await lines(one, 'desk_turns')).toEqual([]);
  });
});

describe('who is near', () => {
  test.each([
    ['127.0.0.1', {}, true],
    ['127.255.3.9', {}, true],
    ['::1', {}, true],
    ['::ffff:127.0.0.1', {}, true],
    ['128.0.0.1', {}, false],
    ['126.255.255.255', {}, false],
    ['10.0.0.7', {}, false],
    ['::2', {}, false],
    ['fe80::1', {}, false],
    ['::ffff:10.0.0.7', {}, false],
    ['', {}, false],
    [undefined, {}, false],
    ['127.0.0.1', { host: 'desk.example', 'user-agent': 'x', 'x-request-id': '1', 'client-version': '2' }, true],
    ['127.0.0.1', { forwarded: 'for=10.0.0.7' }, false],
    ['127.0.0.1', { 'x-forwarded-for': '' }, false],
    ['127.0.0.1', { 'x-forwarded-proto': 'https' }, false],
    ['::1', { via: '1.1 proxy' }, false],
    ['127.0.0.1', { 'x-real-ip': '10.0.0.7' }, false],
    ['127.0.0.1', { 'cf-connecting-ip': '10.0.0.7' }, false],
    ['127.0.0.1', { 'true-client-ip': '10.0.0.7' }, false],
    ['127.0.0.1', { 'x-client-ip': '127.0.0.1' }, false],
  ])('%s with %j: %p', (address, headers, near) => {
    expect(isNearby(address, headers)).toBe(near);
  });
});

describe('GET /metrics', () => {
  let desk: Harness;
  const metrics = createMetrics(empty);
  beforeAll(async () => {
    desk = await startHarness({ metrics });
  });
  afterAll(() => desk.server.close());
  const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
  const PROXIED = { 'X-Forwarded-For': '10.0.0.7' };

  test('on this machine: the page in the form that Prometheus reads, kept by no cache', async () => {
    metrics.turn('web', 'answer', 0.01);
    const response = await desk.fetch('/metrics');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toContain('desk_turns_total{platform="web",kind="answer"} 1');
  });

  test('HEAD is taken, other methods are not', async () => {
    const head = await desk.fetch('/metrics', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const post = await desk.fetch('/metrics', { method: 'POST' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  test.each(METHODS)('through a proxy it is as unknown as any address: %s', async (method) => {
    const answers = [];
    for (const path of ['/metrics', '/%6Detrics', '/nowhere']) {
      const { status, headers, text } = await through(path, method);
      answers.push({ status, allow: headers.get('allow'), type: headers.get('content-type'), text });
    }
    expect(answers[0]).toEqual(answers[2]);
    expect(answers[1]).toEqual(answers[2]);
    expect(answers[2]?.status).toBe(404);
  });

  async function through(path: string, method: string) {
    const response = await desk.fetch(path, { method, headers: PROXIED });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  test('a server without metrics has no such address', async () => {
    const bare = await startHarness();
    try {
      expect((await bare.fetch('/metrics')).status).toBe(404);
    } finally {
      await bare.server.close();
    }
  });
});

describe('what the desk counts', () => {
  let desk: Desk;
  beforeAll(async () => {
    const root = join(import.meta.dirname, '..');
    desk = await openDesk(
      { KNOWLEDGE_DIR: join(root, 'knowledge'), DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' },
      { quiet: true },
    );
  }, 60_000);
  afterAll(() => desk.store.close());

  test('each turn by platform and kind, what it kept silent about, refused and failed', async () => {
    const { assistant, store } = desk;
    await assistant.handle(said('can I rename the server?'));
    await assistant.overhear(said('can I rename the server?', { thread: 'C1:2' }));
    expect(await assistant.overhear(said('good morning', { thread: 'C1:3' }))).toBeNull();
    await expect(assistant.handle({ ...said('hi', { user: 'bob' }), private: true })).rejects.toThrow();
    await store.close();
    await expect(assistant.handle(said('hi'))).rejects.toMatchObject({ code: 'store-unavailable' });
    expect((await lines(desk.metrics, 'desk_turns_total')).sort()).toEqual([
      'desk_turns_total{platform="slack",kind="answer"} 2',
      'desk_turns_total{platform="slack",kind="failed"} 1',
      'desk_turns_total{platform="slack",kind="refused"} 1',
      'desk_turns_total{platform="slack",kind="silent"} 1',
    ]);
    expect(await lines(desk.metrics, 'desk_turn_seconds_count')).toEqual(['desk_turn_seconds_count 5']);
    expect(desk.assistant.suggest('ren', 1)).toEqual([expect.objectContaining({ value: 'entry:rename-server' })]);
  });
});
