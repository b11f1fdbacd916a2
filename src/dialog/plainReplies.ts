import type { Entry } from '../knowledge/types.ts';
import { blank, candidatesOf } from './compose.ts';
import { explainText } from './explain.ts';
import { openQuestion } from './open.ts';
import { type At, complete, plain, retry, type Turn } from './turn.ts';
import { VALUES } from './values.ts';

/** Replies that no entry stands behind: help, browsing, explaining, dropping, handing over. */

export function help(at: At): Turn {
  const { texts, examples } = at.ground.corpus;
  const lines = [
    texts.help,
    `For example:\n\n${examples.map((example) => `- ${example}`).join('\n')}`,
    'You can also type `version 2.5.79.0` to check a build, `browse` to see all topics, and `cancel` to drop a question.',
  ];
  return plain(
    at,
    'help',
    lines.join('\n\n'),
    examples.map((example) => ({ label: example.slice(0, 75), value: VALUES.ask(example) })),
  );
}

export function greet(at: At): Turn {
  const { texts, examples } = at.ground.corpus;
  const options = examples.map((example) => ({ label: example.slice(0, 75), value: VALUES.ask(example) }));
  return plain(at, 'smalltalk', texts.greeting, at.session.open ? [] : options);
}

export function thank(at: At): Turn {
  return plain(at, 'smalltalk', at.ground.corpus.texts.thanks);
}

export function handOver(at: At): Turn {
  const { name, contact } = at.ground.helpdesk;
  return plain(
    at,
    'help',
    `I cannot hand a request over by myself. Turn to ${name}: ${contact}. Tell them your question and what I answered.`,
  );
}

export function cancel(at: At): Turn {
  const open = at.session.open && openQuestion(at.session.open, at.ground);
  const text = open ? `Dropped: ${open.question}` : 'There is no open question to drop.';
  return plain({ ...at, session: { ...at.session, open: null } }, 'cancelled', text);
}

export function startOver(at: At): Turn {
  const session = { ...at.session, open: null, parked: null, facts: {}, last: null };
  return plain({ ...at, session }, 'cancelled', 'Everything said so far is forgotten. What would you like to know?');
}

/** 'Why do you ask?' while a question waits; else why the last answer was chosen. */
export function explainQuestion(at: At): Turn {
  const { open } = at.session;
  if (open?.kind !== 'fact') return explainAnswer(at);
  const turn = retry(at, open, '');
  if (turn.reply.kind !== 'ask') return turn;
  const fact = at.ground.corpus.facts.get(open.fact);
  const text = `I ask because ${turn.reply.because}.\n\n**${fact?.question ?? ''}**`;
  const { options, facts } = turn.reply;
  const question = turn.reply.open;
  const reply = {
    ...blank(),
    kind: 'explain' as const,
    entry: open.entry,
    text,
    explanation: null,
    options,
    facts,
    open: question,
  };
  return { session: turn.session, reply };
}

export function explainAnswer(at: At): Turn {
  const { session, ground } = at;
  const { last } = session;
  const open = session.open && openQuestion(session.open, ground);
  const reply = {
    ...blank(),
    kind: 'explain' as const,
    entry: last?.entry ?? null,
    text: explainText(last, ground.corpus),
    explanation: last?.explanation ?? null,
    candidates: candidatesOf(last?.explanation?.candidates ?? [], ground),
    confidence: last?.confidence ?? null,
    options: session.offered,
    open,
    facts: { ...session.facts },
  };
  return { session, reply };
}

export function browse(at: At, sectionId: string | null): Turn {
  const { corpus } = at.ground;
  const chosen = corpus.sections.filter((section) => sectionId === null || section.id === sectionId);
  const sections = chosen.map(({ title, entries }) => ({
    title,
    entries: entries.map((id) => ({ entry: id, title: (corpus.entries.get(id) as Entry).shortTitle })),
  }));
  const options =
    sectionId === null
      ? chosen.map(({ id, title }) => ({ label: title, value: VALUES.section(id) }))
      : sections.flatMap(({ entries }) =>
          entries.map(({ entry, title }) => ({ label: title, value: VALUES.entry(entry) })),
        );
  return complete(at, { ...blank(), kind: 'browse', sections, options: options.slice(0, 25) }, null);
}
