import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFailures, type Failure } from './failures.ts';
import { type Account, type Answer, type Call, createState, type Posted, refused } from './state.ts';
import { KEY, UNENDORSED } from './tokens.ts';

/** The Bot Connector of Teams and the keys of its tokens, strict, on a free port of the loopback. */
export interface FakeConnector {
  /** Without a slash at the end. */
  url: string;
  openIdUrl: string;
  /** The one token that is taken. */
  bearer: string;
  /** No token is asked for, and none is taken, as on a developer's machine. */
  anonymous: boolean;
  /** Conversations that the bot is in; a thread belongs to its channel. */
  conversations: Set<string>;
  /** Who is in a team, by its id. */
  rosters: Map<string, Account[]>;
  /** The chat that somebody has with the bot, by their account. */
  direct: Map<string, string>;
  calls: Call[];
  /** What people see: messages alone. */
  posted: Posted[];
  /** Messages of one conversation, of its threads alone where it names one. */
  postedIn(conversation: string): Posted[];
  failNext(method: Call['method'] | '*' | 'keys', failure: Failure): void;
  close(): Promise<void>;
}

const PATH = /^\/v3\/conversations(?:\/([^/]+)\/activities(?:\/([^/]+))?)?$/;
const MEMBERS = /^\/v3\/conversations\/([^/]+)\/(?:pagedmembers|members\/([^/]+))$/;

export async function startFakeConnector(): Promise<FakeConnector> {
  const failures = createFailures();
  const calls: Call[] = [];
  const { posted, conversations, rosters, direct, run } = createState();
  const bearer = 'fake-connector-token';

  function keys(response: ServerResponse, path: string): void {
    const planned = failures.take('keys', '');
    if (planned?.status !== undefined) reply(response, planned.status, {});
    else if (path === '/openid') reply(response, 200, { issuer: 'fake', jwks_uri: `${url()}/keys` });
    else reply(response, 200, { keys: [KEY.jwk, UNENDORSED.jwk] });
  }

  /** The call does its work, or a planned failure keeps it from that. */
  function attempt(request: IncomingMessage, call: Call): Answer {
    const expected = fake.anonymous ? undefined : `Bearer ${bearer}`;
    if (request.headers.authorization === expected) return run(call);
    return refused(401, 'Unauthorized', 'Bad token.');
  }

  async function api(request: IncomingMessage, response: ServerResponse, call: Call): Promise<void> {
    call.body = await bodyOf(request);
    calls.push(call);
    const planned = failures.take(call.method, call.conversation);
    if (planned?.delayMs !== undefined) await sleep(planned.delayMs);
    if (planned?.status === undefined && planned?.dropConnection !== true) {
      const { status, body, why = null } = attempt(request, call);
      Object.assign(call, { status, why });
      reply(response, status, body);
      return;
    }
    if (planned.takesEffect === true) attempt(request, call);
    call.status = planned.status ?? 0;
    if (planned.dropConnection === true) response.socket?.destroy();
    else reply(response, call.status, refused(0, planned.code ?? 'Planned', 'planned').body, planned);
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/openid' || pathname === '/keys') {
      keys(response, pathname);
      return;
    }
    const call = callOf(request.method ?? '', pathname, searchParams);
    if (!call) {
      reply(response, 404, { error: { code: 'NotFound', message: pathname } });
      return;
    }
    api(request, response, call).catch((error: unknown) => {
      // A test that runs into this must see that the fake is at fault, not Teams.
      if (!response.headersSent) reply(response, 418, { error: { code: 'FaultOfTheFake', message: String(error) } });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = () => `http://127.0.0.1:${port}`;

  const fake: FakeConnector = {
    url: url(),
    openIdUrl: `${url()}/openid`,
    bearer,
    anonymous: false,
    conversations,
    rosters,
    direct,
    calls,
    posted,
    postedIn: (conversation) => posted.filter((each) => each.conversation === conversation),
    failNext: failures.failNext,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}

function callOf(verb: string, path: string, query: URLSearchParams): Call | null {
  const empty = { body: null, status: 0, why: null, at: Date.now() };
  const [roster, team = '', user] = (verb === 'GET' ? MEMBERS.exec(path) : null) ?? [];
  if (roster !== undefined) {
    const about = { conversation: decodeURIComponent(team), ...empty };
    return user === undefined
      ? { ...about, method: 'members', target: query.get('continuationToken') }
      : { ...about, method: 'member', target: decodeURIComponent(user) };
  }
  const found = PATH.exec(path);
  if (!found) return null;
  const [conversation = '', target = null] = found
    .slice(1)
    .map((part) => (part ? decodeURIComponent(part) : undefined));
  const method = methodOf(verb, conversation !== '', target !== null);
  return method && { method, conversation, target, ...empty };
}

function methodOf(verb: string, named: boolean, targeted: boolean): Call['method'] | null {
  if (verb === 'POST') return named ? (targeted ? 'reply' : 'send') : 'create';
  if (!targeted) return null;
  return verb === 'PUT' ? 'update' : verb === 'DELETE' ? 'delete' : null;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? null : JSON.parse(text);
}

function reply(response: ServerResponse, status: number, body: object, planned: Failure = {}): void {
  const wait = planned.retryAfter === undefined ? {} : { 'Retry-After': String(planned.retryAfter) };
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...wait });
  response.end(JSON.stringify(body));
}
