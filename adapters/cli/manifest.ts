import { writeFileSync } from 'node:fs';
import type { Cli } from './commands.ts';
import { EXAMPLE } from './manifestOptions.ts';
import { slackManifest } from './slackManifest.ts';
import { readTeamsFiles } from './teamsFiles.ts';
import { fillTeams } from './teamsManifest.ts';
import { teamsPackage } from './teamsPackage.ts';

export interface ManifestOptions {
  slack?: boolean;
  teams?: boolean;
  /** Where the server is reached from outside, read by `readOrigin`. */
  url?: string;
  /** Of the Teams bot, read by `readAppId`. */
  appId?: string;
  socket?: boolean;
  json?: boolean;
  out?: string;
}

/** Where the package for Teams goes unless `--out` says it: it is no text to print. */
const PACKAGE = 'connect-desk-teams.zip';

/**
 * Prints an app manifest with ids and addresses filled in, or packs it. `refuse` ends the command with an error of the
 * command line. Throws 'manifest-invalid' where files of manifest/teams cannot be used.
 */
export function manifest(cli: Cli, options: ManifestOptions, refuse: (error: string) => never): number {
  if (options.slack && options.teams) return refuse('error: --slack and --teams exclude each other: one app at a time');
  if (options.slack) return forSlack(cli, options, refuse);
  if (options.teams) return forTeams(cli, options, refuse);
  return refuse('error: say for which platform, for example --slack or --teams');
}

function forSlack({ output }: Cli, options: ManifestOptions, refuse: (error: string) => never): number {
  if (options.appId !== undefined) return refuse('error: --app-id goes with --teams alone');
  if (options.url === undefined && !options.socket) {
    return refuse(`error: --url is missing: where Slack reaches the server, for example --url ${EXAMPLE}`);
  }
  const filled = slackManifest(options.url ?? null, options.socket ?? false);
  const text = options.json ? `${JSON.stringify(filled.toJS(), null, 2)}\n` : filled.toString({ lineWidth: 0 });
  if (options.out !== undefined) return write(options.out, text, output, refuse);
  output.out(text.trimEnd());
  return 0;
}

function forTeams({ output }: Cli, options: ManifestOptions, refuse: (error: string) => never): number {
  const { appId, url, json, out } = options;
  if (options.socket) return refuse('error: --socket goes with --slack alone: Teams needs a public address');
  if (appId === undefined) {
    return refuse('error: --app-id is missing: the Microsoft App ID of your bot (docs/teams.md shows where it stands)');
  }
  if (url === undefined) {
    return refuse(`error: --url is missing: where Teams reaches the server, for example --url ${EXAMPLE}`);
  }
  if (!url.startsWith('https:')) {
    return refuse(`error: --url must begin with https://: Teams comes from outside, for example ${EXAMPLE}`);
  }
  const files = readTeamsFiles();
  const filled = fillTeams(files.manifest, { appId, origin: url });
  if (!json) return write(out ?? PACKAGE, teamsPackage(filled, files), output, refuse);
  const text = JSON.stringify(filled, null, 2);
  if (out !== undefined) return write(out, `${text}\n`, output, refuse);
  output.out(text);
  return 0;
}

function write(
  path: string,
  content: string | Uint8Array,
  output: Cli['output'],
  refuse: (error: string) => never,
): number {
  try {
    writeFileSync(path, content);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return refuse(`error: --out ${path} cannot be written: ${code}`);
  }
  output.out(`Wrote ${path}.`);
  return 0;
}
