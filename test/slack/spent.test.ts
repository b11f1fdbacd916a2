import { describe, expect, test } from '@jest/globals';
import { renderReply } from '../../adapters/slack/render.ts';
import { renderChosen, renderExpired, renderShared } from '../../adapters/slack/spent.ts';
import { answer, ask, NOTES, options } from '../replies/replies.ts';
import { asRead, PLACE } from './replies.ts';

describe('a used row of buttons', () => {
  test('is replaced by what was chosen and by whom', () => {
    const { blocks } = renderReply(ask(), PLACE);
    expect(asRead(renderChosen(blocks, { by: 'U12345678', label: 'Older than 1.1.750.0', row: 'options' }))).toEqual([
      'It was switched off by a fault.',
      '*Which version is installed?*',
      'I ask because the fix came with 1.1.750.0.',
      '(*Older than 1.1.750.0* · chosen by <@U12345678>)',
      '(Sources: <https://learn.microsoft.com/faq?a=1&amp;b=2|FAQ, Auto upgrade>)',
      '[Why this answer?]',
    ]);
  });

  test('goes with its heading; what can still be tapped stays', () => {
    const { blocks } = renderReply(answer({ options: options(2) }), { ...PLACE, ask: { solved: true } });
    const read = asRead(renderChosen(blocks, { by: 'U12345678', label: 'Option 1', row: 'options' }));
    expect(read.join('\n')).toContain('(*Option 1* · chosen by <@U12345678>)');
    expect(read.join('\n')).not.toContain('[Option 2]');
    expect(read).toEqual(expect.arrayContaining(['(Was this solved?)', '[Yes, solved] [Not yet]', '[thumbs]']));
  });

  test('the answer to whether it was solved takes the place of that question alone', () => {
    const { blocks } = renderReply(answer({ options: options(2) }), { ...PLACE, ask: { solved: true } });
    const read = asRead(renderChosen(blocks, { by: 'U12345678', label: 'Not solved yet', row: 'solved' }));
    expect(read.join('\n')).toContain('[Option 1]');
    expect(read).not.toContain('(Was this solved?)');
  });

  test.each(['<!channel>', 'U123><!here', 'u123', '', 'U', 'C12345678'])('nobody is mentioned as %j', (by) => {
    const [block] = renderChosen(renderReply(ask(), PLACE).blocks.slice(3, 4), { by, label: 'A', row: 'options' });
    expect(asRead(block ? [block] : [])).toEqual(['(*A*)']);
  });

  test.each([
    ['as we wrote it', 'A & B <x> *c*'],
    ['as Slack sends it back', 'A &amp; B &lt;x&gt; *c*'],
  ])('the label %s', (_, label) => {
    const blocks = renderChosen(renderReply(ask(), PLACE).blocks, { by: 'U1', label, row: 'options' });
    expect(asRead(blocks)[3]).toBe('(*A &amp; B &lt;x&gt; ∗c∗* · chosen by <@U1>)');
  });

  test('a message without buttons says it at its end', () => {
    expect(asRead(renderChosen([], { by: 'U12', label: '', row: 'options' }))).toEqual(['(Chosen · chosen by <@U12>)']);
  });
});

describe('an old button', () => {
  test('offers to ask again', () => {
    const { blocks, text } = renderExpired('Can I <!channel> rename\nthe *server*?');
    expect(asRead(blocks)).toEqual([
      'This button belongs to an older message and does nothing any more. You can ask again:\n> Can I &lt;!channel&gt; rename the ∗server∗?',
      '[*Ask again]',
    ]);
    expect(JSON.stringify(blocks)).toContain('"value":"ask:Can I <!channel> rename\\nthe *server*?"');
    expect(text).not.toBe('');
  });

  test.each([null, '', '  ', 'x'.repeat(1997)])(
    'without a question that a button can carry: words alone',
    (question) => {
      expect(asRead(renderExpired(question).blocks)).toEqual([
        'This button belongs to an older message and does nothing any more. Please ask again.',
      ]);
    },
  );
});

describe('a shared answer', () => {
  test('names who shared it, quotes the question and has sources, but nothing to tap', () => {
    const reply = answer({ notes: NOTES.slice(0, 1), options: options(2) });
    const { blocks, text } = renderShared(reply, { by: 'U12345678', question: 'Hi <!here>, *unattended*?' });
    expect(asRead(blocks)).toEqual([
      '(Shared by <@U12345678>)',
      '> Hi &lt;!here&gt;, ∗unattended∗?',
      '❌ *No*',
      'No. The *wizard* is the only way.',
      '> *Note of 2026-11-22:* Retired since 2022. (<https://learn.microsoft.com/faq?a=1&amp;b=2|FAQ, Auto upgrade>)',
      'Run `AADConnect.msi`.',
      '(Sources: <https://learn.microsoft.com/faq?a=1&amp;b=2|FAQ, Auto upgrade>)',
    ]);
    expect(text).toMatch(/^No\. The wizard/);
  });

  test('without an id and a question', () => {
    expect(asRead(renderShared(answer(), { by: 'somebody', question: ' ' }).blocks)[0]).toBe('(Shared answer)');
  });
});
