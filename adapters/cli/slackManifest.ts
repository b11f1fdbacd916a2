import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isMap, isSeq, parseDocument } from 'yaml';
import { EXAMPLE } from './manifestOptions.ts';

const FILE = join(import.meta.dirname, '..', '..', 'manifest', 'slack', 'manifest.yaml');

/** Slack's manifest with its addresses filled in. `origin` is null in Socket Mode alone, where Slack sends nothing to one. */
export function slackManifest(origin: string | null, socket: boolean): Document {
  // In the text, so that comments tell the same address.
  const text = readFileSync(FILE, 'utf8').replaceAll(EXAMPLE, origin ?? EXAMPLE);
  const document = parseDocument(text);
  if (!socket) return document;
  document.setIn(['settings', 'socket_mode_enabled'], true);
  const commands = document.getIn(['features', 'slash_commands']);
  if (isSeq(commands)) for (const command of commands.items) if (isMap(command)) command.delete('url');
  document.deleteIn(['settings', 'event_subscriptions', 'request_url']);
  document.deleteIn(['settings', 'interactivity', 'request_url']);
  document.deleteIn(['settings', 'interactivity', 'message_menu_options_url']);
  if (origin === null) document.deleteIn(['oauth_config', 'redirect_urls']);
  return document;
}
