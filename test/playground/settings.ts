/** What the Playground is told of the made-up organisation; it wants at least five more people, and one channel. */

export const BOT = 'Connect Desk';

const PEOPLE = ['Bea Brand', 'Carl Cole', 'Dana Dietz', 'Emil Ernst', 'Fay Fischer'];

function person(name: string, number: number): Record<string, string> {
  const [given = '', surname = ''] = name.split(' ');
  const address = `${given.toLowerCase()}@example.com`;
  return {
    id: `person-${number}`,
    name,
    userPrincipleName: address,
    aadObjectId: `00000000-0000-4000-8000-00000000002${number}`,
    givenName: given,
    surname,
    email: address,
  };
}

/** JSON is YAML. */
export const SETTINGS = JSON.stringify({
  version: '0.1.1',
  tenantId: '00000000-0000-4000-8000-000000000001',
  bot: { id: '00000000-0000-4000-8000-000000000011', name: BOT },
  currentUser: person('Ana Adler', 0),
  users: PEOPLE.map((name, i) => person(name, i + 1)),
  personalChat: { id: 'personal-chat' },
  groupChat: { id: 'group-chat', name: 'Operations' },
  team: {
    id: 'team-infrastructure',
    name: 'Infrastructure',
    aadGroupId: '00000000-0000-4000-8000-000000000031',
    channels: [{ id: 'channel-identity', name: 'Identity' }],
  },
});
