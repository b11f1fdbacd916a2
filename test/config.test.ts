import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type Config, readConfig } from '../src/config.ts';
import { DeskError } from '../src/errors.ts';
import { triageSection } from '../src/triageSettings.ts';

type Env = Record<string, string | undefined>;

/** Reads the settings with `file` as ./desk.yaml; null: there is none. */
const read = (env: Env, file: string | null = null): Config =>
  readConfig(env, (path) => (path === (env.DESK_CONFIG || './desk.yaml') ? file : null));

function problemsOf(env: Env, file: string | null = null): readonly string[] {
  try {
    read(env, file);
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    expect(error.code).toBe('config-invalid');
    return error.problems;
  }
  return [];
}

const DEFAULTS: Config = {
  host: '127.0.0.1',
  port: 3978,
  databaseUrl: 'sqlite:./data/desk.db',
  knowledgeDir: './knowledge',
  logLevel: 'info',
  cookieSecret: null,
  secureCookies: false,
  helpdesk: { name: expect.any(String) as never, contact: expect.any(String) as never },
  conversations: { openQuestionHours: 24, keepDays: 30 },
  questionLog: { enabled: true, texts: true, keepDays: 180 },
  log: { messageTexts: false },
  slack: null,
  teams: null,
  triage: triageSection.parse(undefined),
  webhooks: { endpoints: [], sources: [], allowPrivate: false },
};

describe('defaults', () => {
  test.each<[string, Env, string | null]>([
    ['nothing set, no file', {}, null],
    ['an empty file', {}, ''],
    ['a file of comments', {}, '# nothing here\n'],
    ['variables that are empty or undefined', { HOST: '', PORT: '', COOKIE_SECRET: '', DESK_CONFIG: undefined }, null],
    ['sections of the file that are empty', {}, 'conversations: {}\nquestionLog: {}\nlog: {}\n'],
    [
      'sections of the file with every line below left out',
      {},
      'conversations:\nquestionLog:\nlog:\nslack:\ntriage:\n',
    ],
    ['variables of other programs', { PATH: '/bin', HOME: '/root', DESK: 'x' }, null],
  ])('%s', (_name, env, file) => {
    expect(read(env, file)).toEqual(DEFAULTS);
  });
});

test('every setting is taken over', () => {
  const env = {
    HOST: '0.0.0.0',
    PORT: '8080',
    DATABASE_URL: 'postgres://desk@db/desk',
    DESK_CONFIG: '/etc/desk.yaml',
    KNOWLEDGE_DIR: '/srv/faq',
    LOG_LEVEL: 'debug',
    SECURE_COOKIES: '1',
    COOKIE_SECRET: 's'.repeat(40),
  };
  const file = `helpdesk: { name: IT, contact: it@example.com }
conversations: { openQuestionHours: 0.5, keepDays: 7 }
questionLog: { enabled: false, texts: false, keepDays: 1 }
log: { messageTexts: true }
triage: { enabled: false, timeZone: Europe/Berlin }
`;
  expect(read(env, file)).toEqual({
    host: '0.0.0.0',
    port: 8080,
    databaseUrl: 'postgres://desk@db/desk',
    knowledgeDir: '/srv/faq',
    logLevel: 'debug',
    cookieSecret: 's'.repeat(40),
    secureCookies: true,
    helpdesk: { name: 'IT', contact: 'it@example.com' },
    conversations: { openQuestionHours: 0.5, keepDays: 7 },
    questionLog: { enabled: false, texts: false, keepDays: 1 },
    log: { messageTexts: true },
    slack: null,
    teams: null,
    webhooks: { endpoints: [], sources: [], allowPrivate: false },
    triage: triageSection.parse({ enabled: false, timeZone: 'Europe/Berlin' }),
  });
});

test.each([
  ['0', 0],
  ['65535', 65_535],
])('port %s is taken', (text, port) => {
  expect(read({ PORT: text }).port).toBe(port);
});

test('a cookie secret of 32 characters is taken', () => {
  expect(read({ COOKIE_SECRET: 's'.repeat(32) }).cookieSecret).toHaveLength(32);
});

const variable = (name: string, value: string): [string, Env, null] => [name, { [name]: value }, null];
const inFile = (name: string, value: string): [string, Env, string] => {
  const path = name.split('.');
  return [name, {}, `${path.map((key, i) => `${'  '.repeat(i)}${key}:`).join('\n')} ${value}\n`];
};
const MISTAKES: [name: string, env: Env, file: string | null][] = [
  variable('PORT', '65536'),
  variable('PORT', '-1'),
  variable('PORT', 'abc'),
  variable('PORT', '80.5'),
  variable('PORT', ' '),
  variable('COOKIE_SECRET', 's'.repeat(31)),
  variable('DATABASE_URL', './desk.db'),
  variable('DATABASE_URL', 'mysql://db/desk'),
  variable('DATABASE_URL', 'sqlite:'),
  variable('LOG_LEVEL', 'loud'),
  variable('SECURE_COOKIES', 'yes'),
  inFile('helpdesk.name', "''"),
  inFile('helpdesk.contact', '[]'),
  inFile('conversations.openQuestionHours', '0'),
  inFile('conversations.openQuestionHours', 'often'),
  inFile('conversations.keepDays', '-1'),
  inFile('questionLog.enabled', '"yes"'),
  inFile('questionLog.texts', '1'),
  inFile('questionLog.keepDays', '[]'),
  inFile('log.messageTexts', 'perhaps'),
  inFile('helpdesk', 'IT'),
  inFile('log', '[]'),
];

describe.each(MISTAKES)('a wrong %s: %j %j', (name, env, file) => {
  const about = (what: string) => expect.stringMatching(new RegExp(`${name}: .*(${what})`));

  test('is refused by its name, with what is wrong', () => {
    expect(problemsOf(env, file)).toContainEqual(about('must|expected'));
  });

  test('comes with an example', () => {
    expect(problemsOf(env, file)).toContainEqual(about('example|such as|one of|1 or 0|true or false|leave it out'));
  });
});

test('all mistakes are reported together, those of the file with its name', () => {
  const env = { PORT: 'abc', LOG_LEVEL: 'loud', COOKIE_SECRET: 'short', DESK_CONFIG: '/etc/desk.yaml' };
  const problems = problemsOf(env, 'helpdesk: { name: "", contact: 1 }\nconversations: { keepDays: 0 }\n');
  expect(problems).toHaveLength(6);
  for (const name of [
    'PORT',
    'LOG_LEVEL',
    'COOKIE_SECRET',
    '/etc/desk.yaml: helpdesk.name',
    'conversations.keepDays',
  ]) {
    expect(problems).toContainEqual(expect.stringContaining(`${name}: `));
  }
});

test('a secret is not repeated where it is refused', () => {
  expect(problemsOf({ COOKIE_SECRET: 'hunter2', DATABASE_URL: 'mysql://desk:hunter2@db' }).join('\n')).not.toContain(
    'hunter2',
  );
});

describe('desk.yaml', () => {
  test.each(['helpdsk: {}', 'log: { level: debug }', 'questionLog:\n  enable: true'])('an unknown key: %s', (file) => {
    const key = /(\w+): (?:\{\}|debug|true)/.exec(file)?.[1];
    expect(problemsOf({}, file)).toEqual([expect.stringMatching(new RegExp(`^\\./desk\\.yaml: .*"${key}"`))]);
  });

  test.each(['helpdesk: [', 'a: 1\na: 2', '\tlog: {}', 'log: {} }'])('broken YAML, with its line: %j', (file) => {
    expect(problemsOf({}, file)).toEqual([expect.stringMatching(/^\.\/desk\.yaml: .*line \d/s)]);
  });

  test.each(['just words', '42', '[helpdesk]'])('no settings at all: %j', (file) => {
    expect(problemsOf({}, file)).toEqual([expect.stringMatching(/^\.\/desk\.yaml: /)]);
  });

  test('a file that DESK_CONFIG names must exist, the default one need not', () => {
    expect(problemsOf({ DESK_CONFIG: './lost.yaml' })).toEqual([
      expect.stringMatching(/^DESK_CONFIG: .*no file .*\.\/lost\.yaml/),
    ]);
    expect(problemsOf({})).toEqual([]);
  });

  test('a file that cannot be read is named', () => {
    const folder = () => {
      throw new Error('EISDIR: illegal operation on a directory');
    };
    expect(() => readConfig({}, folder)).toThrow(
      expect.objectContaining({ problems: [expect.stringMatching(/^\.\/desk\.yaml: EISDIR/)] }),
    );
  });
});

test('the files that the repository ships are the defaults', () => {
  const root = new URL('..', import.meta.url);
  const text = (name: string) => readFileSync(new URL(name, root), 'utf8');
  const lines = text('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm);
  const env = Object.fromEntries([...lines].map(([, name, value]) => [name, value]));
  expect(read(env, text('desk.yaml'))).toEqual(DEFAULTS);
});
