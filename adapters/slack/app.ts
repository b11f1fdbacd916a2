import { App, type CodedError } from '@slack/bolt';
import type { Logger } from 'pino';
import { maskSecrets } from '../../src/mask.ts';
import { keepTapsToAllowedChannels } from './allowed.ts';
import { listenToCards } from './cardTaps.ts';
import { authorizeSingle, clientOptions } from './client.ts';
import { listenToCommand } from './command.ts';
import { listenToContainer } from './container.ts';
import type { SlackDeps } from './deps.ts';
import { listenToMessages } from './events.ts';
import { failureOf, isNotInstalled } from './failures.ts';
import { listenToFeedback } from './feedback.ts';
import { listenToHome } from './homeTab.ts';
import { listenToUninstalls } from './installations.ts';
import { listenToOptions } from './optionTaps.ts';
import type { Receiver } from './receiver.ts';
import { listenToShortcuts } from './shortcuts.ts';
import { listenToTaps } from './taps.ts';
import { listenToTicketForms } from './ticketForms.ts';
import { createTurns } from './turn.ts';

/** Bolt with all our listeners. Nothing is started. */
export function createSlackApp(deps: SlackDeps, receiver: Receiver): App {
  const { config, log } = deps;
  const { auth } = config;
  const options = clientOptions(config, log);
  const app = new App({
    receiver,
    // What is remembered of a conversation stands in the store; Bolt would look for its own with every delivery.
    convoStore: false,
    // Where several workspaces install the app, Bolt asks the receiver's installer.
    ...(auth.kind === 'single' ? { authorize: authorizeSingle(auth.botToken, options) } : {}),
    clientOptions: options,
    logger: options.logger,
  });
  app.error(async (error) => reject(error, log));
  keepTapsToAllowedChannels(app, deps);
  const turns = createTurns(deps);
  listenToMessages(app, deps, turns);
  listenToCommand(app, deps, turns);
  listenToOptions(app, deps, turns);
  listenToTaps(app, deps, turns);
  listenToFeedback(app, deps, turns);
  listenToShortcuts(app, deps, turns);
  listenToTicketForms(app, deps, turns);
  listenToCards(app, deps);
  listenToHome(app, deps, turns);
  listenToContainer(app, deps);
  listenToUninstalls(app, deps);
  // Slack wants a button that opens an address acknowledged, and nothing else.
  app.action(/^desk\.link\.\d+$/, async () => {});
  return app;
}

/** Has the delivery repeated or given up; a workspace that is not installed any more wants no answer. */
function reject(error: CodedError, log: Logger): void {
  if (!isNotInstalled(error)) throw failureOf(error);
  log.warn({ why: maskSecrets(error.message) }, 'a delivery of a workspace that is not installed');
}
