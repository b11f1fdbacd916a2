import { DeskError } from '../../src/errors.ts';
import { openStore } from '../../src/store/open.ts';
import type { UndeliveredDelivery } from '../../src/store/port.ts';
import type { FailedItem } from '../../src/triage/port.ts';
import { readAddress } from '../../src/triage/ticket.ts';
import { configFrom } from '../desk.ts';
import type { Cli } from './commands.ts';
import { plain } from './plain.ts';

/** More would not be read on a terminal. */
const MOST = 50;
/** `desk webhooks dead` lists the others. */
const KINDS = ['news', 'card', 'alert', 'digest'] as const;

/** Messages that never got an answer, and news, cards and alerts of tickets that never got out, newest first; never what somebody typed. Resolves to the exit code. */
export async function undelivered({ env, output }: Cli, options: { json?: boolean }): Promise<number> {
  const store = await openStore(configFrom(env).databaseUrl);
  try {
    const out = await store.outbox.failed(MOST, KINDS);
    const all: GivenUp[] = [...(await store.undelivered(MOST)), ...out.map(outgoing)].sort(
      (one, other) => other.at - one.at,
    );
    const rows = all.slice(0, MOST).map(row);
    if (options.json) output.out(JSON.stringify(rows));
    else if (rows.length === 0) output.out('Nothing was given up.');
    else for (const each of rows) output.out(lines(each));
    return 0;
  } finally {
    await store.close();
  }
}

/** `desk redeliver out-12`: a running server sends it within seconds. Resolves to the exit code. */
export async function redeliver({ env, output, now = Date.now }: Cli, name: string): Promise<number> {
  const [, id] = /^out-(\d{1,15})$/.exec(name) ?? [];
  const store = await openStore(configFrom(env).databaseUrl);
  try {
    if (id === undefined || !(await store.outbox.replay(id, now()))) {
      throw new DeskError('undelivered-unknown', `Nothing that could be sent again was given up under ${name}.`);
    }
    output.out(`${name} is sent again.`);
    return 0;
  } finally {
    await store.close();
  }
}

function outgoing({ id, target, kind, ticket, attempts, why, at }: FailedItem): GivenUp {
  const platform = readAddress(target)?.platform ?? kind;
  return { platform, id: `out-${id}`, attempts, why: `${kind} of ${ticket}: ${why}`, at };
}

type GivenUp = Pick<UndeliveredDelivery, 'platform' | 'id' | 'attempts' | 'why' | 'at'>;

interface Row {
  /** When it was given up, ISO 8601 in UTC. */
  at: string;
  platform: string;
  id: string;
  attempts: number;
  why: string;
}

function row({ at, platform, id, attempts, why }: GivenUp): Row {
  return { at: new Date(at).toISOString(), platform, id, attempts, why };
}

function lines({ at, platform, id, attempts, why }: Row): string {
  const tried = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  return `${at}  ${platform}  ${plain(id)}  ${tried}\n  ${plain(why)}`;
}
