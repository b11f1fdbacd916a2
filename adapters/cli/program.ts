import { Argument, Command } from 'commander';
import type { IsoDate } from '../../src/brand.ts';
import { DeskError } from '../../src/errors.ts';
import { IMPACTS, PRIORITIES, URGENCIES } from '../../src/triage/ticket.ts';
import { calibrate } from './calibrate.ts';
import { ask, type Cli, chat, entries, version } from './commands.ts';
import { drafts, exportDrafts } from './drafts.ts';
import { evalCommand } from './evaluate.ts';
import { exportTickets } from './exportTickets.ts';
import { forget } from './forget.ts';
import { PERSON_FORMS } from './forgetPerson.ts';
import { manifest } from './manifest.ts';
import { readAppId, readOrigin } from './manifestOptions.ts';
import { TICKET_ACTIONS, ticket, tickets } from './tickets.ts';
import { redeliver, undelivered } from './undelivered.ts';
import { deadWebhooks, replayWebhook } from './webhooks.ts';

/** The command line. `done` receives the exit code of the command that ran. */
export function createProgram(cli: Cli, done: (code: number) => void): Command {
  const program = new Command('desk')
    .description('Answers questions about Azure AD Connect from its FAQ.')
    .configureOutput({
      writeOut: (text) => cli.output.out(text.trimEnd()),
      writeErr: (text) => cli.output.err(text.trimEnd()),
    })
    .exitOverride()
    .showHelpAfterError('(add --help for help)');
  program
    .command('serve')
    .description('start the server with the chat page')
    .action(async () => {
      // The platforms' packages take longer to load than any other command to run.
      const { serve } = await import('./serve.ts');
      done(await serve(cli));
    });
  program
    .command('ask')
    .description('ask one question')
    .argument('<question...>', 'the question, in your own words')
    .option(
      '--fact <name=value>',
      'a fact known beforehand, for example installedVersion=1.1.654.0; repeatable',
      addFact,
      {},
    )
    .option('--json', 'print the reply as one JSON object (docs/json-lines.md)')
    .option('--explain', 'also print why it was understood so, on standard error')
    .action(async (words: string[], options) => done(await ask(cli, words, options)));
  program
    .command('chat')
    .description('a conversation in the terminal; with --json one object a line on standard input and output')
    .option('--conversation <id>', 'go on with this conversation')
    .option('--json', 'JSON lines (docs/json-lines.md)')
    .action(async (options) => done(await chat(cli, options)));
  program
    .command('version')
    .description('check a build number; without one: how to find it')
    .argument('[version]', 'for example 1.1.654.0')
    .option('--json', 'print the check as one JSON object')
    .action(async (text: string | undefined, options) => done(await version(cli, text, options, today())));
  program
    .command('entries')
    .description('list all entries of the corpus')
    .option('--json', 'with their full texts')
    .action((options) => done(entries(cli, options)));
  program
    .command('eval')
    .description('measure the intent layer on a labelled set; without options on the corpus and its own questions')
    .option('--corpus <file>', 'JSON or YAML: [{"id","phrasings":[…],"answer"?}]')
    .option('--questions <file>', 'JSON or YAML: [{"text","accept":[ids]}], empty accept = out of scope')
    .option('--json', 'print the figures as one JSON object')
    .action((options) => done(evalCommand(cli, options)));
  program
    .command('undelivered')
    .description('list what could not be delivered and was given up, newest first, at most 50; never what was typed')
    .option('--json', 'print them as one JSON array')
    .action(async (options) => done(await undelivered(cli, options)));
  program
    .command('redeliver')
    .description('send news, a card or an alert of a ticket again that was given up')
    .argument('<id>', 'its name in the list of desk undelivered, for example out-12')
    .action(async (id: string) => done(await redeliver(cli, id)));
  const webhooks = program.command('webhooks').description('webhooks that could not be sent (docs/webhooks.md)');
  webhooks
    .command('dead')
    .description('list those that were given up, newest first, at most 50')
    .option('--json', 'print them as one JSON array')
    .action(async (options) => done(await deadWebhooks(cli, options)));
  webhooks
    .command('replay')
    .description('send one again')
    .argument('<id>', 'its number in the list')
    .action(async (id: string) => done(await replayWebhook(cli, id)));
  program
    .command('forget')
    .description('remove or mask a person everywhere, or remove all that is kept of one conversation')
    .argument('[user]', `whom: ${PERSON_FORMS}`)
    .option('--dry-run', 'count what would be removed and masked, and change nothing')
    .option('--conversation <id>', "the platform's own id of it (docs/operations.md)")
    .option('--platform <name>', 'cli, web, slack or teams, where several have a conversation of this id')
    .option('--tenant <id>', 'workspace or tenant, where several have a conversation of this id')
    .option('--json', 'print what was removed as one JSON object')
    .action(async (user: string | undefined, options, command: Command) =>
      done(await forget(cli, user, options, (error) => command.error(error))),
    );
  program
    .command('tickets')
    .description('list the tickets to be worked on, soonest breach first; for agents (docs/triage.md)')
    .option('--mine', 'those that you have')
    .option('--unassigned', 'those that nobody has')
    .option('--breaching', 'those whose clock runs out within four hours, or has')
    .option('--category <id>', 'those of one category')
    .option('--json', 'print them as one JSON array')
    .action(async (options) => done(await tickets(cli, options)));
  program
    .command('export')
    .description('print all tickets, open and closed; for agents (docs/triage.md)')
    .addArgument(new Argument('<what>').choices(['tickets']))
    .option('--csv', 'a row each, for spreadsheets')
    .option('--json', 'one array, with the whole history of each')
    .action(async (_what: string, options) => done(await exportTickets(cli, options)));
  program
    .command('ticket')
    .description('show a ticket, or act on it; for agents (docs/triage.md)')
    .argument('<id>', 'for example DESK-142')
    .argument(
      '[action...]',
      `${TICKET_ACTIONS.join(', ')}, and what it needs: a text, an entry, a ticket, a category, an agent`,
    )
    .option('--category <id>', 'with classify')
    .option('--impact <impact>', `with classify: ${IMPACTS.join(', ')}`)
    .option('--urgency <urgency>', `with classify: ${URGENCIES.join(', ')}`)
    .option('--priority <priority>', `with classify: ${PRIORITIES.join(', ')}`)
    .option('--json', 'print the ticket as one JSON object')
    .action(async (id: string, words: string[], options) => done(await ticket(cli, id, words, options)));
  const draftsCommand = program
    .command('drafts')
    .description('list what was proposed for the FAQ from solved tickets (docs/triage.md)')
    .option('--json', 'print them as one JSON array, with their YAML')
    .action(async (options) => done(await drafts(cli, options)));
  draftsCommand
    .command('export')
    .description('write each draft into a folder, as a file of the corpus; nothing goes live by that')
    .argument('<folder>', 'made where it is missing')
    .option('--force', 'overwrite files that hold something else')
    .action(async (folder: string, options) => done(await exportDrafts(cli, folder, options)));
  program
    .command('calibrate')
    .description('derive from labelled questions how sure an answer must be; writes calibration.yaml into the corpus')
    .option('--check', 'write nothing; the exit code says if the file is up to date')
    .action((options) => done(calibrate(cli, options)));
  program
    .command('manifest')
    .description('print or pack the manifest that makes the app on a platform, with your address filled in')
    .option('--slack', "Slack's app manifest (docs/slack.md)")
    .option('--teams', 'the app package for Microsoft Teams, as a zip (docs/teams.md)')
    .option('--app-id <guid>', "the Teams bot's Microsoft App ID", readAppId)
    .option(
      '--url <address>',
      'where the server is reached from outside, for example https://desk.example.com',
      readOrigin,
    )
    .option('--socket', 'Slack in Socket Mode: no public address is needed; --url then serves the installation alone')
    .option('--json', "as JSON: instead of Slack's YAML, or the manifest of Teams instead of the zip")
    .option('--out <file>', 'into this file; without it to standard output, a zip to connect-desk-teams.zip')
    .action((options, command: Command) => done(manifest(cli, options, (error) => command.error(error))));
  return program;
}

function addFact(text: string, before: Record<string, string>): Record<string, string> {
  const [, name, value] = /^([A-Za-z]\w*)=(.+)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new DeskError(
      'fact-invalid',
      `--fact takes name=value, for example installedVersion=1.1.654.0, not ${text}.`,
    );
  }
  return { ...before, [name]: value };
}

function today(): IsoDate {
  return new Date().toISOString().slice(0, 10) as IsoDate;
}
