import { Readable } from 'node:stream';
import { CommanderError } from 'commander';
import { createProgram } from '../../adapters/cli/program.ts';

/** Runs `desk manifest`, with its output caught. */
export async function manifest(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const output = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    styled: false,
  };
  let code = -1;
  const program = createProgram({ env: {}, output, input: Readable.from([]) }, (done) => {
    code = done;
  });
  try {
    await program.parseAsync(['manifest', ...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    code = error.exitCode;
  }
  return { code, out: out.join('\n'), err: err.join('\n') };
}
