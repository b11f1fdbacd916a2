import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { type Document, isMap, isSeq, parseDocument } from 'yaml';
import type { Cli } from './commands.ts';

export interface ManifestOptions {
  slack?: boolean;
  /** Where the server is reached from outside, read by `readOrigin`. */
  url?: string;
  socket?: boolean;
  json?: boolean;
  out?: string;
}

/** Stands in the files for the address of whoever runs the server. */
const EXAMPLE = 'https://desk.example.com';
const SLACK_FILE = join(import.meta.dirname, '..', '..', 'manifest', 'slack', 'manifest.yaml');

/** The one address that the manifest needs: https, or http on this machine, without a path. Throws Commander's own error. */
export function readOrigin(text: string): string {
  const url = URL.parse(text);
  const refuse = (why: string) => new InvalidArgumentError(`It ${why}, for example ${EXAMPLE}.`);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw refuse('must be an address with https://');
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'http:' && !isLoopback) {
    throw refuse('must begin with https://: http is for this machine alone');
  }
  if (url.username || url.password) throw refuse('must hold no user and no password');
  if (url.pathname !== '/' || url.search || url.hash) {
    throw refuse('must end after the host or the port: the paths are filled in');
  }
  return url.origin;
}

/** Prints an app manifest with its addresses filled in. `refuse` ends the command with an error of the command line. */
export function manifest({ output }: Cli, options: ManifestOptions, refuse: (error: string) => never): number {
  if (!options.slack) return refuse('error: say for which platform, for example --slack');
  if (options.url === undefined && !options.socket) {
    return refuse(`error: --url is missing: where Slack reaches the server, for example --url ${EXAMPLE}`);
  }
  const filled = slackManifest(options.url ?? null, options.socket ?? false);
  const text = options.json ? `${JSON.stringify(filled.toJS(), null, 2)}\n` : filled.toString({ lineWidth: 0 });
  if (options.out === undefined) {
    output.out(text.trimEnd());
    return 0;
  }
  try {
    writeFileSync(options.out, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return refuse(`error: --out ${options.out} cannot be written: ${code}`);
  }
  output.out(`Wrote ${options.out}.`);
  return 0;
}

/** `origin` is null in Socket Mode alone, where Slack sends nothing to an address. */
function slackManifest(origin: string | null, socket: boolean): Document {
  // In the text, so that comments tell the same address.
  const text = readFileSync(SLACK_FILE, 'utf8').replaceAll(EXAMPLE, origin ?? EXAMPLE);
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
