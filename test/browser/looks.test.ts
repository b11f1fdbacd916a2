import { describe, expect, test } from '@jest/globals';
import { POOR_CONTRAST, picture } from './chromium.ts';
import { createStage } from './stage.ts';

const stage = createStage();

describe('by keyboard alone', () => {
  test('skip link, asking, choosing, explaining', async () => {
    await stage.open();
    expect(await stage.focused()).toBe('box');
    await stage.page.keyboard.type('first line');
    await stage.page.keyboard.press('Shift+Enter');
    await stage.page.keyboard.type('email');
    await stage.page.keyboard.press('Enter');
    await stage.replies().first().waitFor();
    expect(stage.desk.assistant.handled[0]?.text).toBe('first line\nemail');
    expect(await stage.focused()).toBe('box');
    for (const name of ['Why this answer?', "I don't know", '1.1.750.0 or later']) {
      await stage.page.keyboard.press('Shift+Tab');
      while ((await stage.focused()) !== name) await stage.page.keyboard.press('Shift+Tab');
    }
    const ring = await stage.page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    expect(ring).toBe('solid');
    await stage.page.keyboard.press('Space');
    await stage.replies().nth(1).waitFor();
    expect(await stage.focused()).toBe('box');
    await stage.page.keyboard.press('Shift+Tab');
    while ((await stage.focused()) !== 'Why this answer?') await stage.page.keyboard.press('Shift+Tab');
    await stage.page.keyboard.press('Enter');
    await stage.page.getByRole('region', { name: 'Why this answer' }).waitFor();
    await stage.page.keyboard.press('Escape');
    expect(await stage.focused()).toBe('Why this answer?');
    await stage.page.keyboard.press('Tab');
    expect(await stage.focused()).toBe('box');
  });

  test('the skip link comes first and leads to the box', async () => {
    await stage.open();
    const first = stage.page.locator('a, button, textarea').first();
    expect(await first.innerText()).toBe('Skip to the message box');
    await first.focus();
    expect((await first.boundingBox())?.y).toBe(0);
    await stage.page.keyboard.press('Enter');
    expect(await stage.focused()).toBe('box');
  });

  test('a screen reader hears who says what, in a log', async () => {
    await stage.open();
    await stage.ask('unattended');
    const tree = await stage.page.locator('main').ariaSnapshot();
    expect(tree).toMatch(/log "Conversation":\s+- article:\s+- heading "You" \[level=2\]/);
    expect(tree).toMatch(/heading "Connect Desk" \[level=2\]\s+- paragraph: "?No"?\s/);
    expect(await stage.page.locator('#log').getAttribute('aria-live')).toBe('polite');
  });
});

describe('how it looks', () => {
  async function talk(): Promise<void> {
    await stage.ask('Can Azure AD Connect be installed unattended?');
    await stage.ask('I got an email that auto-upgrade is off');
    await stage.button('Older than 1.1.750.0').click();
    await stage.replies().nth(2).waitFor();
    await stage.ask('two domains');
  }

  test.each(['light', 'dark'] as const)('%s: enough contrast everywhere', async (colorScheme) => {
    await stage.open({ colorScheme });
    await picture(stage.page, `chat-${colorScheme}-welcome`);
    expect(await stage.page.evaluate(POOR_CONTRAST)).toEqual([]);
    await talk();
    await stage.button('Why this answer?').click();
    await stage.page.getByRole('region', { name: 'Why this answer' }).waitFor();
    await stage.page.waitForTimeout(500);
    expect(await stage.page.evaluate(POOR_CONTRAST)).toEqual([]);
    await picture(stage.page, `chat-${colorScheme}`);
  });

  test.each([320, 360, 390])('%i pixels wide: nothing runs out of the window', async (width) => {
    await stage.open({ viewport: { width, height: 740 }, hasTouch: true, isMobile: true });
    const overflow = () =>
      stage.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(await overflow()).toBe(0);
    await picture(stage.page, `chat-phone-${width}-welcome`);
    await talk();
    await stage.ask(`Donaudampfschifffahrt${'x'.repeat(200)} markup`);
    expect(await overflow()).toBe(0);
    await stage.page.evaluate('window.scrollTo({ top: 500, behavior: "instant" })');
    await picture(stage.page, `chat-phone-${width}`);
  });

  test('a very low window scrolls as a whole instead of hiding the conversation', async () => {
    await stage.open({ viewport: { width: 640, height: 360 } });
    await stage.ask('unattended');
    const dock = await stage.page.evaluate('getComputedStyle(document.querySelector(".dock")).position');
    expect(dock).toBe('static');
  });
});
