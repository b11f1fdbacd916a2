import { similarTickets, ticketTerms } from '../src/triage/similar.ts';
import { nextAt } from '../src/triage/sla.ts';
import { describeMachine } from './machine.ts';
import type { Plan } from './plan.ts';
import type { TicketRow, Tickets } from './result.ts';
import { latency, median } from './statistics.ts';
import { openTicketDesk, type TicketDesk } from './ticketStore.ts';
import { createTicketTexts } from './ticketTexts.ts';

/** So many times as long as with the fewer tickets, at most. */
const GOAL = 1.5;
/** Tickets whose clock runs out in a sweep that has something to do. */
const DUE = 10;

/** One thing that is done at a desk; resolves to how many of it were done. */
interface Task {
  what: string;
  times(plan: Plan): number;
  /** Not measured. */
  prepare?(desk: TicketDesk): Promise<number>;
  run(desk: TicketDesk, turn: number, prepared: number): Promise<number>;
}

/** The same tasks over few and over many open tickets, in turns: what disturbs the machine meets both. */
export async function measureTickets(plan: Plan): Promise<Tickets> {
  const [few, many] = plan.tickets;
  const desks: TicketDesk[] = [];
  try {
    for (const size of plan.tickets) {
      plan.progress(`tickets: ${size} open ones`);
      desks.push(await openTicketDesk(size, plan.seed));
    }
    const [small, large] = desks;
    if (!small || !large) throw new Error('The bench of tickets needs two sizes.');
    const rows: TicketRow[] = [];
    for (const task of tasksOf(plan)) {
      plan.progress(`tickets: ${task.what}`);
      rows.push(await compare(task, small, large, plan));
    }
    const { versions: _versions, ...machine } = describeMachine(new Date());
    return { machine, few, many, goal: GOAL, rows };
  } finally {
    for (const desk of desks) await desk.remove();
  }
}

function tasksOf(plan: Plan): Task[] {
  const [open, text] = [createTicketTexts(plan.seed), createTicketTexts(plan.seed + 1)];
  // Every other one is about what an open ticket is about, in other words where it goes into details.
  const asked = Array.from({ length: plan.ticketTurns }, (_, turn) => {
    const [known, own] = [open(), text()];
    return ticketTerms(`${turn % 2 === 0 ? known.summary : own.summary} ${own.question.slice(own.summary.length)}`);
  });
  const page = (what: string, filter: (desk: TicketDesk) => Parameters<TicketDesk['triage']['queue']>[0]): Task => ({
    what,
    times: ({ ticketTurns }) => ticketTurns,
    run: async (desk) => (await desk.triage.queue(filter(desk))).tickets.length,
  });
  return [
    page('queue, first page', () => ({})),
    page('queue of one agent', ({ agent }) => ({ assignee: agent })),
    page('queue, what nobody has', () => ({ assignee: null })),
    page('queue of one category', ({ category }) => ({ category })),
    {
      what: 'queue, a page in the middle',
      times: ({ ticketTurns }) => ticketTurns,
      prepare: middleOf,
      run: async ({ triage, size }, _turn, breachAt) =>
        (await triage.queue({}, { after: { breachAt, number: size } })).tickets.length,
    },
    {
      what: 'similar tickets',
      times: ({ ticketTurns }) => ticketTurns,
      run: async ({ store }, turn) => {
        const ids = await similarTickets(store, asked[turn % asked.length] ?? []);
        return (await Promise.all(ids.map((id) => store.ticket(id)))).length;
      },
    },
    {
      what: 'sweep, nothing due',
      times: ({ ticketTurns }) => ticketTurns,
      run: ({ triage }) => triage.sweep(0),
    },
    {
      what: `sweep, ${DUE} due`,
      times: ({ ticketSweeps }) => ticketSweeps,
      prepare: dueOf,
      run: ({ triage }, _turn, at) => triage.sweep(at),
    },
  ];
}

async function compare(task: Task, small: TicketDesk, large: TicketDesk, plan: Plan): Promise<TicketRow> {
  const times: [number[], number[]] = [[], []];
  const done: [number, number] = [0, 0];
  const turns = task.times(plan);
  const warmUp = Math.ceil(turns / 10);
  for (let turn = -warmUp; turn < turns; turn++) {
    // Neither is always the one that comes after the other.
    for (const at of turn % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const desk = at === 0 ? small : large;
      const prepared = (await task.prepare?.(desk)) ?? 0;
      const start = performance.now();
      const count = await task.run(desk, turn + warmUp, prepared);
      const ms = performance.now() - start;
      if (turn < 0) continue;
      times[at].push(ms);
      done[at] += count;
    }
  }
  const [few, many] = times;
  return {
    what: task.what,
    few: { ...latency(few), done: done[0] },
    many: { ...latency(many), done: done[1] },
    ratio: median(many) / median(few),
  };
}

/** When a clock runs out in the middle of the queue. */
async function middleOf({ triage, size }: TicketDesk): Promise<number> {
  let after: Parameters<TicketDesk['triage']['queue']>[1] = {};
  for (let seen = 0; ; ) {
    const { tickets, next } = await triage.queue({}, after);
    seen += tickets.length;
    if (seen >= size / 3 || next === null) return tickets.at(-1)?.breachAt ?? 0;
    after = { after: next };
  }
}

/** The moment by which so many are due. */
async function dueOf({ store, rules }: TicketDesk): Promise<number> {
  const ids = await store.dueTickets(Number.MAX_SAFE_INTEGER, DUE);
  const last = ids.at(-1);
  const ticket = last === undefined ? null : await store.ticket(last);
  return (ticket && nextAt(ticket, rules)) ?? 0;
}
