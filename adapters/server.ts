import type { Server as HttpServer } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Logger, pino } from 'pino';
import restify, { type Next, type Request, type Response, type Server, type ServerOptions } from 'restify';
import type { Assistant } from '../src/assistant.ts';
import type { Config } from '../src/config.ts';
import { DeskError } from '../src/errors.ts';
import type { Store } from '../src/store/port.ts';
import type { Metrics } from './metrics.ts';
import { mountHealth, mountMetrics } from './operations.ts';
import { sendError } from './send.ts';
import { createWebMount, type Welcome } from './web/mount.ts';
import { renderError } from './web/render.ts';
import { within } from './within.ts';

/** One adapter's routes on the one server. */
export interface Mount {
  /** Null: its routes only say that it is off. */
  name: string | null;
  mount(server: Server): void;
}

export interface ServerDeps {
  config: Pick<Config, 'host' | 'port' | 'cookieSecret'>;
  assistant: Pick<Assistant, 'handle'>;
  store: Pick<Store, 'secret' | 'check'>;
  log: Logger;
  /** What the chat page shows before anything was asked. */
  welcome: Welcome;
  /** Shown at /metrics to programs on this machine; left out, there is no such address. */
  metrics?: Pick<Metrics, 'page'>;
  /** Adapters beside the web: Slack, Teams. */
  mounts?: readonly Mount[];
  /** What else is on, for the line in the log that tells of the start. */
  switchedOn?: readonly string[];
  /** Mark cookies Secure on every request: for a server that only an https proxy can reach. */
  secureCookies?: boolean;
  /** Milliseconds that `close` waits for what is under way. */
  graceMs?: number;
  /** Milliseconds that `close` goes on listening, so that nobody who has already sent a request is turned away. */
  lingerMs?: number;
}

export interface RunningServer {
  /** Where it listens, with the port that was found for port 0. */
  url: string;
  /** What is on: the mounted adapters, then `switchedOn`. */
  switchedOn: readonly string[];
  /** Takes nothing new, finishes what is under way, and resolves; after `graceMs` it cuts what is left. */
  close(): Promise<void>;
}

/** Long enough for a slow line, short enough that nobody holds a connection open for nothing. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
const GRACE_MS = 10_000;
/** Still listens for so long after it was told to stop, and says so on /readyz. */
const LINGER_MS = 250;
/** No request under way for so long: nobody is left who had already sent one. */
const QUIET_MS = 100;

/** Sent with every answer; the chat page sets a policy of its own. */
const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Starts the one server. Throws a DeskError: `port-taken`, or `config-invalid` where the host cannot be listened on. */
export async function startServer(deps: ServerDeps): Promise<RunningServer> {
  const mounts: Mount[] = [await createWebMount(deps), ...(deps.mounts ?? [])];
  const server = createServer();
  const closer = createCloser(server, { graceMs: deps.graceMs ?? GRACE_MS, lingerMs: deps.lingerMs ?? LINGER_MS });
  prepareRequests(server, closer.closing);
  logRequests(server, deps.log);
  answerErrors(server, deps.log);
  mountHealth(server, { ...deps, closing: closer.closing });
  if (deps.metrics) mountMetrics(server, deps.metrics);
  for (const mount of mounts) mount.mount(server);

  await listen(server, deps.config);
  server.on('error', (error: Error) => deps.log.error({ err: error }, 'server error'));
  const switchedOn = [...mounts.flatMap((mount) => mount.name ?? []), ...(deps.switchedOn ?? [])];
  deps.log.info({ url: server.url, switchedOn }, 'listening');
  return { url: server.url, switchedOn, close: closer.close };
}

function createServer(): Server {
  // restify writes values and whole bodies at some levels: its own log stays silent. Its types still speak of bunyan.
  const log = pino({ level: 'silent' }) as unknown as NonNullable<ServerOptions['log']>;
  // The one path on which restify answers with an error of its own is a formatter's.
  const json = (_req: Request, _res: Response, body: unknown) =>
    JSON.stringify(body instanceof Error ? renderError(body, null).body : body);
  const server = restify.createServer({ name: '', log, formatters: { 'application/json': json } });
  const http = httpOf(server);
  http.requestTimeout = REQUEST_TIMEOUT_MS;
  http.headersTimeout = HEADERS_TIMEOUT_MS;
  // restify listens for upgrades and leaves them without an answer; without a listener they are plain requests.
  http.removeAllListeners('upgrade');
  return server;
}

function httpOf(server: Server): HttpServer {
  return server.server as HttpServer;
}

function prepareRequests(server: Server, closing: () => boolean): void {
  server.pre(async (req: Request, res: Response) => {
    for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value);
    res.setHeader('X-Request-Id', req.getId());
    if (closing()) res.setHeader('Connection', 'close');
    // restify's router throws outside any handler, and so ends the process, when these two make no address.
    if (!URL.canParse(`http://${req.headers.host ?? 'localhost'}${req.url}`)) {
      throw new DeskError('not-found', 'The address or the Host header cannot be read.');
    }
  });
}

/** One line a request: never a body, a text, a cookie, or an address that somebody made up. */
function logRequests(server: Server, log: Logger): void {
  const started = new WeakMap<Request, number>();
  server.on('pre', (req: Request) => started.set(req, performance.now()));
  server.on('after', (req: Request, res: Response) => {
    const ms = Math.round((performance.now() - (started.get(req) ?? performance.now())) * 10) / 10;
    const route = req.getRoute()?.path ?? null;
    log.info({ method: req.method, route, status: res.statusCode, ms, requestId: req.getId() }, 'request');
  });
}

function answerErrors(server: Server, log: Logger): void {
  server.on('restifyError', (req: Request, res: Response, error: unknown, done: Next) => {
    sendError(req, res, error, { log, conversation: null });
    done();
  });
  // What is no HTTP at all never becomes a request.
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const tooLong = error.code === 'HPE_HEADER_OVERFLOW';
    const problem = tooLong
      ? new DeskError('message-too-long', 'The headers of the request are too long.')
      : new DeskError('message-malformed', 'The request is not valid HTTP, or took too long.');
    const body = JSON.stringify(renderError(problem, null).body);
    socket.end(
      [
        `HTTP/1.1 ${tooLong ? '431 Request Header Fields Too Large' : '400 Bad Request'}`,
        'Content-Type: application/json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  });
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      reject(
        taken
          ? new DeskError('port-taken', `Port ${port} on ${host} is taken by another program.`, { cause })
          : new DeskError('config-invalid', 'The server cannot listen where the settings say:', {
              cause,
              problems: [`HOST=${host}, PORT=${port}: ${cause.code ?? cause.message}`],
            }),
      );
    };
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.removeListener('error', refuse);
      resolve();
    });
  });
}

/** Node closes idle connections itself; those at work are told to close after their answer, and waited for. */
function createCloser(server: Server, { graceMs, lingerMs }: { graceMs: number; lingerMs: number }) {
  const http = httpOf(server);
  const atWork = new Set<Response>();
  let closed: Promise<void> | null = null;
  server.on('pre', (_req: Request, res: Response) => {
    atWork.add(res);
  });
  server.on('after', (_req: Request, res: Response) => {
    atWork.delete(res);
  });

  /** A handler may outlive its connection: what it stores counts as under way too. */
  const drained = () =>
    new Promise<void>((resolve) => {
      const look = () => atWork.size === 0 && resolve();
      server.on('after', look);
      look();
    });

  async function shutDown(): Promise<void> {
    for (const res of atWork) if (!res.headersSent) res.setHeader('Connection', 'close');
    // What has already been sent is taken in first: the system resets connections that wait to be accepted when the
    // listener closes, and an HTTP server's own close cuts those whose request it has not read yet.
    await new Promise((resolve) => setTimeout(resolve, lingerMs));
    const closed = new Promise<void>((resolve) => {
      NetServer.prototype.close.call(http, () => resolve());
    });
    const quiet = async () => {
      do await new Promise((resolve) => setTimeout(resolve, Math.min(QUIET_MS, lingerMs)));
      while (atWork.size > 0);
    };
    await within(graceMs / 2, quiet()).catch(() => undefined);
    http.closeIdleConnections();
    await within(graceMs, Promise.all([closed, drained()])).catch(() => http.closeAllConnections());
    await closed;
  }

  return {
    closing: () => closed !== null,
    close: () => {
      closed ??= shutDown();
      return closed;
    },
  };
}
