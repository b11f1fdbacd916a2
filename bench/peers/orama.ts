import { create, insertMultiple, search } from '@orama/orama';
import { LIMIT, type Library, topEntries } from '../library.ts';
import { versionOf } from './version.ts';

export function createLibrary(): Library {
  return {
    name: 'Orama',
    version: versionOf('@orama/orama'),
    async build({ fields, records }) {
      const db = create({ schema: Object.fromEntries(fields.map((field) => [field, 'string' as const])) });
      const documents = records.map((record, id) => ({ ...record, id: String(id) }));
      // In one batch: between batches it waits on a timer.
      await insertMultiple(db, documents, documents.length);
      return {
        async search(text) {
          const { hits } = await search(db, { term: text, tolerance: 1, limit: LIMIT });
          return topEntries(hits.map(({ id }) => records[Number(id)]?.entry ?? ''));
        },
      };
    },
  };
}
