import type { Case } from './deps.ts';

/** Somebody's name as the workspace knows it; null where it does not say. */
export async function nameOf({ client }: Pick<Case, 'client'>, user: string): Promise<string | null> {
  try {
    const { user: found } = await client.users.info({ user });
    return found?.profile?.display_name || found?.real_name || found?.name || null;
  } catch {
    // Nothing depends on it: people are told apart by their ids.
    return null;
  }
}

/** The one who acts with their name, for what stands on a ticket. */
export async function named(at: Case): Promise<Case['sender']> {
  const name = await nameOf(at, at.sender.user);
  return name === null ? at.sender : { ...at.sender, name };
}
