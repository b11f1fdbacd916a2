import type { Candidate } from './catalogue.ts';
import { type BenchCorpus, type BuildInput, type Form, type Library, type Searcher, toInput } from './library.ts';

/** One library in one process: a heap and a compiled state of its own, and it can be ended when it takes too long. */
export type Request =
  | { kind: 'load'; candidate: Candidate; corpus: BenchCorpus; form: Form }
  | { kind: 'build' }
  /** Stops after the text with which `budget` milliseconds are used up. */
  | { kind: 'ask'; texts: readonly string[]; budget: number };

export interface Loaded {
  records: number;
}
export interface Built {
  ms: number;
  /** Growth of heap and array buffers after collection; the corpus that was handed in is not part of it. */
  bytes: number;
}
export interface Asked {
  hits: { entries: string[]; answered: boolean }[];
  /** Milliseconds of each text. */
  latencies: number[];
}
export type Response = { ok: true; value: Loaded | Built | Asked } | { ok: false; message: string };

let library: Library | null = null;
let input: BuildInput | null = null;
let searcher: Searcher | null = null;
let outside: ReadonlySet<string> = new Set();

async function load({ candidate, corpus, form }: Request & { kind: 'load' }): Promise<Loaded> {
  // By a path made up here: the project's own type check must not need the libraries.
  const peer = await import(new URL(`./peers/${candidate.peer}.ts`, import.meta.url).href);
  library = peer.createLibrary(candidate.variant);
  input = toInput(corpus, form);
  outside = new Set(corpus.documents.filter((document) => document.outside).map(({ id }) => id));
  return { records: input.records.length };
}

async function build(): Promise<Built> {
  if (!library || !input) throw new Error('nothing is loaded');
  searcher = null;
  const before = heldBytes();
  const start = performance.now();
  searcher = await library.build(input);
  const ms = performance.now() - start;
  return { ms, bytes: heldBytes() - before };
}

async function ask({ texts, budget }: Request & { kind: 'ask' }): Promise<Asked> {
  if (!searcher) throw new Error('nothing is built');
  const asked: Asked = { hits: [], latencies: [] };
  const end = performance.now() + budget;
  for (const text of texts) {
    const start = performance.now();
    const found = searcher.search(text);
    const { entries, answered = true } = found instanceof Promise ? await found : found;
    asked.latencies.push(performance.now() - start);
    const [first] = entries;
    asked.hits.push({
      entries: entries.filter((entry) => !outside.has(entry)).slice(0, 3),
      answered: answered && first !== undefined && !outside.has(first),
    });
    if (performance.now() > end) break;
  }
  return asked;
}

function heldBytes(): number {
  if (!globalThis.gc) throw new Error('needs --expose-gc');
  // Once more for what the first run's finalizers let go.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function respond(request: Request): Promise<Response> {
  try {
    if (request.kind === 'load') return { ok: true, value: await load(request) };
    return { ok: true, value: request.kind === 'build' ? await build() : await ask(request) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', async (request: Request) => {
  process.send?.(await respond(request));
});
