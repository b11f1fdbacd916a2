import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isMap, isSeq, parseDocument } from 'yaml';
import { DeskError } from '../../src/errors.ts';
import { buildCorpus, readCorpusFiles } from '../../src/knowledge/load.ts';
import type { Corpus } from '../../src/knowledge/types.ts';
import type { Command } from '../../src/triage/command.ts';
import { changeOf, isRefused } from '../../src/triage/commit.ts';
import { commonKnowledge } from '../../src/triage/commonKnowledge.ts';
import { faqDraft, type Told } from '../../src/triage/learnt.ts';
import { packetOf } from '../../src/triage/packet.ts';
import { type Actor, type Person, ticketId } from '../../src/triage/ticket.ts';
import { MONDAY, opening, place, RULES } from './people.ts';
import { names, places, secrets } from './personal.ts';

const FILES = readCorpusFiles(join(import.meta.dirname, '..', '..', 'knowledge'));
const CORPUS = buildCorpus(FILES);
const KNOWN = commonKnowledge(CORPUS);

interface Story {
  requester: Person;
  agent: Person;
  summary: string;
  question: string;
  messages?: string[];
  resolution: string;
  category?: string;
  joined?: [Person, string][];
  more?: [Command, Actor][];
}

const somebody = (name: string, user = `${name.replace(' ', '.').toLowerCase()}`): Person => ({
  platform: 'slack',
  tenant: 'T1',
  user,
  name,
});

/** A ticket from its opening to its resolution, as commands make it. */
function told(number: number, story: Story): Told {
  const { requester, agent, summary, question, messages, resolution, category = 'auto-upgrade' } = story;
  const draft = { question, withMessages: messages !== undefined };
  const trail = (messages ?? []).map((text) => ({
    text,
    kind: 'unknown',
    topic: text,
    delivery: null,
    entry: null,
    title: null,
    confidence: null,
    because: [],
  }));
  const packet = packetOf(draft, trail, {}, CORPUS, '2026-11-23' as never);
  const commands: [Command, Actor][] = [
    [opening({ id: ticketId(number), summary, packet, category }), { role: 'requester', person: requester }],
    ...(story.joined ?? []).map(([person, text]): [Command, Actor] => [
      { is: 'join', place: place('D9'), text },
      { role: 'requester', person },
    ]),
    ...(story.more ?? []),
    [
      { is: 'resolve', text: resolution },
      { role: 'agent', person: agent },
    ],
  ];
  const so: Told[] = [];
  for (const [command, actor] of commands) {
    const before = so.at(-1);
    const change = changeOf(before?.ticket ?? null, command, actor, MONDAY, RULES);
    if (isRefused(change)) throw new Error(change.message);
    so.push({ ticket: change.ticket, events: [...(before?.events ?? []), ...change.events] });
  }
  const last = so.at(-1);
  if (!last) throw new Error('nothing was told');
  return last;
}

const RITA = somebody('Rita Requester');
const ANNA = somebody('Anna Agent');
const STORY: Story = {
  requester: RITA,
  agent: ANNA,
  summary: 'Sync stopped after the certificate of the proxy changed',
  question: 'Sync stopped after the certificate of the proxy changed. Why does dc01.contoso.local answer 407? Rita',
  messages: ['why does nothing sync since the proxy has a new certificate', '(tapped entry:rename-server)', 'hello'],
  resolution: 'Hello Rita,\n\n1. Import the root certificate.\n2. Run `Start-ADSyncSyncCycle`.\n\nAnna, +49 30 1234567',
  joined: [[somebody('Joe Joiner'), 'my passwords do not arrive since the proxy was changed']],
};

const draftOf = (main: Told, ...duplicates: Told[]) => faqDraft(main, duplicates, KNOWN, MONDAY);
const entryOf = (body: string) => parseDocument(body).toJS().entries[0];

/** As a person does it: what is 'to be written' is written, and the file put into the corpus. */
function taken(body: string): Corpus {
  const document = parseDocument(body);
  if (document.toJS().section === null) document.set('section', 'auto-upgrade');
  const entry = document.getIn(['entries', 0]);
  if (!isMap(entry)) throw new Error('there is no entry');
  const [phrasings, tags] = [entry.get('phrasings'), entry.get('tags')];
  if (!isSeq(phrasings) || !isSeq(tags)) throw new Error('a list is missing');
  for (let at = phrasings.items.length; at < 8; at++) phrasings.add(`somebody asks it in other words, number ${at}`);
  if (tags.items.length === 0) tags.add('proxy');
  return buildCorpus(new Map([...FILES, ['faq/learnt.yaml', document.toString()]]));
}

describe('a draft', () => {
  const main = told(142, STORY);
  const other = told(140, {
    ...STORY,
    requester: somebody('Ken Other'),
    summary: 'proxy breaks the sync',
    question: 'Does the proxy break the sync?',
    joined: [],
  });
  const { body, ...row } = draftOf(main, other);

  test('has the words of the ticket, of those who joined and of duplicates, and the resolution as its answer', () => {
    expect(row).toEqual({
      ticket: 'DESK-142',
      tickets: ['DESK-142', 'DESK-140'],
      question: STORY.summary,
      at: MONDAY,
    });
    expect(entryOf(body)).toEqual({
      id: 'sync-stopped-after-the-certificate-of',
      question: STORY.summary,
      shortTitle: STORY.summary,
      phrasings: [
        STORY.summary,
        'Why does [host] answer 407?',
        'why does nothing sync since the proxy has a new certificate',
        'my passwords do not arrive since the proxy was changed',
        'proxy breaks the sync',
        'Does the proxy break the sync?',
      ],
      verdict: 'info',
      answer: {
        verdict: 'info',
        text: 'Hello [name],\n\n1. Import the root certificate.\n2. Run `Start-ADSyncSyncCycle`.\n\n[name], [number]',
      },
      tags: expect.any(Array),
      tickets: ['DESK-142', 'DESK-140'],
    });
  });

  test('says what is to be written, and the corpus does not load before it is', () => {
    expect(body).toContain('# To be written: at least 2 more, as different people would ask it.');
    const load = () => buildCorpus(new Map([...FILES, ['faq/learnt.yaml', body]]));
    expect(load).toThrow(DeskError);
    expect(load).toThrow(expect.objectContaining({ problems: [expect.stringContaining('at least 8 phrasings')] }));
  });

  test('is an entry of the corpus then, with its tickets as the source', () => {
    const entry = [...taken(body).entries.values()].find(({ id }) => id === 'sync-stopped-after-the-certificate-of');
    expect(entry).toMatchObject({
      section: 'auto-upgrade',
      sources: [{ title: 'Solved tickets: DESK-142, DESK-140', url: null }],
    });
  });

  test('where the category is no section, or nothing is known of its subject: that is to be written, too', () => {
    const odd = draftOf(
      told(7, { ...STORY, summary: 'Qwrt zxcv', question: 'Qwrt zxcv', messages: [], joined: [], category: 'other' }),
    );
    expect(odd.body).toMatch(/# To be written: section, one of general-installation, /);
    expect(odd.body).toMatch(/tags:\n +# To be written: at least one subject/);
    expect(taken(odd.body).entries.size).toBe(CORPUS.entries.size + 1);
  });

  test('leaves out phrasings that another entry has, and takes another id where one is taken', () => {
    const [rename] = [...CORPUS.entries.values()];
    const twin = draftOf(
      told(8, { ...STORY, question: rename?.phrasings[0] ?? '', summary: (rename?.id ?? '').replaceAll('-', ' ') }),
    );
    expect(twin.body).toContain('# Phrasings that another entry has already, and that were left out: 1.');
    expect(entryOf(twin.body).id).toBe(`${rename?.id}-desk-8`);
    expect(taken(twin.body).entries.size).toBe(CORPUS.entries.size + 1);
  });

  test('whatever is typed is text in it', () => {
    const typed = '"}: [x] # no\n---\n- &a *a !!js | > %TAG \u0007 {{ 同期 👩‍🚀';
    const odd = draftOf(
      told(9, { ...STORY, summary: typed, question: typed, resolution: typed, joined: [[somebody('Joe J'), typed]] }),
    );
    expect(parseDocument(odd.body).errors).toEqual([]);
    expect(entryOf(odd.body).answer.text).toBe(typed);
    expect(taken(odd.body).entries.size).toBe(CORPUS.entries.size + 1);
  });
});

/** A sentence that somebody types, with what must not be found again. */
const sentence = (forbidden: readonly string[], secret: string) =>
  fc
    .tuple(
      fc.constantFrom('the sync on ', 'please ask ', 'nothing works since ', 'see ', 'why does '),
      fc.shuffledSubarray([...forbidden, `password=${secret}`, `token: ${secret}`], { minLength: 1, maxLength: 4 }),
      fc.constantFrom(' and ', ', ', '; ', '\n', ' or '),
      fc.constantFrom(' fail?', ' stopped.', '', '\nThanks'),
    )
    .map(([begin, parts, between, end]) => `${begin}${parts.join(between)}${end}`);

const case_ = fc
  .tuple(names, names, names, fc.array(places, { minLength: 2, maxLength: 5 }), secrets)
  .chain(([requester, agent, joiner, addresses, secret]) => {
    const forbidden = [requester, agent, joiner, ...addresses];
    const text = sentence(forbidden, secret);
    const story = fc.record({
      summary: text,
      question: text,
      resolution: text,
      joined: text,
      comment: text,
      message: text,
    });
    return story.map((texts) => ({ requester, agent, joiner, forbidden: [...forbidden, secret], texts }));
  });

test('no name, address or secret given with the tickets is in any draft', () => {
  fc.assert(
    fc.property(case_, ({ requester, agent, joiner, forbidden, texts }) => {
      const joined: Story['joined'] = [[somebody(joiner), texts.joined]];
      const more: Story['more'] = [
        [
          { is: 'comment', text: texts.comment },
          { role: 'requester', person: somebody(requester) },
        ],
        [
          { is: 'assign', to: somebody(agent, 'U7') },
          { role: 'agent', person: somebody(agent) },
        ],
      ];
      const { summary, question, resolution, message } = texts;
      const people = { requester: somebody(requester), agent: somebody(agent) };
      const main = told(1, { ...people, summary, question, messages: [message], resolution, joined, more });
      const twin = told(2, {
        requester: somebody(joiner),
        agent: somebody(agent),
        summary: question,
        question: summary,
        resolution,
      });
      const draft = JSON.stringify(draftOf(main, twin)).toLowerCase();
      for (const each of forbidden.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)])) {
        expect(draft).not.toContain(each.toLowerCase());
      }
      for (const part of [requester, agent, joiner].flatMap((name) => name.split(' '))) {
        expect(draft).not.toContain(part.toLowerCase());
      }
      expect(parseDocument(draftOf(main, twin).body).errors).toEqual([]);
    }),
    { numRuns: 300 },
  );
}, 120_000);
