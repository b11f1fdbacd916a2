import MiniSearch, { type SearchOptions } from 'minisearch';
import { type Library, topEntries } from '../library.ts';
import { versionOf } from './version.ts';

const OPTIONS: Record<string, SearchOptions> = {
  exact: {},
  // The setting of the library's own README.
  fuzzy: { fuzzy: 0.2, prefix: true },
};

export function createLibrary(variant: string): Library {
  return {
    name: `MiniSearch ${variant}`,
    version: versionOf('minisearch'),
    build({ fields, records }) {
      const index = new MiniSearch({ fields: [...fields], searchOptions: OPTIONS[variant] ?? {} });
      index.addAll(records.map((record, id) => ({ ...record, id })));
      return {
        search: (text) => topEntries(index.search(text).map(({ id }) => records[id]?.entry ?? '')),
      };
    },
  };
}
