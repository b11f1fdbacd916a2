import { describe, expect, test } from '@jest/globals';
import { createStage } from './stage.ts';

const stage = createStage();

describe('when something fails', () => {
  test('a message that did not get through is sent again under the same id', async () => {
    await stage.open();
    await stage.page.route('**/api/chat', (route) => route.abort());
    await stage.box().fill('unattended');
    await stage.box().press('Enter');
    await stage.button('Send again').waitFor();
    expect(await stage.page.locator('.undelivered').innerText()).toContain('No answer. The desk cannot be reached.');
    await stage.page.reload();
    await stage.page.unroute('**/api/chat');
    // The answer to the second attempt is lost on its way back: the server has handled the message.
    await stage.page.route('**/api/chat', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await stage.button('Send again').click();
    await stage.page.waitForFunction('document.querySelector("article.person").dataset.state === "failed"');
    await stage.page.unroute('**/api/chat');
    await stage.button('Send again').click();
    await stage.replies().first().waitFor();
    expect(await stage.page.locator('article.person').count()).toBe(1);
    expect(await stage.button('Send again').count()).toBe(0);
    const [second, third] = stage.desk.assistant.handled;
    expect(second?.delivery).toEqual(expect.any(String));
    expect(second?.delivery).toBe(third?.delivery);
  });

  test('what was left under way by a reload can be sent again', async () => {
    await stage.open();
    await stage.box().fill('slow one');
    await stage.box().press('Enter');
    await stage.page.locator('.typing .dots').waitFor();
    await stage.page.reload();
    await stage.button('Send again').waitFor();
    await stage.button('Send again').click();
    await stage.page.locator('.typing .dots').waitFor();
    stage.desk.assistant.release();
    await stage.replies().first().waitFor();
  });

  test('a refused message is back in the box, with the reason', async () => {
    await stage.open();
    const long = 'x'.repeat(300_000);
    await stage.box().fill(long);
    await stage.box().press('Enter');
    await stage.page.locator('.undelivered').waitFor();
    expect(await stage.page.locator('.undelivered').innerText()).toContain('longer than 256 KB');
    expect(await stage.box().inputValue()).toBe(long);
    expect(await stage.button('Send again').count()).toBe(0);
  });

  test('an error of the server can be tried again', async () => {
    await stage.open();
    await stage.box().fill('boom');
    await stage.box().press('Enter');
    await stage.button('Send again').waitFor();
    expect(await stage.page.locator('.undelivered').innerText()).toContain('Something went wrong here.');
  });

  test('who lost the cookie goes on in a new conversation', async () => {
    await stage.open();
    await stage.ask('unattended');
    await stage.page.context().clearCookies();
    await stage.box().fill('the email');
    await stage.box().press('Enter');
    await stage.button('Ask in a new conversation').click();
    await stage.replies().first().waitFor();
    expect(await stage.replies().first().innerText()).toContain('Which version');
    expect(await stage.page.locator('article').count()).toBe(2);
  });
});
