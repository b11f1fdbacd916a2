import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { isLoopbackHost } from '../../src/teamsSettings.ts';
import { type Answer as Came, sendText } from '../httpSend.ts';
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
      const { method } = request;
      const body = typeof request.body === 'string' ? unpacked(request.body) : '';
      // Some hundred bytes come back: nothing to compress.
      request.headers.remove('Accept-Encoding');
      const call = { method, headers: request.headers.rawHeaders(), body, withinMs: CALL_TIMEOUT_MS };
      const came = await sendText(url, call).catch((cause: unknown) => {
        throw unreachable(cause);
      });
      const { status, headers } = came;
      if (status === 429) throw tooOften(waitOf(headers));
      if (status === 408 || status === 412 || status >= 500) throw unavailable(status, waitOf(headers));
      if (status >= 300 && status < 400) throw refusedAddress('a redirection');
      const bodyAsText = new TextDecoder().decode(came.body);
      const answer: Answer = { request, status, headers: request.headers.clone(), bodyAsText };
      for (const name of answer.headers.headerNames()) answer.headers.remove(name);
      for (const [name, value] of headers) answer.headers.set(name, value);
      return answer;
    },
  };
}

/** A token goes along: without encryption to this machine alone, and in local mode nowhere else. */
function maySpeakTo({ protocol, hostname }: URL, local: boolean): boolean {
  return isLoopbackHost(hostname) || (!local && protocol === 'https:');
}

function waitOf(headers: Came['headers']): number | null {
  const [, wait] = headers.find(([name]) => name === 'retry-after') ?? [];
  const seconds = Number(wait);
  return seconds > 0 ? seconds * 1000 : null;
}
