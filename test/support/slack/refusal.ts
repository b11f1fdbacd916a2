import type { Fields } from './values.ts';

/** What Slack answers instead of `ok: true`. `extra` joins the answer: `needed`, `response_metadata` and the like. */
export class Refusal extends Error {
  readonly error: string;
  readonly extra: Fields;

  constructor(error: string, extra: Fields = {}) {
    super(error);
    this.name = 'Refusal';
    this.error = error;
    this.extra = extra;
  }
}

export function refuse(error: string, extra?: Fields): never {
  throw new Refusal(error, extra);
}
