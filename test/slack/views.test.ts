import { describe, expect, test } from '@jest/globals';
import {
  ACTIONS,
  blockId,
  feedbackValue,
  INPUTS,
  readBlockId,
  readFeedback,
  readInput,
  readOption,
  readReasonOf,
} from '../../adapters/slack/actions.ts';
import { homeView } from '../../adapters/slack/home.ts';
import { questionModal, reasonModal, whyModal } from '../../adapters/slack/modals.ts';
import { asRead } from './replies.ts';

describe('what comes back is read as it was written', () => {
  test('options', () => {
    expect(readOption(ACTIONS.option(12))).toBe(12);
    for (const other of ['desk.option.', 'desk.option.x', 'desk.option.99999', 'xdesk.option.1', ACTIONS.more]) {
      expect(readOption(other)).toBeNull();
    }
  });

  test('thumbs', () => {
    expect(readFeedback(feedbackValue('bad', 'Ev1|2'))).toEqual({ vote: 'bad', delivery: 'Ev1|2' });
    expect(readFeedback(feedbackValue('good', 'Ev1'))).toEqual({ vote: 'good', delivery: 'Ev1' });
    for (const other of ['', 'good|', 'better|Ev1', 'good']) expect(readFeedback(other)).toBeNull();
  });

  test('block ids', () => {
    expect(readBlockId(blockId(3, 'Ev1|x'))).toEqual({ n: 3, delivery: 'Ev1|x' });
    expect(blockId(3, 'x'.repeat(300))).toHaveLength(255);
    for (const other of ['', 'desk|x|Ev1', 'desk|1|', 'desk-question']) expect(readBlockId(other)).toBeNull();
  });

  test('the modal after a thumbs down', () => {
    const view = reasonModal('Ev1', 'C1:U1');
    expect(readReasonOf(view.private_metadata ?? '')).toEqual({ delivery: 'Ev1', conversation: 'C1:U1' });
    for (const other of ['', '{}', '[1,2]', '["a"]', 'null']) expect(readReasonOf(other)).toBeNull();
  });

  test('what was filled in', () => {
    const { block, action } = INPUTS.question;
    const state = (element: unknown) => ({ [block]: { [action]: element } });
    expect(readInput(state({ type: 'plain_text_input', value: ' why? ' }), INPUTS.question)).toBe('why?');
    expect(readInput(state({ selected_option: { value: 'entry:a' } }), INPUTS.question)).toBe('entry:a');
    for (const other of [null, {}, state(null), state({ value: null }), state({ value: ' ' }), { [block]: 'x' }]) {
      expect(readInput(other, INPUTS.question)).toBeNull();
    }
  });
});

describe('modals', () => {
  test('why shows CommonMark, in sections, and close', () => {
    expect(asRead(whyModal('**A** was chosen.\n\n- b').blocks)).toEqual(['*A* was chosen.\n\n• b']);
    expect(asRead(whyModal(' ').blocks)).toEqual(['(There is nothing to show.)']);
    expect(whyModal('word '.repeat(10_000)).blocks).toHaveLength(10);
  });

  test('a question: typed, filled in, or picked from what is found', () => {
    const view = questionModal({ text: 'Can I <!channel>?', note: 'From **a message**.' });
    expect(asRead(view.blocks)[0]).toBe('From *a message*.');
    expect(JSON.stringify(view.blocks)).toContain('"initial_value":"Can I <!channel>?"');
    expect(JSON.stringify(view.blocks)).toContain('"action_id":"desk.ask.search"');
    const empty = questionModal({ text: ' ', note: null });
    expect(empty.blocks).toHaveLength(2);
    expect(JSON.stringify(empty)).not.toContain('initial_value');
  });

  test('what was wrong: four reasons and a text', () => {
    const view = JSON.stringify(reasonModal('Ev1', 'D1').blocks);
    expect(view.match(/"value":"[a-z-]+"/g)).toEqual([
      '"value":"wrong"',
      '"value":"not-my-question"',
      '"value":"unclear"',
      '"value":"outdated"',
    ]);
  });
});

describe('the App Home', () => {
  const home = {
    name: 'Azure AD Connect FAQ',
    greeting: 'Ask me **anything**.',
    examples: ['Can I rename the *server*?'],
    sections: [{ id: 'auto-upgrade', title: 'Auto upgrade', entries: 18 }],
    notice: null,
    canCheckVersions: true,
    edition: 'Ev1',
  };

  test('greets, asks, checks versions, and browses', () => {
    const { blocks } = homeView(home);
    expect(asRead(blocks).slice(0, -1)).toEqual([
      'Azure AD Connect FAQ',
      'Ask me *anything*.',
      'input',
      '(For example:\n• Can I rename the ∗server∗?)',
      'divider',
      'input',
      'divider',
      '*Browse the topics*',
      '[Auto upgrade (18)]',
      'divider',
    ]);
    const json = JSON.stringify(blocks);
    for (const id of ['desk.home.search', 'desk.home.version', 'desk.home.section.auto-upgrade']) {
      expect(json).toContain(`"action_id":"${id}"`);
    }
  });

  test('leaves out what there is not', () => {
    const json = JSON.stringify(
      homeView({ ...home, greeting: '', examples: [], sections: [], canCheckVersions: false }),
    );
    for (const part of ['desk.home.version', 'For example', 'Browse']) expect(json).not.toContain(part);
  });
});
