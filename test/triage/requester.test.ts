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
async function agent(command: Command, number = 1): Promise<void> {
  const ticket = await store.ticket(ticketId(number));
  const change = changeOf(ticket, command, ANNA, now, rules);
  if (isRefused(change)) throw new Error(change.message);
  const id = `agent ${++ids}`;
  await store.saveTickets({ command: { id, result: '' }, changes: [change], at: now });
}

const overhear = (text: string, saying: Saying = {}) =>
  assistant.overhear({ ...envelope(saying), text, source: 'message' });

/** What a ticket's people have said, oldest first. */
async function comments(number = 1): Promise<string[]> {
  const events = await store.ticketEvents(ticketId(number));
  return events.flatMap(({ what, details }) => (what === 'comment' && details.text ? [details.text] : []));
}

const state = async (number = 1) => (await store.ticket(ticketId(number)))?.state;

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

  test('what was tapped is told by its label', async () => {
    const asked = await say('I got an email that auto upgrade no longer works');
    await tap(optionOf(asked, 'Older'));
    const draft = await tap('ticket');
    await tap(optionOf(draft, 'Send'), { facts: { messages: 'yes' } });
    const { packet } = (await store.ticket(ticketId(1))) ?? {};
    expect(packet?.messages).toEqual([
      'I got an email that auto upgrade no longer works',
      '(tapped Older than 1.1.750.0)',
    ]);
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

  test('no more from several conversations at once', async () => {
    const conversations = Array.from({ length: 6 }, (_, i) => `D${i}`);
    const values = await Promise.all(
      conversations.map(async (conversation) =>
        optionOf(await say(`ticket in ${conversation}`, { conversation }), 'Send'),
      ),
    );
    const sent = await Promise.all(values.map((value, i) => tap(value, { conversation: `D${i}` })));
    expect(sent.filter(({ kind }) => kind === 'ticket')).toHaveLength(2);
    const refused = sent.filter(({ kind }) => kind === 'error');
    expect(new Set(refused.map((each) => ('code' in each ? each.code : '')))).toEqual(new Set(['ticket-limit']));
  });

  test('nobody else touches a draft, and what they say in the thread is not part of it', async () => {
    const draft = await say('ticket');
    await expect(tap(optionOf(draft, 'Cancel'), { user: 'mallory' })).rejects.toMatchObject({ code: 'requester-only' });
    expect(await say('can I rename the server?', { user: 'mallory' })).toMatchObject({ kind: 'answer' });
    expect(await say('it does not sync', { user: 'rita' })).toMatchObject({ draft: { summary: 'it does not sync' } });
  });
});

describe('me too', () => {
  test('is for what somebody was shown: another number is as one that is not there', async () => {
    await open('the wizard hangs');
    const eve = { user: 'eve', conversation: 'D3' };
    for (const refused of [await say('DESK-1 me too', eve), await tap('ticket:join:DESK-1', eve)]) {
      expect(refused).toMatchObject({ kind: 'error', code: 'ticket-unknown' });
      expect(JSON.stringify(refused)).not.toContain('wizard');
    }
    expect(await say('DESK-7 me too', eve)).toMatchObject({ code: 'ticket-unknown' });
    // In the thread in which it lives everybody has read it.
    expect(await say('DESK-1 me too', { user: 'joe' })).toMatchObject({ kind: 'ticket', ticket: { id: 'DESK-1' } });
  });

  test('is listed, and tells how it was solved where nothing can be sent to', async () => {
    await open('the wizard hangs');
    await say('DESK-1 me too', { user: 'joe' });
    await agent({ is: 'resolve', text: 'Restarted.' });
    const joe = { user: 'joe', conversation: 'D9' };
    const listed = await say('tickets', joe);
    expect(listed).toMatchObject({ kind: 'tickets', tickets: [{ id: 'DESK-1' }] });
    expect('text' in listed && listed.text).toContain('Those that you joined:\n\n- **DESK-1** (resolved)');
    const shown = await say('DESK-1', joe);
    expect('text' in shown && shown.text).toContain('> Restarted.');
  });

  test.each<[string, Command, 'requester' | 'desk']>([
    ['withdrawn', { is: 'withdraw' }, 'requester'],
    ['closed in silence', { is: 'expire', timer: 'expire', mark: 1 }, 'desk'],
    ['taken as solved', { is: 'expire', timer: 'settle', mark: 1 }, 'desk'],
  ])('is told that it was %s', async (_name, command, role) => {
    await open('the wizard hangs');
    await say('DESK-1 me too', { user: 'joe' });
    if (command.is === 'expire') {
      await agent(command.timer === 'expire' ? { is: 'ask', text: 'Which?' } : { is: 'resolve', text: 'Done.' });
    }
    const ticket = await store.ticket(ticketId(1));
    if (!ticket) throw new Error('no ticket');
    const change = changeOf(
      ticket,
      command,
      role === 'desk' ? { role } : { role, person: ticket.requester },
      now,
      rules,
    );
    if (isRefused(change)) throw new Error(change.message);
    const news = change.outgoing.filter(({ kind, body }) => kind === 'news' && body.includes('"user":"joe"'));
    expect(news).toHaveLength(1);
  });

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

  test.each(['1', '3', 'option 2'])('may be a number, and is no button then: %s', async (text) => {
    await open('the wizard hangs');
    await agent({ is: 'ask', text: 'How many servers?' });
    expect(await say(text)).toMatchObject({ kind: 'ticket', ticket: { state: 'assigned' } });
    expect(await comments()).toEqual([text]);
  });

  test('is still withdrawn or solved by the words of a button', async () => {
    await open('the wizard hangs');
    await agent({ is: 'ask', text: 'How many servers?' });
    expect(await say('withdraw it')).toMatchObject({ ticket: { state: 'closed' } });
  });

  test.each(['not solved', 'still broken'])('%s goes back to them', async (text) => {
    await open('the wizard hangs');
    await agent({ is: 'answer', entry: 'rename-server' as never, title: 'Renaming', text: 'Like this.' });
    const reply = await say(text);
    expect(reply).toMatchObject({ kind: 'ticket', ticket: { state: 'assigned' } });
    expect('text' in reply && reply.text).toContain('Passed on to the people for DESK-1.');
    expect(await say(text)).toMatchObject({ kind: 'ticket', ticket: { state: 'assigned' } });
    expect(await comments()).toEqual([text]);
  });

  test('is answered also after the ticket has gone to others', async () => {
    await open('the wizard hangs');
    await agent({ is: 'ask', text: 'Which build?' });
    await agent({ is: 'hand-over', category: 'identity-data' });
    expect(await say('2.4.18.0')).toMatchObject({ kind: 'ticket', ticket: { state: 'triaged' } });
    expect(await comments()).toEqual(['2.4.18.0']);
    expect(await say('can I rename the server?')).toMatchObject({ kind: 'answer' });
  });

  test('is answered where four newer tickets were spoken of since', async () => {
    rules.ticketsAnHour = 9;
    for (const text of ['one thing', 'another matter', 'third affair', 'fourth subject', 'fifth item'])
      await open(text);
    await agent({ is: 'ask', text: 'Which build?' }, 1);
    expect(await say('2.4.18.0')).toMatchObject({ ticket: { id: 'DESK-1' } });
  });

  test('of two tickets the one in which somebody asked last has the words', async () => {
    await open('one thing');
    await open('another matter');
    await agent({ is: 'ask', text: 'Which build?' }, 2);
    now += HOUR;
    await agent({ is: 'ask', text: 'Which server?' }, 1);
    expect(await say('sync01')).toMatchObject({ ticket: { id: 'DESK-1' } });
    expect(await say('2.4.18.0')).toMatchObject({ ticket: { id: 'DESK-2' } });
  });

  test('comes before an older question of the dialog, and after a newer one', async () => {
    await open('the wizard hangs');
    expect(await say('does soft match work?')).toMatchObject({ kind: 'ask' });
    now += HOUR;
    await agent({ is: 'ask', text: 'Is it installed?' });
    expect(await say('yes')).toMatchObject({ kind: 'ticket', ticket: { state: 'assigned' } });
    await agent({ is: 'ask', text: 'Since when?' });
    now += HOUR;
    expect(await tap('entry:soft-match-groups-contacts')).toMatchObject({ kind: 'ask' });
    expect(await say('a group')).toMatchObject({ kind: 'ask' });
    expect(await comments()).toEqual(['yes']);
  });

  test('is heard in a thread that somebody else began, from the one who is asked alone', async () => {
    await say('can I rename the server?', { user: 'joe' });
    await open('the wizard hangs');
    expect(await overhear('it is down since Monday')).toBeNull();
    await agent({ is: 'ask', text: 'Since when?' });
    expect(await overhear('no idea', { user: 'joe' })).toBeNull();
    expect(await overhear('since Monday', { delivery: 'd1' })).toMatchObject({ ticket: { state: 'assigned' } });
    expect(await comments()).toEqual(['since Monday']);
    await agent({ is: 'resolve', text: 'Restarted.' });
    expect(await overhear('solved', { user: 'joe' })).toBeNull();
    expect(await overhear('not solved')).toMatchObject({ ticket: { state: 'assigned' } });
  });

  test('waits for the whole of the days when it is asked once more', async () => {
    await open('the wizard hangs');
    await agent({ is: 'ask', text: 'Which build?' });
    const first = (await store.ticket(ticketId(1)))?.stateSince ?? 0;
    now += 24 * HOUR;
    await agent({ is: 'ask', text: 'And which server?' });
    expect((await store.ticket(ticketId(1)))?.stateSince).toBe(first + 24 * HOUR);
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

describe('several in one conversation', () => {
  const joe = { user: 'joe' };

  test('each has a draft of their own', async () => {
    const mine = await say('ticket the wizard hangs');
    const his = await say('ticket the proxy blocks it', joe);
    expect(await tap(optionOf(mine, 'Send'))).toMatchObject({ ticket: { summary: 'the wizard hangs' } });
    expect(await tap(optionOf(his, 'Send'), joe)).toMatchObject({ ticket: { summary: 'the proxy blocks it' } });
  });

  test('each adds a comment of their own, and a question stays a question', async () => {
    await open('the wizard hangs');
    await open('the proxy blocks it', joe);
    await tap('ticket:comment:DESK-1');
    expect(await say('can I rename the server?', joe)).toMatchObject({ kind: 'answer' });
    await tap('ticket:comment:DESK-2', joe);
    await say('at 99 percent');
    await say('with code 407', joe);
    expect([await comments(1), await comments(2)]).toEqual([['at 99 percent'], ['with code 407']]);
  });

  test('bare words are about their own ticket', async () => {
    await open('the wizard hangs');
    await open('the proxy blocks it', joe);
    expect(await say('solved')).toMatchObject({ ticket: { id: 'DESK-1', state: 'closed' } });
    expect(await state(2)).toBe('new');
  });

  test('a comment that was announced and never came is none the next day', async () => {
    await open('the wizard hangs');
    await tap('ticket:comment:DESK-1');
    now += 25 * HOUR;
    expect(await say('can I rename the server?')).toMatchObject({ kind: 'answer' });
  });
});

describe('a form', () => {
  const FORM = { summary: 'Sync is down', details: 'since Monday', category: 'auto-upgrade' };

  test('is sent also where its draft was dropped meanwhile, and once', async () => {
    const value = optionOf(await say('ticket my sync stopped'), 'Send');
    await say('never mind');
    expect(await tap(value, { facts: FORM })).toMatchObject({ ticket: { summary: 'Sync is down' } });
    expect((await store.ticket(ticketId(1)))?.packet.question).toBe('since Monday');
    expect(await tap(value, { facts: FORM })).toMatchObject({ kind: 'error', code: 'ticket-state' });
    expect(await store.ticket(ticketId(2))).toBeNull();
  });

  test('says that a password in it was masked; so does a comment', async () => {
    const value = optionOf(await say('ticket my sync stopped'), 'Send');
    const sent = await tap(value, { facts: { ...FORM, details: 'password: hunter2' } });
    expect('text' in sent && sent.text).toContain('I have masked');
    const said = await say('DESK-1: the password: hunter3');
    expect('text' in said && said.text).toContain('I have masked');
    expect('text' in said && said.text).not.toContain('hunter3');
    const plain = await say('DESK-1: nothing secret');
    expect('text' in plain && plain.text).not.toContain('I have masked');
  });
});

describe('a button below an older answer', () => {
  const begin = (about: string, saying: Saying = {}) =>
    assistant.handle({ ...envelope(saying), source: 'action', value: 'ticket', about: about as DeliveryId });

  test('begins a ticket about what led to that one', async () => {
    await say('can I rename the server?', { delivery: 'd1' });
    await say('does soft match work?', { delivery: 'd2' });
    await say('a group', { delivery: 'd3' });
    expect(await begin('d1')).toMatchObject({ draft: { summary: 'can I rename the server?' } });
    await say('never mind');
    expect(await begin('d3')).toMatchObject({ draft: { summary: 'does soft match work?' } });
    await say('never mind');
    const unknown = await begin('d0');
    expect(unknown).toMatchObject({ draft: { summary: '' } });
    expect('text' in unknown && unknown.text).toContain('What is the ticket about?');
  });

  test('knows what a long walk began with', async () => {
    await say('how do we get the sync database to our remote SQL server');
    for (let i = 0; i < 12; i++) await say(i % 2 === 0 ? 'next' : 'back');
    expect(await tap('ticket')).toMatchObject({
      draft: { summary: 'how do we get the sync database to our remote SQL server' },
    });
  });
});

describe('once it is resolved', () => {
  test('a comment leaves it so, says it, and gives the days once more', async () => {
    await open('the wizard hangs');
    await agent({ is: 'resolve', text: 'Restarted.' });
    now += 24 * HOUR;
    const reply = await say('DESK-1: it hangs again');
    expect(reply).toMatchObject({ ticket: { state: 'resolved' } });
    expect('text' in reply && reply.text).toContain("'not solved' opens it again");
    expect((await store.ticket(ticketId(1)))?.stateSince).toBe(now);
  });
});

describe('what agents write', () => {
  test('is all to be read where nothing can be sent to', async () => {
    await open('the wizard hangs');
    await agent({ is: 'tell', text: 'We restart it tonight.' });
    await agent({ is: 'resolve', text: 'Restarted.' });
    await agent({ is: 'reopen', text: 'It was the wrong server.' });
    await agent({
      is: 'answer',
      entry: 'rename-server' as never,
      title: 'Renaming the server',
      text: 'Open it below.',
    });
    const shown = await say('DESK-1');
    expect(shown.options[0]).toEqual({ label: 'Renaming the server', value: 'entry:rename-server' });
    for (const each of ['We restart it tonight.', 'It was the wrong server.', 'Your next words here are the answer'])
      expect('text' in shown && shown.text).toContain(each);
    await say('thank you, I will try');
    expect((await say('DESK-1')).options.map(({ label }) => label)).not.toContain('Renaming the server');
  });
});

describe('what is attached', () => {
  const PICTURE = 'https://files.example/wizard.png';
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
