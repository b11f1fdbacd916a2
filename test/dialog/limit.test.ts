import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ConversationId, UserId } from '../../src/brand.ts';
import { createDialog, type Dialog, MESSAGE_LIMIT } from '../../src/dialog/dialog.ts';
import { newSession } from '../../src/dialog/session.ts';
import { createIntent } from '../../src/intent/intent.ts';
import { loadCorpus } from '../../src/knowledge/load.ts';
import type { Message } from '../../src/message.ts';

const USER = 'u' as UserId;
let dialog: Dialog;
beforeAll(() => {
  const corpus = loadCorpus('knowledge');
  dialog = createDialog({ corpus, intent: createIntent(corpus), helpdesk: { name: 'IT', contact: '' }, openFor: 1000 });
});

function message(text: string): Message {
  const from = { conversation: 'c' as ConversationId, user: USER, private: false, delivery: null };
  return { ...from, platform: 'cli', tenant: 'local', source: 'message', text, facts: {} };
}

describe('the length of a message', () => {
  const question = 'can I rename the server? ';

  test('up to the limit it is read', () => {
    const { reply } = dialog.step(newSession(), message(question.padEnd(MESSAGE_LIMIT, 'x')), 0, USER);
    expect(reply.kind).not.toBe('error');
  });

  test('one character more is refused, and says both numbers', () => {
    const { reply } = dialog.step(newSession(), message(question.padEnd(MESSAGE_LIMIT + 1, 'x')), 0, USER);
    expect(reply).toMatchObject({ kind: 'error', code: 'message-too-long' });
    expect('text' in reply && reply.text).toMatch(/4001 .* 4000/);
  });
});
