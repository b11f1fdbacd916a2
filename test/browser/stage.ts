import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { ServerDeps } from '../../adapters/server.ts';
import { type Harness, startHarness } from '../web/harness.ts';
import { launch, type Visitor, visit } from './chromium.ts';

/**
 * One browser a file, and for each test a server and a visitor of its own. After each test the page must have been
 * sound: no dialog, no script error, no breach of its policy. `behind`: what stands behind the server in place of the
 * fake core.
 */
export function createStage(behind: () => Promise<Partial<ServerDeps>> = async () => ({})) {
  let browser: Browser | null = null;
  let harness: Harness | null = null;
  let visitor: Visitor | null = null;
  const there = <Thing>(thing: Thing | null): Thing => {
    if (thing === null) throw new Error('the stage is empty: call open() first');
    return thing;
  };

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    harness = await startHarness(await behind());
  });
  afterEach(async () => {
    await visitor?.leave();
    await harness?.server.close();
    const alarms = visitor?.alarms;
    visitor = null;
    expect(alarms).toEqual([]);
  });

  const stage = {
    get page() {
      return there(visitor).page;
    },
    get desk() {
      return there(harness);
    },
    async open(options?: BrowserContextOptions): Promise<void> {
      visitor = await visit(there(browser), stage.desk.server.url, options);
    },
    box: () => stage.page.getByRole('textbox', { name: 'Your question' }),
    replies: () => stage.page.locator('article.desk'),
    button: (name: string) => stage.page.getByRole('button', { name, exact: true }),
    /** What holds the focus, as a person would name it. */
    focused: () => stage.page.evaluate('document.activeElement.id || document.activeElement.textContent.trim()'),
    /** Types a question, sends it, and waits for the reply. */
    async ask(text: string): Promise<void> {
      const before = await stage.replies().count();
      await stage.box().fill(text);
      await stage.box().press('Enter');
      await stage.replies().nth(before).waitFor();
    },
  };
  return stage;
}
