import {
  HTTPReceiver,
  type InstallationStore,
  type ReceiverProcessEventErrorHandlerArgs,
  SocketModeReceiver,
} from '@slack/bolt';
import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import type { SlackConfig } from '../../src/config.ts';
import { maskSecrets } from '../../src/mask.ts';
import { boltLogger } from './boltLog.ts';
import { clientOptions } from './client.ts';
import { installPage, installPages } from './installPages.ts';
import { NAMES } from './names.ts';

export type Receiver = HTTPReceiver | SocketModeReceiver;

/** Slack sends nothing else. */
const CONTENT_TYPES: ReadonlySet<string> = new Set(['application/json', 'application/x-www-form-urlencoded']);

/** `installations` where several workspaces install the app. */
export function createReceiver(config: SlackConfig, installations: InstallationStore | null, log: Logger): Receiver {
  const { auth, appToken, signingSecret } = config;
  const logger = boltLogger(log);
  const installerOptions = {
    directInstall: false,
    installPath: NAMES.paths.install,
    redirectUriPath: NAMES.paths.redirect,
    renderHtmlForInstallPath: installPage,
    clientOptions: clientOptions(config, log),
  };
  const oauth =
    auth.kind === 'oauth' && installations
      ? {
          clientId: auth.clientId,
          clientSecret: auth.clientSecret,
          stateSecret: auth.stateSecret,
          scopes: [...NAMES.scopes],
          installationStore: installations,
        }
      : {};
  if (appToken !== null) {
    return new SocketModeReceiver({ ...oauth, appToken, logger, installerOptions, autoReconnectEnabled: false });
  }
  return new HTTPReceiver({
    ...oauth,
    signingSecret: signingSecret ?? '',
    endpoints: [NAMES.paths.events],
    logger,
    installerOptions,
    processEventErrorHandler: (failed) => answerFailure(failed, log),
    unhandledRequestHandler: ({ response }) => {
      log.error('a delivery could not be kept within three seconds');
      if (!response.headersSent) response.writeHead(503).end();
    },
  });
}

/** Not acknowledged: Slack sends it again. True, or Bolt would answer once more after three seconds. */
async function answerFailure({ error, response }: ReceiverProcessEventErrorHandlerArgs, log: Logger): Promise<boolean> {
  log.error({ why: maskSecrets(error.message) }, 'could not take a delivery');
  if (!response.headersSent) {
    response.writeHead(500);
    response.end();
  }
  return true;
}

/** Bolt reads the raw stream and answers by itself: restify goes on when the response has ended. */
export function mountHttp(server: Server, receiver: Receiver, { allowed }: SlackConfig): void {
  if (receiver instanceof HTTPReceiver) server.post(NAMES.paths.events, answeredBy(takeEvents(receiver)));
  const { installer } = receiver;
  if (!installer) return;
  const options = { scopes: [...NAMES.scopes] };
  const install: Answer = (req, res) => installer.handleInstallPath(req, res, {}, options);
  server.get(NAMES.paths.install, answeredBy(install));
  const pages = installPages(NAMES.paths.install, allowed.workspaces);
  const redirect: Answer = (req, res) => installer.handleCallback(req, res, pages);
  server.get(NAMES.paths.redirect, answeredBy(redirect));
}

type Answer = (req: Request, res: Response) => unknown;

function answeredBy(answer: Answer): (req: Request, res: Response) => Promise<void> {
  return async (req, res) => {
    // What is left of a body that was refused would hold up the next request on this connection.
    res.once('finish', () => req.resume());
    const closed = new Promise((resolve) => res.once('close', resolve));
    await answer(req, res);
    await closed;
  };
}

function takeEvents(receiver: HTTPReceiver): Answer {
  return (req, res) => {
    // Bolt would take anything for JSON.
    const [type = ''] = (req.headers['content-type'] ?? '').split(';');
    if (CONTENT_TYPES.has(type.trim())) return receiver.requestListener(req, res);
    res.writeHead(415);
    return res.end();
  };
}
