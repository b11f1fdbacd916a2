import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Message } from '../../src/message.ts';
import { TICKET_VALUES } from '../../src/triage/values.ts';
import { openSite, type Site } from '../conversations/desk.ts';
import { said, tapped } from './people.ts';

/** Words of somebody else that one person wants answered. */
let site: Site;
beforeEach(async () => {
  site = await openSite();
}, 60_000);
afterEach(() => site.store.close());

const quoted = (text: string): Message => ({ ...said(text), quoted: true });
const MAIL = 'I got a mail from Microsoft that my auto upgrade is broken';

test('they answer no question that waits, and choose no option', async () => {
  const assistant = site.assistant();
  expect((await assistant.handle(said(MAIL))).kind).toBe('ask');
  for (const text of ['1', 'never mind', 'yes', 'help']) {
    expect((await assistant.handle(quoted(text))).kind).not.toMatch(/answer|cancelled|help/);
  }
  expect((await assistant.handle(said('1.1.654.0'))).kind).toBe('answer');
});

test('they are no comment, and no command on a ticket', async () => {
  const assistant = site.assistant();
  const { draft } = Object({ draft: null, ...(await assistant.handle(said('ticket the vault is open'))) });
  await assistant.handle(quoted('never mind'));
  const sent = await assistant.handle(tapped(TICKET_VALUES.send(draft.id)));
  const ticket = sent.kind === 'ticket' ? sent.ticket : null;
  if (!ticket) throw new Error('no ticket');
  await assistant.handle(tapped(TICKET_VALUES.comment(ticket.id)));
  for (const text of ['the log says 6311', `withdraw ${ticket.id}`, `${ticket.id}: me too`, 'solved', 'withdraw it']) {
    expect((await assistant.handle(quoted(text))).kind).not.toMatch(/ticket/);
  }
  expect((await site.store.ticketEvents(ticket.id)).map(({ what }) => what)).toEqual(['open']);
});

test('a ticket that begins behind them is about them', async () => {
  const assistant = site.assistant();
  await assistant.handle(said(MAIL));
  await assistant.handle(quoted('help'));
  expect(await assistant.handle(tapped(TICKET_VALUES.begin))).toMatchObject({ draft: { summary: 'help' } });
});
