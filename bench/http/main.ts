import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { processOutput } from '../../adapters/cli/output.ts';
import { type Figures, measure } from './measure.ts';
import { type Kind, LEGS, type LegName, PLANS } from './plan.ts';
import { pageText, ratiosOf, reportText } from './report.ts';

const root = join(import.meta.dirname, '..', '..');
const output = processOutput(process.env);

const program = new Command('npm run bench:http --')
  .description('Measures a question through the whole stack of a platform, beside bare bots on the same server.')
  .argument('[platform]', `${LEGS.join(' or ')}; both unless one is named`)
  .option('--quick', 'a few seconds, for a look')
  .option('--write', 'write docs/bench-http.md')
  .action(async (platform: string | undefined, { quick, write }: { quick?: true; write?: true }) => {
    const plan = quick ? PLANS.quick : PLANS.full;
    const legs = LEGS.filter((leg) => platform === undefined || platform === leg);
    if (legs.length === 0) throw new InvalidArgumentError(`There is no platform ${platform}.`);
    if (write && platform !== undefined) throw new InvalidArgumentError('The page holds all platforms: name none.');
    const figures: Partial<Record<LegName, Readonly<Record<Kind, Figures>>>> = {};
    for (const leg of legs) {
      const measured = await measure(leg, plan, root, output.err);
      figures[leg] = measured;
      output.out(reportText(leg, measured));
      if (ratiosOf(measured).some(({ isMet }) => !isMet)) process.exitCode = 1;
    }
    const date = new Date().toISOString().slice(0, 10);
    if (write) writeFileSync(join(root, 'docs', 'bench-http.md'), pageText(figures, plan, { root, date }));
  });

await program.parseAsync();
