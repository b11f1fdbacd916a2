import { CHANNEL, type Person, USER } from '../support/teams/defaults.ts';
import type { Posted } from '../support/teams/state.ts';
import { type Outcome, windowOf } from './person.ts';
import { one, wordsOf } from './seen.ts';
import { AGENT, TRIAGE, type TriageDesk } from './triageDesk.ts';

/** One ticket after the other, and its card in the channel of the agents. */
export function createCardStage(desk: TriageDesk) {
  let ticket = '';
  let turn = 0;
  /** Nobody may open more than a few in an hour. */
  let from: Person = USER;
  const card = () => desk.card(ticket);
  return {
    get ticket() {
      return ticket;
    },
    get requester() {
      return from;
    },
    card,
    words: () => wordsOf(card()),
    /** Somebody opens a ticket in a channel. */
    async begin(): Promise<void> {
      turn += 1;
      from = { id: `29:rita-${turn}`, aadObjectId: `rita-${turn}`, name: `Rita ${turn}` };
      const at = { conversation: CHANNEL, from };
      const draft = one((await desk.people.say(`ticket the sync stopped ${turn}`, at)).posted);
      const { posted } = await desk.doing(() => desk.people.tap(draft, 'Send it', { from }));
      const shown = one(posted.filter(({ conversation }) => conversation === TRIAGE));
      ticket = wordsOf(shown).match(/DESK-\d+/)?.[0] ?? '';
    },
    tap: (label: string, by = AGENT, on: Posted = card()) => desk.doing(() => desk.people.tap(on, label, { from: by })),
    /** What came elsewhere than to the agents. */
    told: ({ posted }: Outcome) => posted.filter(({ conversation }) => conversation !== TRIAGE),
    /** Opens a form of the card, fills it in and sends it. */
    async say(label: string, filled: object, send: string) {
      const window = windowOf(await desk.people.open(card(), label, { from: AGENT }));
      const outcome = await desk.doing(() => desk.people.fill(card(), window, send, filled, { from: AGENT }));
      return { window, outcome };
    },
  };
}
