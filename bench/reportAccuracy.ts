import { libraryTable, percent, type Table, tableText } from './markdown.ts';
import type { Accuracy, AccuracyRow, SetResult } from './result.ts';

export const FORMS = { 'question-answer': 'question, answer', joined: 'joined', each: 'one each' } as const;

export function accuracyText(accuracy: Accuracy): string {
  const { own, plain } = accuracy;
  return [
    '## Accuracy',
    'Right entry first, and among the first three, in per cent of the questions that the corpus answers; thresholds do' +
      ' not count here.',
    `### ${own.title}`,
    `${own.entries} entries, ${own.questions} questions. The questions were written for this corpus and with knowledge` +
      ' of it: they are easier than those of strangers. The public sets below show the distance.',
    `**With all phrasings** (${own.phrasings}, counter-examples of \`outside.yaml\` among them: where one comes first, the` +
      ' question counts as not answered, for every library). *Form*: an entry’s phrasings joined in one record, or one' +
      ' record each with the best standing for its entry, whichever finds more on the very set of the table: so chosen in the' +
      ' libraries’ favour. Classifiers always learn from one each.',
    tableText(mainTable(own)),
    `**As an FAQ comes**: the question and the answer of each of the ${plain.entries} entries, no phrasings, no` +
      ' counter-examples, no glossary; for Connect Desk too.',
    tableText(mainTable(plain)),
    '**By style**, right entry first, with all phrasings:',
    tableText(styleTable(own, 'top1ByStyle')),
    '### Out of scope',
    'How many of the questions that the corpus does not answer would get an answer, in per cent; and how many of those' +
      ' that it does answer. A search library has no threshold: it answers whenever it returns a hit, unless a' +
      ' counter-example comes first. NLP.js has one, and uses it here. Connect Desk answers what it settles; the rest it' +
      ' meets with a choice of entries or says that it does not know.',
    tableText(outsideTable(own)),
    'The same by kind of question:',
    tableText(styleTable(own, 'answeredByStyle')),
    ...publicText(accuracy),
  ].join('\n\n');
}

function publicText({ public: sets, leftOut }: Accuracy): string[] {
  return [
    '### Public sets',
    ...(leftOut.length > 0 ? [`Left out: ${leftOut.join(', ')}.`] : []),
    ...sets.flatMap((set) => [
      `**${set.title}**: ${set.entries} entries, ${set.phrasings} phrasings, ${set.questions} questions.`,
      tableText(mainTable(set)),
    ]),
  ];
}

/** Where a row has a sample, ours on the same questions stands beside it. */
function mainTable(set: SetResult): Table {
  const counts = set.rows.flatMap(({ score }) => (score ? [score.inScope] : []));
  const sampled = Math.min(...counts) < Math.max(...counts);
  const head = ['Form', 'n', 'First', 'First three', ...(sampled ? ['Ours on these, first'] : [])];
  return table(head, set, ({ score, deskTop1 }) => [
    String(score?.inScope ?? 0),
    percent(score?.top1 ?? null),
    percent(score?.top3 ?? null),
    ...(sampled ? [percent(deskTop1)] : []),
  ]);
}

function outsideTable(set: SetResult): Table {
  const head = ['Form', 'n out of scope', 'Answered', 'n in scope', 'Answered'];
  return table(head, set, ({ score }) => [
    String(score?.outOfScope ?? 0),
    percent(score?.answeredOutOfScope ?? null),
    String(score?.inScope ?? 0),
    percent(score?.answeredInScope ?? null),
  ]);
}

function styleTable(set: SetResult, key: 'top1ByStyle' | 'answeredByStyle'): Table {
  const styles = Object.keys(set.rows.find(({ score }) => score)?.score?.[key] ?? {});
  return table(['Form', ...styles], set, ({ score }) => styles.map((style) => percent(score?.[key][style] ?? null)));
}

/** The first column behind the name is always the form. */
function table(head: string[], set: SetResult, figures: (row: AccuracyRow) => string[]): Table {
  const rows = set.rows.map((row) => {
    return { name: row.library, leftOut: row.leftOut, cells: [FORMS[row.form], ...figures(row)] };
  });
  return libraryTable(head, rows);
}
