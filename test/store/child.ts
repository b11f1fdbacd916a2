import { spawn } from 'node:child_process';

/**
 * Runs a program of this folder with Node; with `killAfter`, kills it that many milliseconds after its first line.
 * Resolves to the lines that it printed and the signal that ended it.
 */
export function runChild(
  program: string,
  given: readonly string[],
  killAfter: number | null,
): Promise<{ lines: string[]; signal: string | null }> {
  const child = spawn(process.execPath, [program, ...given], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (printed === '' && killAfter !== null) setTimeout(() => child.kill('SIGKILL'), killAfter);
    printed += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_code, signal) => resolve({ lines: printed.split('\n').filter(Boolean), signal }));
  });
}
