import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import type { Assistant } from '../../src/assistant.ts';
import type { Store } from '../../src/store/port.ts';
import { readJson } from '../body.ts';
import { sendError, sendJson } from '../send.ts';
import { LIMITS } from './limits.ts';
import { mountPage } from './page.ts';
import { createPeople } from './person.ts';
import { conversationOf, refuseOtherSites, toMessage } from './receive.ts';
import { renderReply } from './render.ts';

/** What the page shows before anything was asked: GET /api/welcome. */
export interface Welcome {
  /** The corpus' name. */
  name: string;
  examples: readonly string[];
  /** CommonMark. */
  greeting: string;
}

export interface WebDeps {
  config: { cookieSecret: string | null };
  assistant: Pick<Assistant, 'handle'>;
  store: Pick<Store, 'secret'>;
  log: Logger;
  welcome: Welcome;
  /** Mark cookies Secure on every request: for a server that only an https proxy can reach. */
  secureCookies?: boolean;
}

/** The chat page and its interface. */
export async function createWebMount(deps: WebDeps) {
  const key =
    deps.config.cookieSecret ?? (await deps.store.secret('web-cookie', () => randomBytes(32).toString('base64url')));
  const recognise = createPeople({ key, randomBytes });

  function greet(req: Request, res: Response) {
    const person = recognise(req.headers.cookie, deps.secureCookies === true || req.isSecure());
    if (person.setCookie !== null) res.setHeader('Set-Cookie', person.setCookie);
    return person.user;
  }

  async function chat(req: Request, res: Response): Promise<void> {
    refuseOtherSites(req);
    const user = greet(req, res);
    const body = await readJson(req, LIMITS.bodyBytes);
    try {
      const message = toMessage(body, user);
      sendJson(res, 200, renderReply(message.conversation, await deps.assistant.handle(message)));
    } catch (error) {
      sendError(req, res, error, { log: deps.log, conversation: conversationOf(body) });
    }
  }

  return {
    name: 'web',
    mount(server: Server): void {
      mountPage(server, greet);
      server.get('/api/welcome', async (_req: Request, res: Response) => sendJson(res, 200, deps.welcome));
      server.post('/api/chat', chat);
    },
  };
}
