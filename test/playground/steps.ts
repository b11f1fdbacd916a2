import { NAMES } from '../../adapters/teams/names.ts';
import type { Client } from './client.ts';

export interface Step {
  name: string;
  run(client: Client): Promise<void>;
}

const EMAIL = 'I got an email that auto upgrade no longer works';
const OLDER = 'Older than 1.1.750.0';
const WHICH = 'Which version of Azure AD Connect is installed?';

/** One after the other, as one person would. */
export const STEPS: readonly Step[] = [
  {
    name: 'the welcome greets and offers examples',
    async run(client) {
      await client.open('Personal Chat');
      await client.page.getByText('Can I rename the server?').first().waitFor();
      await client.picture('01-welcome');
    },
  },
  {
    name: 'a question asks back, and a button answers it',
    async run(client) {
      await client.say(EMAIL);
      await client.sees(WHICH);
      await client.picture('02-question');
      await client.tap(OLDER);
      await client.sees('Yes');
      await client.picture('03-answer');
    },
  },
  {
    name: 'a follow-up is answered by text',
    async run(client) {
      await client.say('start over');
      await client.say(EMAIL);
      await client.sees(WHICH);
      await client.say('1.1.654.0');
      await client.sees('1.1.654.0');
      await client.picture('04-by-text');
    },
  },
  {
    name: 'a choice leads to its entry',
    async run(client) {
      await client.say('start over');
      await client.say('auto upgrade email');
      await client.sees('None of these');
      await client.picture('05-choice');
      await client.tap('Will I be told whether auto upgrade failed or worked?');
      await client.sees('Sources');
      await client.picture('06-chosen');
    },
  },
  {
    name: 'a walk goes on and back in its place',
    async run(client) {
      await client.say('Can I move the sync database to a remote SQL Server?');
      await client.sees('Step 1 of 3');
      await client.picture('07-walk');
      await client.tap('Next');
      await client.sees('Step 2 of 3');
      await client.picture('08-walk-next');
      await client.tap('Back');
      await client.sees('Step 1 of 3');
    },
  },
  {
    name: 'why this answer',
    async run(client) {
      await client.say('can I rename the server?');
      await client.sees('cannot connect');
      await client.tap('Why this answer?');
      await client.sees('Compared words');
      await client.picture('09-why');
    },
  },
  {
    name: 'the version check, by words and by form',
    async run(client) {
      await client.say('version 2.5.79.0');
      await client.sees('2.5.79.0');
      await client.picture('10-version');
      await client.say('version');
      await client.sees('Check');
      await client.picture('11-version-form');
    },
  },
  {
    name: 'nothing fits, and it says so',
    async run(client) {
      await client.say('how do I bake bread');
      await client.sees('I have no answer to that');
      await client.picture('12-unknown');
    },
  },
  {
    name: 'feedback opens a form and is taken',
    async run({ page, picture }) {
      await page.getByRole('button', { name: 'Dislike', exact: true }).last().click();
      await page.getByRole('textbox', { name: 'What went wrong?' }).fill('It should know about bread.');
      await picture('13-feedback');
      await page.getByRole('button', { name: 'Submit' }).click();
      await page.getByText('Thank you!').waitFor();
      await page.getByRole('button', { name: 'Close' }).click();
    },
  },
  {
    name: 'the message extension finds an answer and puts it into a message',
    async run({ page, picture }) {
      await page.getByRole('button', { name: 'Trigger Message Extension App' }).click();
      await page.getByRole('menuitem', { name: 'Search Command' }).click();
      // The Playground reads no manifest.
      await page.getByRole('button', { name: 'Specify Command ID or Parameter' }).click();
      await page.getByRole('textbox', { name: 'Command ID' }).fill(NAMES.searchFaq);
      await page.getByRole('textbox', { name: 'Parameter name' }).fill(NAMES.query);
      await page.getByRole('button', { name: 'Specify Command ID or Parameter' }).click();
      await page.getByRole('textbox', { name: 'Enter a search term' }).fill('rename');
      const found = page.getByRole('group').filter({ hasText: 'Search-Based Message Extension' }).last();
      const result = found.getByText(/renamed? /i).first();
      await result.waitFor();
      await picture('14-extension');
      await result.click();
      await picture('15-inserted');
      await page.getByRole('button', { name: 'Send Message' }).click();
      await picture('16-sent');
    },
  },
  {
    name: 'an answer to a message is found',
    async run(client) {
      const { page } = client;
      await client.say('is there a way to rename the server');
      await client.sees('cannot connect');
      // Each message's own menu stands before its words.
      const words = page.getByText('is there a way to rename the server').last();
      await words.locator('xpath=preceding::button[@aria-label="Show more information"][1]').click();
      await page.getByRole('menuitem', { name: 'Action Command' }).click();
      await page.getByRole('textbox', { name: 'Command ID' }).fill(NAMES.findAnswer);
      await page.getByRole('button', { name: 'Create' }).click();
      await page.getByRole('dialog').getByText('Sources').waitFor();
      await client.picture('17-find-answer');
      await client.back();
    },
  },
  {
    name: 'a mention in a channel is answered in its thread',
    async run(client) {
      await client.open('Identity');
      await client.mention(EMAIL);
      await client.sees(WHICH);
      await client.picture('18-channel');
      await client.tap(OLDER);
      await client.sees('Yes');
      await client.picture('19-channel-answer');
    },
  },
  {
    name: 'a mention in a group chat',
    async run(client) {
      await client.open('Group Chat|Operations');
      await client.mention('can I rename the server?');
      await client.sees('cannot connect');
      await client.picture('20-group');
    },
  },
];
