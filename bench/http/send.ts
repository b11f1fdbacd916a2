import { type Agent, Agent as HttpAgent, type OutgoingHttpHeaders, request } from 'node:http';
import type { Load } from './leg.ts';

interface Request {
  body: string;
  headers: OutgoingHttpHeaders;
}

/** Sends so many requests, some at a time. Milliseconds until each was acknowledged; rejects where one was not. */
export async function sendAll(
  endpoint: string,
  { requests, atOnce, questions, from }: Load,
  requestOf: (n: number, question: string) => Request,
): Promise<number[]> {
  const agent = new HttpAgent({ keepAlive: true, maxSockets: atOnce });
  const latencies: number[] = [];
  let next = 0;
  async function sender(): Promise<void> {
    while (next < requests) {
      const n = from + next++;
      const made = requestOf(n, questions[n % questions.length] ?? '');
      const began = performance.now();
      await send(endpoint, made, agent);
      latencies.push(performance.now() - began);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sender));
  agent.destroy();
  return latencies;
}

function send(endpoint: string, { body, headers }: Request, agent: Agent): Promise<void> {
  const all = { ...headers, 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sending = request(endpoint, { method: 'POST', headers: all, agent }, (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`a request was answered ${response.statusCode}`));
      });
    });
    sending.on('error', reject);
    sending.end(body);
  });
}
