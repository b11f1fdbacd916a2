import { tableText } from '../markdown.ts';

/**
 * Shares of a message's processor time in Connect Desk, in percent, by the part of the code that was at work or had called
 * what was. Noted from `node --cpu-prof` over one run each, since a profile bends what it measures.
 */
const PARTS = {
  date: '2026-11-27',
  messages: { slack: 4000, teams: 4000 },
  rows: [
    ['SQLite itself', 15.5, 19.1],
    ['understanding the words', 15.6, 12.7],
    ['the dialog, and the session as JSON', 10.1, 5.0],
    ["the platform's SDK", 7.0, 9.4],
    ['signature, or token', 6.0, 0.9],
    ['the call that goes out', 10.9, 5.4],
    ['kysely, and the group of writes', 8.5, 11.4],
    ['blocks, or the card', 5.9, 5.7],
    ['the request that came in, restify, the log', 6.6, 7.4],
    ['inbox, lanes, listeners', 3.6, 2.0],
    ['sealing the way back', 0, 3.8],
    ['sockets, timers, microtasks', 5.8, 7.4],
    ['garbage collector', 4.4, 9.8],
  ] as const,
};

export function partsText(): string {
  const { date, messages, rows } = PARTS;
  const table = tableText({
    head: ['Part', 'Slack, %', 'Microsoft Teams, %'],
    rows: rows.map(([part, slack, teams]) => [part, slack.toFixed(1), teams.toFixed(1)]),
  });
  return `## Where the time of a message goes

Noted on ${date} from processor profiles of Connect Desk under this load, over ${messages.slack} commands of Slack and ${messages.teams} messages of Teams.

${table}`;
}
