import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from './crashWork.ts';

const WORKER = join(import.meta.dirname, 'worker.ts');

/** What a process of `worker.ts` told before it was killed. */
export interface Told {
  begun: Job[];
  done: Set<string>;
  /** `<ticket> <target> <item> <kind>`, each with its time on the machine's monotonic clock, in nanoseconds. */
  sent: { at: bigint; line: string }[];
}

/** A process that has loaded everything and does nothing before it is let go: loading takes longer than its whole life after that. */
export interface Waiting {
  /** Lets it work on a database, and kills it so many milliseconds after its so-manieth line. */
  kill(url: string, prefix: string, after: { lines: number; ms: number }): Promise<Told>;
  /** Ends it unused. */
  end(): void;
}

/** `cache`: a folder for compiled modules, without which most of a start is the reading of TypeScript. */
export function startWaiting(cache: string): Waiting {
  const env = { ...process.env, NODE_COMPILE_CACHE: cache };
  const child = spawn(process.execPath, [WORKER], { stdio: ['pipe', 'pipe', 'inherit'], env });
  let printed = '';
  let lines = 0;
  let heard = () => undefined as unknown;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    lines += text.split('\n').length - 1;
    heard();
  });
  // A kill may come before it has read what it was sent.
  child.stdin.on('error', () => undefined);
  const closed = once(child, 'close');
  const told = (count: number) =>
    new Promise<void>((resolve) => {
      heard = () => lines > count && resolve();
      heard();
    });
  return {
    async kill(url, prefix, after) {
      await told(0);
      child.stdin.write(`${JSON.stringify([url, prefix])}\n`);
      await told(after.lines);
      await sleep(after.ms);
      child.kill('SIGKILL');
      const [, signal] = await closed;
      if (signal !== 'SIGKILL') throw new Error('The worker ended by itself.');
      return toldBy(printed);
    },
    end: () => void child.kill('SIGKILL'),
  };
}

function toldBy(printed: string): Told {
  // A kill may cut the last line.
  const lines = printed.split('\n').slice(0, -1);
  const named = (word: string) => lines.flatMap((each) => (each.startsWith(`${word} `) ? [rest(each)] : []));
  return {
    begun: named('begun').map((text): Job => JSON.parse(text)),
    done: new Set(named('done')),
    sent: named('sent').map((text) => ({ at: BigInt(text.split(' ', 1)[0] ?? ''), line: rest(text) })),
  };
}

function rest(line: string): string {
  return line.slice(line.indexOf(' ') + 1);
}
