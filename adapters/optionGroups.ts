import { readValue } from '../src/dialog/values.ts';
import type { OpenQuestion, Option, Reply } from '../src/reply.ts';
import { readTicketValue } from '../src/triage/values.ts';

/** An option and its place in `reply.options`, from 0: the number to type is one more. */
export interface Placed {
  index: number;
  option: Option;
}

/**
 * The options of a reply in groups: its own, related questions (of a draft: entries and tickets that may do instead), and
 * those of the question that is offered again.
 */
export interface Groups {
  own: Placed[];
  related: Placed[];
  reoffered: Placed[];
}

export function groupOptions(reply: Reply): Groups {
  const all = reply.options.map((option, index) => ({ option, index }));
  const again = reply.reoffered === null ? 0 : offeredAgain(reply.options, reply.reoffered);
  const before = all.slice(0, all.length - again);
  const isDraft = reply.kind === 'ticket' && reply.draft !== null;
  const isRelated = ({ option: { value } }: Placed) =>
    ((reply.kind === 'answer' || isDraft) && readValue(value).is === 'entry') ||
    (isDraft && readTicketValue(value)?.is === 'join');
  return {
    own: before.filter((placed) => !isRelated(placed)),
    related: before.filter(isRelated),
    reoffered: all.slice(all.length - again),
  };
}

/** The options of a question that is offered again stand last. */
function offeredAgain(options: readonly Option[], { options: asked }: OpenQuestion): number {
  const last = options.slice(options.length - asked.length);
  return asked.every((option, i) => option.value === last[i]?.value) ? asked.length : 0;
}

/** The step that follows the one that is shown; of a draft, that it is sent. */
export function isNextStep({ value }: Option, reply: Reply): boolean {
  if (reply.kind === 'ticket') return readTicketValue(value)?.is === 'send';
  const tapped = readValue(value);
  if (tapped.is !== 'step' || !('step' in reply) || reply.step === null) return false;
  return tapped.number === reply.step.number + 1;
}
