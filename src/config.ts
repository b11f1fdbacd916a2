import { parse } from 'yaml';
import { z } from 'zod';
import { encryptionKeys } from './encryptionKey.ts';
import { DeskError } from './errors.ts';
import { flag, section, span } from './settingForms.ts';
import { type SlackConfig, slackConfig, slackEnvironment, slackProblem, slackSection } from './slackSettings.ts';
import {
  isTeamsMeant,
  type TeamsConfig,
  teamsConfig,
  teamsEnvironment,
  teamsProblem,
  teamsSection,
} from './teamsSettings.ts';
import { triageSection } from './triageSettings.ts';
import {
  type WebhookConfig,
  webhookConfig,
  webhookEnvironment,
  webhookProblems,
  webhookSection,
} from './webhookSettings.ts';

export type { SlackConfig } from './slackSettings.ts';
export type { TeamsConfig } from './teamsSettings.ts';

/** Addresses and secrets come from the environment; everything else from desk.yaml. This is the one place that reads either. */

const port = z.coerce
  .number({ error: 'must be a number from 0 to 65535, for example 3978' })
  .int('must be a whole number, for example 3978')
  .min(0, 'must be a number from 0 to 65535, for example 3978')
  .max(65_535, 'must be a number from 0 to 65535, for example 3978');

const environment = z.object({
  HOST: z.string().min(1, 'must not be empty, for example 127.0.0.1').default('127.0.0.1'),
  PORT: z
    .preprocess((value) => (typeof value === 'string' && value.trim() === '' ? Number.NaN : value), port)
    .default(3978),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must begin with sqlite:, for example sqlite:./data/desk.db')
    .default('sqlite:./data/desk.db'),
  DESK_CONFIG: z.string().min(1, 'must name a file, for example ./desk.yaml').default('./desk.yaml'),
  KNOWLEDGE_DIR: z.string().min(1, 'must name a folder, for example ./knowledge').default('./knowledge'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be one of trace, debug, info, warn, error, fatal, silent',
    })
    .default('info'),
  SECURE_COOKIES: z
    .enum(['0', '1'], { error: 'must be 1 or 0; 1 where only an https proxy reaches the server' })
    .default('0'),
  COOKIE_SECRET: z.string().min(32, 'must have at least 32 characters; leave it out to have one made').optional(),
  ENCRYPTION_KEY: encryptionKeys,
  ...slackEnvironment,
  ...teamsEnvironment,
  ...webhookEnvironment,
});

const settings = z.strictObject({
  helpdesk: section('helpdesk', {
    name: z
      .string({ error: 'must be a name, for example IT Helpdesk' })
      .trim()
      .min(1, 'must not be empty, for example IT Helpdesk')
      .default('your IT helpdesk'),
    /** Empty: people know where it is. */
    contact: z.string({ error: 'must say where to turn, for example helpdesk@example.com' }).trim().default(''),
  }),
  conversations: section('conversations', {
    /** Hours after which an unanswered question lapses. */
    openQuestionHours: span(24),
    /** Days after which a conversation that nobody touched is removed. */
    keepDays: span(30),
  }),
  questionLog: section('questionLog', {
    enabled: flag(true),
    /** Keep the question's text (masked for secrets); false keeps only what came of it. */
    texts: flag(true),
    keepDays: span(180),
  }),
  log: section('log', {
    /** Write what people type into the log as well, masked for secrets. */
    messageTexts: flag(false),
  }),
  slack: slackSection,
  teams: teamsSection,
  triage: triageSection,
  webhooks: webhookSection,
});

type Settings = z.infer<typeof settings>;

export interface Config extends Omit<Settings, 'slack' | 'teams' | 'webhooks'> {
  host: string;
  port: number;
  databaseUrl: string;
  knowledgeDir: string;
  logLevel: string;
  cookieSecret: string | null;
  secureCookies: boolean;
  /** Null: Slack is off. */
  slack: SlackConfig | null;
  /** Null: Teams is off. */
  teams: TeamsConfig | null;
  webhooks: WebhookConfig;
}

/** Reads the file DESK_CONFIG names; null when it does not exist. */
export type ReadFile = (path: string) => string | null;

/**
 * Validates the environment and desk.yaml together. Throws one DeskError `config-invalid` that lists every mistake,
 * each with its name, what is wrong and an example.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, readFile: ReadFile): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const problems: string[] = [];
  const fromEnv = environment.safeParse(given);
  if (!fromEnv.success) {
    problems.push(...fromEnv.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const teams = teamsProblem(given, readFile);
  const slack = slackProblem(given, isTeamsMeant(given));
  problems.push(...[slack, teams].filter((problem) => problem !== null));
  const path = given.DESK_CONFIG ?? './desk.yaml';
  const fromFile = readSettings(path, readFile, given.DESK_CONFIG !== undefined, problems);
  if (fromEnv.success && fromFile) problems.push(...webhookProblems(fromEnv.data, fromFile.webhooks));
  if (problems.length > 0 || !fromEnv.success || !fromFile) {
    throw new DeskError('config-invalid', 'The settings cannot be used:', { problems });
  }
  const { HOST, PORT, DATABASE_URL, KNOWLEDGE_DIR, LOG_LEVEL, COOKIE_SECRET, SECURE_COOKIES } = fromEnv.data;
  return {
    ...fromFile,
    host: HOST,
    port: PORT,
    databaseUrl: DATABASE_URL,
    knowledgeDir: KNOWLEDGE_DIR,
    logLevel: LOG_LEVEL,
    cookieSecret: COOKIE_SECRET ?? null,
    secureCookies: SECURE_COOKIES === '1',
    slack: slackConfig(fromEnv.data, fromFile.slack),
    teams: teamsConfig(fromEnv.data, fromFile.teams, readFile),
    webhooks: webhookConfig(fromEnv.data, fromFile.webhooks),
  };
}

function readSettings(path: string, readFile: ReadFile, asked: boolean, problems: string[]): Settings | null {
  let raw: unknown = {};
  try {
    const text = readFile(path);
    if (text === null && asked) problems.push(`DESK_CONFIG: there is no file ${path}`);
    if (text !== null) raw = parse(text) ?? {};
  } catch (error) {
    problems.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
  const result = settings.safeParse(raw);
  if (result.success) return result.data;
  problems.push(
    ...result.error.issues.map((issue) => `${path}: ${issue.path.join('.') || 'the file'}: ${issue.message}`),
  );
  return null;
}
