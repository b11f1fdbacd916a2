import type { Intent } from '../intent/intent.ts';
import type { Corpus } from '../knowledge/types.ts';
import type { Helpdesk } from '../reply.ts';

/** What the dialog stands on. All of it is fixed for the life of the process. */
export interface Ground {
  corpus: Corpus;
  intent: Intent;
  helpdesk: Helpdesk;
  /** Milliseconds after which an unanswered question lapses. */
  openFor: number;
}
