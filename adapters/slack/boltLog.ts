import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';
import { maskSecrets } from '../../src/mask.ts';

/** Bolt's log in ours: what it says, never what it was given. */
export function boltLogger(log: Logger): BoltLogger {
  const line =
    (level: 'debug' | 'warn' | 'error') =>
    (...parts: unknown[]) =>
      log[level]({ by: 'bolt' }, parts.map(said).join(' '));
  return {
    // Its debug lines hold whole payloads.
    debug: () => {},
    info: line('debug'),
    warn: line('warn'),
    error: line('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}

/** What stands in quotation marks may be a piece of a payload: JSON's own errors quote it. */
function said(part: unknown): string {
  const text = part instanceof Error ? part.message : String(part);
  return maskSecrets(text.replace(/".*"/s, '"…"'));
}
