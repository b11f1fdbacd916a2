import { userInfo } from 'node:os';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { DeskError } from '../src/errors.ts';
import { makeDemo } from './demo.ts';
import { nextText } from './next.ts';

const USAGE = 'npm run demo -- [--out FOLDER] [--seed NUMBER]';

try {
  const { values } = parseArgs({
    options: { out: { type: 'string', default: 'data/demo' }, seed: { type: 'string', default: '1' } },
  });
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed))
    throw new DeskError('config-invalid', `--seed takes a whole number, not ${values.seed}.`);
  const { username } = userInfo();
  const user = /^[^\s/]+$/.test(username) ? username : null;
  process.stderr.write('Playing a week of questions and tickets; this takes some seconds.\n');
  const made = await makeDemo({ folder: values.out, seed, now: Date.now(), user, you: username });
  process.stdout.write(nextText(made, user, (path) => relative(process.cwd(), path) || path));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n${USAGE}\n`);
  process.exitCode = 1;
}
