/** The one workspace, app and person that a test gets when it names none. Every secret is plainly none. */
export const APP = {
  id: 'A0DESK0001',
  clientId: '1111111111.2222222222',
  clientSecret: 'fake-client-secret',
  appToken: 'xapp-fake-app-token',
  signingSecret: 'fake-signing-secret',
} as const;

export const TEAM = {
  id: 'T0TEAM0001',
  name: 'Test Team',
  domain: 'test-team',
  botToken: 'xoxb-fake-bot-token',
  botUser: 'U0DESKBOT1',
  botId: 'B0DESKBOT1',
} as const;

export const USER = { id: 'U0ASKER001', name: 'asker', realName: 'Ada Asker' } as const;
export const CHANNEL = { id: 'C0HELP0001', name: 'help', members: [USER.id, TEAM.botUser] };
export const IM = { id: 'D0ASKER001', name: 'directmessage', isIm: true, members: [USER.id] };
