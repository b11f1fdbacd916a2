import { webApi } from '@slack/bolt';
import { TEAM } from './defaults.ts';
import type { FakeSlack } from './fakeSlack.ts';
import { type Fields, fieldsOf } from './values.ts';

/** For clients and apps in tests: it keeps quiet. */
export const SILENT = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => webApi.LogLevel.ERROR,
};

/** Slack's own client, pointed at the fake, that tries once and logs nothing. */
export function clientOf(fake: FakeSlack, token: string = TEAM.botToken): webApi.WebClient {
  return new webApi.WebClient(token, { slackApiUrl: fake.url, retryConfig: { retries: 0 }, logger: SILENT });
}

/** One call as JSON, with the whole answer: also what the client would throw. */
export async function ask(
  fake: FakeSlack,
  method: string,
  args: Fields = {},
  token: string | null = TEAM.botToken,
): Promise<Fields> {
  const headers = { 'Content-Type': 'application/json', ...(token !== null && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(fake.url + method, { method: 'POST', headers, body: JSON.stringify(args) });
  return { status: response.status, ...fieldsOf(await response.json()) };
}

/** What a response_url answers. */
export async function respondTo(url: string, body: Fields): Promise<Fields> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, ...fieldsOf(await response.json()) };
}
