import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DeliveryId, EntryId, FactName, UserId } from '../../src/brand.ts';
import type { DeskState, Draft } from '../../src/deskState.ts';
import {
  type Newest,
  newSession,
  type Open,
  readNewest,
  readSession,
  type Session,
  writeSession,
} from '../../src/dialog/session.ts';
import type { Explanation } from '../../src/intent/types.ts';
import { IMPACTS, ticketId, URGENCIES } from '../../src/triage/ticket.ts';
import { FIELDS } from '../../src/triage/values.ts';

const id = fc.stringMatching(/^[a-z]{1,8}$/).map((text) => text as EntryId);
const fact = fc.stringMatching(/^[a-z]{1,8}$/).map((text) => text as FactName);
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((x) => Number(x.toFixed(3)));
const explanation: fc.Arbitrary<Explanation> = fc.record({
  words: fc.array(fc.string({ unit: 'grapheme' })),
  corrected: fc.array(fc.record({ from: fc.string(), to: fc.string() })),
  aliases: fc.array(fc.record({ from: fc.string(), to: fc.string() })),
  unknownWords: fc.array(fc.string()),
  coverage: share,
  candidates: fc.array(fc.record({ entry: id, confidence: share, score: share, matched: fc.array(fc.string()) })),
  outcome: fc.constantFrom('settled', 'choice', 'unknown'),
  thresholds: fc.record({ settle: share, choose: share }),
});
const came = { confidence: fc.option(share), explanation: fc.option(explanation), tapped: fc.boolean() };
const origin = fc.record(came);
const step = fc.option(fc.nat(5));
const facts = fc.dictionary(fact, fc.string({ unit: 'grapheme' }), { noNullPrototype: true });
const asked = { askedAt: fc.nat(), reoffered: fc.boolean(), origin };
const open: fc.Arbitrary<Open> = fc.oneof(
  fc.record({ ...asked, kind: fc.constant('fact' as const), entry: id, fact, step }),
  fc.record({ ...asked, kind: fc.constant('step' as const), entry: id, step: fc.nat(5) }),
  fc.record({ ...asked, kind: fc.constant('choice' as const), entries: fc.array(id), stated: facts }),
);
const ticket = fc.nat(9999).map((number) => ticketId(number + 1));
const words = fc.string({ unit: 'grapheme' });
const draft: fc.Arbitrary<Draft> = fc.record({
  id: words,
  by: words,
  summary: words,
  question: words,
  category: words,
  categoryConfidence: fc.option(share),
  impact: fc.constantFrom(...IMPACTS),
  urgency: fc.constantFrom(...URGENCIES),
  withMessages: fc.boolean(),
  masked: fc.boolean(),
  shortened: fc.boolean(),
  changing: fc.option(fc.constantFrom(...FIELDS)),
  similar: fc.array(fc.record({ id: ticket, summary: words })),
  at: fc.nat(),
});
const desk: fc.Arbitrary<DeskState> = fc.record({
  trail: fc.array(
    fc.record({
      text: words,
      kind: words,
      topic: fc.option(words),
      delivery: fc.option(id),
      entry: fc.option(words),
      title: fc.option(words),
      confidence: fc.option(share),
      because: fc.array(words),
    }),
  ),
  drafts: fc.array(draft),
  sent: fc.array(id),
  tickets: fc.array(ticket),
  commenting: fc.array(fc.record({ ticket, by: id, at: fc.nat() })),
});
const session: fc.Arbitrary<Session> = fc.record({
  facts,
  open: fc.option(open),
  parked: fc.array(open),
  answered: fc.option(fc.record({ entry: id, step, because: fc.array(fc.string()) })),
  last: fc.option(fc.record({ ...came, entry: fc.option(id), what: fc.option(fc.string()) })),
  lastBy: fc.option(fc.string().map((text) => text as DeliveryId)),
  offered: fc.array(fc.record({ label: fc.string({ unit: 'grapheme' }), value: fc.string() })),
  desk: fc.option(desk),
});

describe('a session', () => {
  test('that is new comes back from the store', () => {
    expect(readSession(writeSession(newSession(), null))).toEqual(newSession());
  });

  test('of any kind comes back as it was', () => {
    fc.assert(fc.property(session, (before) => expect(readSession(writeSession(before, null))).toEqual(before)));
  });

  test('can be written again after it was read', () => {
    fc.assert(
      fc.property(session, (before) => {
        const once = readSession(writeSession(before, null));
        expect(once && readSession(writeSession(once, null))).toEqual(once);
      }),
    );
  });
});

test('a session of a release that knew not whose reply was last is read', () => {
  const { lastBy: _lastBy, ...older } = JSON.parse(writeSession(newSession(), null));
  expect(readSession(JSON.stringify(older))).toEqual(newSession());
});

describe('the newest turn', () => {
  const newest: fc.Arbitrary<Newest> = fc.record({
    delivery: fc.string().map((text) => text as DeliveryId),
    user: fc.string().map((text) => text as UserId),
    at: fc.nat(),
    before: session,
  });

  test('comes back beside the session, and each is read without the other', () => {
    fc.assert(
      fc.property(session, newest, (now, last) => {
        const text = writeSession(now, last);
        expect([readSession(text), readNewest(text)]).toEqual([now, last]);
      }),
    );
  });

  test('is not known of a session that was stored without one, as older releases did', () => {
    fc.assert(fc.property(session, (now) => expect(readNewest(writeSession(now, null))).toBeNull()));
  });

  test.each([
    ['of another form', { form: 2 }],
    ['without what was before', { newest: { delivery: 'd', user: 'u', at: 1 } }],
    ['with something else before', { newest: { delivery: 'd', user: 'u', at: 1, before: { facts: [] } } }],
    ['without a time', { newest: { delivery: 'd', user: 'u', at: null, before: newSession() } }],
  ])('%s cannot be taken back; the session stays readable where it is of this form', (_, over) => {
    const good = { delivery: 'd' as DeliveryId, user: 'u' as UserId, at: 1, before: newSession() };
    const text = JSON.stringify({ ...JSON.parse(writeSession(newSession(), good)), ...over });
    expect(readNewest(text)).toBeNull();
    expect(readSession(text)).toEqual('form' in over ? null : newSession());
  });

  test('of what is no JSON is null', () => {
    expect(readNewest('{')).toBeNull();
  });
});

describe('what no session is', () => {
  const good = JSON.parse(writeSession(newSession(), null));
  const changed = (over: Record<string, unknown>) => JSON.stringify({ ...good, ...over });
  const from = { confidence: null, explanation: null, tapped: false };
  const broken = { askedAt: 1, reoffered: false, origin: from };

  test.each([
    ['no text', ''],
    ['no JSON', 'session'],
    ['null', 'null'],
    ['a number', '42'],
    ['a list', '[]'],
    ['nothing in it', '{}'],
    ['an older form', changed({ form: 0 })],
    ['a newer form', changed({ form: 2 })],
    ['no form', changed({ form: undefined })],
    ['no facts', changed({ facts: undefined })],
    ['facts that are no words', changed({ facts: { build: 1 } })],
    ['facts that are a list', changed({ facts: ['1.1.654.0'] })],
    ['open of no kind', changed({ open: { ...broken, entry: 'a' } })],
    ['open of a kind unknown here', changed({ open: { ...broken, kind: 'form', entry: 'a' } })],
    ['open without its fact', changed({ open: { ...broken, kind: 'fact', entry: 'a', step: null } })],
    ['open at a step that is no number', changed({ open: { ...broken, kind: 'step', entry: 'a', step: '1' } })],
    ['parked that is a word', changed({ parked: ['a'] })],
    ['last without its entry', changed({ last: from })],
    ['offered without values', changed({ offered: [{ label: 'Yes' }] })],
  ])('%s: null', (_name, text) => {
    expect(readSession(text)).toBeNull();
  });

  test('a session cut off anywhere: null', () => {
    fc.assert(
      fc.property(session, fc.nat(), (before, n) => {
        const text = writeSession(before, null);
        expect(readSession(text.slice(0, n % text.length))).toBeNull();
      }),
    );
  });

  test('whatever the text: a session or null, never an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readSession(text)).toBeNull();
      }),
    );
  });
});
