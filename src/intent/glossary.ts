import type { GlossaryTerm } from '../knowledge/types.ts';
import { type Token, tokenise } from './tokens.ts';

export interface AliasUse {
  from: string;
  to: string;
}

/** Replaces every alias, and the term itself, by one token that stands for the term. */
export interface Glossary {
  /** All words that occur in aliases and terms, for spelling. */
  readonly words: ReadonlySet<string>;
  apply(tokens: readonly Token[]): { tokens: Token[]; used: AliasUse[] };
  /** The words after that, without saying which aliases were used. */
  plain(tokens: readonly Token[]): string[];
}

interface Rule {
  pattern: readonly string[];
  term: string;
  token: string;
}

export function createGlossary(terms: readonly GlossaryTerm[]): Glossary {
  const byFirst = new Map<string, Rule[]>();
  const words = new Set<string>();
  for (const { term, aliases } of terms) {
    const token = plain(term).join('_');
    for (const spelling of [term, ...aliases]) {
      const pattern = plain(spelling);
      const [first] = pattern;
      if (first === undefined) continue;
      for (const word of pattern) words.add(word);
      byFirst.set(first, [...(byFirst.get(first) ?? []), { pattern, term, token }]);
    }
  }
  // The longest alias wins: 'entra connect health' before 'entra connect'.
  for (const rules of byFirst.values()) rules.sort((a, b) => b.pattern.length - a.pattern.length);
  return {
    words,
    apply: (tokens) => apply(tokens, byFirst),
    plain: (tokens) => apply(tokens, byFirst).tokens.map((token) => token.text),
  };
}

function apply(tokens: readonly Token[], byFirst: ReadonlyMap<string, readonly Rule[]>) {
  const result: Token[] = [];
  const used: AliasUse[] = [];
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i];
    if (!token) break;
    const rules = byFirst.get(token.text);
    const rule = rules && ruleAt(rules, tokens, i);
    if (rule) {
      const from = rule.pattern.join(' ');
      if (from !== rule.term.toLowerCase()) used.push({ from, to: rule.term });
      result.push({ text: rule.token, fixed: true });
      i += rule.pattern.length;
    } else {
      result.push(token);
      i++;
    }
  }
  return { tokens: result, used };
}

function ruleAt(rules: readonly Rule[], tokens: readonly Token[], at: number): Rule | undefined {
  return rules.find(({ pattern }) => pattern.every((word, k) => tokens[at + k]?.text === word));
}

function plain(text: string): string[] {
  return tokenise(text).map((token) => token.text);
}
