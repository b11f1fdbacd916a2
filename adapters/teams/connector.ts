import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { isLoopbackHost } from '../../src/teamsSettings.ts';
import { unpacked } from './entities.ts';
import { refusedAddress, tooOften, unavailable, unreachable } from './failures.ts';

type Options = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;
type HttpClient = NonNullable<Options['httpClient']>;
type Answer = Awaited<ReturnType<HttpClient['sendRequest']>>;

const CALL_TIMEOUT_MS = 10_000;

/**
 * Carries the SDK's calls to the Bot Connector. It tries once and rejects with an error of ours where another attempt may
 * help: the SDK's own client would repeat some calls by itself, out of order, and leave others out.
 */
export function createConnectorClient({ local }: { local: boolean }): HttpClient {
  return {
    async sendRequest(request) {
      const url = URL.parse(request.url);
      if (!url || !maySpeakTo(url, local)) throw refusedAddress(url?.origin ?? 'no address');
      const { method, body } = request;
      const sent = typeof body === 'string' ? unpacked(body) : body;
      const call = { method, headers: request.headers.rawHeaders(), ...(sent === undefined ? {} : { body: sent }) };
      const { status, headers, text } = await fetchWhole(url, call).catch((cause: unknown) => {
        throw unreachable(cause);
      });
      if (status === 429) throw tooOften(waitOf(headers));
      if (status === 408 || status === 412 || status >= 500) throw unavailable(status, waitOf(headers));
      if (status >= 300 && status < 400) throw refusedAddress('a redirection');
      const answer: Answer = { request, status, headers: request.headers.clone(), bodyAsText: text };
      for (const name of answer.headers.headerNames()) answer.headers.remove(name);
      headers.forEach((value, name) => {
        answer.headers.set(name, value);
      });
      return answer;
    },
  };
}

/** A token goes along: without encryption to this machine alone, and in local mode nowhere else. */
function maySpeakTo({ protocol, hostname }: URL, local: boolean): boolean {
  return isLoopbackHost(hostname) || (!local && protocol === 'https:');
}

/** The answer is read to its end, so that its connection serves the next call. */
async function fetchWhole(url: URL, call: RequestInit) {
  const signal = AbortSignal.timeout(CALL_TIMEOUT_MS);
  const response = await fetch(url, { ...call, redirect: 'manual', signal });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function waitOf(headers: Headers): number | null {
  const seconds = Number(headers.get('Retry-After'));
  return seconds > 0 ? seconds * 1000 : null;
}
