import type { FactName } from '../brand.ts';
import { DeskError } from '../errors.ts';
import type { Ground } from './context.ts';
import type { Open, Session } from './session.ts';

/**
 * What waits for the requester alone. `open`: nobody else is heard at all. `facts`: of questions that wait in silence,
 * too; another person may say anything but their answers.
 */
export interface Reserved {
  open: boolean;
  facts: readonly FactName[];
}

export function reserved({ open, parked }: Session, { corpus }: Ground): Reserved {
  const fact = (each: Open | null) =>
    each?.kind === 'fact' && corpus.facts.get(each.fact)?.requesterOnly ? [each.fact] : [];
  return { open: fact(open).length > 0, facts: [...fact(open), ...parked.flatMap(fact)] };
}

export function refuseOthers(): never {
  throw new DeskError(
    'requester-only',
    'Only the person who began this conversation can answer the question that is open here.',
  );
}
