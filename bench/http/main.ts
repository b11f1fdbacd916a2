import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { processOutput } from '../../adapters/cli/output.ts';
import { measure } from './measure.ts';
import { PLANS } from './plan.ts';
import { pageText, ratiosOf, reportText } from './report.ts';

const root = join(import.meta.dirname, '..', '..');
const output = processOutput(process.env);

const program = new Command('npm run bench:http --')
  .description('Measures a signed /aadc question through the whole stack, beside bare Bolt apps on the same server.')
  .option('--quick', 'a few seconds, for a look')
  .option('--write', 'write docs/bench-http.md')
  .action(async ({ quick, write }: { quick?: true; write?: true }) => {
    const plan = quick ? PLANS.quick : PLANS.full;
    const figures = await measure(plan, root, output.err);
    output.out(reportText(figures));
    const date = new Date().toISOString().slice(0, 10);
    if (write) writeFileSync(join(root, 'docs', 'bench-http.md'), pageText(figures, plan, { root, date }));
    if (ratiosOf(figures).some(({ isMet }) => !isMet)) process.exitCode = 1;
  });

await program.parseAsync();
