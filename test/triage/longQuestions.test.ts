import { beforeEach, expect, test } from '@jest/globals';
import type { ConversationId, DeliveryId, UserId } from '../../src/brand.ts';
import type { Message } from '../../src/message.ts';
import { LIMITS } from '../../src/triage/limits.ts';
import { ticketId } from '../../src/triage/ticket.ts';
import { openSite } from '../conversations/desk.ts';

let site: Awaited<ReturnType<typeof openSite>>;
let deliveries = 0;
beforeEach(async () => {
  site = await openSite();
}, 30_000);

function handle(given: Partial<Message>) {
  const base = { platform: 'slack', tenant: 'T1', conversation: 'D1' as ConversationId, user: 'rita' as UserId };
  const delivery = `d${++deliveries}` as DeliveryId;
  return site
    .assistant()
    .handle({ ...base, private: false, facts: {}, text: '', delivery, source: 'message', ...given } as Message);
}

async function drafted(text: string, links: string[] = []) {
  const reply = await handle({ text: `ticket ${text}`, links });
  if (reply.kind !== 'ticket' || !reply.draft) throw new Error(reply.kind);
  const send = reply.options[0]?.value ?? '';
  return {
    text: reply.text,
    details: reply.draft.details,
    send: (facts = {}) => handle({ source: 'action', value: send, facts }),
  };
}

const LINK = 'https://files.example/log-of-the-night.txt';
const question = async () => (await site.store.ticket(ticketId(1)))?.packet.question;
const wordsOf = (length: number) =>
  'alpha '
    .repeat(length / 6 + 1)
    .slice(0, length - 1)
    .concat('z');

test.each([
  [LIMITS.text - LINK.length - 1, false],
  [LIMITS.text - LINK.length, true],
  [LIMITS.text - 10, true],
])('behind %i characters a link stands whole; that words had to give way: %p', async (length, isLess) => {
  const draft = await drafted(wordsOf(length), [LINK]);
  expect(draft.details.endsWith(`\n${LINK}`)).toBe(true);
  expect(draft.details.length).toBeLessThanOrEqual(LIMITS.text);
  expect(draft.details.includes('z\n')).toBe(!isLess);
  const sent = await draft.send();
  for (const { text } of [draft, { text: 'text' in sent ? sent.text : '' }]) {
    expect(text.includes('the end of your words is left out')).toBe(isLess);
  }
  expect(await question()).toBe(draft.details);
});

test('links that are too many leave half of a ticket to the words', async () => {
  const { details, text } = await drafted(wordsOf(1900), Array<string>(200).fill(LINK));
  expect(details.startsWith(wordsOf(1900))).toBe(true);
  expect(details.length).toBeLessThanOrEqual(LIMITS.text);
  expect(details.split('\n').slice(1)).toEqual(expect.arrayContaining([LINK]));
  expect(new Set(details.split('\n').slice(1))).toEqual(new Set([LINK]));
  expect(text).toContain('the end of your words is left out');
});

test.each([4000, 4001, 9000])('details of %i characters from a form', async (length) => {
  const draft = await drafted('the sync stopped');
  const reply = await draft.send({ details: wordsOf(length) });
  if (length <= LIMITS.text) {
    expect(reply.kind).toBe('ticket');
    expect(await question()).toBe(wordsOf(length));
    return;
  }
  expect(reply).toMatchObject({ kind: 'error', code: 'ticket-invalid' });
  expect('text' in reply && reply.text).toContain(`have ${length} characters, a ticket takes at most 4000`);
  expect(await site.store.ticket(ticketId(1))).toBeNull();
  // The draft is still there.
  expect((await draft.send()).kind).toBe('ticket');
});

test('words that a form replaces are not said to be left out', async () => {
  const draft = await drafted(wordsOf(LIMITS.text - 10), [LINK]);
  const sent = await draft.send({ details: 'all of it, in short' });
  expect('text' in sent && sent.text).not.toContain('left out');
});
