import { describe, expect, test } from '@jest/globals';
import { renderReply } from '../../adapters/slack/render.ts';
import { answer, ask, options, plainReply } from '../replies/replies.ts';
import { refusedMessage } from './checker.ts';
import { asRead, PLACE, SOURCES } from './replies.ts';

describe('what is too long', () => {
  const paragraph = (i: number) => `Paragraph ${i}. ${'word '.repeat(95)}`;
  const text = Array.from({ length: 8 }, (_, i) => paragraph(i)).join('\n\n');

  test('in a channel a long answer is shortened at a paragraph, until all is asked for', () => {
    const short = asRead(renderReply(answer({ text }), PLACE).blocks);
    expect(short[1]).toMatch(/^Paragraph 0\./);
    expect(short[1]?.length).toBeLessThanOrEqual(2500);
    expect(short[1]).toMatch(/word$/);
    expect(short.join()).not.toContain('Paragraph 6');
    expect(short[2]).toBe('[Show all]');
    expect(short[3]).toBe(SOURCES);
    const full = asRead(renderReply(answer({ text }), { ...PLACE, full: true }).blocks);
    expect(full.join()).toContain('Paragraph 7');
    expect(full).not.toContain('[Show all]');
  });

  test('a long list is shortened at a line, and nothing is shown as all of it', () => {
    const list = Array.from({ length: 60 }, (_, i) => `- ${paragraph(i)}`).join('\n');
    const shown = asRead(renderReply(answer({ text: `A list.\n\n${list}` }), PLACE).blocks);
    expect(shown[1]).toMatch(/^A list\.\n\n• Paragraph 0\..*word…$/s);
    expect(shown[1]?.length).toBeLessThanOrEqual(2500);
    expect(shown[2]).toBe('[Show all]');
  });

  test('in a direct message it is shown whole', () => {
    const shown = asRead(renderReply(answer({ text }), { ...PLACE, conversation: 'D123' }).blocks);
    expect(shown.join()).toContain('Paragraph 7');
    expect(shown).not.toContain('[Show all]');
  });

  test('what no message holds is shortened anywhere, and said to be', () => {
    const endless = Array.from({ length: 60 }, (_, i) => paragraph(i)).join('\n\n');
    const direct = renderReply(answer({ text: endless }), { ...PLACE, conversation: 'D123' });
    expect(asRead(direct.blocks)).toContain('[Show all]');
    const full = renderReply(answer({ text: endless }), { ...PLACE, full: true });
    expect(asRead(full.blocks)).toContain('(Slack messages can be no longer than this. The sources hold the rest.)');
    expect(asRead(full.blocks).join()).toContain('Paragraph 15');
    expect(refusedMessage(full)).toEqual([]);
  });

  test('the question is kept whatever stands above it', () => {
    const shown = asRead(renderReply(ask({ lead: text }), PLACE).blocks);
    expect(shown).toContain('[Show all]');
    expect(shown).toContain('*Which version is installed?*');
  });

  test('options that no button holds are written with their number', () => {
    const long = { label: 'A very long *question*', value: `ask:${'x'.repeat(2000)}` };
    const { blocks } = renderReply(plainReply('help', 'Ask.', [...options(1), long, ...options(1)]), PLACE);
    expect(asRead(blocks)).toEqual([
      'Ask.',
      '[Option 1] [Option 1]',
      '(Type the number to choose:\n2. A very long ∗question∗)',
    ]);
  });

  test('many options: 25 a row', () => {
    const { blocks } = renderReply(plainReply('help', 'Ask.', options(40)), PLACE);
    expect(blocks.map((block) => ('elements' in block ? block.elements.length : 0))).toEqual([0, 25, 15]);
  });
});
