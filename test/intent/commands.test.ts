import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Command, readCommands, readVersionQuestion } from '../../src/intent/commands.ts';

const SPELLINGS: Record<Command, string[]> = {
  cancel: ['cancel', 'Never mind', 'nevermind', 'forget it', 'drop it', 'stop', 'ok, cancel please', 'Cancel!'],
  'start-over': ['start over', 'Start over, please', 'start again', 'reset', 'start-over'],
  'other-server': ['not this server', "that's another server", 'Different this time.'],
  'why-asked': ['why do you ask?', 'Why do you need to know?', 'why do you need that', 'why?', 'what for'],
  'why-answer': ['why this answer?', 'how do you know that', 'explain', 'Where does this come from?'],
  help: ['help', 'Help!', 'what can you do?', 'who are you', 'how does this work?'],
  browse: ['browse', 'topics', 'list topics', 'show all', 'menu'],
  helpdesk: ['helpdesk', 'help desk', 'talk to a human', 'I want to talk to a human', 'open a ticket', 'hand over'],
  greeting: ['hi', 'Hello!', 'hey there', 'good morning', 'Hi, how are you?', 'hello bot'],
  thanks: ['thanks', 'Thank you!', 'thx', 'many thanks', 'ok thanks', 'perfect, thanks', 'that helped', '👍 thanks'],
  next: ['next', 'Next step', 'continue', 'go on', 'done', 'ok', "what's next?"],
  back: ['back', 'go back', 'previous', 'Previous step please'],
  yes: ['yes', 'Y', 'yep', 'yeah', 'sure', 'of course', 'correct', "that's right", 'yes please', 'it does', 'we did'],
  no: [
    'no',
    'N',
    'nope',
    'nah',
    'not yet',
    'not really',
    "it doesn't",
    'we haven\u2019t',
    'no, not yet',
    'no way',
    'we havent',
  ],
  unknown: [
    "I don't know",
    'i dont know',
    'dunno',
    'no idea',
    'not sure',
    'idk',
    'How do I find out?',
    'no clue, sorry',
  ],
};

describe.each(Object.entries(SPELLINGS))('%s', (command, texts) => {
  test.each(texts)('%s', (text) => {
    expect(readCommands(text)).toContain(command);
  });
});

describe('what only begins or ends like a command is none', () => {
  test.each([
    'cancel the upgrade of my server',
    'never mind the old server, can I rename the new one?',
    'how do I start over with a new database',
    'why do you ask me to upgrade by email',
    'help me install on a workgroup server',
    'hi, can I install unattended?',
    'thanks, and is 2.5.79.0 supported?',
    'no synchronization since the upgrade',
    'yes but which account do I need',
    'I do not know who installed it and we have no password',
    'next generation cryptographic rules',
    'back up the database',
    'is the server in a list of supported ones',
    '',
    '🙂',
    '1.1.654.0',
  ])('%j', (text) => {
    expect(readCommands(text)).toEqual([]);
  });
});

test('one word may be two commands: ok is next, and yes where it was asked', () => {
  expect(readCommands('done')).toContain('next');
  expect(readCommands('yes').filter((command) => command === 'no')).toEqual([]);
});

test('no spelling means both yes and no, or either and unknown', () => {
  const [yes, no, unknown] = [SPELLINGS.yes, SPELLINGS.no, SPELLINGS.unknown].map((texts) => texts.map(readCommands));
  for (const commands of yes ?? []) expect(commands).not.toEqual(expect.arrayContaining(['no']));
  for (const commands of no ?? []) expect(commands).not.toEqual(expect.arrayContaining(['yes']));
  for (const commands of unknown ?? []) {
    expect(commands).not.toContain('yes');
    expect(commands).not.toContain('no');
  }
});

describe('a version check and nothing else', () => {
  test.each([
    ['version 1.1.654.0', '1.1.654.0'],
    ['Version 2.5.79', '2.5.79.0'],
    ['v1.1.654.0', '1.1.654.0'],
    ['1.1.654.0', '1.1.654.0'],
    ['is 2.5.79.0 still supported?', '2.5.79.0'],
    ['Is version 2.5.79.0 of Azure AD Connect out of support yet?', '2.5.79.0'],
    ['check 1.1.880.0 please', '1.1.880.0'],
    ["we're on build 1.1.654.0", '1.1.654.0'],
    ['when was 2.5.3.0 released?', '2.5.3.0'],
    ['what about 2.4.18.0?', '2.4.18.0'],
    ['is 1.1.654.0 ok', '1.1.654.0'],
    ['when does 2.5.79.0 retire?', '2.5.79.0'],
    ['is Entra Connect Sync 2.5.79.0 supported', '2.5.79.0'],
  ])('%j', (text, version) => {
    expect(readVersionQuestion(text)).toEqual({ version });
  });

  test.each(['version', 'Version?', 'check version'])('%j names none yet', (text) => {
    expect(readVersionQuestion(text)).toEqual({ missing: true });
  });

  test.each([
    ['version 1.1', '1.1'],
    ['is 2.5 supported?', '2.5'],
    ['version 1.1.654.0.7', '1.1.654.0.7'],
    ['version 1.1.99999.0', '1.1.99999.0'],
    ['version 3', '3'],
  ])('%j cannot be read', (text, part) => {
    expect(readVersionQuestion(text)).toEqual({ unreadable: expect.stringContaining(part) });
  });

  test('two versions are not one', () => {
    expect(readVersionQuestion('2.5.79.0 and 2.4.18.0')).toEqual({
      unreadable: expect.stringMatching(/2\.5\.79\.0.*2\.4\.18\.0/),
    });
  });
});

describe('a question that mentions a version is no version check', () => {
  test.each([
    'I got an email about auto upgrade and run 1.1.654.0. Do I need to upgrade?',
    'does 1.1.654.0 work with a workgroup server',
    'can I rename the server with 2.5.79.0',
    'how do I upgrade from 1.1.654.0 to 2.5.79.0',
    'where do I download 2.5.79.0?',
    'which version do I have?',
    'how do I find out the version',
    'which version contains the auto upgrade fix',
    'is IPv6 supported?',
    'is it still supported to rename the server',
    'event 6311',
    'two domains',
    '2',
    '',
  ])('%j', (text) => {
    expect(readVersionQuestion(text)).toBeNull();
  });
});

test('whatever is typed is read without failing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^(v|is )?[\d. ]{0,20}\??$/)), (text) => {
      expect(Array.isArray(readCommands(text))).toBe(true);
      const question = readVersionQuestion(text);
      if (question && 'version' in question) expect(question.version).toMatch(/^\d+(\.\d+){3}$/);
    }),
  );
});
