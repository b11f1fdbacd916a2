import { expect, test } from '@jest/globals';
import { LEG } from '../../bench/http/measure.ts';
import { LEGS, PLANS } from '../../bench/http/plan.ts';
import { pageText, ratiosOf, reportText } from '../../bench/http/report.ts';
import { ROOT } from '../conversations/desk.ts';

const FIGURES = {
  bare: { perSecond: [1000, 3000, 2000], processor: [0.4, 0.2, 0.35], median: 5, p99: 20 },
  stores: { perSecond: [1000, 1000, 1000], processor: [0.8], median: 8, p99: 30 },
  answers: { perSecond: [1250, 1250, 1250], processor: [0.8], median: 8, p99: 30 },
  product: { perSecond: [700, 900, 1000], processor: [0.9], median: 9, p99: 40 },
};

test('the ratios are the middle ones of those of each round, each beside its goal', () => {
  expect(ratiosOf(FIGURES)).toEqual([
    // Of 0.7, 0.3 and 0.5; the middle rounds would make it 0.45.
    { kind: 'bare', ratio: 0.5, goal: 0.5, isMet: true },
    { kind: 'stores', ratio: 0.9, goal: 0.85, isMet: true },
    { kind: 'answers', ratio: 0.72, goal: 0.85, isMet: false },
  ]);
  const slow = { ...FIGURES, product: { ...FIGURES.product, perSecond: [450, 900, 900] } };
  expect(reportText('slack', slow)).toContain(
    '45.0 % of a bare Bolt app that only acknowledges; the goal is 50.0 %, and is missed.',
  );
  expect(reportText('slack', slow)).toMatch(/only acknowledges +\| +2000 \| +1000 to 3000 \| +0\.35 \|/);
});

test('the page tells machine, versions and load', () => {
  const page = pageText({ slack: FIGURES, teams: FIGURES }, PLANS.full, { root: ROOT, date: '2026-11-26' });
  for (const part of [
    '2026-11-26',
    process.versions.node,
    '@slack/bolt 5',
    'botbuilder 4',
    '## Slack',
    '## Microsoft Teams',
    '1000 requests, 20 at a time',
    '| Connect Desk',
    '| SQLite itself',
  ]) {
    expect(page).toContain(part);
  }
});

test.each(LEGS)('%s: a request that is not acknowledged ends the load', async (name) => {
  const { startCloud, sendLoad } = LEG[name];
  const cloud = await startCloud();
  const load = { cloud: cloud.url, requests: 5, atOnce: 2, questions: ['a question'], from: 0 };
  expect(await sendLoad({ ...load, url: cloud.url })).toHaveLength(5);
  cloud.close();
  await expect(sendLoad({ ...load, url: cloud.url })).rejects.toThrow();
});
