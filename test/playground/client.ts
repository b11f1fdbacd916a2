import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';

/** A person before the Playground; each method waits until what it is about is there. */
export interface Client {
  page: Page;
  /** Opens a chat or a channel by its name in the list. */
  open(place: string): Promise<void>;
  /** In a chat. */
  say(text: string): Promise<void>;
  /** A new post of a channel or a message of a group chat, with the bot mentioned in front. */
  mention(text: string): Promise<void>;
  /** A button of the newest card that has it. */
  tap(label: string | RegExp): Promise<void>;
  /** Waits until the words stand in what came since the last thing that was done. */
  sees(text: string | RegExp): Promise<void>;
  picture(name: string): Promise<void>;
  /** Out of whatever dialog is open. */
  back(): Promise<void>;
}

/** Answers come within a second; the machine may be busy. */
const PATIENCE_MS = 30_000;
/** It loads a few megabytes of script at first. */
const OPENING_MS = 90_000;

export async function openClient(
  browser: Browser,
  { url, bot, pictures }: { url: string; bot: string; pictures: string },
): Promise<Client> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(url, { timeout: OPENING_MS });
  await page.getByRole('button', { name: 'Hide log panel' }).click();
  /** How often each text stood there before the last thing that was done. */
  let before = '';
  const words = () => page.locator('body').innerText();
  const mark = async () => {
    before = await words();
  };

  const composer = (): Locator => page.locator('[contenteditable=true]').first();
  const send = () => page.getByRole('button', { name: /^(Send Message|Post)$/ }).first();

  const client: Client = {
    page,
    async open(place) {
      await page.getByRole('treeitem', { name: new RegExp(place) }).click();
      await composer().waitFor();
      await mark();
    },
    async say(text) {
      await mark();
      await composer().click();
      await composer().pressSequentially(text);
      await send().click();
    },
    async mention(text) {
      await mark();
      await composer().click();
      await composer().pressSequentially('@');
      await page.getByRole('menuitem', { name: new RegExp(bot) }).click();
      await composer().pressSequentially(` ${text}`);
      await send().click();
    },
    async tap(label) {
      await mark();
      await page.getByRole('button', { name: label, exact: true }).last().click();
    },
    async sees(text) {
      const count = (all: string) =>
        typeof text === 'string' ? all.split(text).length - 1 : (all.match(new RegExp(text, 'g')) ?? []).length;
      const until = Date.now() + PATIENCE_MS;
      while (count(await words()) <= count(before)) {
        if (Date.now() > until) throw new Error(`waited in vain for ${text}`);
        await page.waitForTimeout(100);
      }
    },
    async picture(name) {
      await page.waitForTimeout(600);
      await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' });
    },
    async back() {
      await page.keyboard.press('Escape');
      await page
        .getByRole('button', { name: /^close$/i })
        .first()
        .click({ timeout: 500 })
        .catch(() => undefined);
    },
  };
  return client;
}
