import type { Form } from './library.ts';

/** What is measured, for the process that starts the others: it loads no library itself. */
export interface Candidate {
  id: string;
  name: string;
  /** File in peers/, and the variant that its createLibrary takes. */
  peer: string;
  variant: string;
  package: string;
  /** How it may get the phrasings, first the form that did better on knowledge/questions/tune-*.yaml. */
  forms: readonly [Form, ...Form[]];
  setting: string;
  /** Tens of milliseconds and more a question: gets a sample where a set is long. */
  slow: boolean;
}

/** Trained on examples: all of an entry's in one text would be one example. */
const EACH = ['each'] as const;
const JOINED_OR_EACH = ['joined', 'each'] as const;

export const DESK: Candidate = {
  id: 'desk',
  name: 'Connect Desk',
  peer: 'desk',
  variant: '',
  package: 'connect-desk',
  forms: EACH,
  setting: '`createClassifier`, as the product uses it',
  slow: false,
};

export const PEERS: readonly Candidate[] = [
  fuse('default', ['each', 'joined'], 'as it comes'),
  fuse('ignoreLocation', JOINED_OR_EACH, '`ignoreLocation: true`'),
  fuse('tokenSearch', JOINED_OR_EACH, '`useTokenSearch: true`'),
  {
    ...peer('minisearch', 'MiniSearch', 'minisearch', JOINED_OR_EACH),
    id: 'minisearch-exact',
    variant: 'exact',
    setting: 'as it comes',
  },
  {
    ...peer('minisearch', 'MiniSearch fuzzy', 'minisearch', JOINED_OR_EACH),
    id: 'minisearch-fuzzy',
    variant: 'fuzzy',
    setting: '`fuzzy: 0.2, prefix: true`',
  },
  {
    ...peer('flexsearch', 'FlexSearch', 'flexsearch', JOINED_OR_EACH),
    setting: '`suggest: true`; without it a hit must hold every word',
  },
  { ...peer('orama', 'Orama', '@orama/orama', JOINED_OR_EACH), setting: '`tolerance: 1`' },
  {
    ...peer('winkBm25', 'wink BM25', 'wink-bm25-text-search', JOINED_OR_EACH),
    setting: 'words prepared by wink-nlp as its README does',
  },
  {
    ...peer('winkBayes', 'wink naive Bayes', 'wink-naive-bayes-text-classifier', EACH),
    setting: 'as its README: presence only, smoothing 0.5, words prepared by wink-nlp',
  },
  {
    ...peer('nlpjs', 'NLP.js', '@nlpjs/basic', EACH),
    setting: 'neural classifier as it comes, with its own threshold; sentiment off',
  },
];

function peer(file: string, name: string, packageName: string, forms: Candidate['forms']): Candidate {
  return { id: file, name, peer: file, variant: '', package: packageName, forms, setting: '', slow: false };
}

function fuse(variant: string, forms: Candidate['forms'], setting: string): Candidate {
  const name = variant === 'default' ? 'fuse.js' : `fuse.js ${variant}`;
  return { ...peer('fuse', name, 'fuse.js', forms), id: `fuse-${variant}`, variant, setting, slow: true };
}
