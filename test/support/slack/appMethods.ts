import { z } from 'zod';
import type { Access } from './access.ts';
import { type Methods, method } from './method.ts';
import { refuse } from './refusal.ts';
import { MOST } from './slackLimits.ts';
import type { State } from './state.ts';
import type { Token, Tokens } from './tokens.ts';
import type { Fields } from './values.ts';

export interface App {
  id: string;
  clientId: string;
  clientSecret: string;
  appToken: string;
}

/** Throws invalid_client_id or bad_client_secret. */
export function checkClient(app: App, id: unknown, secret: unknown): void {
  if (id !== app.clientId) refuse('invalid_client_id');
  if (secret !== app.clientSecret) refuse('bad_client_secret');
}

function isPrompt(value: { title: string; message: string }): boolean {
  return value.title !== '' && value.message !== '';
}

interface Deps {
  state: State;
  tokens: Tokens;
  access: Access;
  app: App;
  /** A WebSocket address, good for one connection. */
  openSocket(): string;
}

/** Authorisation, the app itself, and the assistant container. */
export function appMethods({ state, tokens, access, app, openSocket }: Deps): Methods {
  const thread = { channel_id: z.string(), thread_ts: z.string() };

  function identity(caller: Token): Fields {
    const team = caller.team === null ? undefined : state.teams.get(caller.team);
    const enterprise = caller.enterprise ?? team?.enterprise?.id;
    return {
      url: `https://${team?.domain ?? 'organisation'}.slack.com/`,
      team: team?.name,
      team_id: team?.id,
      user: 'desk',
      user_id: caller.user,
      bot_id: caller.bot,
      is_enterprise_install: caller.team === null,
      ...(enterprise !== undefined && { enterprise_id: enterprise }),
    };
  }

  return {
    'auth.test': (_args, caller) => identity(caller),
    'auth.revoke': method({ test: z.boolean().optional() }, ({ test }, caller) => {
      if (test !== true) tokens.revoke(caller.token);
      return { revoked: test !== true };
    }),
    'apps.uninstall': (args, caller) => {
      checkClient(app, args.client_id, args.client_secret);
      tokens.revokeAll(caller.team ?? caller.enterprise ?? '');
      return {};
    },
    'apps.connections.open': () => ({ url: openSocket() }),
    'assistant.threads.setStatus': method(
      { ...thread, status: z.string(), loading_messages: z.array(z.string()).max(MOST.loadingMessages).optional() },
      (args, caller) => {
        const channel = access.postable(caller, args.channel_id);
        state.assistantThread(channel.id, args.thread_ts).status = args.status;
        return {};
      },
    ),
    'assistant.threads.setTitle': method({ ...thread, title: z.string().min(1) }, (args, caller) => {
      const channel = access.channel(caller, args.channel_id);
      if (channel.kind !== 'im') return refuse('channel_not_found');
      state.assistantThread(channel.id, args.thread_ts).title = args.title;
      return {};
    }),
    'assistant.threads.setSuggestedPrompts': method(
      {
        channel_id: z.string(),
        thread_ts: z.string().optional(),
        title: z.string().min(1).optional(),
        prompts: z
          .array(z.strictObject({ title: z.string(), message: z.string() }).refine(isPrompt))
          .min(1)
          .max(MOST.prompts),
      },
      (args, caller) => {
        const channel = access.channel(caller, args.channel_id);
        if (channel.kind !== 'im') return refuse('channel_not_found');
        // Without a thread, as in the agent view, the prompts stand in the conversation itself.
        state.assistantThread(channel.id, args.thread_ts ?? '').prompts = args.prompts;
        return {};
      },
    ),
  };
}
