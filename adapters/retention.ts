import type { Config } from '../src/config.ts';
import type { Store } from '../src/store/port.ts';

const DAY = 86_400_000;

interface RetentionDeps {
  config: Pick<Config, 'conversations' | 'questionLog' | 'triage'>;
  store: Pick<Store, 'purge' | 'purgeTickets'>;
  log: { debug(fields: object, message: string): void; error(fields: object, message: string): void };
}

/**
 * Removes what has outlived the days in settings: conversations, the question log, and tickets that were closed so long ago
 * with all that hangs on them. Never rejects: what could not be removed now is removed next time.
 */
export async function removeOld({ config, store, log }: RetentionDeps, now: number): Promise<void> {
  // Part of a day is no whole number of milliseconds, and times in the store are whole.
  const before = (days: number) => Math.round(now - days * DAY);
  try {
    const removed = await store.purge(before(config.conversations.keepDays), before(config.questionLog.keepDays));
    const tickets = await store.purgeTickets(before(config.triage.retentionDays));
    log.debug({ ...removed, ...tickets }, 'removed what outlived its days');
  } catch (error) {
    log.error({ err: error }, 'could not remove what outlived its days');
  }
}
