import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Block, Message } from 'slack-blocks-to-jsx';
import type { KnownBlock } from '../../adapters/slack/blocks.ts';
import { cardMessage } from '../../adapters/slack/card.ts';
import { homeView } from '../../adapters/slack/home.ts';
import { questionModal, reasonModal, whyModal } from '../../adapters/slack/modals.ts';
import { type Place, renderReply } from '../../adapters/slack/render.ts';
import { renderChosen, renderExpired, renderShared } from '../../adapters/slack/spent.ts';
import { ticketModal } from '../../adapters/slack/ticketModal.ts';
import { replyText } from '../../src/replyText.ts';
import { buildOnce } from '../conversations/desk.ts';
import { ticketFile } from '../triage/ticketFile.ts';
import { launch } from './chromium.ts';
import { exampleDraft } from './draft.ts';
import { talk } from './talk.ts';

/**
 * What a Slack user sees, drawn by a renderer of Block Kit that is not Slack's own: for a look, and to find what it
 * cannot draw. The pictures go to SLACK_PICTURES, or to a temporary folder.
 */

const FOLDER = process.env.SLACK_PICTURES ?? join(tmpdir(), 'slack-pictures');
const STYLE = readFileSync(join(dirname(createRequire(import.meta.url).resolve('slack-blocks-to-jsx')), 'style.css'));
const PLACE: Place = {
  conversation: 'C12345678:1700000000.000100',
  delivery: 'Ev1',
  question: '',
  ephemeral: false,
  full: false,
  ask: { solved: false },
};

let browser: Browser;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  browser = await launch();
});
afterAll(() => browser?.close());

/** The renderer takes `verbatim` for 'no markup', where Slack only leaves addresses and names in the words alone. */
function drawable(blocks: readonly object[]): Block[] {
  return JSON.parse(JSON.stringify(blocks), (key, value) => (key === 'verbatim' ? undefined : value));
}

/** Draws blocks and returns the text that can be seen. */
async function draw(name: string, blocks: readonly object[], theme: 'light' | 'dark' = 'light'): Promise<string> {
  const message = createElement(Message, {
    blocks: drawable(blocks),
    name: 'Connect Desk',
    logo: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path fill="teal" d="M0 0h1v1H0z"/></svg>',
    time: new Date('2026-11-22T09:00:00Z'),
    theme,
    data: { users: [{ id: 'U12345678', name: 'Grace' }], channels: [], user_groups: [] },
  });
  const page = await browser.newPage({ viewport: { width: 720, height: 400 }, deviceScaleFactor: 2 });
  await page.setContent(
    `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><body>${renderToStaticMarkup(message)}</body>`,
  );
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true });
  const text = await page.locator('body').innerText();
  await page.close();
  return text;
}

/** What the renderer must show of the blocks: the words of every button. */
function labels(blocks: readonly KnownBlock[]): string[] {
  return blocks.flatMap((block) =>
    block.type === 'actions' ? block.elements.flatMap((each) => (each.type === 'button' ? [each.text.text] : [])) : [],
  );
}

const WALK = '=entry:move-database-remote-sql';

describe('messages', () => {
  test.each<[string, string[], Partial<Place>, string]>([
    ['answer', ['Can Azure AD Connect be installed unattended?'], {}, 'Sources:'],
    ['answer-ephemeral', ['Can I rename the server?'], { ephemeral: true }, 'Share in channel'],
    ['answer-with-notes', ['I got an email that auto upgrade no longer works', '1.1.654.0'], {}, 'Note of 2026-11-22:'],
    ['answer-long', ['=entry:field-best-practices'], {}, 'Show all'],
    ['answer-long-full', ['=entry:field-best-practices'], { full: true }, 'Sources:'],
    ['answer-solved', ['=entry:pure-ipv6'], { ask: { solved: true } }, 'Was this solved?'],
    ['answer-code', ['=entry:auto-upgrade-suspended'], {}, 'Related questions'],
    ['ask', ['I got an email that auto upgrade no longer works'], {}, 'I ask because'],
    ['clarify', ['wizard'], {}, 'Which of these do you mean?'],
    ['walk-1', [WALK], {}, 'Step 1 of'],
    ['walk-2', [WALK, 'next'], {}, 'Step 2 of'],
    ['unknown', ['how do I bake bread'], {}, 'Ask the helpdesk'],
    ['unknown-with-open-question', ['wizard', 'how do I bake bread'], {}, 'still open'],
    ['version', ['is 2.4.18.0 still supported?'], {}, '2.4.18.0'],
    ['browse', ['browse'], {}, 'General installation'],
    ['browse-section', ['=section:identity-data'], {}, 'Identity data'],
    ['help', ['help'], {}, 'For example:'],
    ['ticket-draft', ['ticket can I rename the server'], {}, 'Instead of a new ticket'],
    ['ticket-sent', ['ticket the sync stopped', '1'], {}, 'you are told here'],
    ['tickets', ['ticket the sync stopped', '1', 'tickets'], {}, 'DESK-1'],
  ])('%s', async (name, said, place, expected) => {
    const reply = await talk('slack', ...said);
    const { blocks } = renderReply(reply, { ...PLACE, ...place });
    const seen = await draw(name, blocks);
    expect(seen).toContain(expected);
    for (const label of labels(blocks)) expect(seen).toContain(label);
  });

  test('in the dark', async () => {
    const { blocks } = renderReply(await talk('slack', '=entry:harden-server'), PLACE);
    expect(await draw('answer-dark', blocks, 'dark')).toContain('Sources:');
  });

  test('a used row of buttons, an old button, a shared answer', async () => {
    const { blocks } = renderReply(await talk('slack', 'I got an email that auto upgrade no longer works'), PLACE);
    const chosen = renderChosen(blocks, { by: 'U12345678', label: 'Older than 1.1.750.0', row: 'options' });
    expect(await draw('chosen', chosen)).toContain('chosen by @Grace');
    expect(await draw('expired', renderExpired('Can I rename the server?').blocks)).toContain('Ask again');
    const question = 'Can Azure AD Connect be installed *unattended*?';
    const shared = renderShared(await talk('slack', question), { by: 'U12345678', question });
    expect(await draw('shared', shared.blocks)).toContain('Shared by @Grace');
  });
});

describe('what agents see', () => {
  test('the card of a ticket', async () => {
    const { corpus } = buildOnce();
    const categories = new Map(corpus.sections.map(({ id, title }) => [id, title]));
    const facts = { installedVersion: '1.1.654.0' };
    const offered = [{ entry: 'e', title: 'Auto upgrade', confidence: 0.6, why: 'answered, and did not solve it' }];
    const question = 'since the last update the sync has stopped, and nothing helps';
    const packet = { question, facts, branches: [], offered, version: null, messages: null };
    const { blocks } = cardMessage(ticketFile({ packet }), categories);
    const seen = await draw('ticket-card', blocks);
    expect(seen).toContain('Requester');
    for (const label of labels(blocks)) expect(seen).toContain(label);
  });
});

describe('views', () => {
  test('App Home', async () => {
    const { corpus } = buildOnce();
    const view = homeView({
      name: corpus.name,
      notice: null,
      greeting: `${corpus.texts.greeting} ${corpus.texts.help}`,
      examples: corpus.examples,
      sections: corpus.sections.map(({ id, title, entries }) => ({ id, title, entries: entries.length })),
      canCheckVersions: corpus.releases !== null,
      edition: 'Ev1',
    });
    expect(await draw('home', view.blocks)).toContain('Browse the topics');
  });

  test('modals', async () => {
    const note = 'From a message in this channel.';
    expect(await draw('question-modal', questionModal({ text: 'Can I rename it?', note }).blocks)).toContain(note);
    expect(await draw('reason-modal', reasonModal('Ev1', 'D1').blocks)).toContain('It is outdated');
    const details = `since Monday ${'the sync stops at the same object '.repeat(100)}`;
    const form = ticketModal(exampleDraft(details), PLACE.conversation);
    const shown = await draw('ticket-modal', form.blocks);
    for (const label of ['What is it about?', 'Details, continued', 'How urgent is it?'])
      expect(shown).toContain(label);
    const why = replyText(await talk('slack', 'Can Azure AD Connect be installed unattended?', 'why'));
    expect(await draw('why-modal', whyModal(why).blocks)).toContain('Candidates');
  });
});
