import Fuse, { type IFuseOptions } from 'fuse.js';
import { type BenchRecord, LIMIT, type Library, topEntries } from '../library.ts';
import { versionOf } from './version.ts';

const OPTIONS: Record<string, IFuseOptions<BenchRecord>> = {
  default: {},
  // Without it a match counts less the further it stands from the field's beginning, and soon not at all.
  ignoreLocation: { ignoreLocation: true },
  tokenSearch: { useTokenSearch: true },
};

export function createLibrary(variant: string): Library {
  return {
    name: `fuse.js ${variant}`,
    version: versionOf('fuse.js'),
    build({ fields, records }) {
      const fuse = new Fuse(records, { ...OPTIONS[variant], keys: [...fields] });
      return {
        search: (text) => topEntries(fuse.search(text, { limit: LIMIT }).map(({ item }) => item.entry)),
      };
    },
  };
}
