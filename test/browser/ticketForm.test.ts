import { afterEach, expect, test } from '@jest/globals';
import { ticketId } from '../../src/triage/ticket.ts';
import { openSite, type Site } from '../conversations/desk.ts';
import { createStage } from './stage.ts';

let site: Site;
const stage = createStage(async () => {
  site = await openSite();
  return { assistant: site.assistant() };
});
afterEach(() => site.store.close());

const field = (name: string) => stage.page.getByLabel(name, { exact: true });

async function draft(): Promise<void> {
  await stage.open();
  await stage.ask('ticket the printers on floor three are jammed');
  await stage.page.locator('.ticket-form').waitFor();
}

test('a draft is a form: everything in it is changed and sent with one click', async () => {
  await draft();
  expect(await field('What is it about?').inputValue()).toBe('the printers on floor three are jammed');
  await field('What is it about?').fill('Printers are jammed');
  await field('Details').fill('All of them, since Monday.');
  await field('Category').selectOption('Something else');
  await field('Who cannot work?').selectOption({ index: 2 });
  await field('How urgent is it?').selectOption({ index: 2 });
  await field('Add what we said before').check();
  await stage.button('Send it').click();
  await stage.replies().nth(1).waitFor();
  expect(await stage.replies().nth(1).innerText()).toContain('DESK-1');
  expect(await site.store.ticket(ticketId(1))).toMatchObject({
    summary: 'Printers are jammed',
    category: 'other',
    impact: 'everyone',
    urgency: 'high',
    packet: { question: 'All of them, since Monday.' },
  });
  expect(await field('What is it about?').isDisabled()).toBe(true);
});

test('buttons stand for what the form does not hold', async () => {
  await draft();
  const labels = await stage.replies().first().locator('.options button').allInnerTexts();
  expect(labels).toContain('Cancel the ticket');
  expect(labels.filter((label) => /^(Send|Change|Add|Leave out)/.test(label))).toEqual([]);
});

test('what was typed into it survives a reload', async () => {
  await draft();
  await field('Details').fill('half a sen');
  await stage.page.reload();
  expect(await field('Details').inputValue()).toBe('half a sen');
  await stage.button('Send it').click();
  await stage.replies().nth(1).waitFor();
  expect((await site.store.ticket(ticketId(1)))?.packet.question).toBe('half a sen');
});

test('nothing is sent without a summary', async () => {
  await draft();
  await field('What is it about?').fill('');
  await stage.button('Send it').click();
  expect(await stage.page.locator('article.person').count()).toBe(1);
});
