import { describe, expect, test } from '@jest/globals';
import { readWords, type Words } from '../../adapters/slack/words.ts';

const SECTIONS = [
  { id: 'auto-upgrade', title: 'Auto upgrade', entries: [] },
  { id: 'identity-data', title: 'Identity data', entries: [] },
];

const read = (text: string) => readWords(text, SECTIONS);
const words = (text: string): Words => ({ is: 'words', text });
const action = (value: string): Words => ({ is: 'action', value });

describe('the words of the slash command', () => {
  test.each(['', '  ', '?', '???', 'help', 'HELP!', 'usage', 'commands', 'ask', 'search', '/aadc help', '/aadc '])(
    'ask what it can do: %j',
    (text) => expect(read(text)).toEqual({ is: 'help' }),
  );

  test.each([
    ['can I rename the server?', 'can I rename the server?'],
    ['ask can I rename the server?', 'can I rename the server?'],
    ['question: can I rename the server?', 'can I rename the server?'],
    ['/aadc can I rename the server?', 'can I rename the server?'],
    ['version 1.1.654.0', 'version 1.1.654.0'],
    ['ver 1.1.654.0', 'ver 1.1.654.0'],
    ['check 1.1.654.0', 'check 1.1.654.0'],
    ['help me with auto upgrade', 'help me with auto upgrade'],
    ['ask\nmore than\none line', 'more than\none line'],
    ['listen on which port does the health agent?', 'listen on which port does the health agent?'],
    ['listening ports of the sync server, where are they?', 'listening ports of the sync server, where are they?'],
    ['browse to which page for the portal?', 'browse to which page for the portal?'],
    ['ticket', 'ticket'],
    ['ticket the sync is broken', 'ticket the sync is broken'],
    ['tickets', 'tickets'],
    ['my tickets', 'tickets'],
    ['ticket lifetime, can it be changed?', 'ticket lifetime, can it be changed?'],
    ['ticket', 'ticket'],
    ['my tickets', 'tickets'],
    ['ticket the sync is broken', 'ticket the sync is broken'],
  ])('are the question: %j', (text, question) => expect(read(text)).toEqual(words(question)));

  test.each([
    ['listen on', true],
    ['LISTEN ON', true],
    ['listen on please', true],
    ['listen on in this channel', true],
    ['listening on', true],
    ['listen yes', true],
    ['listen start', true],
    ['listen off', false],
    ['listen off.', false],
    ['listen no', false],
    ['listen stop', false],
  ])('switch a help channel: %j', (text, listens) => expect(read(text)).toEqual({ is: 'listen', listens }));

  test.each([
    'listen',
    'listen maybe',
    'listen of',
    'listen here',
    'listen to me please',
    'listen onn',
    'listen on #help',
  ])('ask how a help channel is switched: %j', (text) => expect(read(text)).toEqual({ is: 'listen-how' }));

  test.each([
    ['browse', 'browse'],
    ['topics', 'browse'],
    ['sections', 'browse'],
    ['list', 'browse'],
    ['browse auto upgrade', 'section:auto-upgrade'],
    ['browse auto-upgrade', 'section:auto-upgrade'],
    ['browse auto upgarde', 'section:auto-upgrade'],
    ['topic identity', 'section:identity-data'],
    ['list identity dta', 'section:identity-data'],
    ['browse zorkmid', 'browse'],
    ['helpdesk', 'helpdesk'],
    ['help desk please', 'helpdesk'],
  ])('name what a button would do: %j', (text, value) => expect(read(text)).toEqual(action(value)));
});
