import type { Reply, ReplyKind } from '../../src/reply.ts';
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
  ticketDraft,
  ticketList,
  USED,
  unknown,
  version,
} from '../replies/replies.ts';
import type { Drawn } from './drawn.ts';

/** What is looked for, and how it is shown where it is: null for not at all. */
interface Part {
  name: string;
  shown(drawn: Drawn): string | null;
}

export interface Sample {
  kind: ReplyKind;
  title: string;
  reply: Reply;
  solved?: boolean;
  parts: Part[];
}

const squeezed = (text: string) => text.replace(/[^\p{L}\p{N}.:/]/gu, '');

function text(name: string, words: string): Part {
  return { name, shown: ({ lines }) => (squeezed(lines.join('')).includes(squeezed(words)) ? 'text' : null) };
}

function choices(name: string, ...labels: string[]): Part {
  return {
    name,
    shown({ labels: buttons, lines }) {
      const all = lines.join('\n');
      const tapped = labels.filter((label) => buttons.includes(label)).length;
      if (tapped === labels.length) return tapped === 1 ? 'a button' : `${tapped} buttons`;
      const numbered = labels.filter((label) => new RegExp(`(?:^|\\s)\\d+\\. ${label}$`, 'm').test(all));
      const written = labels.filter((label) => squeezed(all).includes(squeezed(label))).length;
      if (tapped + written < labels.length) return null;
      return tapped === 0
        ? `${numbered.length === labels.length ? 'numbered lines' : 'lines'}, chosen by typing`
        : `${tapped} buttons, the others by typing`;
    },
  };
}

function offered(name: string, label: string): Part {
  return { name, shown: ({ labels }) => (labels.includes(label) ? `button '${label}'` : null) };
}

function verdict(word: string): Part {
  const line = new RegExp(`^(?:[^\\p{L}]+ ?)?${word}$`, 'u');
  return { name: 'verdict', shown: ({ lines }) => lines.find((each) => line.test(each.trim()))?.trim() ?? null };
}

function source(title: string, url: string): Part {
  return {
    name: 'source',
    shown({ links, lines }) {
      const all = lines.join('\n');
      if (links.includes(url)) return 'link';
      return all.includes(url) ? 'title and address' : all.includes(title) ? 'title' : null;
    },
  };
}

/** How a command stands out from the words around it. */
function setApart(words: string, raw: string): string {
  if (raw.includes(`\`${words}\``) || raw.includes(`<code>${words}</code>`)) return 'set as code';
  return raw.includes(`**${words}**`) ? 'bold' : 'plain';
}

const thumbs: Part = { name: 'feedback', shown: (drawn) => (drawn.thumbs ? 'thumbs' : null) };
const why = offered('why this answer', 'Why this answer?');
const solved = offered('was this solved', 'Yes, solved');
const faq = source('FAQ, Auto upgrade', 'https://learn.microsoft.com/faq?a=1&b=2');
const contact = text('helpdesk', 'the service desk: desk@contoso.example');
const desk = { name: 'the service desk', contact: 'desk@contoso.example' };

const related = [
  { label: 'Rename the server', value: 'entry:rename' },
  { label: 'Move the database', value: 'entry:move' },
];
const again = { question: 'Is the group mail-enabled?', options: [{ label: 'It is', value: 'mail=yes' }] };
const steps = [
  { label: 'Next', value: 'step:3:install' },
  { label: 'Back', value: 'step:1:install' },
];

/** A reply of each kind, and what there is to see of it. */
export const SAMPLES: readonly Sample[] = [
  {
    kind: 'answer',
    title: 'an answer',
    reply: answer({
      notes: NOTES,
      used: USED,
      helpdesk: desk,
      options: [...related, ...again.options],
      reoffered: again,
    }),
    solved: true,
    parts: [
      verdict('No'),
      text('text', 'Run AADConnect.msi.'),
      { name: 'a command in it', shown: ({ raw }) => setApart('AADConnect.msi', raw) },
      text('dated notes', 'Note of 2026-11-22: Retired since 2022.'),
      text('facts from before', 'what was said here before: installed version 1.1.654.0'),
      contact,
      faq,
      choices('related questions', ...related.map(({ label }) => label)),
      text('question that is still open', again.question),
      choices('its options', 'It is'),
      why,
      solved,
      thumbs,
    ],
  },
  {
    kind: 'answer',
    title: 'a step of a walk',
    reply: answer({ verdict: 'info', step: { number: 2, of: 3, title: 'Restore it' }, options: steps }),
    parts: [
      text('place in the walk', 'Step 2 of 3'),
      text('title', 'Restore it'),
      choices('Next and Back', 'Next', 'Back'),
    ],
  },
  {
    kind: 'answer',
    title: 'a long answer, where others have to scroll past it',
    reply: answer({
      text: Array.from({ length: 60 }, (_, i) => `Paragraph ${i + 1}. ${'word '.repeat(20)}`).join('\n\n'),
    }),
    parts: [text('its beginning', 'Paragraph 1.'), text('its end', 'Paragraph 60.'), offered('the rest', 'Show all')],
  },
  {
    kind: 'ask',
    title: 'a question back',
    reply: ask(),
    parts: [
      text('what holds in any case', 'It was switched off by a fault.'),
      text('question', 'Which version is installed?'),
      text('why it is asked', 'I ask because the fix came with 1.1.750.0'),
      choices('options', 'Older than 1.1.750.0', "I don't know"),
      faq,
      why,
    ],
  },
  {
    kind: 'clarify',
    title: 'a choice',
    reply: clarify(options(4)),
    parts: [
      text('question', 'Which of these do you mean?'),
      choices('options', ...options(4).map(({ label }) => label)),
      why,
    ],
  },
  {
    kind: 'unknown',
    title: 'no answer',
    reply: unknown({ options: options(2) }),
    parts: [
      text('text', 'I have no answer to that.'),
      contact,
      choices('nearest topics', 'Option 1', 'Option 2'),
      thumbs,
    ],
  },
  {
    kind: 'version',
    title: 'a version check',
    reply: version('**2.6.92.0** is supported.'),
    parts: [text('text', '2.6.92.0 is supported.'), faq, thumbs],
  },
  {
    kind: 'browse',
    title: 'topics',
    reply: browse([{ title: 'Auto upgrade', titles: ['Will I be told?'] }], options(25)),
    parts: [
      text('section', 'Auto upgrade'),
      text('entry', 'Will I be told?'),
      choices('25 options', ...options(25).map(({ label }) => label)),
    ],
  },
  { kind: 'explain', title: 'why', reply: explain('It fits **best**.'), parts: [text('text', 'It fits best.')] },
  {
    kind: 'help',
    title: 'what it can do',
    reply: plainReply('help', 'Ask me anything.', options(3)),
    parts: [text('text', 'Ask me anything.'), choices('examples', 'Option 1', 'Option 2', 'Option 3')],
  },
  {
    kind: 'smalltalk',
    title: 'thanks',
    reply: plainReply('smalltalk', 'You are welcome.'),
    parts: [text('text', 'You are welcome.')],
  },
  {
    kind: 'cancelled',
    title: 'dropped',
    reply: plainReply('cancelled', 'All right.'),
    parts: [text('text', 'All right.')],
  },
  {
    kind: 'error',
    title: 'what was wrong',
    reply: { ...failed('That button is too old.'), options: options(1) },
    parts: [text('text', 'That button is too old.'), choices('a way on', 'Option 1')],
  },
  {
    kind: 'ticket',
    title: 'a ticket before it is sent',
    reply: ticketDraft('**Your ticket, not sent yet**\n\n- About: **Sync stopped**', [
      { label: 'Send it', value: 'ticket:send:d1' },
      { label: 'Cancel the ticket', value: 'ticket:drop:d1' },
    ]),
    parts: [text('what will be sent', 'About: Sync stopped'), choices('options', 'Send it', 'Cancel the ticket')],
  },
  {
    kind: 'tickets',
    title: "one's own tickets",
    reply: ticketList('- **DESK-142** Sync stopped, assigned', [{ label: 'DESK-142', value: 'ticket:show:DESK-142' }]),
    parts: [text('state', 'Sync stopped, assigned'), choices('each of them', 'DESK-142')],
  },
];
