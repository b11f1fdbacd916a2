import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { type Candidate, DESK } from './catalogue.ts';
import type { Asked, Built, Loaded, Request, Response } from './child.ts';
import type { BenchCorpus, Form } from './library.ts';

/** Node's own bound on a large machine, stated so that every machine has the same. */
export const HEAP_MB = 4096;

/** Why something is left out: never silently, the tables say it. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; reason: string };

export interface Runner {
  candidate: Candidate;
  load(corpus: BenchCorpus, form: Form): Promise<Outcome<Loaded>>;
  /** `limit` in milliseconds; past it the process is ended. */
  build(limit: number): Promise<Outcome<Built>>;
  ask(texts: readonly string[], budget?: number): Promise<Outcome<Asked>>;
  close(): void;
}

/** Longest time for one round of questions. */
const ROUND_LIMIT = 20 * 60_000;

export function startRunner(candidate: Candidate): Runner {
  const child = fork(join(import.meta.dirname, 'child.ts'), {
    execArgv: ['--expose-gc', `--max-old-space-size=${HEAP_MB}`, '--disable-warning=PINODEP008'],
    serialization: 'advanced',
    // What a library prints, and V8's trace where memory runs out, would tear the tables apart.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return {
    candidate,
    load: (corpus, form) =>
      request<Loaded>(candidate, child, { kind: 'load', candidate, corpus, form }, ROUND_LIMIT, 'loading'),
    build: (limit) => request<Built>(candidate, child, { kind: 'build' }, limit, 'build'),
    ask: (texts, budget = ROUND_LIMIT) =>
      request<Asked>(candidate, child, { kind: 'ask', texts, budget }, ROUND_LIMIT, 'search'),
    close: () => child.kill('SIGKILL'),
  };
}

function request<T extends Loaded | Built | Asked>(
  candidate: Candidate,
  child: ChildProcess,
  message: Request,
  limit: number,
  what: string,
): Promise<Outcome<T>> {
  return new Promise((resolve, reject) => {
    const settle = (outcome: Outcome<T>) => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit);
      resolve(outcome);
    };
    const onMessage = (response: Response) => {
      // A library that fails is left out. Ours must not fail: a page without it would be no result.
      if (!response.ok && candidate === DESK) reject(new Error(`${DESK.name} failed at ${what}: ${response.message}`));
      settle(response.ok ? { ok: true, value: response.value as T } : { ok: false, reason: response.message });
    };
    const onExit = () =>
      settle({ ok: false, reason: `${what} ended its process, mostly for more than ${HEAP_MB} MB of heap` });
    const timer = setTimeout(() => {
      settle({ ok: false, reason: `${what} took longer than ${limit / 1000} s` });
      child.kill('SIGKILL');
    }, limit);
    if (!child.connected) return onExit();
    child.on('message', onMessage).on('exit', onExit);
    child.send(message);
  });
}
