import type { Case, SlackDeps } from './deps.ts';

/**
 * Does what leaves no trace that could be looked for, such as an ephemeral message: a mark after it keeps a second
 * attempt from repeating it. Only a crash between the two lets it happen twice.
 */
export async function once(
  { store, clock }: Pick<SlackDeps, 'store' | 'clock'>,
  { delivery, again }: Pick<Case, 'delivery' | 'again'>,
  part: string,
  act: () => Promise<unknown>,
): Promise<void> {
  const name = `slack: sent ${delivery} ${part}`;
  if (again && (await store.countMarks(name, 0)) > 0) return;
  await act();
  await store.mark({ name, key: '', at: clock() });
}
