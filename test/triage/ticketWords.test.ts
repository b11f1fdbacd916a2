import { expect, test } from '@jest/globals';
import { readTicketWords } from '../../src/triage/ticketWords.ts';

const ID = 'DESK-12';

test.each([
  ['tickets', { is: 'list' }],
  ['show me my tickets', { is: 'list' }],
  ['ticket', { is: 'begin', text: '' }],
  ['open a ticket', { is: 'begin', text: '' }],
  ['talk to a human', { is: 'begin', text: '' }],
  ['ticket my sync stopped', { is: 'begin', text: 'my sync stopped' }],
  ['Please open a new ticket about the red agent', { is: 'begin', text: 'the red agent' }],
  ['ticket: two\nlines', { is: 'begin', text: 'two\nlines' }],
  ['DESK-12', { is: 'show', id: ID }],
  ['show desk 12', { is: 'show', id: ID }],
  ['ticket 12', { is: 'show', id: ID }],
  ['#12', { is: 'show', id: ID }],
  ['withdraw DESK-12', { is: 'withdraw', id: ID }],
  ['DESK-12 is solved.', { is: 'confirm', id: ID }],
  ['DESK-12 is not solved', { is: 'reject', id: ID }],
  ['reopen ticket DESK-12', { is: 'reject', id: ID }],
  ['me too DESK-12', { is: 'join', id: ID }],
  ['rate DESK-12 4', { is: 'rate', id: ID, stars: 4 }],
  ['DESK-12: the log says 0x80', { is: 'comment', id: ID, text: 'the log says 0x80' }],
  ['comment on DESK-12 more words', { is: 'comment', id: ID, text: 'more words' }],
  ['not solved', { is: 'reject', id: null }],
  ['rate it 5', { is: 'rate', id: null, stars: 5 }],
  ['ticket lifetime, can it be changed?', null],
  ['what is event 12?', null],
  ['can I rename the server?', null],
  ['me too', null],
  ['cancel', null],
  ['', null],
])('%j', (text, wanted) => expect(readTicketWords(text)).toEqual(wanted));
