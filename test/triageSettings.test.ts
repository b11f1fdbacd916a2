import { describe, expect, test } from '@jest/globals';
import { agentNamed, rulesFrom, triageSection } from '../src/triageSettings.ts';

const problems = (given: object) => {
  const result = triageSection.safeParse(given);
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

describe('what cannot be used is refused with its place and an example', () => {
  test.each<[object, RegExp]>([
    [{ timeZone: 'Mars/Olympus' }, /^timeZone: .*Europe\/Berlin/],
    [{ workingHours: { monday: ['9-17'] } }, /^workingHours.monday: .*09:00-17:00/],
    [{ workingHours: { monday: ['13:00-17:00', '09:00-12:00'] } }, /^workingHours.monday: .*in order/],
    [{ workingHours: { monday: ['09:00-24:30'] } }, /^workingHours.monday/],
    [{ holidays: ['2026-13-01'] }, /^holidays.0: .*2026-12-25/],
    [{ agents: { all: ['alice'] } }, /^agents.all.0: .*cli:alice/],
    [{ agents: { all: ['web:someone'] } }, /^agents.all.0/],
    [{ agents: ['cli:alice'] }, /^agents: .*by category/],
    [{ channels: { all: ['slack:C1'] } }, /^channels.all.0: .*slack:T0123ABCD\/C0123ABCD/],
    [{ categories: [{ id: 'Net Work', title: 'x' }] }, /^categories.0.id/],
    [{ priorities: { team: { high: 'P9' } } }, /^priorities.team.high: .*P1, P2/],
    [{ sla: { P1: { responseHours: 0 } } }, /^sla.P1.responseHours/],
    [{ rota: { days: 1.5 } }, /^rota.days/],
    [{ rota: { agents: ['slack:U1'] } }, /^rota.agents.0: .*workspace or tenant.*slack:T0123ABCD\/U0123ABCD/],
    [{ rota: { agents: ['cli:alice', 'teams:abc'] } }, /^rota.agents.1/],
    [{ rota: { agents: ['web:T1/someone'] } }, /^rota.agents.0/],
    [{ stale: { remindDays: -1 } }, /^stale.remindDays/],
    [{ digest: { at: '24:00' } }, /^digest.at: .*'09:00'/],
    [{ digest: { at: 900 } }, /^digest.at: .*'09:00'/],
    [{ nonsense: true }, /nonsense/],
  ])('%j', (given, wanted) => {
    const [first, ...more] = problems(given);
    expect(first).toMatch(wanted);
    expect(more).toEqual([]);
  });
});

test('an empty section is the defaults, and every line may be left out', () => {
  expect(problems({})).toEqual([]);
  expect(triageSection.parse(null)).toEqual(triageSection.parse({ priorities: null, agents: null, holidays: null }));
});

test.each<[object, number | null]>([
  [{}, 9 * 60],
  [{ at: '00:00' }, 0],
  [{ at: '23:59' }, 1439],
  [{ enabled: false }, null],
])('the digest %j: minutes since midnight, or never', (digest, wanted) => {
  expect(rulesFrom(triageSection.parse({ digest }), []).digestAt).toBe(wanted);
});

describe('the rules', () => {
  const rules = rulesFrom(
    triageSection.parse({
      workingHours: { monday: ['09:00-12:00', '13:00-24:00'] },
      channels: { all: ['slack:T1/C1'], network: ['teams:tenant/19:abc@thread.tacv2'] },
      categories: [{ id: 'network', title: 'Network' }],
      rota: { agents: ['cli:alice', 'slack:T1/U2'], start: '2026-11-23' },
    }),
    [{ id: 'auto-upgrade', title: 'Auto upgrade' }],
  );
  const at = (day: string) => Date.parse(`${day}T12:00:00Z`);

  test('the categories are those of the corpus, of the settings, and one for the rest', () => {
    expect([...rules.categories.keys()]).toEqual(['auto-upgrade', 'network', 'other']);
  });

  test('a category has its own channels, or those for all', () => {
    expect(rules.channelsFor('network')).toEqual(['teams:tenant/19:abc@thread.tacv2']);
    expect(rules.channelsFor('other')).toEqual(['slack:T1/C1']);
  });

  test('a category has somebody where an agent or a channel is named for it or for all', () => {
    const staffed = (config: object) => {
      const { isStaffed } = rulesFrom(triageSection.parse(config), []);
      return ['network', 'other'].map(isStaffed);
    };
    expect(staffed({})).toEqual([false, false]);
    expect(staffed({ agents: { network: ['cli:alice'] } })).toEqual([true, false]);
    expect(staffed({ agents: { all: ['cli:alice'], network: [] } })).toEqual([true, true]);
    expect(staffed({ channels: { all: ['slack:T1/C1'] } })).toEqual([true, true]);
  });

  test('hours are minutes of the day', () => {
    expect(rules.calendar.hours[1]).toEqual([
      [540, 720],
      [780, 1440],
    ]);
    expect(rules.calendar.hours[7]).toEqual([]);
  });

  test('those on call take turns, before the start as well', () => {
    const users = ['2026-11-16', '2026-11-23', '2026-11-29', '2026-11-30', '2026-12-07'].map(
      (day) => rules.onCall(at(day))?.user,
    );
    expect(users).toEqual(['U2', 'alice', 'alice', 'U2', 'alice']);
  });
});

test.each([
  ['slack:T1/U1', { platform: 'slack', tenant: 'T1', user: 'U1' }],
  ['slack:U1', { platform: 'slack', tenant: '', user: 'U1' }],
  ['cli:alice', { platform: 'cli', tenant: 'local', user: 'alice' }],
])('%s names an agent', (id, wanted) => {
  expect(agentNamed(id)).toMatchObject(wanted);
});
