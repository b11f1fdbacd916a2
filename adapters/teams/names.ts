/** The names under which Teams knows the app: the manifest, the listeners and the cards go by this one table. */
interface Names {
  /** Where Teams sends everything. */
  path: `/${string}`;
  /** First words of the command list. */
  commands: readonly string[];
  /** Search from the message box. */
  searchFaq: string;
  /** The parameter of that search. */
  query: string;
  /** Actions in the menu of a message. */
  findAnswer: string;
  openTicket: string;
}

export const NAMES = {
  path: '/api/messages',
  commands: ['ask', 'version', 'ticket', 'tickets', 'browse', 'help'],
  searchFaq: 'searchFaq',
  query: 'query',
  findAnswer: 'findAnswer',
  openTicket: 'openTicket',
} as const satisfies Names;
