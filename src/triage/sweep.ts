import type { Command } from './command.ts';
import { changeOf, isRefused } from './commit.ts';
import { LIMITS } from './limits.ts';
import type { TicketStore } from './port.ts';
import type { Rules } from './rules.ts';
import { breachAt, type Falling, timersOf } from './sla.ts';
import type { Ticket, TicketId } from './ticket.ts';

/** Does what has fallen due by `now`, in milliseconds since 1970. Resolves to how many timers fired. */
type Sweep = (now: number) => Promise<number>;

interface SweepDeps {
  store: Pick<TicketStore, 'dueTickets' | 'ticket' | 'saveTickets' | 'retime'>;
  rules: Rules;
}

export function createSweep({ store, rules }: SweepDeps): Sweep {
  /** How many timers fired; null: another replica came first. */
  async function fire(id: TicketId, now: number): Promise<number | null> {
    for (let count = 0; ; count++) {
      const ticket = await store.ticket(id);
      if (!ticket) return count;
      const [next] = timersOf(ticket, rules);
      if (!next || next.due > now) {
        // It was noted as due under other settings, and would come first in every sweep until then.
        if (count === 0) await store.retime(ticket, { breachAt: breachAt(ticket, rules), nextAt: next?.due ?? null });
        return count;
      }
      if (!(await fired(ticket, next, now))) return count || null;
    }
  }

  async function fired(ticket: Ticket, falling: Falling, now: number): Promise<boolean> {
    const change = changeOf(ticket, timed(falling), { role: 'desk' }, now, rules);
    if (isRefused(change)) return false;
    const id = `timer#${ticket.id}#${falling.timer}#${falling.mark}#${ticket.revision}`;
    return (await store.saveTickets({ command: { id, result: '' }, changes: [change], at: now })) === 'saved';
  }

  return async (now) => {
    let count = 0;
    for (;;) {
      const due = await store.dueTickets(now, LIMITS.sweep);
      let isOvertaken = true;
      for (const id of due) {
        const here = await fire(id, now);
        count += here ?? 0;
        isOvertaken &&= here === null;
      }
      // What another replica overtook is looked at next time.
      if (isOvertaken || due.length < LIMITS.sweep) return count;
    }
  };
}

function timed({ timer, mark }: Falling): Command {
  return { is: timer === 'expire' || timer === 'settle' ? 'expire' : 'remind', timer, mark };
}
