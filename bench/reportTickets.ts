import { figure, tableText } from './markdown.ts';
import type { TicketRow, Tickets } from './result.ts';

export function ticketsText({ machine, few, many, goal, rows }: Tickets): string {
  const missed = rows.filter(({ ratio }) => !(ratio <= goal)).map(({ what }) => what);
  return [
    '## Tickets',
    `Measured on ${machine.date} on ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB; node ${machine.node};` +
      ` commit ${machine.commit}. Milliseconds over ${count(few)} and over ${count(many)} open tickets, on SQLite, in turns` +
      ` in one process. *Ratio*: of the medians; the goal is ${goal} at most${missed.length === 0 ? ', and is met' : `, and is missed by: ${missed.join('; ')}`}.` +
      ' *Done*: tickets found, or timers fired, on average.',
    tableText({
      head: [
        'What',
        'n',
        `Median at ${count(few)}`,
        `at ${count(many)}`,
        'Ratio',
        `p95 at ${count(few)}`,
        `at ${count(many)}`,
        'Done',
      ],
      rows: rows.map(rowOf),
    }),
  ].join('\n\n');
}

function rowOf({ what, few, many, ratio }: TicketRow): string[] {
  const done = [few, many].map((each) => figure(each.done / each.n)).join(' and ');
  return [
    what,
    String(few.n),
    figure(few.median),
    figure(many.median),
    figure(ratio),
    figure(few.p95),
    figure(many.p95),
    done,
  ];
}

function count(size: number): string {
  return size.toLocaleString('en');
}
