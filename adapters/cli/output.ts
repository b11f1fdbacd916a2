import { DeskError } from '../../src/errors.ts';

/** Where a command writes, passed in so that tests can read it. */
export interface Output {
  out(line: string): void;
  err(line: string): void;
  /** Bold and dim are shown: a terminal, and NO_COLOR is not set. */
  styled: boolean;
}

export function processOutput(env: Readonly<Record<string, string | undefined>>): Output {
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    styled: process.stdout.isTTY === true && !env.NO_COLOR,
  };
}

/** What a failed command prints: an error of ours in its own words, any other without its inside. */
export function describeError(error: unknown): string {
  if (error instanceof DeskError) return error.describe();
  return `Something went wrong here: ${error instanceof Error ? error.message : String(error)}`;
}
