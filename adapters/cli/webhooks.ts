import { DeskError } from '../../src/errors.ts';
import { openStore } from '../../src/store/open.ts';
import type { FailedItem } from '../../src/triage/port.ts';
import { webhookItem } from '../../src/triage/webhookEvent.ts';
import { configFrom } from '../desk.ts';
import type { Cli } from './commands.ts';
import { plain } from './plain.ts';

/** More would not be read on a terminal. */
const MOST = 50;

/** `desk webhooks dead`: what was given up, newest first; never what it says. Resolves to the exit code. */
export async function deadWebhooks({ env, output }: Cli, options: { json?: boolean }): Promise<number> {
  const store = await openStore(configFrom(env).databaseUrl);
  try {
    const rows = (await store.outbox.failed(MOST, ['webhook'])).map(row);
    if (options.json) output.out(JSON.stringify(rows));
    else if (rows.length === 0) output.out('No webhook was given up.');
    for (const each of options.json ? [] : rows) {
      const tried = each.attempts === 1 ? '1 attempt' : `${each.attempts} attempts`;
      output.out(
        `${each.id}  ${each.at}  ${plain(each.endpoint)}  ${each.ticket}  ${each.webhook}  ${tried}\n  ${plain(each.why)}`,
      );
    }
    return 0;
  } finally {
    await store.close();
  }
}

function row({ id, at, target, ticket, body, attempts, why }: FailedItem) {
  const endpoint = target.slice(target.indexOf('/') + 1);
  const { id: webhook } = webhookItem.parse(JSON.parse(body));
  return { id, at: new Date(at).toISOString(), endpoint, ticket, webhook, attempts, why };
}

/** `desk webhooks replay ID`: a running server sends it within seconds. */
export async function replayWebhook(cli: Cli, id: string): Promise<number> {
  const store = await openStore(configFrom(cli.env).databaseUrl);
  try {
    const isThere = /^\d{1,15}$/.test(id) && (await store.outbox.replay(id, cli.now?.() ?? Date.now(), 'webhook'));
    if (!isThere) throw new DeskError('webhook-unknown', `No webhook was given up under the number ${id}.`);
    cli.output.out(`Webhook ${id} is sent again.`);
    return 0;
  } finally {
    await store.close();
  }
}
