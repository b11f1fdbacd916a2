import { once } from 'node:events';
import { App, HTTPReceiver, LogLevel, type RespondFn, type SlashCommand } from '@slack/bolt';
import type { Request, Response, Server } from 'restify';
import { NAMES } from '../../../adapters/slack/names.ts';
import { BOT_TOKEN, SIGNING_SECRET } from './names.ts';

/** `ack` acknowledges; the rest is done behind it. `respond` posts to the address that the command names. */
export type Listen = (command: SlashCommand, ack: () => Promise<void>, respond: RespondFn) => Promise<void>;

const SILENT = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => LogLevel.ERROR,
};

/** Bolt as its own documentation has it, on our server: no inbox, no assistant, nothing that answers. */
export function bareMount(listen: Listen): { name: string; mount(server: Server): void } {
  const endpoint = NAMES.paths.events;
  const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, endpoints: [endpoint], logger: SILENT });
  const authorize = async () => ({ botToken: BOT_TOKEN, botId: 'B0BENCH001', botUserId: 'U0BENCHBOT' });
  const app = new App({ receiver, authorize, logger: SILENT });
  app.command(NAMES.command, ({ command, ack, respond }) => listen(command, ack, respond));
  return {
    name: 'slack',
    mount: (server) =>
      void server.post(endpoint, async (req: Request, res: Response) => {
        receiver.requestListener(req, res);
        await once(res, 'close');
      }),
  };
}
