import { z } from 'zod';
import { ids, section } from './settingForms.ts';

/** What `config.ts` reads for Slack: its variables and its section of desk.yaml. */

/** A channel takes about one message a second. */
const MOST_ANSWERS_AN_HOUR = 3600;

function secret(form: RegExp, error: string) {
  return z.string().regex(form, error).optional();
}

export const slackEnvironment = {
  SLACK_BOT_TOKEN: secret(
    /^xoxb-\S+$/,
    'must be the bot token of the workspace: it begins with xoxb-, for example xoxb-…',
  ),
  SLACK_SIGNING_SECRET: secret(
    /^\S+$/,
    'must have no spaces; copy it from Basic Information, for example 32 hex digits',
  ),
  SLACK_CLIENT_ID: secret(/^\d+\.\d+$/, 'must be two numbers with a dot, for example 1234567890.1234567890'),
  SLACK_CLIENT_SECRET: secret(
    /^\S+$/,
    'must have no spaces; copy it from Basic Information, for example 32 hex digits',
  ),
  SLACK_STATE_SECRET: secret(
    /^.{32,}$/s,
    'must have at least 32 characters, for example the output of openssl rand -hex 32',
  ),
  SLACK_APP_TOKEN: secret(/^xapp-\S+$/, 'must be the app-level token: it begins with xapp-, for example xapp-…'),
  SLACK_API_URL: z
    .string()
    .refine(isApiUrl, 'must be an https address that ends with a slash, for example https://slack.com/api/')
    .default('https://slack.com/api/'),
};

/** The file's part; ids as Slack writes them. */
export const slackSection = section('slack', {
  allowed: section('allowed', {
    workspaces: ids(/^[TE][A-Z0-9]+$/, "a workspace's or an organisation's id", 'T0123ABCD'),
    channels: ids(/^[CGD][A-Z0-9]+$/, "a channel's id", 'C0123ABCD'),
  }),
  answersAnHour: z
    .number({ error: answersError() })
    .int(answersError())
    .min(0, answersError())
    .max(MOST_ANSWERS_AN_HOUR, answersError())
    .default(6),
});

export interface SlackConfig {
  /** Null in Socket Mode, where no request comes in that could be signed. */
  signingSecret: string | null;
  /** Set: Socket Mode. */
  appToken: string | null;
  /** Ends with a slash. */
  apiUrl: string;
  auth:
    | { kind: 'single'; botToken: string }
    | {
        kind: 'oauth';
        clientId: string;
        clientSecret: string;
        stateSecret: string;
        /** Of 32 bytes each, the newest first. */
        keys: readonly Uint8Array[];
      };
  /** Empty: all. */
  allowed: { workspaces: readonly string[]; channels: readonly string[] };
  /** How many answers that nobody asked for a help channel gets within an hour. */
  answersAnHour: number;
}

/** What each variable is for, as the end of a sentence; the order is that of messages. */
const PURPOSE = {
  SLACK_BOT_TOKEN: 'sends the answers in a single workspace',
  SLACK_CLIENT_ID: 'names the app where workspaces install it',
  SLACK_CLIENT_SECRET: 'gets the tokens of workspaces that install the app',
  SLACK_STATE_SECRET: 'guards the installation against forged links',
  ENCRYPTION_KEY: 'encrypts the tokens of workspaces in the store',
  SLACK_SIGNING_SECRET: 'proves that requests come from Slack',
  SLACK_APP_TOKEN: 'opens the connection of Socket Mode',
} as const;

type Name = keyof typeof PURPOSE;

const SEVERAL = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'ENCRYPTION_KEY'] as const;

/**
 * What is wrong with the choice of variables, in one line that names what is missing and what it is for; null where
 * nothing is. Looks at no value, so it says nothing of a variable that is there and wrong.
 * @param keysForOthers another platform needs ENCRYPTION_KEY, so that it says nothing of what Slack is to do
 */
export function slackProblem(
  given: Readonly<Record<string, string | undefined>>,
  keysForOthers: boolean,
): string | null {
  const isSet = (name: Name) => given[name] !== undefined;
  const speaks = (name: Name) => isSet(name) && !(keysForOthers && name === 'ENCRYPTION_KEY');
  const names = (Object.keys(PURPOSE) as Name[]).filter(speaks);
  if (names.length === 0) return null;
  const several = SEVERAL.filter(speaks);
  if (isSet('SLACK_BOT_TOKEN') && several.length > 0) {
    return `SLACK_BOT_TOKEN: is for a single workspace and ${several.join(', ')} for several: leave out the one or the other`;
  }
  if (!isSet('SLACK_BOT_TOKEN') && several.length === 0) {
    return `SLACK_BOT_TOKEN: must be set where ${names.join(', ')} is: it ${PURPOSE.SLACK_BOT_TOKEN}; for several workspaces set ${SEVERAL.join(', ')} instead`;
  }
  const needed: readonly Name[] = several.length > 0 ? SEVERAL : [];
  const missing = needed.filter((name) => !isSet(name));
  const unsigned = !isSet('SLACK_APP_TOKEN') && !isSet('SLACK_SIGNING_SECRET');
  if (unsigned) missing.push('SLACK_SIGNING_SECRET');
  if (missing.length === 0) return null;
  const purposes = missing.map((name) => `${name} ${PURPOSE[name]}`).join('; ');
  const otherwise = unsigned ? ' (with SLACK_APP_TOKEN, for Socket Mode, it is not needed)' : '';
  return `${missing.join(', ')}: must be set where ${names.join(', ')} is: ${purposes}${otherwise}`;
}

type Environment = z.infer<z.ZodObject<typeof slackEnvironment>> & { ENCRYPTION_KEY?: Uint8Array[] | undefined };
type Section = z.infer<typeof slackSection>;

/** The settings where `slackProblem` found nothing wrong; null: nothing is set, Slack is off. */
export function slackConfig(env: Environment, fromFile: Section): SlackConfig | null {
  const auth = slackAuth(env);
  if (!auth) return null;
  return {
    signingSecret: env.SLACK_SIGNING_SECRET ?? null,
    appToken: env.SLACK_APP_TOKEN ?? null,
    apiUrl: env.SLACK_API_URL,
    auth,
    ...fromFile,
  };
}

function slackAuth(env: Environment): SlackConfig['auth'] | null {
  if (env.SLACK_BOT_TOKEN) return { kind: 'single', botToken: env.SLACK_BOT_TOKEN };
  const { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET, ENCRYPTION_KEY } = env;
  if (!SLACK_CLIENT_ID || !SLACK_CLIENT_SECRET || !SLACK_STATE_SECRET || !ENCRYPTION_KEY) return null;
  return {
    kind: 'oauth',
    clientId: SLACK_CLIENT_ID,
    clientSecret: SLACK_CLIENT_SECRET,
    stateSecret: SLACK_STATE_SECRET,
    keys: ENCRYPTION_KEY,
  };
}

/** Tokens go there: without encryption to this machine alone. */
function isApiUrl(text: string): boolean {
  const url = URL.parse(text);
  if (!url || !text.endsWith('/') || url.username || url.password || url.search || url.hash) return false;
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback);
}

function answersError(): string {
  return `must be a whole number from 0 to ${MOST_ANSWERS_AN_HOUR}, for example 6`;
}
