import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { App, HTTPReceiver } from '@slack/bolt';
import { clientOf, SILENT } from './ask.ts';
import { APP, CHANNEL, IM, TEAM, USER } from './defaults.ts';
import * as events from './events.ts';
import { type FakeSlack, startFakeSlack } from './fakeSlack.ts';
import * as act from './interactions.ts';
import { type Signing, signedRequest } from './requests.ts';

/** What reached a listener of a real Bolt app, by name. */
const heard: [name: string, payload: unknown][] = [];
let fake: FakeSlack;
let app: App;
let url = '';

beforeAll(async () => {
  fake = await startFakeSlack();
  const receiver = new HTTPReceiver({ signingSecret: APP.signingSecret, endpoints: ['/slack/events'], logger: SILENT });
  app = new App({ receiver, token: TEAM.botToken, clientOptions: { slackApiUrl: fake.url }, logger: SILENT });
  app.event(/.*/, async ({ event }) => {
    heard.push([event.type, event]);
  });
  app.command('/aadc', async ({ ack, command }) => {
    heard.push(['command', command]);
    await ack('done');
  });
  app.action(/.*/, async ({ ack, body }) => {
    heard.push([body.type, body]);
    await ack();
  });
  app.options(/.*/, async ({ ack, payload }) => {
    heard.push([payload.type, payload]);
    await ack({ options: [] });
  });
  app.view({ type: 'view_submission', callback_id: /.*/ }, async ({ ack, body }) => {
    heard.push([body.type, body]);
    await ack({ response_action: 'clear' });
  });
  app.view({ type: 'view_closed', callback_id: /.*/ }, async ({ ack, body }) => {
    heard.push([body.type, body]);
    await ack();
  });
  app.shortcut(/.*/, async ({ ack, body }) => {
    heard.push([body.type, body]);
    await ack();
  });
  const server = await receiver.start(0);
  const bound = server.address();
  url = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}/slack/events`;
}, 60_000);
afterEach(() => {
  heard.splice(0);
});
afterAll(async () => {
  await app.stop();
  await fake.close();
});

const send = (body: object, options: Signing) => signedRequest(url, APP.signingSecret, body, options);
const json = { kind: 'json' } as const;
const payload = { kind: 'payload' } as const;

describe('a signed request', () => {
  test('passes, and one that is wrongly signed, old or bare does not', async () => {
    expect((await send(events.message(), json)).status).toBe(200);
    const wrong: Partial<Signing>[] = [
      { signature: 'v0=00' },
      { at: Date.now() - 6 * 60_000 },
      { headers: { 'X-Slack-Signature': null } },
    ];
    for (const over of wrong) expect((await send(events.message(), { ...json, ...over })).status).toBe(401);
    expect((await signedRequest(url, 'fake-other-secret', events.message(), json)).status).toBe(401);
    expect(heard).toHaveLength(1);
  });

  test('carries its retry, and a string as it stands', async () => {
    const seen: Record<string, string>[] = [];
    const native = globalThis.fetch;
    globalThis.fetch = async (_url, init) => {
      seen.push({ ...Object.fromEntries(new Headers(init?.headers)), body: String(init?.body) });
      return new Response();
    };
    await signedRequest(url, 'fake-secret', '{', { ...json, retry: { num: 2, reason: 'http_timeout' } });
    globalThis.fetch = native;
    expect(seen).toMatchObject([{ 'x-slack-retry-num': '2', 'x-slack-retry-reason': 'http_timeout', body: '{' }]);
  });

  test('to verify the url or the certificate is answered without a listener', async () => {
    expect(await (await send(events.urlVerification('abc'), json)).json()).toEqual({ challenge: 'abc' });
    expect((await send(act.sslCheck(), { kind: 'form' })).status).toBe(200);
    expect(heard).toEqual([]);
  });
});

describe('events', () => {
  test.each([
    ['app_mention', events.appMention()],
    ['message', events.message({ thread_ts: '1700000000.000001' })],
    ['message', events.directMessage()],
    ['message', events.messageChanged()],
    ['message', events.botMessage()],
    ['app_home_opened', events.appHomeOpened()],
    ['assistant_thread_started', events.assistantThreadStarted()],
    ['assistant_thread_context_changed', events.assistantThreadContextChanged()],
    ['member_joined_channel', events.memberJoinedChannel({ user: USER.id })],
    ['app_uninstalled', events.appUninstalled()],
    ['tokens_revoked', events.tokensRevoked()],
  ])('%s reaches its listener', async (type, event) => {
    expect((await send(event, json)).status).toBe(200);
    expect(heard).toEqual([[type, JSON.parse(JSON.stringify(event.event))]]);
  });

  test('differ by id, and take what is laid over them', () => {
    const [one, two] = [events.message(), events.message({ text: 'other' }, { event_id: 'Ev1', team_id: 'T2' })];
    expect(one.event_id).not.toBe(two.event_id);
    expect(one.event.ts).not.toBe(two.event.ts);
    expect(two).toMatchObject({ event: { text: 'other' }, event_id: 'Ev1', authorizations: [{ team_id: 'T2' }] });
    expect(events.directMessage().event).toMatchObject({ channel: IM.id, channel_type: 'im' });
  });
});

describe('interactions', () => {
  const where = { action_id: 'a', block_id: 'b' };
  const said = () => fake.say(CHANNEL.id, { text: 'x', thread: '1700000000.000001' });
  const whispered = async () => {
    await clientOf(fake).chat.postEphemeral({ channel: CHANNEL.id, user: USER.id, text: 'psst' });
    const [first] = fake.ephemerals(USER.id);
    if (first === undefined) throw new Error('nothing was whispered');
    return first;
  };
  const opened = async () => {
    const title = { type: 'plain_text', text: 'Ask' } as const;
    const view = { type: 'modal' as const, callback_id: 'ask', title, blocks: [] };
    await clientOf(fake).views.open({ trigger_id: fake.trigger(), view });
    const [first] = fake.modal(USER.id);
    if (first === undefined) throw new Error('no modal is open');
    return first;
  };

  test('a slash command comes as a form and is answered', async () => {
    const answer = await send(act.slashCommand('help', { channel_id: IM.id }), { kind: 'form' });
    expect([answer.status, await answer.text()]).toEqual([200, 'done']);
    expect(heard).toMatchObject([['command', { command: '/aadc', text: 'help', user_id: USER.id, channel_id: IM.id }]]);
  });

  test.each([
    ['button', act.button({ ...where, value: 'v' }), { value: 'v' }],
    ['feedback_buttons', act.feedbackButton({ ...where, value: 'good|d1' }), { value: 'good|d1' }],
    ['external_select', act.externalSelect({ ...where, value: 'v' }), { selected_option: { value: 'v' } }],
    ['radio_buttons', act.radioButton({ ...where, value: 'v' }), { selected_option: { value: 'v' } }],
  ])('a tap on %s says where and what', async (type, action, more) => {
    const message = said();
    const tap = act.blockAction(action, act.onMessage(message, 'http://127.0.0.1:9/response/1'), { trigger_id: 't' });
    expect((await send(tap, payload)).status).toBe(200);
    const container = { message_ts: message.ts, thread_ts: message.thread, is_ephemeral: false };
    const response_url = 'http://127.0.0.1:9/response/1';
    const actions = [{ type, ...where, ...more }];
    expect(heard).toMatchObject([['block_actions', { actions, container, response_url, trigger_id: 't' }]]);
  });

  test('a tap on an ephemeral message brings no message, one on a view no channel', async () => {
    const tapped = act.blockAction(act.button(where), act.onEphemeral(await whispered()));
    expect(tapped).not.toHaveProperty('message');
    const inView = act.blockAction(act.button(where), act.onView(await opened()));
    expect(inView).not.toHaveProperty('channel');
    for (const body of [tapped, inView]) expect((await send(body, payload)).status).toBe(200);
    expect(heard).toMatchObject([
      ['block_actions', { container: { is_ephemeral: true } }],
      ['block_actions', { view: { callback_id: 'ask' } }],
    ]);
  });

  test('a search, a submission, a closed view and shortcuts reach their listeners', async () => {
    const view = await opened();
    const values = { b: { a: { type: 'plain_text_input', value: 'typed' } } };
    const bodies = [
      act.blockSuggestion({ ...where, value: 'inst' }, act.onView(view)),
      act.viewSubmission(view, values),
      act.viewClosed(view),
      act.messageShortcut('find', said()),
      act.globalShortcut('ask'),
    ];
    const answers = [];
    for (const body of bodies) answers.push(await send(body, payload));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200]);
    expect(await answers[1]?.json()).toEqual({ response_action: 'clear' });
    expect(heard).toMatchObject([
      ['block_suggestion', { value: 'inst', ...where, view: { id: view.id } }],
      ['view_submission', { view: { id: view.id, state: { values } } }],
      ['view_closed', { is_cleared: false }],
      ['message_action', { callback_id: 'find', message: { text: 'x' }, channel: { id: CHANNEL.id } }],
      ['shortcut', { callback_id: 'ask', user: { id: USER.id } }],
    ]);
  });
});
