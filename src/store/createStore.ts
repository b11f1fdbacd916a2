import type { Kysely } from 'kysely';
import { DeskError } from '../errors.ts';
import type { TicketStore } from '../triage/port.ts';
import * as channels from './channels.ts';
import * as faqDrafts from './faqDrafts.ts';
import * as feedback from './feedback.ts';
import { conversationsNamed, conversationsUnder, forgetConversation } from './forget.ts';
import { forgetPerson } from './forgetPerson.ts';
import * as inbox from './inbox.ts';
import * as installations from './installations.ts';
import * as marks from './marks.ts';
import * as outbox from './outbox.ts';
import type { ForgottenPerson, PersonToForget, SaveResult, Store } from './port.ts';
import * as posts from './posts.ts';
import { purge } from './purge.ts';
import * as references from './references.ts';
import type { Schema } from './schema.ts';
import { figures } from './ticketFigures.ts';
import * as ticketLists from './ticketLists.ts';
import * as tickets from './tickets.ts';
import * as turns from './turns.ts';
import { createWrites, type Writes } from './writes.ts';

/** Thrown to roll a transaction back; never leaves this file. */
const CONFLICT = new Error('conflict');

/**
 * The store over any database that Kysely speaks to and `migrate` has prepared; SQLite and PostgreSQL are tested.
 * On PostgreSQL the connections must run at `read committed`, its default: `secret` and `purge` rely on it.
 */
export function createStore(db: Kysely<Schema>): Store {
  const writes = createWrites(db);
  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | null = null;

  function run<T>(what: string, work: () => Promise<T>): Promise<T> {
    if (closing) return Promise.reject(unavailable(what, new Error('the store is closed')));
    const result = work().catch((error: unknown) => {
      throw unavailable(what, error);
    });
    underWay.add(result);
    const done = () => underWay.delete(result);
    result.then(done, done);
    return result;
  }

  async function shutDown(): Promise<void> {
    await Promise.allSettled(underWay);
    await db.destroy();
  }

  return {
    load: (key, delivery) => run('load a conversation', () => turns.load(db, key, delivery)),
    saveTurn: (turn) => run('save a turn', () => allOrNothing(writes, (on) => turns.writeTurn(on, turn))),
    purge: (before, logBefore) => run('remove old rows', () => purge(db, before, logBefore)),
    secret: (name, create) => run('read a secret', () => secret(db, name, create)),
    questions: (limit) => run('read the question log', () => turns.questions(db, limit)),
    receive: (delivery) => run('keep a delivery', () => writes.one((on) => inbox.receive(on, delivery))),
    finish: (...given) => run('finish a delivery', () => writes.one((on) => inbox.finish(on, ...given))),
    postpone: (...given) => run('postpone a delivery', () => inbox.postpone(db, ...given)),
    giveUp: (...given) => run('give a delivery up', () => inbox.giveUp(db, ...given)),
    prolong: (...given) => run('prolong a lease', () => inbox.prolong(db, ...given)),
    claim: (...given) => run('claim deliveries', () => inbox.claim(db, ...given)),
    undelivered: (limit) => run('list what was given up', () => inbox.undelivered(db, limit)),
    countUndelivered: () => run('count what was given up', () => inbox.countUndelivered(db)),
    mark: (mark) =>
      run('set a mark', () => writes[mark.by === undefined ? 'one' : 'whole']((on) => marks.mark(on, mark))),
    countMarks: (...given) => run('count marks', () => marks.countMarks(db, ...given)),
    unmark: (name) => run('remove marks', () => marks.unmark(db, name)),
    saveInstallation: (given) => run('save an installation', () => installations.saveInstallation(db, given)),
    installation: (...given) => run('read an installation', () => installations.installation(db, ...given)),
    resealInstallation: (...given) =>
      run('seal an installation anew', () => installations.resealInstallation(db, ...given)),
    removeInstallation: (...given) =>
      run('remove an installation', () => installations.removeInstallation(db, ...given)),
    installations: (platform) => run('list installations', () => installations.installations(db, platform)),
    saveChannel: (setting) => run('save a channel setting', () => channels.saveChannel(db, setting)),
    channel: (...given) => run('read a channel setting', () => channels.channel(db, ...given)),
    saveFeedback: (given) => run('save feedback', () => feedback.saveFeedback(db, given)),
    feedback: (limit) => run('read feedback', () => feedback.feedback(db, limit)),
    savePost: (given) => run('save what was posted', () => writes.one((on) => posts.savePost(on, given))),
    post: (...given) => run('read what was posted', () => posts.post(db, ...given)),
    posted: (...given) => run('look for what was posted', () => posts.posted(db, ...given)),
    saveReference: (given) => run('save a reference', () => writes.one((on) => references.saveReference(on, given))),
    reference: (...given) => run('read a reference', () => references.reference(db, ...given)),
    references: (platform) => run('list references', () => references.references(db, platform)),
    resealReference: (...given) => run('seal a reference anew', () => references.resealReference(db, ...given)),
    removeReference: (...given) => run('remove a reference', () => references.removeReference(db, ...given)),
    forgetConversation: (key) => run('forget a conversation', () => forgetConversation(db, key)),
    forgetPerson: (asked) => run('forget a person', () => forgetWhole(writes, asked)),
    conversationsNamed: (conversation) => run('look for a conversation', () => conversationsNamed(db, conversation)),
    conversationsUnder: (beginning) => run('look for conversations', () => conversationsUnder(db, beginning)),
    ...ticketStore(db, writes, run),
    // A table is asked, because SQLite answers `select 1` without a look at its file.
    check: () => run('answer', async () => void (await db.selectFrom('secrets').select('name').limit(1).execute())),
    close: () => {
      closing ??= shutDown();
      return closing;
    },
  };
}

type Run = <T>(what: string, work: () => Promise<T>) => Promise<T>;

function ticketStore(db: Kysely<Schema>, writes: Writes, run: Run): TicketStore {
  return {
    takeTicketNumber: () => run('number a ticket', () => tickets.takeTicketNumber(db)),
    ticket: (id) => run('read a ticket', () => tickets.ticket(db, id)),
    commandResult: (id) => run('look for a command', () => tickets.commandResult(db, id)),
    saveTickets: (save) => run('save a ticket', () => allOrNothing(writes, (on) => tickets.writeTickets(on, save))),
    ticketEvents: (id) => run("read a ticket's history", () => tickets.ticketEvents(db, id)),
    queue: (...given) => run('read the queue', () => ticketLists.queue(db, ...given)),
    ticketsAfter: (...given) => run('list tickets', () => ticketLists.ticketsAfter(db, ...given)),
    ticketsOf: (...given) => run("read somebody's tickets", () => ticketLists.ticketsOf(db, ...given)),
    joinedTickets: (...given) => run("read somebody's tickets", () => ticketLists.joinedTickets(db, ...given)),
    countOpened: (...given) => run('count tickets', () => tickets.countOpened(db, ...given)),
    ticketsWith: (...given) => run('look for like tickets', () => ticketLists.ticketsWith(db, ...given)),
    dueTickets: (...given) => run('look for what is due', () => ticketLists.dueTickets(db, ...given)),
    retime: (...given) => run('note when a ticket is due', () => tickets.retime(db, ...given)),
    figures: (bounds) => run('count tickets', () => figures(db, bounds)),
    faqDraft: (id) => run('read a draft', () => faqDrafts.faqDraft(db, id)),
    faqDrafts: () => run('list drafts', () => faqDrafts.faqDrafts(db)),
    purgeTickets: (before) => run('remove old tickets', () => tickets.purgeTickets(db, before)),
    outbox: {
      claim: (lease) => run('claim what goes out', () => outbox.claim(db, lease)),
      finish: (id) => run('finish what went out', () => outbox.finish(db, id)),
      postpone: (...given) => run('put off what goes out', () => outbox.postpone(db, ...given)),
      giveUp: (...given) => run('give up what goes out', () => outbox.giveUp(db, ...given)),
      prolong: (...given) => run('prolong a lease', () => outbox.prolong(db, ...given)),
      failed: (...given) => run('list what was given up', () => outbox.failed(db, ...given)),
      replay: (...given) => run('try again what was given up', () => outbox.replay(db, ...given)),
    },
  };
}

function unavailable(what: string, cause: unknown): DeskError {
  const why = typeof cause === 'object' && cause !== null && 'message' in cause ? cause.message : cause;
  return new DeskError('store-unavailable', `The store could not ${what}: ${why}`, { cause });
}

/** `conflict`: the work said so by false, and nothing of it is written. */
async function allOrNothing(writes: Writes, work: (on: Kysely<Schema>) => Promise<boolean>): Promise<SaveResult> {
  try {
    await writes.whole(async (on) => {
      if (!(await work(on))) throw CONFLICT;
    });
    return 'saved';
  } catch (error) {
    if (error === CONFLICT) return 'conflict';
    throw error;
  }
}

/** How often it is begun anew because a ticket changed in between. */
const ATTEMPTS = 5;

async function forgetWhole(writes: Writes, { dryRun, ...asked }: PersonToForget): Promise<ForgottenPerson> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found: ForgottenPerson[] = [];
    await allOrNothing(writes, async (on) => {
      found.push(...(await forgetPerson(on, asked)));
      // What was only to be counted is rolled back as a conflict is.
      return found.length > 0 && !dryRun;
    });
    const [report] = found;
    if (report) return report;
  }
  throw new Error('tickets of that person are being changed all the time; try again in a moment');
}

async function secret(db: Kysely<Schema>, name: string, create: () => string): Promise<string> {
  const read = db.selectFrom('secrets').select('value').where('name', '=', name);
  const known = await read.executeTakeFirst();
  if (known) return known.value;
  // Whoever comes second inserts nothing and reads what the first one wrote.
  await db
    .insertInto('secrets')
    .values({ name, value: create() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await read.executeTakeFirstOrThrow()).value;
}
