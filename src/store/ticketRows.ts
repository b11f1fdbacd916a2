import { type Follower, type StoredTicket, storedTicket, type Ticket } from '../triage/ticket.ts';

/** A ticket's row and back. What cannot be read was not written by this release: that is an error, not a missing ticket. */

export function writeTicket({ followers: _followers, ...ticket }: Ticket): string {
  return JSON.stringify({ form: 1, ...ticket });
}

export function readTicket(body: string, followers: readonly Follower[]): Ticket {
  const { form: _form, ...ticket } = storedTicket.parse(JSON.parse(body));
  // The ids are branded texts, which the schema has just checked to be texts.
  return { ...(ticket as StoredTicket), followers };
}

export function readFollower(body: string): Follower {
  return JSON.parse(body) as Follower;
}
