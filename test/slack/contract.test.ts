import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { App } from '@slack/bolt';
import { ACTIONS, CALLBACKS } from '../../adapters/slack/actions.ts';
import { actModal, cardModal } from '../../adapters/slack/cardModals.ts';
import { questionModal, reasonModal, whyModal } from '../../adapters/slack/modals.ts';
import { NAMES } from '../../adapters/slack/names.ts';
import { ticketModal } from '../../adapters/slack/ticketModal.ts';
import type { DraftView } from '../../src/triage/view.ts';
import { buildOnce } from '../conversations/desk.ts';
import { CHANNEL, IM, USER } from '../support/slack/defaults.ts';
import { appHomeOpened } from '../support/slack/events.ts';
import { ticketFile } from '../triage/ticketFile.ts';
import { openSlack, type SlackHarness } from './harness.ts';
import { BOT, createPeople } from './person.ts';

/** Every name in the tables has a listener, and every listener has its name from a table. */

type Matcher = string | RegExp;
const METHODS = ['action', 'command', 'event', 'options', 'shortcut', 'view'] as const;

/** What the listeners were registered for: a name, a pattern, or constraints with one of both. */
let registered: Record<(typeof METHODS)[number], Matcher[]>;
let slack: SlackHarness;
beforeAll(async () => {
  const spies = METHODS.map((method) => [method, jest.spyOn(App.prototype, method)] as const);
  slack = await openSlack();
  const read = spies.map(([method, spy]) => [method, spy.mock.calls.map(([first]) => matcherOf(first))] as const);
  registered = Object.fromEntries(read) as typeof registered;
  for (const [, spy] of spies) spy.mockRestore();
}, 60_000);
afterAll(() => slack.close());

function matcherOf(given: unknown): Matcher {
  if (typeof given === 'string' || given instanceof RegExp) return given;
  const id: unknown = Reflect.get(Object(given), 'callback_id') ?? Reflect.get(Object(given), 'action_id');
  if (typeof id === 'string' || id instanceof RegExp) return id;
  throw new Error(`a listener for ${JSON.stringify(given)}`);
}

const fits = (matcher: Matcher, id: string) => (typeof matcher === 'string' ? matcher === id : matcher.test(id));
const listening = (method: (typeof METHODS)[number], id: string) => registered[method].filter((each) => fits(each, id));

/** Filled in and read when the form is sent: Slack sends no action for these. */
const IN_FORMS: readonly string[] = [ACTIONS.reason];
const TYPED: readonly string[] = [ACTIONS.askSearch];
/** Typed in, and acted on once something is picked. */
const PICKED: readonly string[] = [ACTIONS.cardAnswer];
const idsOf = (action: string | ((n: number & string) => string), samples: readonly unknown[]) =>
  typeof action === 'string' ? [action] : samples.map((sample) => action(sample as number & string));
const ALL = Object.values(ACTIONS).flatMap((action) => idsOf(action, [0, 7, 24]));

describe('the action ids', () => {
  test.each(ALL)('%s has the one listener that it needs', (id) => {
    expect(listening('action', id)).toHaveLength(IN_FORMS.includes(id) || TYPED.includes(id) ? 0 : 1);
    expect(listening('options', id)).toHaveLength([...TYPED, ...PICKED].includes(id) ? 1 : 0);
  });

  test('every section of the corpus has its listener', () => {
    for (const { id } of buildOnce().corpus.sections) {
      expect(listening('action', ACTIONS.homeSection(id))).toHaveLength(1);
    }
  });

  test('no listener is for anything else', () => {
    const idle = [...registered.action, ...registered.options].filter((each) => !ALL.some((id) => fits(each, id)));
    expect(idle).toEqual([]);
    for (const id of ['desk.option.x', 'desk.option.1.2', 'xdesk.more', 'desk.why2', 'desk.link.']) {
      expect(listening('action', id)).toEqual([]);
    }
  });

  test('no button that anybody sees is dead', async () => {
    const people = createPeople(slack);
    await people.outcome(() => slack.send(appHomeOpened()));
    const asked = ['can I rename the server?', 'best practices from the field', 'auto upgrade email', 'browse', 'help'];
    for (const text of asked) {
      await people.mention(`${BOT} ${text}`);
      await people.command(text);
    }
    const seen = [
      ...slack.fake.messages(CHANNEL.id),
      ...slack.fake.messages(IM.id),
      ...slack.fake.ephemerals(USER.id),
      slack.fake.home(USER.id),
    ];
    const ids = [...JSON.stringify(seen).matchAll(/"action_id":"([^"]+)"/g)].map(([, id]) => id ?? '');
    expect(new Set(ids).size).toBeGreaterThan(12);
    expect(ids.filter((id) => listening('action', id).length !== 1)).toEqual([]);
  });
});

const DRAFT: DraftView = {
  id: 'd',
  summary: 'It stopped',
  details: '',
  category: 'other',
  categories: [{ id: 'other', title: 'Something else' }],
  impact: 'person',
  impacts: [{ id: 'person', title: 'One person' }],
  urgency: 'low',
  urgencies: [{ id: 'low', title: 'It can wait' }],
  withMessages: false,
  similar: [],
};

describe('the windows', () => {
  const views = [
    questionModal({ text: '', note: null }),
    reasonModal('d', 'c'),
    whyModal('x'),
    ticketModal(DRAFT, 'c'),
    actModal({ what: 'ask', ticket: 'DESK-1', channel: null, thread: null }),
    cardModal(ticketFile(), new Map(), null),
  ];

  test('those that can be sent have a listener, the others nothing to send', () => {
    for (const { callback_id: id = '', submit } of views) {
      expect([id, listening('view', id).length]).toEqual([id, submit ? 1 : 0]);
    }
  });

  test('each has its id from the table, and no listener is for anything else', () => {
    const { home: _shown, ...modals } = CALLBACKS;
    expect(views.map(({ callback_id: id }) => id).sort()).toEqual(Object.values(modals).sort());
    expect(registered.view.filter((each) => !Object.values(CALLBACKS).some((id) => fits(each, id)))).toEqual([]);
  });
});

describe('the names that the manifest holds', () => {
  test('the command and the shortcuts are listened for, and no other', () => {
    expect(registered.command).toEqual([NAMES.command]);
    expect(registered.shortcut.map(String).sort()).toEqual([NAMES.ask, NAMES.find, NAMES.ticket].sort());
  });

  test('every event has a listener, and every listener an event that comes', () => {
    const wanted = new Set(NAMES.events.map((event) => event.replace(/^message\..*/, 'message')));
    expect(new Set(registered.event.map(String))).toEqual(wanted);
  });
});
