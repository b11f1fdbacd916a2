import { APP, CHANNEL, IM, TEAM, USER } from './defaults.ts';
import { EVERY_BOT_SCOPE } from './scopes.ts';
import type { Enterprise, State } from './state.ts';
import type { Tokens } from './tokens.ts';

/** What is left out is the default workspace of `defaults.ts`. Ids of users, channels and bots are unique over all teams. */
export interface Setup {
  app?: Partial<{ id: string; clientId: string; clientSecret: string; appToken: string }>;
  teams?: readonly TeamSetup[];
  users?: readonly UserSetup[];
  channels?: readonly ChannelSetup[];
  /** User groups: who is in them. */
  groups?: readonly { id: string; team?: string; users: readonly string[] }[];
}

/** `botToken` null: the app is not installed there yet. */
interface TeamSetup {
  id: string;
  name: string;
  domain?: string;
  enterprise?: Enterprise;
  botToken: string | null;
  botUser?: string;
  botId?: string;
  /** Every scope that some method needs, where none are named. */
  scopes?: readonly string[];
}

/** `team`: the first one where it is not named. */
interface UserSetup {
  id: string;
  name: string;
  realName?: string;
  team?: string;
  /** Invited to some channels only. */
  guest?: boolean;
}

/** The app is in a channel when its bot user is among the members; in a direct message it always is. */
interface ChannelSetup {
  id: string;
  name: string;
  members: readonly string[];
  isIm?: boolean;
  isPrivate?: boolean;
  topic?: string;
  team?: string;
}

function kindOf(channel: ChannelSetup): 'public' | 'private' | 'im' {
  if (channel.isIm === true) return 'im';
  return channel.isPrivate === true ? 'private' : 'public';
}

/** Fills the workspaces. */
export function furnish(state: State, tokens: Tokens, setup: Setup): void {
  const teams: readonly TeamSetup[] = setup.teams ?? [TEAM];
  const users: readonly UserSetup[] = setup.users ?? [USER];
  const channels: readonly ChannelSetup[] = setup.channels ?? [CHANNEL, IM];
  const first = teams[0]?.id ?? TEAM.id;
  for (const { id, team = first, users: members } of setup.groups ?? []) {
    state.groups.set(id, { team, users: [...members] });
  }
  for (const team of teams) {
    const { id, name, domain = name.toLowerCase().replaceAll(' ', '-'), enterprise = null, botToken } = team;
    const { botUser: user = `U0BOT${id.slice(1)}`, botId: bot = `B0BOT${id.slice(1)}` } = team;
    const { scopes = EVERY_BOT_SCOPE } = team;
    state.teams.set(id, { id, name, domain, enterprise });
    if (botToken !== null) tokens.add({ token: botToken, kind: 'bot', team: id, enterprise: null, scopes, user, bot });
  }
  for (const user of users) {
    state.users.set(user.id, { realName: user.name, team: first, guest: false, ...user });
  }
  for (const channel of channels) {
    const { id, name, topic = '', team = first, members } = channel;
    state.channels.set(id, { id, name, topic, team, members: [...members], kind: kindOf(channel) });
  }
  const token = setup.app?.appToken ?? APP.appToken;
  const app = { token, team: null, enterprise: null, user: '', bot: '' };
  tokens.add({ ...app, kind: 'app', scopes: ['connections:write'] });
}
