import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import { fieldsOf, textOf } from './values.ts';

/** What Slack sends over the socket; the envelope's id is the fake's own. */
interface Envelope {
  type: 'events_api' | 'interactive' | 'slash_commands';
  payload: unknown;
  accepts_response_payload?: boolean;
  retry_attempt?: number;
  retry_reason?: string;
  /** The same envelope once more, as Slack does after a missing acknowledgement. */
  envelope_id?: string;
}

interface Ack {
  envelope: string;
  payload: unknown;
  at: number;
}

export interface FakeSocket {
  acks: Ack[];
  /** How many connections are open now, and how many there were. */
  open(): number;
  seen(): number;
  /** Waits until so many connections have been opened in all. Rejects after `timeoutMs`. */
  connected(count?: number, timeoutMs?: number): Promise<void>;
  /** Sends to the newest connection and returns the envelope's id. Throws where none is open. */
  send(envelope: Envelope): string;
  /** Rejects after `timeoutMs` (3 s, as long as Slack waits). */
  acked(envelope: string, timeoutMs?: number): Promise<Ack>;
  /** Tells the clients to reconnect, then closes. */
  disconnect(reason?: 'warning' | 'refresh_requested' | 'link_disabled'): void;
  /** Cuts the connections without a word, as a network failure does. */
  drop(): void;
}

export interface SocketMode {
  socket: FakeSocket;
  /** The path of a new address, good for one connection. */
  ticket(): string;
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  /** Closes what is open in the orderly way, and cuts what does not follow within half a second. */
  close(): Promise<void>;
}

/** Resolves as soon as `look` finds something; looks again at each `wake`. */
function createWaiting() {
  const waiting = new Set<() => void>();
  return {
    wake: () => {
      for (const look of waiting) look();
    },
    until<Found>(look: () => Found | undefined, timeoutMs: number, what: string): Promise<Found> {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`${what} within ${timeoutMs} ms`));
        }, timeoutMs);
        function check(): void {
          const found = look();
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve(found);
        }
        waiting.add(check);
        check();
      });
    },
  };
}

export function createSocketMode(now: () => number, app: string): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const clients: WebSocket[] = [];
  const acks: Ack[] = [];
  const waiting = createWaiting();
  let seen = 0;
  let issued = 0;
  let envelopes = 0;

  const live = () => clients.filter((client) => client.readyState === client.OPEN);

  function welcome(client: WebSocket): void {
    clients.push(client);
    client.on('message', (data) => {
      const { envelope_id: envelope, payload } = fieldsOf(JSON.parse(String(data)));
      acks.push({ envelope: textOf(envelope), payload, at: now() });
      waiting.wake();
    });
    const debug = { host: 'fake', build_number: 1, approximate_connection_time: 18_060 };
    const hello = {
      type: 'hello',
      num_connections: live().length,
      debug_info: debug,
      connection_info: { app_id: app },
    };
    client.send(JSON.stringify(hello));
    seen += 1;
    waiting.wake();
  }

  return {
    ticket() {
      issued += 1;
      tickets.add(`/link/?ticket=${issued}`);
      return `/link/?ticket=${issued}`;
    },
    upgrade(request, stream, head) {
      if (!tickets.delete(request.url ?? '')) {
        stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, stream, head, welcome);
    },
    async close() {
      // A client that is cut while it closes keeps a timer of 30 s, and with it the test's process.
      const left = clients.filter((client) => client.readyState !== client.CLOSED);
      const closed = left.map((client) => new Promise((done) => client.once('close', done)));
      for (const client of left) client.close(1001);
      await Promise.race([Promise.all(closed), sleep(500, undefined, { ref: false })]);
      for (const client of clients) client.terminate();
    },
    socket: {
      acks,
      open: () => live().length,
      seen: () => seen,
      async connected(count = 1, timeoutMs = 10_000) {
        await waiting.until(() => (seen >= count ? true : undefined), timeoutMs, `fewer than ${count} connections`);
      },
      send(envelope) {
        const client = live().at(-1);
        if (client === undefined) throw new Error('no Socket Mode connection is open');
        envelopes += 1;
        const id = envelope.envelope_id ?? `envelope-${envelopes}`;
        client.send(JSON.stringify({ accepts_response_payload: false, ...envelope, envelope_id: id }));
        return id;
      },
      acked: (envelope, timeoutMs = 3000) =>
        waiting.until(
          () => acks.find((ack) => ack.envelope === envelope),
          timeoutMs,
          `no acknowledgement of ${envelope}`,
        ),
      disconnect(reason = 'refresh_requested') {
        for (const client of live()) {
          client.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'fake' } }));
          client.close(1000);
        }
      },
      drop() {
        for (const client of clients) client.terminate();
      },
    },
  };
}
