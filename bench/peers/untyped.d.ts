/** What the bench uses of the packages that bring no types. */
declare module 'wink-bm25-text-search' {
  interface Bm25 {
    defineConfig(config: { fldWeights: Record<string, number> }): void;
    definePrepTasks(tasks: ((text: string) => string[])[]): void;
    addDoc(document: Readonly<Record<string, string>>, id: number): void;
    consolidate(): void;
    search(text: string, limit: number): [id: string, score: number][];
  }
  export default function bm25(): Bm25;
}

declare module 'wink-naive-bayes-text-classifier' {
  interface NaiveBayes {
    defineConfig(config: { considerOnlyPresence: boolean; smoothingFactor: number }): void;
    learn(words: string[], label: string): void;
    consolidate(): void;
    computeOdds(words: string[]): [label: string, odds: number][];
  }
  export default function naiveBayes(): NaiveBayes;
}

declare module '@nlpjs/basic' {
  interface Container {
    use(plugin: unknown): void;
  }
  interface Settings {
    container: Container;
    languages: string[];
    autoSave: boolean;
    calculateSentiment: boolean;
    nlu: { log: boolean };
  }
  export function containerBootstrap(): Promise<Container>;
  export const LangEn: unknown;
  export class Nlp {
    constructor(settings: Settings);
    addDocument(locale: string, text: string, intent: string): void;
    train(): Promise<void>;
    process(
      locale: string,
      text: string,
    ): Promise<{ intent: string; classifications: { intent: string; score: number }[] }>;
  }
}
