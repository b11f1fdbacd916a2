import { userInfo } from 'node:os';
import { CommanderError } from 'commander';
import { describeError, processOutput } from './output.ts';
import { createProgram } from './program.ts';

const output = processOutput(process.env);
const program = createProgram({ env: process.env, output, input: process.stdin, user: userInfo().username }, (code) => {
  process.exitCode = code;
});

// A closed pipe (`desk entries | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await program.parseAsync(process.argv.slice(2), { from: 'user' });
} catch (error) {
  // Commander has already printed its own errors, and help is no error.
  if (!(error instanceof CommanderError)) output.err(describeError(error));
  process.exitCode = error instanceof CommanderError ? error.exitCode : 1;
}
