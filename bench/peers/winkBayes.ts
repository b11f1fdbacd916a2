import naiveBayes from 'wink-naive-bayes-text-classifier';
import { type Library, topEntries } from '../library.ts';
import { versionOf } from './version.ts';
import { winkTokens } from './winkTokens.ts';

/** What it says where it knows no word of the text. */
const NONE = 'unknown';

export function createLibrary(): Library {
  return {
    name: 'wink naive Bayes',
    version: versionOf('wink-naive-bayes-text-classifier'),
    build({ fields, records }) {
      const classifier = naiveBayes();
      classifier.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 });
      for (const { entry, ...record } of records) {
        for (const field of fields) {
          const text = record[field];
          // Words instead of a task that makes them: it would run that task once for each label at every question.
          if (text) classifier.learn(winkTokens(text), entry);
        }
      }
      classifier.consolidate();
      return {
        search(text) {
          const labels = classifier.computeOdds(winkTokens(text)).map(([label]) => label);
          return topEntries(labels.filter((label) => label !== NONE));
        },
      };
    },
  };
}
