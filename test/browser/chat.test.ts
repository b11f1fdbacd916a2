import { describe, expect, test } from '@jest/globals';
import { createStage } from './stage.ts';

const stage = createStage();

describe('a conversation', () => {
  test('an example is asked with one click, and answered with its verdict, note and sources', async () => {
    await stage.open();
    expect(await stage.page.title()).toBe('Azure AD Connect · Connect Desk');
    await stage.button('Can Azure AD Connect be installed unattended?').click();
    const reply = stage.replies().first();
    await reply.waitFor();
    expect(await stage.page.locator('article.person .bubble').innerText()).toBe(
      'Can Azure AD Connect be installed unattended?',
    );
    expect(await reply.locator('.verdict').innerText()).toBe('No');
    expect(await reply.locator('strong').first().innerText()).toBe('not supported');
    expect(await reply.locator('blockquote').innerText()).toContain('Note of 2026-11-22');
    const source = reply.getByRole('link', { name: /General installation/ });
    expect(await source.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await source.getAttribute('target')).toBe('_blank');
    expect(await stage.page.locator('#welcome').isVisible()).toBe(false);
  });

  test('options are buttons: the one that was used is marked, and none can be used again', async () => {
    await stage.open();
    await stage.ask('the email');
    await stage.button('Older than 1.1.750.0').click();
    await stage.replies().nth(1).waitFor();
    expect(stage.desk.assistant.handled.at(-1)).toMatchObject({
      source: 'action',
      value: 'fact:installedVersion=<1.1.750.0',
    });
    expect(await stage.page.locator('article.person .bubble').last().innerText()).toBe('Older than 1.1.750.0');
    const used = stage.replies().first().getByRole('button');
    expect(await used.count()).toBe(3);
    for (const choice of await used.all()) expect(await choice.isDisabled()).toBe(true);
    expect(await stage.button('Older than 1.1.750.0').getAttribute('aria-pressed')).toBe('true');
    expect(await stage.button("I don't know").getAttribute('aria-pressed')).toBeNull();
    expect(await stage.focused()).toBe('box');
  });

  test('options of an older reply are off once a newer one came', async () => {
    await stage.open();
    await stage.ask('two');
    expect(await stage.button('None of these').isEnabled()).toBe(true);
    await stage.ask('unattended');
    expect(await stage.button('None of these').isDisabled()).toBe(true);
  });

  test('what is typed stays text, and so does HTML in a reply', async () => {
    await stage.open();
    const nasty = '<script>alert(1)</script><img src=x onerror=alert(2)> **bold**\nsecond line';
    await stage.ask(nasty);
    expect(await stage.page.locator('article.person .bubble').innerText()).toBe(nasty);
    await stage.ask('markup');
    expect(await stage.page.locator('.log :is(script, img, #raw)').count()).toBe(0);
    expect(await stage.replies().last().innerText()).toContain('<img src=x onerror="alert(1)">');
    expect(await stage.replies().last().getByRole('link', { name: 'a trap' }).count()).toBe(0);
  });

  test('a sign is shown while an answer is waited for, and nothing typed meanwhile is lost', async () => {
    await stage.open();
    await stage.box().fill('slow one');
    await stage.box().press('Enter');
    await stage.page.locator('.typing .dots').waitFor();
    expect(await stage.page.getByRole('status').textContent()).toContain('is writing');
    await stage.box().fill('next');
    await stage.box().press('Enter');
    expect(await stage.box().inputValue()).toBe('next');
    stage.desk.assistant.release();
    await stage.replies().first().waitFor();
    expect(await stage.page.locator('.typing .dots').count()).toBe(0);
    expect(await stage.box().inputValue()).toBe('next');
    expect(await stage.page.locator('article.person').count()).toBe(1);
  });

  test('a reload keeps the log, what was chosen, and the text in the box', async () => {
    await stage.open();
    await stage.ask('the email');
    await stage.button("I don't know").click();
    await stage.replies().nth(1).waitFor();
    await stage.box().fill('half a thought');
    await stage.page.reload();
    await stage.replies().nth(1).waitFor();
    expect(await stage.button("I don't know").getAttribute('aria-pressed')).toBe('true');
    expect(await stage.button('Older than 1.1.750.0').isDisabled()).toBe(true);
    expect(await stage.button('Browse the topics').isEnabled()).toBe(true);
    expect(await stage.box().inputValue()).toBe('half a thought');
    await stage.ask('unattended');
    expect(new Set(stage.desk.assistant.handled.map((message) => message.conversation)).size).toBe(1);
  });

  test('a new conversation begins empty, under another id', async () => {
    await stage.open();
    await stage.ask('unattended');
    await stage.button('New conversation').click();
    expect(await stage.page.locator('article').count()).toBe(0);
    expect(await stage.page.locator('#welcome').isVisible()).toBe(true);
    await stage.ask('unattended');
    const [first, second] = stage.desk.assistant.handled;
    expect(first?.conversation).not.toBe(second?.conversation);
    expect(first?.user).toBe(second?.user);
  });
});

describe('why this answer', () => {
  test('opens under the newest reply, closes with Escape, and leaves the conversation as it was', async () => {
    await stage.open();
    await stage.ask('two');
    await stage.button('Why this answer?').click();
    const panel = stage.page.getByRole('region', { name: 'Why this answer' });
    await panel.waitFor();
    expect(await panel.innerText()).toContain('with a confidence of 0.93');
    expect(stage.desk.assistant.handled.at(-1)).toMatchObject({ source: 'action', value: 'why' });
    expect(await stage.button('None of these').isEnabled()).toBe(true);
    expect(await stage.replies().count()).toBe(1);
    await stage.page.keyboard.press('Escape');
    expect(await panel.count()).toBe(0);
    expect(await stage.focused()).toBe('Why this answer?');
    await stage.button('Why this answer?').click();
    await panel.waitFor();
    expect(stage.desk.assistant.handled).toHaveLength(2);
    await stage.ask('unattended');
    expect(await stage.button('Why this answer?').count()).toBe(1);
    expect(await stage.replies().last().getByRole('button', { name: 'Why this answer?' }).count()).toBe(1);
  });
});
