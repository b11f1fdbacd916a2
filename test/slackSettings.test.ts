import { describe, expect, test } from '@jest/globals';
import { readConfig, type SlackConfig } from '../src/config.ts';
import { DeskError } from '../src/errors.ts';

type Env = Record<string, string | undefined>;

const KEY = Buffer.alloc(32, 1).toString('base64');
const OLD_KEY = Buffer.alloc(32, 2).toString('base64');
/** Nothing here is a real secret; `fake` in each makes a leak into an error findable. */
const FULL = {
  SLACK_BOT_TOKEN: 'xoxb-fake-bot-token',
  SLACK_SIGNING_SECRET: 'fake-signing-secret',
  SLACK_APP_TOKEN: 'xapp-fake-app-token',
  SLACK_CLIENT_ID: '111.222',
  SLACK_CLIENT_SECRET: 'fake-client-secret',
  SLACK_STATE_SECRET: 'fake-state-secret-of-32-letters!',
  ENCRYPTION_KEY: KEY,
} as const;
type Name = keyof typeof FULL;
const NAMES = Object.keys(FULL) as Name[];
const SEVERAL: Name[] = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'ENCRYPTION_KEY'];

const only = (...names: Name[]): Env => Object.fromEntries(names.map((name) => [name, FULL[name]]));
const read = (env: Env, file: string | null = null): SlackConfig | null => readConfig(env, () => file).slack;

function problemsOf(env: Env, file: string | null = null): readonly string[] {
  try {
    read(env, file);
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    for (const word of ['fake', KEY.slice(0, 20), OLD_KEY.slice(0, 20)]) expect(error.describe()).not.toContain(word);
    return error.problems;
  }
  return [];
}

const COMMON = {
  signingSecret: null,
  appToken: null,
  apiUrl: 'https://slack.com/api/',
  allowed: { workspaces: [], channels: [] },
  answersAnHour: 6,
};
const single = { kind: 'single', botToken: FULL.SLACK_BOT_TOKEN };
const oauth = {
  kind: 'oauth',
  clientId: '111.222',
  clientSecret: FULL.SLACK_CLIENT_SECRET,
  stateSecret: FULL.SLACK_STATE_SECRET,
  keys: [new Uint8Array(32).fill(1)],
};

describe('Slack is on', () => {
  const signingSecret = FULL.SLACK_SIGNING_SECRET;
  const appToken = FULL.SLACK_APP_TOKEN;
  test.each<[string, Env, unknown]>([
    ['one workspace', only('SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET'), { auth: single, signingSecret }],
    ['one workspace, Socket Mode', only('SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'), { auth: single, appToken }],
    [
      'one workspace, both ways in',
      only('SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'),
      { auth: single, appToken, signingSecret },
    ],
    ['several workspaces', only(...SEVERAL, 'SLACK_SIGNING_SECRET'), { auth: oauth, signingSecret }],
    ['several workspaces, Socket Mode', only(...SEVERAL, 'SLACK_APP_TOKEN'), { auth: oauth, appToken }],
  ])('%s', (_name, env, expected) => {
    expect(read(env)).toEqual({ ...COMMON, ...(expected as object) });
  });

  test('several keys, the newest first, spaces around them ignored', () => {
    const env = { ...only(...SEVERAL, 'SLACK_APP_TOKEN'), ENCRYPTION_KEY: `${KEY} , ${OLD_KEY}` };
    expect(read(env)?.auth).toEqual({ ...oauth, keys: [1, 2].map((byte) => new Uint8Array(32).fill(byte)) });
  });

  test('the lines of desk.yaml are taken over', () => {
    const file = 'slack: { allowed: { workspaces: [T1, E0AB], channels: [C1, G2, D3] }, answersAnHour: 0 }';
    expect(read(only('SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'), file)).toMatchObject({
      allowed: { workspaces: ['T1', 'E0AB'], channels: ['C1', 'G2', 'D3'] },
      answersAnHour: 0,
    });
  });

  test.each(['slack:\n', 'slack:\n  allowed:\n', 'slack:\n  allowed:\n    workspaces:\n    channels:\n'])(
    'lines that are left empty: %j',
    (file) => {
      expect(read(only('SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'), file)).toMatchObject({ allowed: COMMON.allowed });
    },
  );
});

describe('Slack is off', () => {
  test.each<[string, Env]>([
    ['nothing is set', {}],
    ['all is empty', Object.fromEntries(NAMES.map((name) => [name, '']))],
    ['only the address of the API is set', { SLACK_API_URL: 'http://localhost:9/api/' }],
  ])('where %s', (_name, env) => {
    expect(read(env)).toBeNull();
    expect(read(env, 'slack: { answersAnHour: 9 }')).toBeNull();
  });
});

/** Which of the seven variables make a whole, written down a second time and in another way. */
function isWhole(set: ReadonlySet<Name>): boolean {
  if (set.size === 0) return true;
  const several = SEVERAL.filter((name) => set.has(name)).length;
  const wayIn = set.has('SLACK_APP_TOKEN') || set.has('SLACK_SIGNING_SECRET');
  return wayIn && (set.has('SLACK_BOT_TOKEN') ? several === 0 : several === SEVERAL.length);
}

describe('half set', () => {
  test.each<[Env, string, string]>([
    [only('SLACK_BOT_TOKEN'), 'SLACK_SIGNING_SECRET', 'proves that requests come from Slack'],
    [only('SLACK_SIGNING_SECRET'), 'SLACK_BOT_TOKEN', 'sends the answers'],
    [only('SLACK_APP_TOKEN'), 'SLACK_BOT_TOKEN', 'sends the answers'],
    [only('SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'), 'SLACK_BOT_TOKEN', 'for several workspaces set SLACK_CLIENT_ID'],
    [only(...SEVERAL), 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'],
    ...SEVERAL.map((name): [Env, string, string] => [
      only(...SEVERAL.filter((each) => each !== name), 'SLACK_APP_TOKEN'),
      name,
      {
        SLACK_CLIENT_ID: 'names the app',
        SLACK_CLIENT_SECRET: 'gets the tokens',
        SLACK_STATE_SECRET: 'forged links',
        ENCRYPTION_KEY: 'encrypts the tokens',
      }[name as string] ?? '',
    ]),
    [
      only('SLACK_CLIENT_ID'),
      'SLACK_CLIENT_SECRET, SLACK_STATE_SECRET, ENCRYPTION_KEY, SLACK_SIGNING_SECRET',
      'encrypts the tokens',
    ],
    [only('SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', ...SEVERAL), 'SLACK_BOT_TOKEN', 'leave out the one or the other'],
    [
      only('SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'ENCRYPTION_KEY'),
      'SLACK_BOT_TOKEN',
      'ENCRYPTION_KEY for several',
    ],
  ])('%j: %s', (env, missing, why) => {
    expect(problemsOf(env)).toEqual([expect.stringMatching(new RegExp(`^${missing}: .*${why}`))]);
  });

  test('each of the 128 combinations is whole, or has one problem that begins with a variable', () => {
    for (let bits = 0; bits < 2 ** NAMES.length; bits += 1) {
      const names = NAMES.filter((_name, place) => (bits >> place) & 1);
      const problems = problemsOf(only(...names));
      expect([names, problems.length]).toEqual([names, isWhole(new Set(names)) ? 0 : 1]);
      if (problems[0]) expect(NAMES).toContain(/^\w+/.exec(problems[0])?.[0]);
    }
  });

  test('a variable that is there and wrong is not also missing', () => {
    expect(problemsOf({ ...only('SLACK_APP_TOKEN'), SLACK_BOT_TOKEN: 'xoxp-fake' })).toEqual([
      expect.stringMatching(/^SLACK_BOT_TOKEN: must be .*xoxb-/),
    ]);
  });
});

describe('each variable', () => {
  const wrong: [string, string][] = [
    ['SLACK_BOT_TOKEN', 'xoxp-fake'],
    ['SLACK_BOT_TOKEN', 'xoxb-'],
    ['SLACK_BOT_TOKEN', 'xoxb-fake two'],
    ['SLACK_SIGNING_SECRET', 'fake two'],
    ['SLACK_SIGNING_SECRET', ' '],
    ['SLACK_APP_TOKEN', 'xoxb-fake'],
    ['SLACK_CLIENT_ID', 'A0fake'],
    ['SLACK_CLIENT_SECRET', 'fake\n'],
    ['SLACK_STATE_SECRET', `fake${'s'.repeat(27)}`],
    ['ENCRYPTION_KEY', 'fake'],
    ['ENCRYPTION_KEY', Buffer.alloc(31, 1).toString('base64')],
    ['ENCRYPTION_KEY', Buffer.alloc(33, 1).toString('base64')],
    ['ENCRYPTION_KEY', `${KEY},`],
    ['ENCRYPTION_KEY', `${KEY},fake`],
    ['ENCRYPTION_KEY', `${KEY} ${OLD_KEY}`],
    ['ENCRYPTION_KEY', KEY.slice(0, -1)],
    ['SLACK_API_URL', 'https://slack.com/api'],
    ['SLACK_API_URL', 'http://slack.com/api/'],
    ['SLACK_API_URL', 'http://127.0.0.1.example.com/api/'],
    ['SLACK_API_URL', 'http://localhost.example.com/'],
    ['SLACK_API_URL', 'https://user:fake@slack.com/api/'],
    ['SLACK_API_URL', 'https://slack.com/api/?fake=/'],
    ['SLACK_API_URL', 'https://slack.com/api/#/'],
    ['SLACK_API_URL', 'ftp://localhost/'],
    ['SLACK_API_URL', 'fake/'],
  ];
  test.each(wrong)('a wrong %s is refused with an example: %j', (name, value) => {
    const whole = name === 'SLACK_BOT_TOKEN' ? only(name, 'SLACK_APP_TOKEN') : only(...SEVERAL, 'SLACK_APP_TOKEN');
    const env = { ...whole, SLACK_SIGNING_SECRET: FULL.SLACK_SIGNING_SECRET, [name]: value };
    expect(problemsOf(env)).toEqual([expect.stringMatching(new RegExp(`^${name}: must .*example`))]);
  });

  test.each([
    'https://slack.com/api/',
    'https://slack.example.com:8443/',
    'http://localhost:1234/api/',
    'http://127.0.0.1:1234/api/',
    'http://127.9.9.9/',
    'http://[::1]:1234/api/',
  ])('SLACK_API_URL %s', (apiUrl) => {
    expect(read({ ...only('SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'), SLACK_API_URL: apiUrl })?.apiUrl).toBe(apiUrl);
  });

  test('a state secret of 32 characters is taken', () => {
    expect(FULL.SLACK_STATE_SECRET).toHaveLength(32);
    expect(problemsOf(only(...SEVERAL, 'SLACK_APP_TOKEN'))).toEqual([]);
  });
});

describe('each line of desk.yaml', () => {
  test.each([
    ['allowed: { workspaces: [C1] }', 'slack.allowed.workspaces.0'],
    ['allowed: { workspaces: [T1, t2] }', 'slack.allowed.workspaces.1'],
    ['allowed: { workspaces: [T] }', 'slack.allowed.workspaces.0'],
    ['allowed: { workspaces: ["T1 "] }', 'slack.allowed.workspaces.0'],
    ['allowed: { workspaces: [1] }', 'slack.allowed.workspaces.0'],
    ['allowed: { workspaces: T1 }', 'slack.allowed.workspaces'],
    ['allowed: { channels: [T1] }', 'slack.allowed.channels.0'],
    ['allowed: { channels: ["#help"] }', 'slack.allowed.channels.0'],
    ['allowed: { channels: help }', 'slack.allowed.channels'],
    ['allowed: all', 'slack.allowed'],
    ['answersAnHour: -1', 'slack.answersAnHour'],
    ['answersAnHour: 3601', 'slack.answersAnHour'],
    ['answersAnHour: 1.5', 'slack.answersAnHour'],
    ['answersAnHour: many', 'slack.answersAnHour'],
  ])('a wrong one is refused with an example: %s', (line, path) => {
    expect(problemsOf({}, `slack: { ${line} }`)).toEqual([
      expect.stringMatching(new RegExp(`^\\./desk\\.yaml: ${path}: must .*example`)),
    ]);
  });

  test.each([0, 3600])('answersAnHour %i is taken', (answersAnHour) => {
    const env = only('SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN');
    expect(read(env, `slack: { answersAnHour: ${answersAnHour} }`)?.answersAnHour).toBe(answersAnHour);
  });

  test.each(['slack: { workspaces: [] }', 'slack: { allowed: { users: [] } }'])('an unknown one: %s', (file) => {
    expect(problemsOf({}, file)).toEqual([expect.stringMatching(/"(workspaces|users)"/)]);
  });
});
