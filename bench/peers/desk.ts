import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClassifier } from '../../src/intent/classifier.ts';
import type { Library } from '../library.ts';

export function createLibrary(): Library {
  const manifest = readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8');
  return {
    name: 'Connect Desk',
    version: (JSON.parse(manifest) as { version: string }).version,
    build({ documents, terms, calibration }) {
      const classifier = createClassifier(documents, terms, { calibration });
      return {
        search(text) {
          const { outcome, candidates } = classifier.classify(text);
          return { entries: candidates.map(({ id }) => id), answered: outcome === 'settled' };
        },
      };
    },
  };
}
