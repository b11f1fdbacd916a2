import type { Desk } from '../../adapters/desk.ts';
import type { Mount } from '../../adapters/server.ts';
import type { Config } from '../../src/config.ts';
import type { Corpus } from '../../src/knowledge/types.ts';
import type { Store } from '../../src/store/port.ts';
import type { Kind } from './plan.ts';

/** As much of a platform's cloud as the load needs: it knows the app, and takes answers. */
export interface Cloud {
  url: string;
  /** Answers that came. */
  answers(): number;
  close(): void;
}

export interface Load {
  url: string;
  /** Where the answers go. */
  cloud: string;
  requests: number;
  atOnce: number;
  questions: readonly string[];
  /** The number of the first request: each is one person's first question. */
  from: number;
}

/** One platform's side of the measurement, in the process that sends the load. */
export interface Leg {
  startCloud(): Promise<Cloud>;
  /** Milliseconds until each request was acknowledged. Rejects where one was not. */
  sendLoad(load: Load): Promise<number[]>;
  /** Answers that each kind of server sends for a request. */
  answers: Readonly<Record<Kind, number>>;
  /** Named on the page. */
  packages: readonly string[];
  /** What is measured, in a sentence or two. */
  about: string;
}

interface ServerDeps extends Pick<Desk, 'assistant' | 'log'> {
  store: Store;
  corpus: Corpus;
  config: Pick<Config, 'helpdesk' | 'questionLog' | 'triage'>;
  /** Of the faked cloud. */
  cloud: string;
  /** Called when everything behind one request is done. */
  done(): void;
}

/** The platform's part of a server; started already. */
export type MountOf = (kind: Kind, deps: ServerDeps) => Promise<Mount>;
