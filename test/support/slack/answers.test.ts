import { beforeAll, describe, expect, test } from '@jest/globals';
import { checkOptionsAnswer, checkSubmissionAnswer } from './answers.ts';
import { findPings } from './pings.ts';
import { createStrict, type Strict } from './strict.ts';

let strict: Strict;
beforeAll(async () => {
  strict = await createStrict();
}, 60_000);

const plain = (text: string) => ({ type: 'plain_text', text });
const option = { text: plain('One'), value: '1' };

describe('an answer with options', () => {
  test.each([
    ['options', { options: [option] }],
    ['no options', { options: [] }],
    ['groups', { option_groups: [{ label: plain('Group'), options: [option] }] }],
  ])('taken: %s', (_name, answer) => {
    expect(() => checkOptionsAnswer(answer)).not.toThrow();
  });

  test.each([
    ['nothing', {}],
    ['too many', { options: Array.from({ length: 101 }, () => option) }],
    ['a long text', { options: [{ ...option, text: plain('x'.repeat(76)) }] }],
    ['a long value', { options: [{ ...option, value: 'x'.repeat(151) }] }],
    ['an empty group', { option_groups: [{ label: plain('Group'), options: [] }] }],
  ])('refused: %s', (_name, answer) => {
    expect(() => checkOptionsAnswer(answer)).toThrow('invalid_options');
  });
});

describe('an answer to a submitted view', () => {
  const submitted = {
    blocks: [
      { type: 'input', block_id: 'question' },
      { type: 'divider', block_id: 'line' },
    ],
  };
  const view = { type: 'modal', title: plain('Next'), blocks: [] };

  test.each([
    ['nothing', undefined],
    ['clear', { response_action: 'clear' }],
    ['errors', { response_action: 'errors', errors: { question: 'Type a question.' } }],
    ['update', { response_action: 'update', view }],
    ['push', { response_action: 'push', view }],
  ])('taken: %s', (_name, answer) => {
    expect(() => checkSubmissionAnswer(answer, submitted, strict)).not.toThrow();
  });

  test.each([
    ['an unknown action', { response_action: 'close' }, 'invalid_response_action'],
    ['no errors', { response_action: 'errors', errors: {} }, 'invalid_errors'],
    ['an error of no input', { response_action: 'errors', errors: { line: 'x' } }, 'invalid_errors'],
    ['an empty error', { response_action: 'errors', errors: { question: '' } }, 'invalid_errors'],
    ['a bad view', { response_action: 'update', view: { type: 'modal', blocks: [] } }, 'invalid_arguments'],
  ])('refused: %s', (_name, answer, error) => {
    expect(() => checkSubmissionAnswer(answer, submitted, strict)).toThrow(error);
  });
});

describe('pings', () => {
  const found = (shown: Record<string, unknown>) => findPings('chat.postMessage', shown).map((ping) => ping.pointer);

  test.each(['<!channel>', '<!here>', '<!everyone>', '<!here|here>', '<!subteam^S123>', '<!subteam^S1|@all>'])(
    'finds %s in texts and blocks',
    (ping) => {
      const text = `Look, ${ping} everybody`;
      expect(found({ text })).toEqual(['/text']);
      expect(found({ markdown_text: text })).toEqual(['/markdown_text']);
      expect(found({ blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] })).toEqual(['/blocks/0/text/text']);
      expect(found({ view: { blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', text }] }] } })).toHaveLength(1);
    },
  );

  test('finds those of rich text', () => {
    const section = { type: 'rich_text_section', elements: [{ type: 'broadcast', range: 'channel' }] };
    expect(found({ blocks: [{ type: 'rich_text', elements: [section] }] })).toHaveLength(1);
  });

  test('leaves alone what Slack does not parse', () => {
    expect(found({ text: '&lt;!channel&gt; and <!date^1^{date}|then>' })).toEqual([]);
    expect(found({ blocks: [{ type: 'header', text: plain('<!channel>') }] })).toEqual([]);
    const button = { type: 'button', text: plain('x'), value: '<!channel>', action_id: '<!here>' };
    expect(found({ blocks: [{ type: 'actions', elements: [button] }] })).toEqual([]);
    expect(found({ view: { private_metadata: '<!channel>' } })).toEqual([]);
  });
});
