import { createHmac } from 'node:crypto';
import { NAMES } from '../../../adapters/slack/names.ts';
import type { Load } from '../leg.ts';
import { sendAll } from '../send.ts';
import { CHANNEL, SIGNING_SECRET, TEAM } from './names.ts';

export function sendLoad(load: Load): Promise<number[]> {
  return sendAll(load.url + NAMES.paths.events, load, (n, question) => signed(commandOf(n, question, load.cloud)));
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

function signed(body: string) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'X-Slack-Request-Timestamp': timestamp,
    'X-Slack-Signature': `v0=${signature}`,
  };
  return { body, headers };
}
