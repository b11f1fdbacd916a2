import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Assistant, createAssistant } from '../../src/assistant.ts';
import type { ConversationId, DeliveryId, UserId } from '../../src/brand.ts';
import type { Message } from '../../src/message.ts';
import type { Reply } from '../../src/reply.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/port.ts';
import type { Command } from '../../src/triage/command.ts';
import { changeOf, isRefused } from '../../src/triage/commit.ts';
import type { Rules } from '../../src/triage/rules.ts';
import { ticketId } from '../../src/triage/ticket.ts';
import { rulesFrom, triageSection } from '../../src/triageSettings.ts';
import { buildOnce, HELPDESK } from '../conversations/desk.ts';
import { ANNA, HOUR, MONDAY } from './people.ts';

let rules: Rules;
let store: Store;
let assistant: Assistant;
let now: number;
let ids: number;
let woken: number;

beforeEach(async () => {
  store = await openStore('sqlite::memory:');
  [now, ids, woken] = [MONDAY, 0, 0];
  rules = rulesFrom(
    triageSection.parse({ agents: { all: ['cli:anna'] }, limits: { ticketsAnHour: 2 } }),
    buildOnce().corpus.sections,
  );
  assistant = createAssistant({
    ...buildOnce(),
    store,
    clock: () => now,
    helpdesk: HELPDESK,
    openQuestionHours: 24,
    questionLog: { enabled: true, texts: true },
    tickets: { rules, newId: () => `id ${++ids}`, wake: () => void woken++ },
  });
}, 30_000);
afterEach(() => store.close());

interface Saying {
  user?: string;
  conversation?: string;
  delivery?: string;
  facts?: Record<string, string>;
  links?: string[];
}

function envelope({ user = 'rita', conversation = 'D1', delivery, facts = {}, links = [] }: Saying) {
  return {
    platform: 'slack',
    tenant: 'T1',
    conversation: conversation as ConversationId,
    user: user as UserId,
    name: `${user} Example`,
    private: false,
    text: '',
    facts,
    links,
    delivery: (delivery ?? null) as DeliveryId | null,
  } as const;
}

const say = (text: string, saying: Saying = {}) => assistant.handle({ ...envelope(saying), text, source: 'message' });
const tap = (value: string, saying: Saying = {}) =>
  assistant.handle({ ...envelope(saying), source: 'action', value } satisfies Message);

function optionOf(reply: Reply, label: string): string {
  const option = reply.options.find((each) => each.label.startsWith(label));
  if (!option) throw new Error(`${label} is not among ${reply.options.map((each) => each.label)}`);
  return option.value;
}

async function open(text: string, saying: Saying = {}): Promise<Reply> {
  return tap(optionOf(await say(`ticket ${text}`, saying), 'Send'), saying);
}

/** What an agent does, stored as their side stores it. */
async function agent(command: Command): Promise<void> {
  const ticket = await store.ticket(ticketId(1));
  const change = changeOf(ticket, command, ANNA, now, rules);
  if (isRefused(change)) throw new Error(change.message);
  await store.saveTickets({ command: { id: `agent ${now} ${command.is}`, result: '' }, changes: [change], at: now });
}

describe('sending', () => {
  test('where nobody would learn of it, it is kept, and the person is told where to turn', async () => {
    rules.isStaffed = () => false;
    const sent = await open('my sync stopped');
    expect(sent).toMatchObject({ kind: 'ticket', ticket: { id: 'DESK-1', state: 'new' } });
    const text = 'text' in sent ? sent.text : '';
    expect(text).toContain('nobody is named here yet who works on tickets');
    expect(text).toContain(HELPDESK.contact);
    expect(text).not.toContain('I have sent it');
  });

  test('stores the ticket with its packet in the turn, and wakes what carries news', async () => {
    await say('can I rename the server?');
    const draft = await tap('ticket');
    const sent = await tap(optionOf(draft, 'Send'), { delivery: 'd1' });
    expect(sent).toMatchObject({ kind: 'ticket', ticket: { id: 'DESK-1', state: 'new' }, draft: null });
    const ticket = await store.ticket(ticketId(1));
    expect(ticket).toMatchObject({
      requester: { platform: 'slack', tenant: 'T1', user: 'rita', name: 'rita Example' },
      place: { platform: 'slack', tenant: 'T1', conversation: 'D1' },
      category: 'general-installation',
      packet: {
        question: 'can I rename the server?',
        offered: [{ entry: 'rename-server', confidence: expect.any(Number), why: 'answered, and did not solve it' }],
        messages: null,
      },
    });
    expect(woken).toBe(1);
    expect((await store.questions(9)).map(({ outcome }) => outcome)).toEqual(['answer']);
  });

  test('sent again by the platform, it is the same ticket and the same reply', async () => {
    const draft = await say('ticket my sync stopped');
    const value = optionOf(draft, 'Send');
    const [first, second] = await Promise.all([tap(value, { delivery: 'd1' }), tap(value, { delivery: 'd1' })]);
    expect(second).toEqual(first);
    expect(await store.ticketsOf({ platform: 'slack', tenant: 'T1', user: 'rita', name: null }, 9)).toHaveLength(1);
  });

  test('a form sends all fields at once', async () => {
    const draft = await say('ticket my sync stopped');
    const facts = {
      summary: 'Sync is down',
      category: 'auto-upgrade',
      impact: 'everyone',
      urgency: 'high',
      messages: 'yes',
    };
    const sent = await tap(optionOf(draft, 'Send'), { facts });
    expect(sent).toMatchObject({ ticket: { summary: 'Sync is down', category: 'auto-upgrade', priority: 'P1' } });
    expect((await store.ticket(ticketId(1)))?.packet.messages).toEqual([]);
  });

  test.each([{ impact: 'nobody' }, { category: 'nonsense' }, { summary: ' ' }, { colour: 'red' }])(
    'a form with a field that cannot be so sends nothing: %j',
    async (facts) => {
      const draft = await say('ticket my sync stopped');
      expect(await tap(optionOf(draft, 'Send'), { facts })).toMatchObject({ kind: 'error', code: 'ticket-invalid' });
      expect(await store.ticket(ticketId(1))).toBeNull();
      expect(await tap(optionOf(draft, 'Send'))).toMatchObject({ ticket: { id: expect.any(String) } });
    },
  );

  test('no more than the limit within an hour', async () => {
    await open('first thing');
    await open('second matter');
    const draft = await say('ticket third affair');
    expect(await tap(optionOf(draft, 'Send'))).toMatchObject({ kind: 'error', code: 'ticket-limit' });
    now += HOUR + 1;
    expect(await tap(optionOf(draft, 'Send'))).toMatchObject({ kind: 'ticket', ticket: { state: 'new' } });
  });

  test('nobody else touches a draft, and what they say in the thread is not part of it', async () => {
    const draft = await say('ticket');
    await expect(tap(optionOf(draft, 'Cancel'), { user: 'mallory' })).rejects.toMatchObject({ code: 'requester-only' });
    expect(await say('can I rename the server?', { user: 'mallory' })).toMatchObject({ kind: 'answer' });
    expect(await say('it does not sync', { user: 'rita' })).toMatchObject({ draft: { summary: 'it does not sync' } });
  });
});

describe('me too', () => {
  test('joins, is told when it is solved, and sees no more than the ticket itself', async () => {
    await open('the sync service crashes with event 6311', { conversation: 'D1' });
    const joe = { user: 'joe', conversation: 'D2' };
    const draft = await say('ticket sync service crashes, event 6311', joe);
    expect(draft).toMatchObject({ draft: { similar: [{ id: 'DESK-1' }] } });
    const joined = await tap(optionOf(draft, 'Me too'), joe);
    expect(joined).toMatchObject({ kind: 'ticket', ticket: { id: 'DESK-1' }, options: [] });
    // For agents, and for the FAQ: how somebody else puts it.
    expect((await store.ticketEvents(ticketId(1))).at(-1)?.details).toEqual({ text: expect.stringContaining('sync') });
    expect(await tap('ticket:withdraw:DESK-1', joe)).toMatchObject({ kind: 'error', code: 'not-allowed' });
    expect(await tap('ticket:show:DESK-1', { user: 'eve', conversation: 'D3' })).toMatchObject({
      code: 'ticket-unknown',
    });
    await agent({ is: 'resolve', text: 'Fixed.' });
    const items = await store.outbox.claim({ now, until: now + 1, limit: 9 });
    expect(items.map(({ kind, target }) => `${kind} ${target}`).sort()).toEqual([
      'news slack:T1/D1',
      'news slack:T1/D2',
    ]);
  });
});

describe('what an agent asks', () => {
  test('is answered by the next words, which come back as a comment; commands stay commands', async () => {
    await open('the wizard hangs');
    await agent({ is: 'ask', text: 'Which build?' });
    expect(await say('help')).toMatchObject({ kind: 'help' });
    expect(await say('can I rename the server?', { user: 'joe' })).toMatchObject({ kind: 'answer' });
    expect(await say('2.4.18.0')).toMatchObject({ kind: 'ticket', ticket: { state: 'assigned' } });
    expect((await store.ticketEvents(ticketId(1))).at(-1)).toMatchObject({
      what: 'comment',
      details: { text: '2.4.18.0', installedVersion: '2.4.18.0' },
    });
    expect(await say('can I rename the server?')).toMatchObject({ kind: 'answer' });
  });

  test('tells what is known now, where it states a fact', async () => {
    await open('we run 1.1.654.0 and the wizard hangs');
    const known = async () => (await store.ticket(ticketId(1)))?.packet;
    await say('DESK-1: does it help to install 2.5.79.0?');
    expect((await known())?.facts).not.toMatchObject({ installedVersion: '2.5.79.0' });
    await say('DESK-1: we have 2.4.18.0 now');
    expect(await known()).toMatchObject({ facts: { installedVersion: '2.4.18.0' } });
    expect((await known())?.version).toContain('2.4.18.0');
    await agent({ is: 'ask', text: 'Which build?' });
    await say('2.5.79.0');
    expect((await known())?.facts).toMatchObject({ installedVersion: '2.5.79.0' });
    expect((await store.ticketEvents(ticketId(1))).at(-1)?.details).toEqual({
      text: '2.5.79.0',
      installedVersion: '2.5.79.0',
    });
  });

  test('two commands at once from different places: both are kept, one after the other', async () => {
    await open('the wizard hangs');
    await Promise.all([
      say('DESK-1: one', { conversation: 'D1' }),
      say('DESK-1: two', { conversation: 'D2' }),
      say('DESK-1: three', { conversation: 'D3' }),
    ]);
    const texts = (await store.ticketEvents(ticketId(1))).flatMap(({ details }) => details.text ?? []);
    expect([...texts].sort()).toEqual(['one', 'three', 'two']);
  });
});

describe('what is attached', () => {
  const PICTURE = 'https://files.example/wizard.png';
  const comments = async () =>
    (await store.ticketEvents(ticketId(1))).flatMap(({ what, details }) => (what === 'comment' ? details.text : []));

  test('goes into the ticket as a link, below the words', async () => {
    await tap(optionOf(await say('ticket the wizard hangs', { links: [PICTURE] }), 'Send'));
    expect((await store.ticket(ticketId(1)))?.packet.question).toBe(`the wizard hangs\n${PICTURE}`);
    await say('DESK-1: still there', { links: [PICTURE, `${PICTURE}?2`] });
    expect(await comments()).toEqual([`still there\n${PICTURE}\n${PICTURE}?2`]);
  });

  test('is an answer by itself where an agent waits for one, and no question elsewhere', async () => {
    await open('the wizard hangs');
    expect(await say('', { links: [PICTURE] })).toMatchObject({ kind: 'error', code: 'message-empty' });
    await agent({ is: 'ask', text: 'What does it show?' });
    expect(await say('', { links: [PICTURE] })).toMatchObject({ kind: 'ticket', ticket: { state: 'assigned' } });
    expect(await comments()).toEqual([PICTURE]);
  });

  test('hides no ticket like it, and goes along with a draft that is open', async () => {
    await open('the wizard hangs', { user: 'joe', conversation: 'D2' });
    const draft = await say('ticket the wizard hangs', { links: [PICTURE] });
    expect(draft.options.map(({ label }) => label)).toContainEqual(expect.stringMatching(/^Me too: DESK-1/));
    const again = await say('ticket', { links: [`${PICTURE}?2`] });
    await tap(optionOf(again, 'Send'));
    expect((await store.ticket(ticketId(2)))?.packet.question).toBe(`the wizard hangs\n${PICTURE}\n${PICTURE}?2`);
  });

  test('changes no answer', async () => {
    const links = [PICTURE];
    expect(await say('can I rename the server?', { links })).toEqual(
      await say('can I rename the server?', { conversation: 'D2' }),
    );
  });
});
