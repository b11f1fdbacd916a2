import { DESK, PEERS } from './catalogue.ts';
import { tableText } from './markdown.ts';
import { accuracyText, FORMS } from './reportAccuracy.ts';
import { speedText } from './reportSpeed.ts';
import { ticketsText } from './reportTickets.ts';
import type { BenchResult } from './result.ts';
import { HEAP_MB } from './runner.ts';

/** The whole page; a terminal shows the same text. */
export function reportText(result: BenchResult, notes: readonly string[]): string {
  const { machine, seed } = result;
  return [
    '# Benchmarks',
    'Written whole by `npm run bench`; the same figures for programs: [benchmarks.json](benchmarks.json).',
    `Measured on ${machine.date} on ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB; node ${machine.node};` +
      ` commit ${machine.commit}; seed ${seed}. All libraries in one run, on the same corpora and questions: compare the` +
      ' rows with each other rather than with another machine’s.',
    ...(result.accuracy ? [accuracyText(result.accuracy)] : []),
    ...(result.speed.length > 0 ? [speedText(result)] : []),
    ...(result.tickets ? [ticketsText(result.tickets)] : []),
    '## How it is measured',
    listText([
      `Each library runs in a process of its own, with ${HEAP_MB} MB of heap at most.`,
      ...notes,
      'Synthetic corpora: pronounceable words with Zipf’s frequencies, a vocabulary that grows by Heaps’ law, English' +
        ' function words; 8 phrasings an entry of 4 to 14 words. Questions are new phrasings of random entries with noise' +
        ' words, and with one or two misspelt words in a third of them.',
      'The same seed and corpus give the same texts and samples; times and memory differ from run to run.',
    ]),
    '## The libraries',
    tableText({
      head: ['Library', 'Package', 'Version', 'Form under Speed', 'Setting'],
      rows: [DESK, ...PEERS].map((each) => [
        each.name,
        each.package,
        machine.versions[each.package] ?? '',
        FORMS[each.forms[0]],
        each.setting,
      ]),
    }),
  ]
    .join('\n\n')
    .concat('\n');
}

function listText(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
