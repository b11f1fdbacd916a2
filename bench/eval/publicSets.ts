import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { evaluate } from '../../src/intent/evaluate.ts';
import { readAs } from '../../src/knowledge/readAs.ts';
import type { PublicFigures } from './form.ts';
import { round } from './round.ts';

const documentForm = z.array(
  z.object({ id: z.string(), phrasings: z.array(z.string()), answer: z.string().optional() }),
);
const questionForm = z.array(z.object({ text: z.string(), accept: z.array(z.string()) }));

interface PublicSet {
  folder: string;
  name: string;
  source: string;
}

/** The sets are no part of the repository: their figures and sources are. */
export const PUBLIC_SETS: readonly PublicSet[] = [
  { folder: 'sofmattress', name: 'SOFMattress', source: 'HINT3 v1, github.com/hellohaptik/HINT3, ODbL' },
  { folder: 'stackfaq', name: 'StackFAQ', source: 'Karan and Šnajder 2018, texts of Stack Exchange' },
  { folder: 'banking77', name: 'Banking77', source: 'github.com/PolyAI-LDN/task-specific-datasets, CC BY 4.0' },
];

export function readSet(folder: string) {
  return {
    documents: readAs(documentForm, join(folder, 'corpus.json')),
    questions: readAs(questionForm, join(folder, 'questions.json')),
  };
}

/** Every set that lies in the folder, and why the others were left out. Without times: they change with the machine. */
export function measurePublicSets(parent: string): { sets: PublicFigures[]; skipped: string[] } {
  const files = PUBLIC_SETS.map(({ folder, name }) => ({ name, folder: join(parent, folder) }));
  const missing = files.filter(({ folder }) =>
    ['corpus.json', 'questions.json'].some((file) => !existsSync(join(folder, file))),
  );
  const sets = files
    .filter((set) => !missing.includes(set))
    .map((set): PublicFigures => {
      const { documents, questions } = readSet(set.folder);
      const { n, inScopeTop1, inScopeTop3, oosRecall, mcc } = evaluate(documents, questions, () => 0);
      const rounded = (share: number | null) => (share === null ? null : round(share));
      return {
        name: set.name,
        intents: documents.length,
        n,
        top1: rounded(inScopeTop1),
        top3: rounded(inScopeTop3),
        oosRecall: rounded(oosRecall),
        mcc: round(mcc),
      };
    });
  return {
    sets,
    skipped: missing.map(({ name, folder }) => `${name}: skipped, ${folder} lacks corpus.json or questions.json`),
  };
}
