import { type App, checkClient } from './appMethods.ts';
import { USER } from './defaults.ts';
import { refuse } from './refusal.ts';
import { EVERY_BOT_SCOPE } from './scopes.ts';
import type { Enterprise, State } from './state.ts';
import type { Tokens } from './tokens.ts';
import { type Fields, textOf } from './values.ts';

/** What a person agreed to on Slack's page: the installation that a code stands for. */
interface Grant {
  /** Null: the whole organisation, then `enterprise` is needed. */
  team: { id: string; name: string; domain?: string } | null;
  enterprise?: Enterprise;
  botToken: string;
  botUser?: string;
  botId?: string;
  scopes?: readonly string[];
  /** Who installed it. */
  user?: string;
}

export interface OAuth {
  grant(code: string, grant: Grant): void;
  /** `oauth.v2.access`: the client's id and secret may also come as HTTP Basic. */
  exchange(args: Fields): Fields;
}

export function createOAuth(state: State, tokens: Tokens, app: App): OAuth {
  const grants = new Map<string, Grant>();
  return {
    grant: (code, grant) => grants.set(code, grant),
    exchange(args) {
      checkClient(app, args.client_id, args.client_secret);
      const code = textOf(args.code);
      const grant = grants.get(code) ?? refuse('invalid_code');
      grants.delete(code);
      const { team, enterprise = null, botToken, scopes = EVERY_BOT_SCOPE } = grant;
      const owner = team?.id ?? enterprise?.id ?? '';
      const user = grant.botUser ?? `U0BOT${owner.slice(1)}`;
      const bot = grant.botId ?? `B0BOT${owner.slice(1)}`;
      const whole = team === null ? (enterprise?.id ?? null) : null;
      if (team !== null) state.teams.set(team.id, { domain: team.id.toLowerCase(), ...team, enterprise });
      tokens.add({ token: botToken, kind: 'bot', team: team?.id ?? null, enterprise: whole, scopes, user, bot });
      return {
        app_id: app.id,
        authed_user: { id: grant.user ?? USER.id },
        scope: scopes.join(','),
        token_type: 'bot',
        access_token: botToken,
        bot_user_id: user,
        team: team && { id: team.id, name: team.name },
        enterprise,
        is_enterprise_install: team === null,
      };
    },
  };
}
