import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { FORMS } from '../../adapters/teams/agentActions.ts';
import { cardIn, cardMessage } from '../../adapters/teams/card.ts';
import { actForm } from '../../adapters/teams/cardModals.ts';
import type { AdaptiveCard } from '../../adapters/teams/elements.ts';
import { renderFeedbackForm } from '../../adapters/teams/feedbackForm.ts';
import { renderVersionForm, renderWhy } from '../../adapters/teams/forms.ts';
import { queueMessage } from '../../adapters/teams/queueCard.ts';
import { type Place, renderReply } from '../../adapters/teams/render.ts';
import { renderCheck, renderResult } from '../../adapters/teams/result.ts';
import { renderExpired, renderSpent } from '../../adapters/teams/spent.ts';
import { ticketForm } from '../../adapters/teams/ticketModal.ts';
import { renderWelcome } from '../../adapters/teams/welcome.ts';
import type { EntryId, IsoDate } from '../../src/brand.ts';
import { namedCheck } from '../../src/dialog/namedCheck.ts';
import { replyText } from '../../src/replyText.ts';
import type { Person } from '../../src/triage/ticket.ts';
import { buildOnce } from '../conversations/desk.ts';
import type { Theme } from '../support/teams/hostConfigs.ts';
import { ticketFile } from '../triage/ticketFile.ts';
import { launch } from './chromium.ts';
import { exampleDraft } from './draft.ts';
import { talk } from './talk.ts';
import { openStage, type Stage } from './teamsStage.ts';

/** What a Teams user sees. The pictures go to TEAMS_PICTURES, or to a temporary folder. */

const FOLDER = process.env.TEAMS_PICTURES ?? join(tmpdir(), 'teams-pictures');
const PLACE: Place = { delivery: 'd1', question: '', personal: false, full: false, ask: { solved: false } };
const THEMES: Theme[] = ['light', 'dark', 'contrast'];
const PHONE = 320;
const DESKTOP = 600;

let browser: Browser;
let stage: Stage;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  browser = await launch();
  stage = await openStage(browser);
});
afterAll(() => browser?.close());

/** Draws in every theme at both widths, and finds nothing amiss. The words that can be read. */
async function look(name: string, shown: { card: AdaptiveCard | null; text: string }): Promise<string> {
  let words = '';
  for (const theme of THEMES) {
    for (const width of [PHONE, DESKTOP]) {
      const path = join(FOLDER, `${name}-${theme}-${width}.png`);
      const { text, taps, ...found } = await stage.draw(shown, { theme, width, path });
      expect({ theme, width, ...found }).toEqual({ theme, width, clipped: [], low: [], rejected: [], contrast: [] });
      expect(taps).toEqual(titlesOf(shown.card));
      words = text;
    }
  }
  return words;
}

/** The label of everything that can be tapped, in order. */
function titlesOf(card: AdaptiveCard | null): string[] {
  return (card?.body ?? []).flatMap((element) => {
    if (element.type === 'ActionSet') return element.actions.map(({ title }) => title);
    return element.type === 'Container' && element.selectAction ? [element.selectAction.title] : [];
  });
}

const WALK = '=entry:move-database-remote-sql';

describe('replies', () => {
  test.each<[string, string[], Partial<Place>, string]>([
    ['answer', ['Can Azure AD Connect be installed unattended?'], {}, 'Sources:'],
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
    ['help', ['help'], {}, 'For example'],
    ['thanks', ['thanks'], {}, 'welcome'],
    ['ticket-draft', ['ticket can I rename the server'], {}, 'Instead of a new ticket'],
    ['ticket-sent', ['ticket the sync stopped', '1'], {}, 'you are told here'],
    ['ticket-own', ['ticket the sync stopped', '1', 'DESK-1'], {}, 'the sync stopped'],
    ['tickets', ['ticket the sync stopped', '1', 'tickets'], {}, 'DESK-1'],
  ])('%s', async (name, said, place, expected) => {
    const shown = renderReply(await talk('teams', ...said), { ...PLACE, ...place });
    expect(await look(name, shown)).toContain(expected);
  });

  test('a used row, an old button', async () => {
    const reply = await talk('teams', 'I got an email that auto upgrade no longer works');
    const spent = renderSpent(reply, PLACE, { label: 'Older than 1.1.750.0', by: 'Grace Hopper' });
    expect(await look('spent', spent)).toContain('chosen by Grace Hopper');
    expect(await look('expired', renderExpired('Can I rename the server?'))).toContain('Ask again');
  });
});

describe('cards of their own', () => {
  test('the welcome', async () => {
    const { corpus } = buildOnce();
    expect(await look('welcome', renderWelcome(corpus, { personal: true }))).toContain('Can I rename the server?');
  });

  test('the version form', async () => {
    expect(await look('version-form', renderVersionForm())).toContain('Check a version');
  });

  test('why', async () => {
    const why = replyText(await talk('teams', 'Can Azure AD Connect be installed unattended?', 'why'));
    expect(await look('why', renderWhy(why))).toContain('Candidates');
  });

  test.each(['pure-ipv6', 'move-database-remote-sql', 'auto-upgrade-suspended'])('the result %s', async (id) => {
    const { corpus } = buildOnce();
    const entry = corpus.entries.get(id as EntryId);
    if (!entry) throw new Error(`there is no entry ${id}`);
    const { card } = renderResult(entry, corpus.facts);
    expect(await look(`result-${id}`, { card, text: '' })).toContain('Sources:');
  });

  test('the result of a build', async () => {
    const { corpus } = buildOnce();
    const check = namedCheck(corpus, '1.1.654.0', '2026-11-22' as IsoDate);
    if (!check) throw new Error('there is no release list');
    const { card } = renderCheck(check);
    expect(await look('result-check', { card, text: '' })).toContain('Version check: 1.1.654.0');
  });
});

const CATEGORIES = new Map([
  ['other', 'Something else'],
  ['auto-upgrade', 'Auto upgrade'],
  ['identity-data', 'Identity data'],
]);
const PEOPLE: Person[] = ['Anna Agent', 'Bo Second'].map((name, i) => ({
  platform: 'teams',
  tenant: 't',
  user: `u${i}`,
  name,
}));

/** Far enough along that everything a card can show is on it. */
function busy() {
  const file = ticketFile({ summary: 'The sync stopped last night and nobody can sign in with a new password' });
  const [opened] = file.events;
  if (!opened) throw new Error('a ticket has a history');
  const by = { role: 'agent', person: { platform: 'teams', tenant: 't', user: 'u1', name: 'Anna Agent' } } as const;
  const said = [
    { ...opened, by, what: 'ask', details: { text: 'Which build do you have?' } },
    { ...opened, what: 'comment', details: { text: 'It says 1.6.4.0 in the wizard.' } },
  ];
  return {
    ...file,
    events: [opened, ...said],
    ticket: { ...file.ticket, assignee: by.person, state: 'assigned' as const },
  };
}

describe('what agents see', () => {
  test('the card of a ticket', async () => {
    expect(await look('ticket-card', cardMessage(busy(), CATEGORIES))).toContain('Answer from FAQ');
    expect(await look('ticket-card-new', cardMessage(ticketFile(), CATEGORIES))).toContain('Claim');
    const gone = cardIn('teams:t/c', ticketFile(), CATEGORIES);
    expect(await look('ticket-card-gone', gone)).toContain('It has gone to the people for');
    const onCall = { platform: 'teams', tenant: 't', user: 'u1', name: 'Anna Agent' };
    const staffed = cardMessage({ ...ticketFile(), onCall }, CATEGORIES);
    expect(await look('ticket-card-on-call', staffed)).toContain('Give to Anna Agent, on call');
    const from = { filter: 'mine', after: null };
    const refused = cardMessage(busy(), CATEGORIES, { from, notice: 'Anna Agent has DESK-1 already; it is assigned.' });
    expect(await look('ticket-card-refused', refused)).toContain('Back to the queue');
  });

  test('the queue', async () => {
    const tickets = Array.from({ length: 4 }, () => ({
      ticket: busy().ticket,
      breachAt: Date.parse('2026-11-24T17:00:00Z'),
    }));
    const next = { breachAt: 1, number: 5 };
    expect(
      await look('queue', queueMessage({ tickets, categories: CATEGORIES, next }, { filter: 'all', after: null })),
    ).toContain('Next page');
  });

  test.each(FORMS)('the window of %s', async (what) => {
    const found = ['Rename the server', 'Move the database to a remote SQL Server'].map((title, i) => ({
      id: `entry:${i}`,
      title,
    }));
    const file = busy();
    const { card } = actForm({
      what,
      file,
      ticket: file.ticket.id,
      from: null,
      form: 'f',
      message: null,
      notice: what === 'duplicate' ? 'Give the number of the other ticket, for example DESK-142.' : null,
      given: {},
      categories: CATEGORIES,
      people: PEOPLE,
      found,
    });
    expect(await look(`window-${what}`, { card, text: '' })).toContain('DESK-1');
  });

  test('the form of a ticket, the form after a thumb', async () => {
    const drawn = ticketForm(exampleDraft('since Monday'), { shared: false, notice: null });
    expect(await look('ticket-form', { card: drawn, text: '' })).toContain('What is it about?');
    const { card } = renderFeedbackForm('dislike');
    const { actions: _below, ...body } = card;
    expect(await look('feedback-form', { card: body, text: '' })).toContain('It is wrong');
  });
});
