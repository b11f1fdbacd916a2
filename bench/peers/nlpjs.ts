import { containerBootstrap, LangEn, Nlp } from '@nlpjs/basic';
import { type Library, topEntries } from '../library.ts';
import { versionOf } from './version.ts';

/**
 * `@nlpjs/basic`, not `node-nlp`: the same Nlp class and neural classifier, without 119 MB of other languages, entity
 * recognisers and a spreadsheet reader, none of which takes part in finding an English intent.
 */
export function createLibrary(): Library {
  return {
    name: 'NLP.js',
    version: versionOf('@nlpjs/basic'),
    async build({ fields, records }) {
      // A container of its own: dockStart of its README hands out one Nlp for the whole process.
      const container = await containerBootstrap();
      container.use(LangEn);
      const settings = { languages: ['en'], autoSave: false, calculateSentiment: false, nlu: { log: false } };
      const nlp = new Nlp({ container, ...settings });
      for (const { entry, ...record } of records) {
        for (const field of fields) {
          const text = record[field];
          if (text) nlp.addDocument('en', text, entry);
        }
      }
      await nlp.train();
      return {
        async search(text) {
          const { intent, classifications } = await nlp.process('en', text);
          const scored = classifications.filter(({ score }) => score > 0);
          return { ...topEntries(scored.map((each) => each.intent)), answered: intent !== 'None' };
        },
      };
    },
  };
}
