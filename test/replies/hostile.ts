import fc from 'fast-check';
import type { EntryId, FactName, IsoDate } from '../../src/brand.ts';
import type { OpenQuestion, Option, Reply, UsedFact } from '../../src/reply.ts';
import type { Note, Source } from '../../src/source.ts';
import { CHECK } from './replies.ts';

/** Texts and replies that no author would write and Slack must survive. */

const FRAGMENTS = [
  '<!channel>',
  '<@U12345678>',
  '<#C12345678|general>',
  '<https://evil.example|trust me>',
  '[a](javascript:alert(1))',
  '[docs](https://learn.microsoft.com/x?a=1&b=2)',
  '[mail](mailto:a@b.example)',
  '![picture](https://img.example/a.png)',
  '**bold**',
  '*it*',
  'a**b**c',
  '\\*star\\*',
  '\\<!here\\>',
  '&lt;!channel&gt;',
  '&amp;',
  '`code`',
  '`` a`b ``',
  '```\nblock <x>\n\nmore\n```',
  '> quote',
  '> > deeper',
  '- item',
  '1. first\n   - second\n     - third',
  '# Heading',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '---',
  '👩‍👩‍👧‍👦',
  '🇩🇪',
  'שלום עולם',
  '\u202eevil',
  '漢字**太字**漢字',
  '\ud800',
  '\u0000\u0007',
  '~~gone~~',
  '_under_score_',
  '2 * 3 * 4',
  ':smile:',
  '"quoted" \\ back',
  'word',
  'another',
  '\n\n',
  '\n',
  '  \n',
  ' ',
];

const fragment = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...FRAGMENTS) }, fc.string({ unit: 'grapheme' }));

/** Some fragments after another. */
export const hostile = fc.array(fragment, { maxLength: 20 }).map((parts) => parts.join(''));

/** Now and then far longer than anything may be. */
const long = fc
  .tuple(
    fc.oneof(fragment, fc.constantFrom('x', '"', '\\', '<', '&', 'ab cd ', '`', '*', 'é', '👍')),
    fc.integer({ min: 1, max: 12_000 }),
  )
  .map(([part, length]) => part.repeat(Math.ceil(length / Math.max(part.length, 1))).slice(0, length));

export const absurd = fc.oneof({ weight: 3, arbitrary: hostile }, long);

const option: fc.Arbitrary<Option> = fc.record({
  label: absurd,
  value: fc.oneof(
    fc.constantFrom('none', 'entry:a-b', 'step:2:walk', 'helpdesk', 'fact=<1.1', ''),
    absurd.map((text) => `ask:${text}`),
  ),
});
const options = fc.oneof(fc.array(option, { maxLength: 6 }), fc.array(option, { minLength: 20, maxLength: 40 }));
const source: fc.Arbitrary<Source> = fc.record({
  title: absurd,
  url: fc.option(fc.oneof(fc.webUrl(), fc.constantFrom('javascript:alert(1)', 'https://a.example/ <x>|y'), absurd)),
});
const note: fc.Arbitrary<Note> = fc.record({
  text: absurd,
  date: fc.constant('2026-11-22' as IsoDate),
  source,
  place: fc.constantFrom('lead', 'end'),
});
const used: fc.Arbitrary<UsedFact> = fc.record({
  name: fc.constant('installedVersion' as FactName),
  label: absurd,
  value: absurd,
  reused: fc.boolean(),
});
const question: fc.Arbitrary<OpenQuestion> = fc.record({ question: absurd, options });
const helpdesk = fc.record({ name: absurd, contact: absurd });
const step = fc.record({ number: fc.nat(9), of: fc.nat(9), title: absurd });
const verdict = fc.constantFrom('yes', 'no', 'depends', 'info', 'none');

const common = {
  options,
  open: fc.constant(null),
  reoffered: fc.option(question),
  candidates: fc.constant<Reply['candidates']>([]),
  confidence: fc.constant(null),
  facts: fc.constant({}),
};
const entry = {
  entry: fc.constant('some-entry' as EntryId),
  title: absurd,
  verdict,
  sources: fc.array(source, { maxLength: 12 }),
  notes: fc.array(note, { maxLength: 4 }),
  used: fc.array(used, { maxLength: 3 }),
};

/** What a reply is made of, before a question that is offered again has put its options at the end. */
const bare: fc.Arbitrary<Reply> = fc.oneof(
  fc.record({
    ...common,
    ...entry,
    kind: fc.constant('answer' as const),
    text: absurd,
    step: fc.option(step),
    related: fc.array(fc.record({ entry: fc.constant('e' as EntryId), title: absurd }), { maxLength: 1 }),
    notCovered: fc.boolean(),
    helpdesk: fc.option(helpdesk),
  }),
  fc.record({
    ...common,
    ...entry,
    kind: fc.constant('ask' as const),
    lead: absurd,
    question: absurd,
    because: absurd,
    step: fc.option(step),
    retry: fc.option(absurd),
  }),
  fc.record({ ...common, kind: fc.constant('clarify' as const), question: absurd }),
  fc.record({ ...common, kind: fc.constant('unknown' as const), text: absurd, helpdesk }),
  fc.record({
    ...common,
    kind: fc.constant('version' as const),
    check: fc.constantFrom(CHECK, null),
    text: absurd,
    sources: fc.array(source, { maxLength: 12 }),
  }),
  fc.record({
    ...common,
    kind: fc.constant('browse' as const),
    sections: fc.array(
      fc.record({
        title: absurd,
        entries: fc.array(fc.record({ entry: fc.constant('e' as EntryId), title: absurd }), { maxLength: 30 }),
      }),
      { maxLength: 6 },
    ),
  }),
  fc.record({
    ...common,
    kind: fc.constant('explain' as const),
    entry: fc.constant(null),
    text: absurd,
    explanation: fc.constant(null),
  }),
  fc.record({ ...common, kind: fc.constantFrom('help' as const), text: absurd }),
  fc.record({ ...common, kind: fc.constantFrom('smalltalk' as const), text: absurd }),
  fc.record({ ...common, kind: fc.constantFrom('cancelled' as const), text: absurd }),
  fc.record({ ...common, kind: fc.constant('error' as const), code: fc.constant('busy'), text: absurd }),
);

/** A reply of any kind. */
export const anyReply: fc.Arbitrary<Reply> = bare.map((reply) => ({
  ...reply,
  options: [...reply.options, ...(reply.reoffered?.options ?? [])],
}));
