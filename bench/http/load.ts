import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { NAMES } from '../../adapters/slack/names.ts';
import { CHANNEL, SIGNING_SECRET, TEAM } from './plan.ts';

export interface Load {
  url: string;
  /** Where the answers go. */
  cloud: string;
  requests: number;
  atOnce: number;
  questions: readonly string[];
  /** The number of the first request: each is one person's first question. */
  from: number;
}

/** Milliseconds until each request was acknowledged. Rejects where one was not. */
export async function sendLoad({ url, cloud, requests, atOnce, questions, from }: Load): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const endpoint = url + NAMES.paths.events;
  const latencies: number[] = [];
  let next = 0;
  async function sender(): Promise<void> {
    while (next < requests) {
      const n = from + next++;
      const body = commandOf(n, questions[n % questions.length] ?? '', cloud);
      const began = performance.now();
      await send(endpoint, body, agent);
      latencies.push(performance.now() - began);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sender));
  agent.destroy();
  return latencies;
}

function commandOf(n: number, text: string, cloud: string): string {
  return new URLSearchParams({
    token: 'bench',
    team_id: TEAM,
    team_domain: 'bench',
    channel_id: CHANNEL,
    channel_name: 'bench',
    user_id: `U${n}`,
    user_name: `user${n}`,
    command: NAMES.command,
    text,
    api_app_id: 'A0BENCH001',
    is_enterprise_install: 'false',
    response_url: `${cloud}/response`,
    trigger_id: `${n}.bench`,
  }).toString();
}

function send(endpoint: string, body: string, agent: Agent): Promise<void> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': Buffer.byteLength(body),
    'X-Slack-Request-Timestamp': timestamp,
    'X-Slack-Signature': `v0=${signature}`,
  };
  return new Promise((resolve, reject) => {
    const sending = request(endpoint, { method: 'POST', headers, agent }, (response) => {
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
