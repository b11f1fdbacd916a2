import { refuse } from './refusal.ts';

export interface Token {
  token: string;
  kind: 'bot' | 'app';
  /** Null for an app-level token and for one of a whole organisation. */
  team: string | null;
  /** Set for a token of a whole organisation. */
  enterprise: string | null;
  scopes: readonly string[];
  user: string;
  bot: string;
  revoked: boolean;
}

export interface Tokens {
  add(token: Omit<Token, 'revoked'>): void;
  revoke(token: string): void;
  /** Every token of a team or organisation, as an uninstall does. */
  revokeAll(team: string): void;
  /** The app's user and bot in a team, from the token that was given last. */
  botOf(team: string): Pick<Token, 'user' | 'bot'>;
  /** Throws not_authed, invalid_auth or token_revoked. */
  identify(token: string | null): Token;
}

export function createTokens(): Tokens {
  const known = new Map<string, Token>();
  return {
    add: (token) => known.set(token.token, { ...token, revoked: false }),
    revoke(token) {
      const found = known.get(token);
      if (found !== undefined) found.revoked = true;
    },
    revokeAll(team) {
      for (const token of known.values()) if (token.team === team || token.enterprise === team) token.revoked = true;
    },
    botOf(team) {
      const found = [...known.values()].findLast((token) => token.kind === 'bot' && (token.team ?? team) === team);
      if (found === undefined) throw new Error(`the app is not installed in ${team}`);
      return { user: found.user, bot: found.bot };
    },
    identify(token) {
      if (token === null || token === '') return refuse('not_authed');
      const found = known.get(token);
      if (found === undefined) return refuse('invalid_auth');
      return found.revoked ? refuse('token_revoked') : found;
    },
  };
}

/** One of the scopes is enough; an empty list needs none. */
export function requireScope(token: Token, anyOf: readonly string[]): void {
  if (anyOf.length === 0 || anyOf.some((scope) => token.scopes.includes(scope))) return;
  refuse('missing_scope', { needed: anyOf.join(','), provided: token.scopes.join(',') });
}
