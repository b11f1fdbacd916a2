import type { ViewOutput } from '@slack/bolt';
import { createAccess } from './access.ts';
import { appMethods } from './appMethods.ts';
import { chatMethods } from './chatMethods.ts';
import { APP, TEAM, USER } from './defaults.ts';
import type { Failures } from './failures.ts';
import { createOAuth, type OAuth } from './oauth.ts';
import type { Ping } from './pings.ts';
import { readMethods } from './readMethods.ts';
import { createResponseUrls, type Response, type ResponsePlace } from './responseUrls.ts';
import { type Call, createApiServer } from './server.ts';
import { furnish, type Setup } from './setup.ts';
import { createSocketMode, type FakeSocket } from './socketMode.ts';
import { type AssistantThread, createState, type Ephemeral, type Message } from './state.ts';
import { createStrict, type Strict } from './strict.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { createViews, type Trigger, type Views } from './views.ts';

export interface FakeSlackOptions extends Setup {
  /** Milliseconds; the clock of the machine where it is not given. */
  now?: () => number;
  /** Whether more than one message a second in a channel answers 429. Off where it is not given. */
  limitRate?: boolean;
}

/** Slack's cloud on the loopback. It keeps what it is told and refuses what Slack would refuse. */
export interface FakeSlack {
  /** Ends with `/api/`: the setting `slackApiUrl`. */
  url: string;
  calls: Call[];
  callsOf(method: string): Call[];
  /** Calls of a whole channel or group in what the app sent. */
  pings: Ping[];
  /** A channel's messages, threads included, in the order of their `ts`. */
  messages(channel: string): Message[];
  /** A thread's replies, without its first message. */
  thread(channel: string, ts: string): Message[];
  /** What this person alone sees. */
  ephemerals(user: string): Ephemeral[];
  /** A person writes. Nothing is delivered to the app: that is a request of its own. */
  say(channel: string, message: { user?: string; text: string; thread?: string }): Message;
  assistantThread(channel: string, thread?: string): AssistantThread;
  modal(user: string): ViewOutput[];
  home(user: string): ViewOutput | undefined;
  closeModal: Views['close'];
  /** A new trigger_id, of the default person where none is named. */
  trigger(from?: Partial<Trigger>): string;
  /** A new response_url. */
  responseUrl(place: ResponsePlace): string;
  responses: Response[];
  failNext: Failures['failNext'];
  limitRate: Failures['limitRate'];
  grant: OAuth['grant'];
  revoke: Tokens['revoke'];
  socket: FakeSocket;
  strict: Strict;
  close(): Promise<void>;
}

export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const now = options.now ?? Date.now;
  const app = { ...APP, ...options.app };
  const strict = await createStrict();
  const state = createState(now);
  const tokens = createTokens();
  furnish(state, tokens, options);
  const access = createAccess(state);
  const oauth = createOAuth(state, tokens, app);
  const views = createViews({ state, access, strict, now, app: app.id });
  const responses = createResponseUrls({ state, strict, now, bot: tokens.botOf });
  const sockets = createSocketMode(now, app.id);
  let address = '';
  const server = createApiServer({
    now,
    methods: {
      ...chatMethods(state, access, strict),
      ...readMethods(state, access),
      ...views.methods,
      ...appMethods({ state, tokens, access, app, openSocket: () => `ws://${address}${sockets.ticket()}` }),
    },
    exchange: oauth.exchange,
    tokens,
    responses,
    limitRate: options.limitRate ?? false,
  });
  server.http.on('upgrade', sockets.upgrade);
  await new Promise<void>((done) => server.http.listen(0, '127.0.0.1', done));
  const bound = server.http.address();
  if (bound === null || typeof bound === 'string') throw new Error('the fake has no port');
  address = `127.0.0.1:${bound.port}`;

  return {
    url: `http://${address}/api/`,
    calls: server.calls,
    callsOf: (method) => server.calls.filter((call) => call.method === method),
    pings: server.pings,
    messages: (channel) => state.messages.filter((message) => message.channel === channel),
    thread: (channel, ts) => state.messages.filter((m) => m.channel === channel && m.thread === ts),
    ephemerals: (user) => state.ephemerals.filter((message) => message.user === user),
    say(channel, { user = USER.id, text, thread = null }: { user?: string; text: string; thread?: string | null }) {
      const unfurls = { links: true, media: true };
      const message = { channel, ts: state.nextTs(), thread, user, bot: null, text, blocks: [], metadata: undefined };
      const said: Message = { ...message, broadcast: false, unfurls, edits: 0, reactions: [] };
      state.messages.push(said);
      return said;
    },
    assistantThread: (channel, thread = '') => state.assistantThread(channel, thread),
    modal: views.modal,
    home: views.home,
    closeModal: views.close,
    trigger(from = {}) {
      const user = from.user ?? USER.id;
      return views.trigger({ user, team: from.team ?? state.users.get(user)?.team ?? TEAM.id });
    },
    responseUrl: (place) => `http://${address}/response/${responses.open(place)}`,
    responses: responses.used,
    failNext: server.failures.failNext,
    limitRate: server.failures.limitRate,
    grant: oauth.grant,
    revoke: tokens.revoke,
    socket: sockets.socket,
    strict,
    async close() {
      await sockets.close();
      await new Promise<void>((done) => {
        server.http.close(() => done());
        server.http.closeAllConnections();
      });
    },
  };
}
