import { describe, expect, test } from '@jest/globals';
import { renderReply } from '../../adapters/slack/render.ts';
import {
  answer,
  ask,
  browse,
  clarify,
  explain,
  failed,
  NOTES,
  options,
  plainReply,
  USED,
  unknown,
  version,
} from '../replies/replies.ts';
import { asRead, PLACE, SOURCES } from './replies.ts';

const NOTE = (text: string) =>
  `> *Note of 2026-11-22:* ${text} (<https://learn.microsoft.com/faq?a=1&amp;b=2|FAQ, Auto upgrade>)`;

describe('each kind, as it is read', () => {
  test('answer', () => {
    const { blocks, text } = renderReply(answer({ options: options(2, 'Related') }), PLACE);
    expect(asRead(blocks)).toEqual([
      '❌ *No*',
      'No. The *wizard* is the only way.\n\nRun `AADConnect.msi`.',
      SOURCES,
      '(Related questions)',
      '[Related 1] [Related 2]',
      'divider',
      '[Why this answer?]',
      '[thumbs]',
    ]);
    expect(text).toBe('No. The wizard is the only way.\n\nRun AADConnect.msi.\n\nSources: FAQ, Auto upgrade');
  });

  test.each([
    ['yes', '✅ *Yes*'],
    ['no', '❌ *No*'],
    ['depends', '🔀 *It depends*'],
  ] as const)('verdict %s', (verdict, line) => {
    expect(asRead(renderReply(answer({ verdict }), PLACE).blocks)[0]).toBe(line);
  });

  test.each(['info', 'none'] as const)('verdict %s has no line', (verdict) => {
    expect(asRead(renderReply(answer({ verdict }), PLACE).blocks)[0]).toMatch(/^No\. The/);
  });

  test('answer with notes, facts from before and the helpdesk', () => {
    const helpdesk = { name: 'the service desk', contact: '' };
    const forget = { label: 'Not this server', value: 'forget:installedVersion:e' };
    const reply = answer({ notes: NOTES, used: USED, helpdesk, options: [forget] });
    expect(asRead(renderReply(reply, PLACE).blocks)).toEqual([
      '❌ *No*',
      'No. The *wizard* is the only way.',
      NOTE('Retired since 2022.'),
      '(_That goes by what was said here before: installed version 1.1.654.0._)',
      'Run `AADConnect.msi`.',
      NOTE('Only in the admin center.'),
      'For help beyond the FAQ, turn to the service desk.',
      SOURCES,
      '[Not this server]',
      'divider',
      '[Why this answer?]',
      '[thumbs]',
    ]);
  });

  test('step of a walk: Next is the primary button', () => {
    const walk = [
      { label: 'Next', value: 'step:3:move' },
      { label: 'Back', value: 'step:1:move' },
    ];
    const reply = answer({ step: { number: 2, of: 3, title: 'Copy it' }, options: walk, sources: [] });
    expect(asRead(renderReply(reply, PLACE).blocks)).toEqual([
      '(Step 2 of 3 · Unattended installation)',
      '*Copy it*',
      'No. The *wizard* is the only way.\n\nRun `AADConnect.msi`.',
      '[*Next] [Back]',
      'divider',
      '[Why this answer?]',
      '[thumbs]',
    ]);
  });

  test('the first step says the verdict, the others do not', () => {
    const step = (number: number) => answer({ step: { number, of: 3, title: 'Copy it' } });
    expect(asRead(renderReply(step(1), PLACE).blocks)[0]).toBe('❌ *No*');
    expect(asRead(renderReply(step(2), PLACE).blocks)[0]).toBe('(Step 2 of 3 · Unattended installation)');
  });

  test('ask', () => {
    expect(asRead(renderReply(ask(), PLACE).blocks)).toEqual([
      'It was switched off by a fault.',
      '*Which version is installed?*',
      'I ask because the fix came with 1.1.750.0.',
      "[Older than 1.1.750.0] [I don't know]",
      SOURCES,
      '[Why this answer?]',
    ]);
  });

  test('ask again, after an answer that could not be read', () => {
    const reply = ask({ retry: 'I could not read `abc`.', lead: '', sources: [] });
    expect(asRead(renderReply(reply, PLACE).blocks).slice(0, 3)).toEqual([
      'I could not read `abc`.',
      '*Which version is installed?*',
      "[Older than 1.1.750.0] [I don't know]",
    ]);
  });

  test('clarify: long labels stand one below the other', () => {
    const long = options(4, 'A question that is too long for a row');
    expect(asRead(renderReply(clarify(long), PLACE).blocks)).toEqual([
      '*Which of these do you mean?*',
      ...long.map(({ label }) => `[${label}]`),
      'divider',
      '[Why this answer?]',
    ]);
    expect(asRead(renderReply(clarify(options(4)), PLACE).blocks)[1]).toBe(
      '[Option 1] [Option 2] [Option 3] [Option 4]',
    );
  });

  test('unknown, with the question that is still open below', () => {
    const open = { question: 'Which version is installed?', options: options(2, 'Version') };
    const own = [{ label: 'Ask the helpdesk', value: 'helpdesk' }];
    const reply = unknown({ options: [...own, ...open.options], open, reoffered: open });
    const { blocks } = renderReply(reply, PLACE);
    expect(asRead(blocks)).toEqual([
      'I have no answer to that.',
      'For help beyond the FAQ, turn to the service desk: desk@contoso.example.',
      '[Ask the helpdesk]',
      'divider',
      'Back to the question that is still open: *Which version is installed?*',
      '[Version 1] [Version 2]',
      '[thumbs]',
    ]);
    expect(JSON.stringify(blocks)).toContain('"desk.option.2"');
  });

  test('version, explain, help, smalltalk, cancelled and error', () => {
    expect(asRead(renderReply(version('**2.5.79.0** is supported.'), PLACE).blocks)).toEqual([
      '*2.5.79.0* is supported.',
      SOURCES,
      '[thumbs]',
    ]);
    expect(asRead(renderReply(explain('It *fits*.'), PLACE).blocks)).toEqual(['It _fits_.']);
    expect(asRead(renderReply(plainReply('help', 'Ask me.', options(1)), PLACE).blocks)).toEqual([
      'Ask me.',
      '[Option 1]',
    ]);
    expect(asRead(renderReply(plainReply('smalltalk', 'Hello!'), PLACE).blocks)).toEqual(['Hello!']);
    expect(asRead(renderReply(plainReply('cancelled', 'Dropped.'), PLACE).blocks)).toEqual(['Dropped.']);
    expect(asRead(renderReply(failed('Try again.'), PLACE).blocks)).toEqual(['Try again.']);
  });

  test('browse: topics that can be tapped are not listed twice', () => {
    const all = browse([{ title: 'General', titles: ['A', 'B'] }], [{ label: 'General', value: 'section:general' }]);
    expect(asRead(renderReply(all, PLACE).blocks)).toEqual(['*General*\n\n• A\n• B', '[General]']);
    const one = browse([{ title: 'General', titles: ['Option 1', 'Option 2'] }], options(2));
    expect(asRead(renderReply(one, PLACE).blocks)).toEqual(['*General*', '[Option 1] [Option 2]']);
  });
});

describe('where it is shown', () => {
  test('an answer that one person sees can be shared; a question cannot', () => {
    const ephemeral = { ...PLACE, ephemeral: true };
    expect(asRead(renderReply(answer(), ephemeral).blocks)).toContain('[Why this answer?] [Share in channel]');
    expect(asRead(renderReply(version('Yes.'), ephemeral).blocks)).toContain('[Share in channel]');
    expect(asRead(renderReply(ask(), ephemeral).blocks)).toContain('[Why this answer?]');
  });

  test('how to find the version is neither shared nor judged', () => {
    const { blocks } = renderReply(version('Open the wizard.', null), { ...PLACE, ephemeral: true });
    expect(asRead(blocks)).toEqual(['Open the wizard.', SOURCES]);
  });

  test('whether it was solved is asked on request', () => {
    const { blocks } = renderReply(answer(), { ...PLACE, ask: { solved: true } });
    expect(asRead(blocks).slice(-3)).toEqual(['(Was this solved?)', '[Yes, solved] [Not yet]', '[thumbs]']);
  });

  test('every block that can be tapped names the delivery and its place', () => {
    const { blocks } = renderReply(answer(), PLACE);
    const ids = blocks.map((block) => block.block_id);
    expect(ids).toEqual([undefined, undefined, undefined, 'desk|3|Ev1', 'desk|4|Ev1']);
  });
});
