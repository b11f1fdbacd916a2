import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { DeskError } from '../src/errors.ts';
import type { Store } from '../src/store/port.ts';
import type { Metrics } from './metrics.ts';
import { isNearby } from './nearby.ts';
import { sendError, sendJson } from './send.ts';
import { toDeskError } from './web/render.ts';
import { within } from './within.ts';

/** What operators and their tools ask of the server: whether it lives, is ready, and how it does. */
export interface OperationsDeps {
  store: Pick<Store, 'check'>;
  log: Logger;
  closing: () => boolean;
}

const CHECK_TIMEOUT_MS = 5_000;

export function mountHealth(server: Server, { store, log, closing }: OperationsDeps): void {
  const healthz = async (_req: Request, res: Response) => sendJson(res, 200, { status: 'ok' });
  const readyz = async (req: Request, res: Response) => {
    try {
      if (closing()) throw new DeskError('busy', 'The server is stopping.');
      await within(CHECK_TIMEOUT_MS, store.check());
      sendJson(res, 200, { status: 'ready' });
    } catch (cause) {
      const error = toDeskError(cause);
      const own = error.status === 503 ? error : new DeskError('store-unavailable', error.message, { cause });
      sendError(req, res, own, { log, conversation: null });
    }
  };
  for (const [path, handler] of Object.entries({ '/healthz': healthz, '/readyz': readyz })) {
    server.get(path, handler);
    server.head(path, handler);
  }
}

const VERBS = ['get', 'head', 'post', 'put', 'patch', 'del', 'opts'] as const;

/** For programs on this machine alone. To everybody else the address does not exist, whatever the method. */
export function mountMetrics(server: Server, metrics: Pick<Metrics, 'page'>): void {
  const handler = async (req: Request, res: Response) => {
    if (!isNearby(req.socket.remoteAddress, req.headers)) {
      throw new DeskError('not-found', 'There is nothing at this address.');
    }
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.setHeader('Allow', 'GET, HEAD');
      throw new DeskError('method-not-allowed', 'This address does not take that method.');
    }
    const { contentType, text } = await metrics.page();
    res.sendRaw(200, text, { 'Content-Type': contentType, 'Cache-Control': 'no-store' });
  };
  for (const verb of VERBS) server[verb]('/metrics', handler);
}
