import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createFailures, type Failure, type Failures } from './failures.ts';
import { basicClient, fail, failureName, parseArguments, readBody, send, tokenOf } from './http.ts';
import type { Methods } from './method.ts';
import { findPings, type Ping } from './pings.ts';
import { Refusal, refuse } from './refusal.ts';
import type { ResponseUrls } from './responseUrls.ts';
import { SCOPES } from './scopes.ts';
import { requireScope, type Tokens } from './tokens.ts';
import { type Fields, textOf } from './values.ts';

/** One call of the Web API, refused ones included. */
export interface Call {
  method: string;
  token: string | null;
  arguments: Fields;
  at: number;
  /** Slack's error, `http_429` and the like for a planned failure, null where all went well. */
  error: string | null;
}

interface Deps {
  now: () => number;
  methods: Methods;
  /** Called without a token. */
  exchange(args: Fields): Fields;
  tokens: Tokens;
  responses: ResponseUrls;
  limitRate: boolean;
}

export interface ApiServer {
  http: Server;
  calls: Call[];
  pings: Ping[];
  failures: Failures;
}

/** An app-level token opens connections and nothing else; a bot's token does everything else. */
const APP_METHODS = ['apps.connections.open'];

export function createApiServer({ now, methods, exchange, tokens, responses, limitRate }: Deps): ApiServer {
  const unscoped = Object.keys(methods).filter((name) => SCOPES[name] === undefined);
  if (unscoped.length > 0) throw new Error(`no scopes are named for ${unscoped}`);
  const calls: Call[] = [];
  const pings: Ping[] = [];
  const failures = createFailures(now, limitRate);

  function run(call: Call): Fields {
    if (call.method === 'oauth.v2.access') return exchange(call.arguments);
    const method = methods[call.method] ?? refuse('unknown_method');
    const caller = tokens.identify(call.token);
    if ((caller.kind === 'app') !== APP_METHODS.includes(call.method)) refuse('not_allowed_token_type');
    requireScope(caller, SCOPES[call.method] ?? []);
    return method(call.arguments, caller);
  }

  function notePings(method: string, { text, markdown_text, blocks, view }: Fields): void {
    pings.push(...findPings(method, { text, markdown_text, blocks, view }));
  }

  /** What Slack answers, or the refusal. Anything but a Refusal is a fault of the fake itself. */
  function attempt(work: () => Fields): Fields {
    try {
      return { ok: true, ...work() };
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, error: error.error, ...error.extra };
      throw error;
    }
  }

  /** True: a planned failure has answered. */
  async function meddle(
    call: Call,
    response: ServerResponse,
    planned: Failure | undefined,
    moment: 'before' | 'after',
  ): Promise<boolean> {
    if (planned === undefined || (planned.takesEffect === true) !== (moment === 'after')) return false;
    call.error = failureName(planned) ?? call.error;
    return fail(response, planned);
  }

  async function api(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
    const contentType = request.headers['content-type'] ?? '';
    const body = await readBody(request);
    const call: Call = { method: name, token: null, arguments: {}, at: now(), error: null };
    calls.push(call);
    const parsed = attempt(() => {
      const args = parseArguments(contentType, body);
      call.token = tokenOf(request, contentType, args);
      const { token: _token, ...rest } = args;
      call.arguments = { ...basicClient(request), ...rest };
      return {};
    });
    const planned = failures.take(name);
    if (await meddle(call, response, planned, 'before')) return;
    if (name === 'chat.postMessage' && failures.isTooFast(textOf(call.arguments.channel))) {
      call.error = 'http_429';
      send(response, 429, { ok: false, error: 'ratelimited' }, { 'Retry-After': '1' });
      return;
    }
    const answer = parsed.ok === true ? attempt(() => run(call)) : parsed;
    call.error = answer.ok === true ? null : textOf(answer.error);
    if (answer.ok === true) notePings(name, call.arguments);
    if (await meddle(call, response, planned, 'after')) return;
    send(response, 200, answer);
  }

  async function respond(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const body = await readBody(request);
    const planned = failures.take('response_url');
    if (planned !== undefined && planned.takesEffect !== true && (await fail(response, planned))) return;
    const answer = attempt(() => {
      const args = parseArguments(request.headers['content-type'] ?? '', body);
      responses.use(id, args);
      notePings('response_url', args);
      return {};
    });
    if (planned?.takesEffect === true && (await fail(response, planned))) return;
    const gone = answer.error === 'expired_url' || answer.error === 'used_url';
    send(response, answer.ok === true ? 200 : gone ? 404 : 400, answer);
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const method = /^\/api\/([\w.]+)$/.exec(pathname)?.[1];
    const url = /^\/response\/([\w-]+)$/.exec(pathname)?.[1];
    if (request.method !== 'POST') send(response, 405, { ok: false, error: 'method_not_allowed' });
    else if (method !== undefined) await api(request, response, method);
    else if (url !== undefined) await respond(request, response, url);
    else send(response, 404, { ok: false, error: 'not_found' });
  }

  const http = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      // A test that runs into this must see that the fake is at fault, not Slack.
      if (!response.headersSent) send(response, 500, { ok: false, error: 'fault_of_the_fake', reason: String(error) });
    });
  });
  return { http, calls, pings, failures };
}
