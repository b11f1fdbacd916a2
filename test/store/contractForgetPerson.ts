import { describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { isPostgres } from '../../src/store/dialect.ts';
import type { ConversationKey, PersonToForget, Store } from '../../src/store/port.ts';
import type { Schema } from '../../src/store/schema.ts';
import { changeOf, isRefused } from '../../src/triage/commit.ts';
import { ticketTerms } from '../../src/triage/similar.ts';
import {
  type Actor,
  type FaqDraft,
  type Outgoing,
  type Person,
  type Ticket,
  ticketId,
} from '../../src/triage/ticket.ts';
import { webhooksOf } from '../../src/triage/webhookEvent.ts';
import { ANNA, MONDAY, opening, person, place, RITA, RULES } from '../triage/people.ts';
import { delivery, deliveryId, key, question } from './site.ts';
import { change, save } from './ticketSaves.ts';

/** None of them is in any word of the desk's own. */
const [ID, NAME, WORDS] = ['U0ZORA4711', 'Zora Quill_Vex', 'zq typed _this_ herself\nand that'];
const ZORA: Person = { platform: 'slack', tenant: 'T1', user: ID, name: NAME };
const AS_REQUESTER: Actor = { role: 'requester', person: ZORA };
const AS_AGENT: Actor = { role: 'agent', person: ZORA };
const OTHERS = person('joe');

const asked = (who: Person = ZORA, dryRun = false, at = MONDAY): PersonToForget => ({
  person: who,
  at,
  dryRun,
  without: (ticket) => {
    const outcome = changeOf(ticket, { is: 'forget', person: who }, { role: 'desk' }, at, RULES);
    if (isRefused(outcome)) throw new Error(outcome.message);
    return outcome;
  },
});

const WITH_WEBHOOK = { ...RULES, webhooks: ['jira'] };
const own = key('D0ZORA');
const foreign = key('C1:1.2');

/** An option that was cut, as buttons are. */
const SHOWN = { offered: [{ label: `Me too: DESK-1 ${WORDS.slice(0, 12)}…`, value: 'ticket:join:DESK-1' }] };

/** Puts the person into every table: as a requester, as one who joined, as an agent, in words of others. */
async function fill(store: Store): Promise<void> {
  const session = (of: ConversationKey, by: string, state: object) =>
    store.saveTurn({
      key: of,
      session: { state: JSON.stringify(state), startedBy: by as never, revision: 1 },
      delivery: {
        id: deliveryId(`d ${of.conversation}`),
        reply: JSON.stringify({ ...SHOWN, text: `${NAME}, **DESK-1**: ${WORDS}` }),
      },
      question: question(of === foreign ? `what does ${NAME} say` : WORDS),
      at: MONDAY,
    });
  const said = { desk: { trail: [{ text: WORDS, kind: 'unknown' }], draft: null } };
  await session(own, ID, said);
  // Somebody else is shown the ticket as one like theirs.
  await session(foreign, 'joe', {
    ...SHOWN,
    desk: { draft: { by: 'joe', similar: [{ id: 'DESK-1', summary: WORDS }] } },
  });
  await session(key(`C2:${ID}`), 'joe', said);
  for (const each of [own, foreign]) {
    await store.savePost({ ...each, delivery: 'd1', part: 'reply', message: 'm1', at: MONDAY });
    await store.saveReference({ ...each, user: each === own ? ID : 'joe', sealed: 'sealed', at: MONDAY });
  }
  await store.mark({ name: `slack: asked ${ID}`, key: 'k', at: MONDAY });
  await store.mark({ name: 'slack: other', key: `T1 ${ID}`, at: MONDAY, within: foreign });
  const vote = { ...foreign, delivery: 'd1', entry: null, vote: 'bad', at: MONDAY } as const;
  await store.saveFeedback({ ...vote, voter: ID, reason: WORDS });
  await store.saveFeedback({ ...vote, voter: 'joe', reason: `as ${NAME} says` });
  const body = JSON.stringify({ body: { team_id: 'T1', event: { user: ID, text: WORDS } } });
  for (const id of ['waits', 'lost']) await store.receive(delivery(`${id} here`, { body }));
  await store.giveUp('slack', 'lost here', { at: MONDAY, why: `no answer for ${ID}` });
  const blocks = [{ type: 'user', user_id: ID }];
  const byOther = JSON.stringify({
    body: { team_id: 'T1', event: { user: 'joe', text: `ask ${NAME}, <@${ID}>`, blocks } },
  });
  await store.receive(delivery('from joe', { body: byOther }));
  await store.saveChannel({ platform: 'slack', tenant: 'T1', channel: 'C1', listens: true, by: ID, at: MONDAY });
  await store.saveInstallation({ platform: 'slack', tenant: 'T1', sealed: 'sealed', at: MONDAY });
  await store.secret('cookie', () => 'made once');
  await fillTickets(store);
}

const packet = {
  question: WORDS,
  facts: { installedVersion: '1.1.654.0', said: WORDS },
  branches: [WORDS],
  offered: [],
  version: WORDS,
  messages: [WORDS],
};

async function fillTickets(store: Store): Promise<void> {
  let commands = 0;
  const run = async (number: number, command: Parameters<typeof change>[1], actor: Actor, draft?: FaqDraft) => {
    const before = command.is === 'open' ? null : await store.ticket(ticketId(number));
    const made = change(before, command, actor);
    const [event] = made.events;
    const hooks = event ? webhooksOf(made.ticket, event, WITH_WEBHOOK) : [];
    const terms = command.is === 'open' ? ticketTerms(`${made.ticket.summary} ${made.ticket.packet.question}`) : null;
    const outgoing: Outgoing[] = [...made.outgoing, ...hooks];
    const id = `slack:T1/D0ZORA#Ev${commands++}`;
    const result = { ticket: { id: made.ticket.id, summary: made.ticket.summary, assignee: NAME } };
    const all = [{ ...made, outgoing, terms, ...(draft ? { draft } : {}) }];
    const by = actor.role === 'requester' ? id : `agent#${id.slice(15)}`;
    await store.saveTickets({ command: { id: by, result: JSON.stringify(result) }, changes: all, at: MONDAY });
  };
  const unplaced: Person = { ...ZORA, tenant: '', name: null };
  const theirs = { summary: WORDS, packet, place: place('D0ZORA') };
  await run(1, opening({ id: ticketId(1), ...theirs }), AS_REQUESTER);
  await run(1, { is: 'ask', text: `Hello ${NAME}, which build?` }, ANNA);
  await run(1, { is: 'comment', text: WORDS }, AS_REQUESTER);
  const made = (number: number, ...from: number[]): FaqDraft => ({
    ticket: ticketId(number),
    tickets: from.map(ticketId),
    question: WORDS,
    body: `question: ${WORDS}`,
    at: MONDAY,
  });
  await run(2, opening({ id: ticketId(2), place: place('D2') }), RITA);
  await run(2, { is: 'join', place: place(`C2:${ID}`), text: WORDS }, AS_REQUESTER);
  await run(2, { is: 'assign', to: ZORA }, ANNA);
  await run(2, { is: 'resolve', text: `Restarted, says ${NAME}.` }, AS_AGENT, made(2, 2, 1));
  await run(3, opening({ id: ticketId(3), place: place('D3'), summary: `ask ${NAME}` }), {
    role: 'requester',
    person: OTHERS,
  });
  await run(3, { is: 'note', text: `looks like "${WORDS}"` }, ANNA, {
    ...made(3, 3),
    question: 'why?',
    body: `question: why does ${NAME} ask?`,
  });
  await run(3, { is: 'assign', to: unplaced }, ANNA);
  await run(4, opening({ id: ticketId(4), ...theirs }), AS_REQUESTER);
  await run(4, { is: 'resolve', text: 'Done.' }, ANNA);
  await run(4, { is: 'confirm' }, AS_REQUESTER);
  const digest = {
    kind: 'digest',
    target: 'slack:T1/C9',
    body: JSON.stringify({ text: `the oldest is **DESK-4**: ${WORDS}`, until: MONDAY }),
  } as const;
  await store.saveTickets({ command: { id: 'digest', result: '' }, changes: [], outgoing: [digest], at: MONDAY });
  for (const item of await store.outbox.claim({ now: MONDAY, until: MONDAY + 1, limit: 3 })) {
    await store.outbox.giveUp(item.id, { at: MONDAY, why: `${NAME} cannot be reached` });
  }
  await store.saveTickets(save('n4', [{ ...(await noted(store, 4)), draft: made(4, 4) }]));
}

async function noted(store: Store, number: number) {
  return change(await store.ticket(ticketId(number)), { is: 'note', text: 'x' }, ANNA);
}

/** Every row of every table, as text. */
async function rowsOf(db: Kysely<Schema>): Promise<ReadonlyMap<string, string[]>> {
  const tables = (await db.introspection.getTables())
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('kysely'));
  const all = new Map<string, string[]>();
  for (const table of tables.sort()) {
    const { rows } = await sql<object>`select * from ${sql.table(table)}`.execute(db);
    all.set(
      table,
      rows.map((row) => JSON.stringify(row)),
    );
  }
  return all;
}

/** What must be found nowhere, however often it was put into JSON. */
const MARKERS = [ID, NAME, 'Quill', 'quill', 'zq typed', 'herself'];

function tablesNaming(rows: ReadonlyMap<string, string[]>): string[] {
  return [...rows]
    .filter(([, all]) => all.some((row) => MARKERS.some((each) => row.includes(each))))
    .map(([name]) => name);
}

/** Nobody is named in these, whatever happens: sealed, or made by the desk. */
const NAMELESS = ['counters', 'installations', 'posts', 'secrets'];

/** @param open a store over an empty database, and the database itself */
export function forgettingPeople(name: string, open: () => Promise<{ store: Store; db: Kysely<Schema> }>): void {
  describe(`forgetting a person, ${name}`, () => {
    test('leaves no row of any table of the schema that holds their id, their name or what they typed', async () => {
      const { store, db } = await open();
      await fill(store);
      const before = await rowsOf(db);
      // A new table fails here until it is filled above, or known to name nobody.
      expect(tablesNaming(before)).toEqual([...before.keys()].filter((table) => !NAMELESS.includes(table)));
      const dry = await store.forgetPerson(asked(ZORA, true));
      expect(await rowsOf(db)).toEqual(before);
      const report = await store.forgetPerson(asked());
      expect(report).toEqual(dry);
      const after = await rowsOf(db);
      expect(tablesNaming(after)).toEqual([]);
      expect(report.open).toEqual(['DESK-1']);
      for (const table of tablesOf(report)) expect([table, before.has(table)]).toEqual([table, true]);
      expect(await store.forgetPerson(asked())).toEqual({ removed: {}, masked: {}, open: [] });
      expect(await rowsOf(db)).toEqual(after);
      expect(isPostgres(db)).toBe(name.includes('PostgreSQL'));
      await store.close();
    });

    test('keeps that something happened: tickets, their history and what others said', async () => {
      const { store } = await open();
      await fill(store);
      await store.forgetPerson(asked());
      expect(await store.ticket(ticketId(1))).toMatchObject({
        requester: { platform: 'slack', tenant: 'T1', user: '[forgotten]', name: null },
        place: { conversation: '[forgotten]' },
        summary: '[forgotten]',
        packet: { question: '[forgotten]', facts: {}, branches: [], version: null, messages: null },
        state: 'assigned',
        revision: 4,
      });
      const second = await store.ticket(ticketId(2));
      expect(second).toMatchObject({
        requester: RITA.person,
        summary: 'My sync stopped',
        assignee: { user: '[forgotten]', name: null },
        resolution: 'Restarted, says [forgotten].',
        followers: [],
      });
      const history = (await store.ticketEvents(ticketId(2))).map(({ what, by, details }) => [
        what,
        by.role === 'desk' ? 'desk' : by.person.user,
        details.text ?? details.assignee ?? null,
      ]);
      expect(history).toEqual([
        ['open', 'rita', null],
        ['join', '[forgotten]', '[forgotten]'],
        ['assign', 'anna', '[forgotten]'],
        ['resolve', '[forgotten]', 'Restarted, says [forgotten].'],
        ['forget', 'desk', null],
      ]);
      expect((await store.ticket(ticketId(3)))?.summary).toBe('ask [forgotten]');
      // Of drafts those with their words are gone.
      expect((await store.faqDrafts()).map(({ ticket }) => ticket)).toEqual(['DESK-3']);
      expect((await store.load(own, null)).session).toBeNull();
      expect((await store.load(foreign, null)).session).not.toBeNull();
      expect((await store.questions(9)).map(({ text }) => text)).toEqual([null, 'what does [forgotten] say', null]);
      await store.close();
    });

    test('tells channels and endpoints to draw anew, and nobody who is gone', async () => {
      const { store } = await open();
      await fill(store);
      const items = async () => store.outbox.claim({ now: MONDAY + 99, until: MONDAY + 99, limit: 999 });
      await store.forgetPerson(asked());
      for (const item of await store.outbox.claim({ now: MONDAY, until: MONDAY, limit: 999 }))
        await store.outbox.finish(item.id);
      const left = await items();
      expect(left.every(({ body }) => JSON.parse(body) !== null)).toBe(true);
      expect(left.filter(({ kind, body }) => kind === 'news' && body.includes('[forgotten]","name'))).toEqual([]);
      await store.close();
    });

    test('a command under way on one of their tickets is a conflict and brings nothing back', async () => {
      const { store } = await open();
      await fill(store);
      const late = change(await store.ticket(ticketId(1)), { is: 'note', text: 'late' }, ANNA);
      await store.forgetPerson(asked());
      expect(await store.saveTickets(save('late', [late]))).toBe('conflict');
      const turn = { session: { state: '{}', startedBy: ID as never, revision: 2 }, delivery: null, question: null };
      expect(await store.saveTurn({ key: own, ...turn, at: MONDAY })).toBe('conflict');
      await store.close();
    });

    test('leaves everybody else alone, whatever the person is called', async () => {
      for (const called of ['closed', 'slack', 'DESK-1', 'card', '"', '.*', 'a', 'T1']) {
        const { store, db } = await open();
        await fill(store);
        const odd: Person = { platform: 'slack', tenant: 'T1', user: `x${called}`, name: called };
        await store.saveTickets(
          save('o9', [change(null, opening({ id: ticketId(9), summary: called }), { role: 'requester', person: odd })]),
        );
        const before = await store.ticket(ticketId(2));
        await store.forgetPerson(asked(odd));
        expect(JSON.stringify(await store.ticket(ticketId(2)))).toBe(JSON.stringify(before));
        for (const number of [1, 2, 3, 4, 9]) expect(states).toContain((await store.ticket(ticketId(number)))?.state);
        const [row] = (await rowsOf(db)).get('tickets')?.filter((each) => each.includes('DESK-9')) ?? [];
        expect(row).not.toContain(`"x${called}`);
        await store.close();
      }
    });

    test('leaves what belongs to others whose ids hold theirs, or who have theirs elsewhere', async () => {
      const { store, db } = await open();
      await fillOthers(store);
      const before = await rowsOf(db);
      const me: Person = { platform: 'cli', tenant: 'local', user: 'admin1', name: null };
      expect(await store.forgetPerson(asked(me))).toEqual({ removed: {}, masked: {}, open: [] });
      expect(await rowsOf(db)).toEqual(before);
      await store.close();
    });

    test('leaves a digest that tells of other tickets', async () => {
      const { store } = await open();
      const digest = (id: string) =>
        ({ kind: 'digest', target: 'slack:T1/C9', body: `{"text":"**${id}** is late"}` }) as const;
      const outgoing = ['DESK-1', 'DESK-12'].map(digest);
      await store.saveTickets({ ...save('o1', [change(null, opening(), AS_REQUESTER)]), outgoing });
      await store.forgetPerson(asked());
      const left = await store.outbox.claim({ now: MONDAY, until: MONDAY, limit: 99 });
      expect(left.filter(({ kind }) => kind === 'digest').map(({ body }) => body)).toEqual([digest('DESK-12').body]);
      await store.close();
    });

    test('of a message that only mentions them the words of its author stay', async () => {
      const { store, db } = await open();
      await fill(store);
      await store.forgetPerson(asked());
      const row = (await rowsOf(db)).get('inbox')?.find((each) => each.includes('from joe')) ?? '';
      expect(row).toContain('ask [forgotten], <@[forgotten]>');
      await store.close();
    });

    test('of somebody who is nowhere finds nothing', async () => {
      const { store } = await open();
      await fill(store);
      for (const [platform, tenant] of [
        ['teams', 'T1'],
        ['slack', 'T2'],
      ] as const) {
        const stranger = { platform, tenant, user: 'U0NOBODY99', name: null };
        expect(await store.forgetPerson(asked(stranger))).toEqual({ removed: {}, masked: {}, open: [] });
      }
      await store.close();
    });
  });
}

/** As admin12, as admin1-notes, as another platform's or another tenant's admin1, or in their words. */
async function fillOthers(store: Store): Promise<void> {
  const at = MONDAY;
  const cli = (conversation: string, tenant = 'local') => key(conversation, tenant, 'cli');
  for (const each of [cli('admin12-notes'), cli('admin1-notes'), cli('admin1.b'), cli('admin1', 'other')]) {
    await store.savePost({ ...each, delivery: 'd1', part: 'reply', message: each.conversation, at });
    const reply = deliveryId(`d ${each.conversation}`);
    const session = { state: '{"by":"admin12"}', startedBy: 'admin12' as never, revision: 1 };
    await store.saveTurn({
      key: each,
      session,
      delivery: { id: reply, reply: '{"text":"ask admin12"}' },
      question: null,
      at,
    });
  }
  await store.mark({ name: 'slack: asked admin1', key: '', at });
  await store.mark({ name: 'cli: asked admin12', key: 'local admin1-b', at });
  await store.mark({ name: 'cli: asked', key: 'other admin1', at, within: cli('x', 'other') });
  for (const [id, user, team] of [
    ['a', 'admin12', 'local'],
    ['b', 'admin1', 'other'],
  ] as const) {
    const body = JSON.stringify({ user, team, text: 'of admin12 and admin1-b' });
    await store.receive(delivery(id, { platform: 'cli', body }));
  }
  const within = cli('x', 'other');
  await store.receive(delivery('c', { platform: 'cli', body: '{"user":"admin1"}', within }));
  await store.receive(delivery('d', { body: '{"user":"admin1","team":"local"}' }));
  for (const id of ['cli:local/admin12#1', 'cli:other/admin1#1', 'slack:local/admin1#1', 'agent#cli:local/x admin12']) {
    await store.saveTickets({ command: { id, result: '{}' }, changes: [], at });
  }
}

const states: (Ticket['state'] | undefined)[] = ['new', 'assigned', 'waiting-on-requester', 'resolved', 'closed'];

function tablesOf({ removed, masked }: { removed: object; masked: object }): string[] {
  return [...Object.keys(removed), ...Object.keys(masked)];
}
