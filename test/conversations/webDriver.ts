import { pino } from 'pino';
import { startServer } from '../../adapters/server.ts';
import { buildOnce, openSite, type Site } from './desk.ts';
import { type Body, type DriverKind, jsonTurns } from './driver.ts';

const WELCOME = { name: 'Azure AD Connect', greeting: 'Hello.', examples: [] };

function serve({ assistant, store }: Site) {
  return startServer({
    config: { host: '127.0.0.1', port: 0, cookieSecret: null },
    assistant: assistant(),
    store,
    log: pino({ level: 'silent' }),
    welcome: WELCOME,
    // Every conversation starts a server of its own, and nobody is left to wait for.
    lingerMs: 0,
  });
}

/** A browser's part: it keeps the cookie that it is given. */
function createBrowser() {
  let cookie: string | null = null;
  return async (url: string, body: Body): Promise<unknown> => {
    const response = await fetch(`${url}/api/chat`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(cookie === null ? {} : { Cookie: cookie }) },
      body: JSON.stringify({ conversation: 'web', ...body }),
    });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) cookie = set.split(';')[0] ?? null;
    if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
    return response.json();
  };
}

/** The real server on a free port of the loopback, over HTTP. */
export const web: DriverKind = {
  cannot: { edit: 'the chat page has no way to change a message' },
  start: async () => {
    buildOnce();
  },
  open: async () => {
    const site = await openSite();
    let server = await serve(site);
    const post = createBrowser();
    return {
      ...jsonTurns((body) => post(server.url, body)),
      wait: site.wait,
      restart: async () => {
        await server.close();
        server = await serve(site);
      },
      close: async () => {
        await server.close();
        await site.store.close();
      },
    };
  },
};
