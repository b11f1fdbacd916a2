import bm25 from 'wink-bm25-text-search';
import { LIMIT, type Library, topEntries } from '../library.ts';
import { versionOf } from './version.ts';
import { winkTokens } from './winkTokens.ts';

export function createLibrary(): Library {
  return {
    name: 'wink BM25',
    version: versionOf('wink-bm25-text-search'),
    build({ fields, records }) {
      const engine = bm25();
      engine.defineConfig({ fldWeights: Object.fromEntries(fields.map((field) => [field, 1])) });
      engine.definePrepTasks([winkTokens]);
      for (const [id, record] of records.entries()) engine.addDoc(record, id);
      engine.consolidate();
      return {
        search: (text) => topEntries(engine.search(text, LIMIT).map(([id]) => records[Number(id)]?.entry ?? '')),
      };
    },
  };
}
