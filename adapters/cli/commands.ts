import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { IsoDate } from '../../src/brand.ts';
import { explainText } from '../../src/dialog/explain.ts';
import { DeskError } from '../../src/errors.ts';
import { checkVersion } from '../../src/knowledge/checkVersion.ts';
import { describeCheck } from '../../src/knowledge/describeCheck.ts';
import { entryText } from '../../src/knowledge/entryText.ts';
import { loadCorpus } from '../../src/knowledge/load.ts';
import { requireVersion } from '../../src/knowledge/readVersion.ts';
import { toWire } from '../../src/wire.ts';
import { configFrom, type Desk, type Environment, openDesk } from '../desk.ts';
import { chatJson, chatTerminal } from './chat.ts';
import type { Output } from './output.ts';
import { terminalMessage } from './receive.ts';
import { renderReply } from './render.ts';
import { terminalText } from './terminal.ts';

/** What the commands work with; the process' own in production, tests' own in tests. */
export interface Cli {
  env: Environment;
  output: Output;
  input: Readable;
  /** The operating system's user: who acts on tickets. */
  user?: string;
  /** Milliseconds since 1970; the process' own clock unless given. */
  now?: () => number;
  /** Names a command; random unless given. */
  newId?: () => string;
}

export interface AskOptions {
  json?: boolean;
  explain?: boolean;
  fact: Record<string, string>;
}

/** One question, one reply; nothing is kept. Resolves to the exit code. */
export async function ask({ env, output }: Cli, words: readonly string[], options: AskOptions): Promise<number> {
  const desk = await openDesk(env, { keep: false, quiet: true });
  try {
    const text = words.join(' ');
    const conversation = randomUUID();
    const reply = await desk.assistant.handle({ ...terminalMessage(conversation, text), facts: options.fact });
    if (options.json) output.out(JSON.stringify(toWire(conversation, reply)));
    else output.out(renderReply(reply, output.styled));
    if (options.explain) output.err(explain(desk, text, output.styled));
    return reply.kind === 'error' ? 1 : 0;
  } finally {
    await desk.store.close();
  }
}

function explain({ corpus, intent }: Pick<Desk, 'corpus' | 'intent'>, text: string, styled: boolean): string {
  const { explanation, confidence, candidates, outcome } = intent.understand(text);
  const entry = outcome === 'settled' ? (candidates[0]?.entry ?? null) : null;
  return `\n${terminalText(explainText({ last: { entry, what: null, confidence, explanation, tapped: false }, answered: null }, corpus), styled)}`;
}

export async function chat(cli: Cli, options: { json?: boolean; conversation?: string }): Promise<number> {
  const desk = await openDesk(cli.env, { quiet: true });
  try {
    if (options.json) await chatJson(desk.assistant, cli.input, cli.output);
    else await chatTerminal(desk.assistant, options.conversation ?? randomUUID(), cli);
    return 0;
  } finally {
    await desk.store.close();
  }
}

/** `today`: the day to check for; a script may fix it. */
export async function version(
  { env, output }: Cli,
  text: string | undefined,
  options: { json?: boolean },
  today: IsoDate,
): Promise<number> {
  const { releases } = loadCorpus(configFrom(env).knowledgeDir);
  if (!releases)
    throw new DeskError('version-check-off', 'This corpus has no releases.yaml, so versions are not checked.');
  if (text === undefined) return ask({ env, output, input: process.stdin }, ['version'], { ...options, fact: {} });
  const check = checkVersion(releases, requireVersion(releases, text), today);
  const { detail: _detail, ...json } = check;
  const sources = check.sources.map(({ title, url }) => (url === null ? title : `${title} <${url}>`)).join('\n  ');
  if (options.json) output.out(JSON.stringify(json));
  else output.out(`${terminalText(describeCheck(check), output.styled)}\n\nSources:\n  ${sources}`);
  return 0;
}

export function entries({ env, output }: Cli, options: { json?: boolean }): number {
  const corpus = loadCorpus(configFrom(env).knowledgeDir);
  const titles = new Map(corpus.sections.map((section) => [section.id, section.title]));
  const rows = [...corpus.entries.values()].map((entry) => ({
    id: entry.id,
    question: entry.question,
    verdict: entry.verdict,
    section: titles.get(entry.section) ?? entry.section,
    text: entryText(entry, corpus.facts),
  }));
  if (options.json) output.out(JSON.stringify(rows));
  else for (const row of rows) output.out(`${row.id}\n  ${row.question}`);
  return 0;
}
