import { isSame, nameOf, type Person, type Place, type Ticket, type TicketEvent } from './ticket.ts';

/** Stands where a person, or what they typed, stood. In brackets: nobody's id on any platform. */
export const FORGOTTEN = '[forgotten]';

export function isForgotten({ user }: Person): boolean {
  return user === FORGOTTEN;
}

/** Of the platform and the tenant alone nobody is known. */
function masked({ platform, tenant }: Person): Person {
  return { platform, tenant, user: FORGOTTEN, name: null };
}

/** What changes of a ticket: of a requester all words go, of an agent the name, of somebody who joined everything. */
export function withoutPerson(ticket: Ticket, person: Person): Partial<Ticket> {
  const { requester, assignee, followers, place, packet } = ticket;
  return {
    followers: followers.filter((each) => !isSame(each.person, person)),
    ...(assignee && isSame(assignee, person) ? { assignee: masked(assignee) } : {}),
    ...(isSame(requester, person)
      ? {
          requester: masked(requester),
          place: { ...place, conversation: FORGOTTEN } satisfies Place,
          summary: FORGOTTEN,
          // Which entries were shown is the desk's own doing, and no word of theirs.
          packet: { ...packet, question: FORGOTTEN, facts: {}, branches: [], version: null, messages: null },
        }
      : {}),
  };
}

/**
 * A row of the history: that something happened stays, who did it does not, and neither does what a requester said. What an
 * agent said on somebody else's behalf is the ticket's. `names`: the person's, as the history calls an assignee.
 */
export function eventWithout(event: TicketEvent, person: Person, names: ReadonlySet<string>): TicketEvent {
  const { by, details } = event;
  const isTheirs = by.role !== 'desk' && isSame(by.person, person);
  const { assignee } = details;
  return {
    ...event,
    by: isTheirs ? { ...by, person: masked(by.person) } : by,
    details: {
      ...details,
      ...(isTheirs && by.role === 'requester' && details.text !== undefined ? { text: FORGOTTEN } : {}),
      ...(assignee !== undefined && names.has(assignee) ? { assignee: FORGOTTEN } : {}),
    },
  };
}

/** What a person typed into a ticket, as its history has it. */
export function wordsIn(ticket: Ticket, events: readonly TicketEvent[], person: Person): string[] {
  const said = events.flatMap(({ by, details }) =>
    by.role === 'requester' && isSame(by.person, person) && details.text !== undefined ? [details.text] : [],
  );
  const { summary, packet } = ticket;
  return isSame(ticket.requester, person) ? [summary, packet.question, ...(packet.messages ?? []), ...said] : said;
}

/** The names under which a ticket knows a person. */
export function namesIn(ticket: Ticket, events: readonly TicketEvent[], person: Person): string[] {
  const people = [
    ticket.requester,
    ...(ticket.assignee ? [ticket.assignee] : []),
    ...ticket.followers.map((each) => each.person),
    ...events.flatMap(({ by }) => (by.role === 'desk' ? [] : [by.person])),
  ];
  return people.filter((each) => isSame(each, person)).map(nameOf);
}
