import { pino } from 'pino';
import { type RunningServer, type ServerDeps, startServer } from '../../adapters/server.ts';
import { createFakeAssistant, type FakeAssistant } from './fakeAssistant.ts';

/** The real server on a free port of the loopback, with the fake core behind it. */
export interface Harness {
  server: RunningServer;
  assistant: FakeAssistant;
  /** What the log holds, line by line. */
  logged(): Record<string, unknown>[];
  logText(): string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Posts one chat message as a script would. */
  chat(body: unknown, headers?: Record<string, string>): Promise<Response>;
}

export const WELCOME = {
  name: 'Azure AD Connect',
  greeting: 'Ask me about installing, syncing and upgrading. Every answer names its **source**.',
  examples: [
    'Can Azure AD Connect be installed unattended?',
    'I got an email that auto-upgrade is off. What do I do?',
    'Does it sync from two domains?',
    'How do I harden the server?',
  ],
};

export async function startHarness(over: Partial<ServerDeps> = {}): Promise<Harness> {
  const lines: string[] = [];
  const assistant = createFakeAssistant();
  const secrets = new Map<string, string>();
  const server = await startServer({
    config: { host: '127.0.0.1', port: 0, cookieSecret: null },
    assistant,
    store: {
      check: async () => {},
      secret: async (name, create) => {
        const secret = secrets.get(name) ?? create();
        secrets.set(name, secret);
        return secret;
      },
    },
    log: pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }),
    welcome: WELCOME,
    ...over,
  });
  const call = (path: string, init?: RequestInit) => fetch(server.url + path, init);
  return {
    server,
    assistant,
    logged: () => lines.map((line) => JSON.parse(line)),
    logText: () => lines.join(''),
    fetch: call,
    chat: (body, headers = {}) =>
      call('/api/chat', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

/** The `name=value` of the cookie that a response sets. */
export function cookieOf(response: Response): string {
  const cookie = response.headers.getSetCookie()[0];
  if (cookie === undefined) throw new Error('the response sets no cookie');
  return cookie.split(';')[0] ?? '';
}

/** The body as the JSON object that it must be. */
export async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response.json();
  if (typeof body !== 'object' || body === null) throw new Error('the body is no JSON object');
  return { ...body };
}
