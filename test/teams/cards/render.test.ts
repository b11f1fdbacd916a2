import { describe, expect, test } from '@jest/globals';
import { renderLine, renderWhy } from '../../../adapters/teams/forms.ts';
import { renderReply } from '../../../adapters/teams/render.ts';
import { renderResult } from '../../../adapters/teams/result.ts';
import { renderExpired, renderSpent } from '../../../adapters/teams/spent.ts';
import { renderWelcome } from '../../../adapters/teams/welcome.ts';
import type { EntryId } from '../../../src/brand.ts';
import { TICKET_VALUES } from '../../../src/triage/values.ts';
import { buildOnce } from '../../conversations/desk.ts';
import {
  answer,
  ask,
  browse,
  clarify,
  failed,
  NOTES,
  options,
  plainReply,
  ticketDraft,
  USED,
  unknown,
} from '../../replies/replies.ts';
import { asRead, PLACE } from './place.ts';

const SOURCES = 'Sources: [FAQ, Auto upgrade](https://learn.microsoft.com/faq?a=1&b=2)';

describe('what is shown, in its order', () => {
  test('an answer: verdict, text, notes, sources, related questions, why', () => {
    const shown = renderReply(answer({ notes: NOTES, used: USED, options: options(2) }), PLACE);
    expect(asRead(shown)).toEqual([
      '❌ No',
      'The **wizard** is the only way.',
      '| **Note of 2026-11-22:** Retired since 2022. ([FAQ, Auto upgrade](https://learn.microsoft.com/faq?a=1&b=2))',
      '_That goes by what was said here before: installed version 1.1.654.0._',
      'Run **AADConnect.msi**.',
      '| **Note of 2026-11-22:** Only in the admin center. ([FAQ, Auto upgrade](https://learn.microsoft.com/faq?a=1&b=2))',
      SOURCES,
      'Related questions',
      '[Option 1]',
      '[Option 2]',
      '[Why this answer?]',
    ]);
    expect(shown).toMatchObject({
      text: '**Unattended installation** [1]',
      summary: expect.stringMatching(/^No\. The wizard is the only way\. Note of .*…$/),
      judged: true,
    });
  });

  test('a step: where one is, Next and Back; the verdict on the first alone', () => {
    const step = (number: number) => {
      const walk = [
        { label: 'Next', value: `step:${number + 1}:a` },
        { label: 'Back', value: `step:${number - 1}:a` },
      ];
      return asRead(
        renderReply(
          answer({ verdict: 'yes', text: 'Do it.', step: { number, of: 3, title: 'Restore' }, options: walk }),
          PLACE,
        ),
      );
    };
    expect(step(2)).toEqual(['Step 2 of 3', 'Restore', 'Do it.', SOURCES, '[*Next] [Back]', '[Why this answer?]']);
    expect(step(1)[0]).toBe('✅ Yes');
  });

  test('a question: what holds anyway, what is asked and why, the choices, then sources', () => {
    const shown = ask({ retry: 'That is no version.' });
    expect(asRead(renderReply(shown, PLACE))).toEqual([
      'That is no version.',
      'It was switched off by a fault.',
      'Which version is installed?',
      '[Older than 1.1.750.0]',
      "[I don't know]",
      SOURCES,
      '[Why this answer?]',
    ]);
  });

  test('short choices are buttons of one row, one long label makes rows of all', () => {
    const choices = (...labels: string[]) =>
      asRead(renderReply(clarify(labels.map((label) => ({ label, value: `entry:${label}` }))), PLACE));
    expect(choices('Yes', 'No', 'I do not know')).toContain('[Yes] [No] [I do not know]');
    expect(choices('Yes', 'No', 'Only on the staging server')).toEqual(
      expect.arrayContaining(['[Yes]', '[No]', '[Only on the staging server]']),
    );
  });

  test('what can be done with a draft is buttons in several rows, to send it first; what it is to hold is a choice', () => {
    const option = (label: string, value: string) => ({ label, value });
    const acts = [
      option('Send it', TICKET_VALUES.send('d1')),
      option('Change the summary', TICKET_VALUES.change('d1', 'summary')),
      option('Change who cannot work', TICKET_VALUES.change('d1', 'impact')),
      option('Cancel the ticket', TICKET_VALUES.drop('d1')),
    ];
    const drawn = (...all: typeof acts) => asRead(renderReply(ticketDraft('Your ticket', all), PLACE));
    expect(drawn(...acts)).toEqual([
      'Your ticket',
      '[*Send it] [Change the summary]',
      '[Change who cannot work]',
      '[Cancel the ticket]',
    ]);
    const long = option('Change what a phone would not show whole', TICKET_VALUES.change('d1', 'urgency'));
    expect(drawn(...acts, long)).toContain(`[${long.label}]`);
    expect(drawn(...acts, long)).toContain('[Send it]');
    const choices = ['Auto upgrade', 'Identity data', 'Something else'].map((label) =>
      option(label, TICKET_VALUES.set('d1', 'category', label)),
    );
    expect(drawn(...choices)).toEqual(['Your ticket', '[Auto upgrade]', '[Identity data]', '[Something else]']);
  });

  test('a question that is offered again, with its own choices below', () => {
    const question = { question: 'Which version?', options: [{ label: 'Old', value: 'v=1' }] };
    const shown = renderReply(unknown({ options: [...options(1), ...question.options], reoffered: question }), PLACE);
    expect(asRead(shown)).toEqual([
      'I have no answer to that.',
      'For help beyond the FAQ, turn to the service desk: desk@contoso.example.',
      '[Option 1]',
      'Back to the question that is still open: **Which version?**',
      '[Old]',
    ]);
  });

  test('help: examples stand there once, to be tapped', () => {
    const text = 'I answer.\n\nFor example:\n\n- Option 1\n- Option 2\n\nYou can type `browse`.';
    expect(asRead(renderReply(plainReply('help', text, options(2)), PLACE))).toEqual([
      'I answer.',
      'You can type **browse**.',
      'For example',
      '[Option 1] [Option 2]',
    ]);
  });

  test('topics: sections to tap, with what is in them; a section alone is its entries', () => {
    const sections = [
      { title: 'One', titles: ['A', 'B'] },
      { title: 'Two', titles: ['C'] },
    ];
    const toTap = (...labels: string[]) => labels.map((label) => ({ label, value: `section:${label}` }));
    expect(asRead(renderReply(browse(sections, toTap('One', 'Two')), PLACE))).toEqual(['[One / A · B]', '[Two / C]']);
    expect(asRead(renderReply(browse(sections, toTap('Two')), PLACE))).toEqual(['**One:** A · B', '[Two / C]']);
    expect(asRead(renderReply(browse(sections.slice(0, 1), toTap('A', 'B')), PLACE))).toEqual([
      '**One**',
      '[A]',
      '[B]',
    ]);
  });

  test('words without anything to tap are text alone', () => {
    expect(renderReply(plainReply('smalltalk', 'You are **welcome**.'), PLACE)).toEqual({
      card: null,
      text: 'You are **welcome**.',
      summary: 'You are welcome.',
      sources: [],
      judged: false,
    });
    expect(renderReply(failed('Ask again.'), PLACE).card).toBeNull();
    expect(renderReply(plainReply('smalltalk', 'Bye.'), { ...PLACE, ask: { solved: true } }).card).not.toBeNull();
  });

  test('whether it was solved is asked once, below everything', () => {
    const shown = asRead(renderReply(answer({ notes: [] }), { ...PLACE, ask: { solved: true } }));
    expect(shown.slice(-3)).toEqual(['Was this solved?', '[Yes, solved] [Not yet]', '[Why this answer?]']);
  });
});

describe('what becomes of it', () => {
  test('what was chosen stands where the choices stood', () => {
    const shown = renderSpent(ask(), PLACE, { label: 'Older *than* 1.1', by: 'Grace <at>x</at>' });
    expect(asRead(shown)).toEqual([
      'It was switched off by a fault.',
      'Which version is installed?',
      'I ask because the fix came with 1.1.750.0.',
      '✔ Older \\*than\\* 1.1 · chosen by Grace ‹at>x‹/at>',
      SOURCES,
      '[Why this answer?]',
    ]);
    expect(asRead(renderSpent(ask(), PLACE, { label: ' ', by: null }))).toContain('✔ Chosen');
  });

  test('an old button explains itself', () => {
    expect(asRead(renderExpired('Can I *rename* it?'))).toEqual([
      'This button belongs to an older message and does nothing any more.',
      'You can ask again:',
      '| Can I \\*rename\\* it?',
      '[*Ask again]',
    ]);
    expect(asRead(renderExpired(' '))).toEqual([
      'This button belongs to an older message and does nothing any more. Please ask again.',
    ]);
  });
});

describe('what no reply stands behind', () => {
  const { corpus } = buildOnce();

  test('the welcome', () => {
    const shown = asRead(renderWelcome(corpus, { personal: false }));
    expect(shown).toEqual(expect.arrayContaining(corpus.examples.map((example) => `[${example}]`)));
    expect(shown.at(-1)).toContain('Mention me');
  });

  test('why, and a line', () => {
    expect(asRead(renderWhy(' '))).toEqual(['Why this answer?', 'There is nothing to show.']);
    expect(renderLine('That is *somebody else*.')).toMatchObject({ card: null, text: 'That is _somebody else_.' });
    expect(renderLine('').text).toBe('Connect Desk has replied.');
  });

  test('a result states each case, under the question that parts them', () => {
    const entry = corpus.entries.get('pure-ipv6' as EntryId);
    const depends = [...corpus.entries.values()].find(({ answer: { kind } }) => kind === 'ask');
    if (!entry || depends?.answer.kind !== 'ask') throw new Error('the corpus lacks an entry');
    expect(renderResult(entry, corpus.facts).preview).toEqual({
      title: entry.shortTitle,
      text: expect.stringMatching(/\w/),
    });
    const lines = asRead(renderResult(depends, corpus.facts));
    for (const { label } of depends.answer.cases) expect(lines).toContain(`**${label}**`);
    expect(lines).toContain(corpus.facts.get(depends.answer.fact)?.question);
  });
});
