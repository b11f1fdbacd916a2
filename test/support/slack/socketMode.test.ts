import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { App, SocketModeReceiver } from '@slack/bolt';
import { WebSocket } from 'ws';
import { ask, SILENT } from './ask.ts';
import { APP, CHANNEL, TEAM } from './defaults.ts';
import { message } from './events.ts';
import { type FakeSlack, startFakeSlack } from './fakeSlack.ts';
import { slashCommand } from './interactions.ts';

let fake: FakeSlack;
beforeEach(async () => {
  fake = await startFakeSlack();
});
afterEach(() => fake.close());

async function address(): Promise<string> {
  return String((await ask(fake, 'apps.connections.open', {}, APP.appToken)).url);
}

/** What the socket says, in order; the first thing is `hello`. */
async function listen(url: string): Promise<{ socket: WebSocket; heard: string[] }> {
  const socket = new WebSocket(url);
  const heard: string[] = [];
  socket.on('message', (data) => heard.push(String(data)));
  await new Promise((done, failed) => socket.once('message', done).once('error', failed));
  return { socket, heard };
}

describe('a Socket Mode connection', () => {
  test('is greeted, and its address is good once', async () => {
    const url = await address();
    const { heard } = await listen(url);
    expect(JSON.parse(heard[0] ?? '')).toMatchObject({ type: 'hello', connection_info: { app_id: APP.id } });
    expect([fake.socket.open(), fake.socket.seen()]).toEqual([1, 1]);
    await expect(listen(url)).rejects.toThrow('403');
    await expect(listen(url.replace(/\d+$/, '999'))).rejects.toThrow('403');
  });

  test('gets envelopes and acknowledges them', async () => {
    const { socket, heard } = await listen(await address());
    const id = fake.socket.send({ type: 'events_api', payload: message(), retry_attempt: 1 });
    await new Promise((done) => socket.once('message', done));
    expect(JSON.parse(heard[1] ?? '')).toMatchObject({ envelope_id: id, type: 'events_api', retry_attempt: 1 });
    socket.send(JSON.stringify({ envelope_id: id, payload: { text: 'x' } }));
    expect(await fake.socket.acked(id)).toMatchObject({ envelope: id, payload: { text: 'x' } });
    await expect(fake.socket.acked('other', 20)).rejects.toThrow('no acknowledgement of other within 20 ms');
  });

  test('is told to reconnect, or cut', async () => {
    const first = await listen(await address());
    const closed = new Promise((done) => first.socket.once('close', done));
    fake.socket.disconnect('warning');
    expect(await closed).toBe(1000);
    expect(JSON.parse(first.heard[1] ?? '')).toMatchObject({ type: 'disconnect', reason: 'warning' });
    const second = await listen(await address());
    const cut = new Promise((done) => second.socket.once('close', done));
    fake.socket.drop();
    expect(await cut).toBe(1006);
    expect(() => fake.socket.send({ type: 'events_api', payload: {} })).toThrow('no Socket Mode connection is open');
    await expect(fake.socket.connected(3, 20)).rejects.toThrow('fewer than 3 connections');
  });
});

describe('Bolt in Socket Mode', () => {
  test('connects, answers, and comes back after a disconnect', async () => {
    const installerOptions = { clientOptions: { slackApiUrl: fake.url } };
    const receiver = new SocketModeReceiver({ appToken: APP.appToken, installerOptions, logger: SILENT });
    // The client waits as long as its ping timeout before it reconnects.
    Object.assign(receiver.client, { clientPingTimeoutMS: 50 });
    const app = new App({ receiver, token: TEAM.botToken, clientOptions: { slackApiUrl: fake.url }, logger: SILENT });
    app.message(async ({ say }) => {
      await say('heard');
    });
    app.command('/aadc', async ({ ack }) => ack('done'));
    await app.start();
    await fake.socket.connected();
    await fake.socket.acked(fake.socket.send({ type: 'events_api', payload: message() }));
    fake.socket.disconnect();
    await fake.socket.connected(2);
    const command = { type: 'slash_commands', payload: slashCommand('help'), accepts_response_payload: true } as const;
    expect(await fake.socket.acked(fake.socket.send(command))).toMatchObject({ payload: { text: 'done' } });
    expect(fake.messages(CHANNEL.id)).toMatchObject([{ text: 'heard' }]);
    await app.stop();
  });
});
