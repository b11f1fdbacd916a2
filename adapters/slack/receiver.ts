import { parse as parseForm } from 'node:querystring';
import {
  HTTPModuleFunctions,
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
const FORM = 'application/x-www-form-urlencoded';
const CONTENT_TYPES: ReadonlySet<string> = new Set(['application/json', FORM]);

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
  const refuse = (res: Response, status: number) => {
    res.writeHead(status);
    res.end();
  };
  return async (req, res) => {
    // Bolt would take anything for JSON.
    const { 'content-type': type = '' } = req.headers;
    const [kind = ''] = type.split(';');
    if (!CONTENT_TYPES.has(kind.trim())) return refuse(res, 415);
    try {
      // Bolt finds the body there and reads no more.
      const { rawBody } = await HTTPModuleFunctions.bufferIncomingMessage(req, HTTPModuleFunctions.defaultBodyLimit);
      if (!holdsObject(rawBody.toString(), type)) return refuse(res, 400);
    } catch (error) {
      return refuse(res, HTTPModuleFunctions.isRawBodyError(error) ? error.statusCode : 400);
    }
    receiver.requestListener(req, res);
  };
}

/**
 * Bolt ends the process over JSON that is no object, such as null, before anything of ours could catch it. What is JSON
 * and where it stands is told as Bolt tells it; whether the rest can be parsed is Bolt's to see.
 */
function holdsObject(body: string, contentType: string): boolean {
  const json = contentType === FORM ? parseForm(body).payload : body;
  return typeof json !== 'string' || /^[ \t\n\r]*\{/.test(json);
}
