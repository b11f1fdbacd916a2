import { Index } from 'flexsearch';
import { LIMIT, type Library, topEntries } from '../library.ts';
import { versionOf } from './version.ts';

export function createLibrary(): Library {
  return {
    name: 'FlexSearch',
    version: versionOf('flexsearch'),
    build({ fields, records }) {
      const index = new Index();
      for (const [id, record] of records.entries()) {
        index.add(id, fields.map((field) => record[field]).join('\n'));
      }
      return {
        search(text) {
          const ids = index.search(text, { limit: LIMIT, suggest: true });
          return topEntries(ids.map((id) => records[Number(id)]?.entry ?? ''));
        },
      };
    },
  };
}
