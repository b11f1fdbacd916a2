import type { Entry } from '../knowledge/types.ts';
import type { Option } from '../reply.ts';
import { blank, candidatesOf } from './compose.ts';
import type { Ground } from './context.ts';
import { explainText } from './explain.ts';
import { labelOf } from './label.ts';
import { openQuestion } from './open.ts';
import { type At, complete, expired, plain, retry, type Turn } from './turn.ts';
import { VALUES } from './values.ts';

/** Replies that no entry stands behind: help, browsing, explaining, dropping, handing over. */

export function help(at: At): Turn {
  const { texts, examples } = at.ground.corpus;
  const lines = [
    texts.help,
    `For example:\n\n${examples.map((example) => `- ${example}`).join('\n')}`,
    'You can also type `version 2.5.79.0` to check a build, `browse` to see all topics, and `cancel` to drop a question.',
  ];
  return plain(at, 'help', lines.join('\n\n'), exampleOptions(at.ground));
}

export function greet(at: At): Turn {
  return plain(at, 'smalltalk', at.ground.corpus.texts.greeting, at.session.open ? [] : exampleOptions(at.ground));
}

export function exampleOptions({ corpus }: Ground): Option[] {
  return corpus.examples.map((example) => ({ label: labelOf(example), value: VALUES.ask(example) }));
}

export function thank(at: At): Turn {
  return plain(at, 'smalltalk', at.ground.corpus.texts.thanks);
}

export function handOver(at: At): Turn {
  const { name, contact } = at.ground.helpdesk;
  const place = contact === '' ? name : `${name} (${contact})`;
  return plain(
    at,
    'help',
    `I pass no requests on here. Turn to ${place} and tell them your question and what I answered.`,
  );
}

export function cancel(at: At): Turn {
  const open = at.session.open && openQuestion(at.session.open, at.ground);
  const text = open ? `Dropped: ${open.question}` : 'There is no open question to drop.';
  return plain({ ...at, session: { ...at.session, open: null, answered: null } }, 'cancelled', text);
}

export function startOver(at: At): Turn {
  const session = { ...at.session, open: null, parked: [], facts: {}, last: null, answered: null, desk: null };
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
  const { options, facts, open: question } = turn.reply;
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

/** Changes nothing: the question that waits goes on waiting. */
export function explainAnswer(at: At): Turn {
  const { session, ground } = at;
  const { last } = session;
  const reply = {
    ...blank(),
    kind: 'explain' as const,
    entry: last?.entry ?? null,
    text: explainText(session, ground.corpus),
    explanation: last?.explanation ?? null,
    candidates: last?.tapped ? [] : candidatesOf(last?.explanation?.candidates ?? [], ground),
    confidence: last?.confidence ?? null,
    options: session.offered,
    open: session.open && openQuestion(session.open, ground),
    facts: { ...session.facts },
  };
  return { session, reply };
}

/** All sections, or the entries of one. */
export function browse(at: At, sectionId: string | null): Turn {
  const { corpus } = at.ground;
  const chosen = corpus.sections.filter((section) => sectionId === null || section.id === sectionId);
  if (chosen.length === 0) return expired(at);
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
  return complete(at, { ...blank(), kind: 'browse', sections, options: options.slice(0, 25) }, false);
}
