import type { Case, SlackDeps } from './deps.ts';

/**
 * Does what leaves no trace that could be looked for, such as an ephemeral message, where more is to be done after it: a
 * mark behind it keeps a second attempt from repeating it. Only a crash between the two lets it happen twice, or an answer
 * of Slack's that is lost.
 */
export async function once(
  { store, clock, log }: Pick<SlackDeps, 'store' | 'clock' | 'log'>,
  { delivery, again }: Pick<Case, 'delivery' | 'again'>,
  part: string,
  act: () => Promise<unknown>,
): Promise<void> {
  const name = `slack: sent ${delivery} ${part}`;
  if (again && (await store.countMarks(name, 0)) > 0) return;
  await act();
  // It is done: rejecting here would have it done again.
  await store.mark({ name, key: '', at: clock() }).catch((error: unknown) => {
    log.error({ err: error, delivery, part }, 'could not mark what was sent');
  });
}
