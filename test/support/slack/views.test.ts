import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ask, clientOf } from './ask.ts';
import { CHANNEL, IM, TEAM, USER } from './defaults.ts';
import { type FakeSlack, startFakeSlack } from './fakeSlack.ts';

let fake: FakeSlack;
let time = 1_700_000_000_000;
beforeEach(async () => {
  fake = await startFakeSlack({ now: () => time });
});
afterEach(() => fake.close());

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const modal = (more = {}) => ({ type: 'modal' as const, title: plain('Ask'), blocks: [], ...more });
const home = (more = {}) => ({ type: 'home' as const, blocks: [], ...more });
const open = (args = {}) => ask(fake, 'views.open', { trigger_id: fake.trigger(), view: modal(), ...args });
const push = (args = {}) => ask(fake, 'views.push', { trigger_id: fake.trigger(), view: modal(), ...args });

describe('a modal', () => {
  test('opened by the real client is kept in the form that Slack gives back', async () => {
    const blocks = [{ type: 'divider' as const }];
    const view = modal({ callback_id: 'ask', private_metadata: 'm', blocks });
    const opened = await clientOf(fake).views.open({ trigger_id: fake.trigger(), view });
    expect(fake.modal(USER.id)).toEqual([expect.objectContaining({ id: opened.view?.id, callback_id: 'ask' })]);
    expect(fake.modal(USER.id)[0]).toMatchObject({
      private_metadata: 'm',
      team_id: TEAM.id,
      previous_view_id: null,
      state: { values: {} },
      blocks: [{ type: 'divider', block_id: expect.any(String) }],
    });
    fake.closeModal(USER.id);
    expect(fake.modal(USER.id)).toEqual([]);
  });

  test('needs a trigger of its own, in time', async () => {
    const trigger_id = fake.trigger();
    expect(await open({ trigger_id: 'made.up' })).toMatchObject({ ok: false, error: 'invalid_trigger_id' });
    expect(await open({ trigger_id, view: home() })).toMatchObject({ error: 'invalid_arguments' });
    expect(await open({ trigger_id, view: modal({ title: plain('x'.repeat(25)) }) })).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: [expect.stringContaining('/view/title/text')] },
    });
    expect(await open({ trigger_id })).toMatchObject({ ok: true });
    expect(await open({ trigger_id })).toMatchObject({ error: 'exchanged_trigger_id' });
    const late = fake.trigger();
    time += 3000;
    const edge = fake.trigger();
    expect(await open({ trigger_id: late })).toMatchObject({ ok: true });
    time += 3001;
    expect(await open({ trigger_id: edge })).toMatchObject({ error: 'expired_trigger_id' });
  });

  test('holds three views on top of each other', async () => {
    expect(await push()).toMatchObject({ error: 'not_found' });
    await open();
    const second = await push();
    await push();
    expect(await push()).toMatchObject({ error: 'push_limit_reached' });
    const [root, middle, top] = fake.modal(USER.id);
    expect(second).toMatchObject({ view: { id: middle?.id } });
    expect(top).toMatchObject({ previous_view_id: middle?.id, root_view_id: root?.id });
  });

  test('is updated by id or external id, as long as its hash is the one named', async () => {
    const { view: opened } = await open({ view: modal({ external_id: 'ext' }) });
    const { id: view_id, hash } = JSON.parse(JSON.stringify(opened));
    const update = (args: object) => ask(fake, 'views.update', { view: modal({ title: plain('New') }), ...args });
    expect(await update({ view_id, hash })).toMatchObject({ ok: true, view: { id: view_id, title: plain('New') } });
    expect(await update({ view_id, hash })).toMatchObject({ error: 'hash_conflict' });
    await open({ view: modal({ external_id: 'ext' }) });
    expect(await update({ external_id: 'ext' })).toMatchObject({ ok: true });
    expect(await update({ external_id: 'ext' })).toMatchObject({ error: 'not_found' });
    expect(await update({ view_id: 'V0' })).toMatchObject({ error: 'not_found' });
    expect(await update({})).toMatchObject({ error: 'not_found' });
  });

  test('has an external id that no other open view has', async () => {
    await open({ view: modal({ external_id: 'ext' }) });
    expect(await push({ view: modal({ external_id: 'ext' }) })).toMatchObject({ error: 'duplicate_external_id' });
    expect(await push({ view: modal({ external_id: 'other' }) })).toMatchObject({ ok: true });
  });
});

describe('a home tab', () => {
  const publish = (args = {}) => ask(fake, 'views.publish', { user_id: USER.id, view: home(), ...args });

  test('is published and replaced', async () => {
    const { view: first } = await publish();
    const { id, hash } = JSON.parse(JSON.stringify(first));
    expect(fake.home(USER.id)).toMatchObject({ id, type: 'home' });
    expect(await publish({ hash })).toMatchObject({ ok: true, view: { id } });
    expect(await publish({ hash })).toMatchObject({ error: 'hash_conflict' });
  });

  test.each([
    ['a modal', { view: modal() }],
    ['nobody', { user_id: 'U0NOBODY01' }],
    ['no view', { view: undefined }],
  ])('is refused for %s', async (_name, args) => {
    expect(await publish(args)).toMatchObject({ ok: false, error: 'invalid_arguments' });
    expect(fake.home(USER.id)).toBeUndefined();
  });
});

describe('the assistant container', () => {
  const thread = { channel_id: IM.id, thread_ts: '1700000000.000001' };
  const prompt = { title: 'Unattended', message: 'Can it be installed unattended?' };
  const suggest = (prompts: object[]) => ask(fake, 'assistant.threads.setSuggestedPrompts', { ...thread, prompts });

  test('keeps status, title and prompts, and an answer ends the status', async () => {
    const { assistant } = clientOf(fake);
    await assistant.threads.setStatus({ ...thread, status: 'is thinking...', loading_messages: ['Reading'] });
    await assistant.threads.setTitle({ ...thread, title: 'Installing' });
    await assistant.threads.setSuggestedPrompts({ ...thread, title: 'Try', prompts: [prompt] });
    const state = fake.assistantThread(IM.id, thread.thread_ts);
    expect(state).toEqual({ status: 'is thinking...', title: 'Installing', prompts: [prompt] });
    await ask(fake, 'chat.postMessage', { channel: IM.id, thread_ts: thread.thread_ts, text: 'x' });
    expect(state.status).toBe('');
  });

  test('takes one to four prompts, each with title and message', async () => {
    const four = Array.from({ length: 4 }, () => prompt);
    expect(await suggest(four)).toMatchObject({ ok: true });
    for (const prompts of [[], [...four, prompt], [{ title: 'x' }], [{ ...prompt, message: '' }]]) {
      expect(await suggest(prompts)).toMatchObject({ ok: false, error: 'invalid_arguments' });
    }
  });

  test('is a direct message; a status also stands in a channel', async () => {
    const wrong = { ...thread, channel_id: CHANNEL.id };
    expect(await ask(fake, 'assistant.threads.setTitle', { ...wrong, title: 'x' })).toMatchObject({
      error: 'channel_not_found',
    });
    const prompts = await ask(fake, 'assistant.threads.setSuggestedPrompts', { ...wrong, prompts: [prompt] });
    expect(prompts).toMatchObject({ error: 'channel_not_found' });
    expect(await ask(fake, 'assistant.threads.setStatus', { ...wrong, status: '' })).toMatchObject({ ok: true });
  });
});
