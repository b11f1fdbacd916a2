import type { Agent, Requester } from './people.ts';

/** What happens in the week of the demo, beside everyday questions. */

/** 1 is the first of five working days. `at` is a time of day in UTC. */
interface When {
  day: 1 | 2 | 3 | 4 | 5;
  at: string;
}

export type Step = When &
  /** `{ticket}` stands for the id of the scene's ticket. */
  (
    | { say: string }
    /** An option of the last reply, by how its label begins. */
    | { tap: string }
    | { vote: 'good' | 'bad' | 'solved' | 'unsolved'; reason?: string }
    | { agent: Agent; does: AgentStep }
  );

/** On the ticket of the scene; `of`: the scene of another ticket. */
export type AgentStep =
  | { is: 'claim' }
  | { is: 'ask' | 'resolve' | 'note'; text: string }
  | { is: 'duplicate'; of: string }
  | { is: 'hand-over'; category: string };

/** One conversation of one person, and the ticket that comes of it. */
export interface Scene {
  name: string;
  who: Requester;
  steps: readonly Step[];
}

export const WEEK: readonly Scene[] = [
  {
    name: 'stopped',
    who: 'maria',
    steps: [
      { day: 1, at: '08:41', say: 'ticket the sync service stopped after the update on Friday, event 6311 in the log' },
      { day: 1, at: '08:42', tap: 'Change who cannot work' },
      { day: 1, at: '08:42', tap: 'everyone' },
      { day: 1, at: '08:43', tap: 'Send it' },
      { day: 1, at: '09:05', agent: 'anna', does: { is: 'claim' } },
      {
        day: 1,
        at: '09:07',
        agent: 'anna',
        does: { is: 'ask', text: 'Which build is installed, and how full is drive C?' },
      },
      { day: 1, at: '09:31', say: '2.4.18.0, and C is at 99 percent' },
      {
        day: 1,
        at: '09:50',
        agent: 'anna',
        does: { is: 'note', text: 'LocalDB has reached its 10 GB; old run histories were never purged.' },
      },
      {
        day: 1,
        at: '10:44',
        agent: 'anna',
        does: {
          is: 'resolve',
          text: 'Run histories older than a week are purged and the service is started. The delta sync at 10:40 went through.',
        },
      },
      { day: 1, at: '11:02', say: 'solved' },
      { day: 1, at: '11:03', say: 'rate it 5' },
    ],
  },
  {
    name: 'stopped-too',
    who: 'tom',
    steps: [
      { day: 1, at: '08:58', say: 'ticket sync service stopped, event 6311 since the update' },
      { day: 1, at: '08:59', tap: 'Me too' },
    ],
  },
  {
    name: 'rename',
    who: 'jonas',
    steps: [
      { day: 1, at: '13:15', say: 'can I rename the server?' },
      { day: 1, at: '13:17', vote: 'bad', reason: 'It does not answer my question' },
      { day: 1, at: '13:17', tap: 'Still stuck' },
      { day: 1, at: '13:18', tap: 'Add what we said before' },
      { day: 1, at: '13:19', tap: 'Send it' },
      { day: 2, at: '08:20', agent: 'bo', does: { is: 'claim' } },
      {
        day: 2,
        at: '08:24',
        agent: 'bo',
        does: { is: 'ask', text: 'Why must it have another name? A staging server beside it may be the shorter way.' },
      },
    ],
  },
  {
    name: 'groups',
    who: 'sofia',
    steps: [
      { day: 2, at: '09:10', say: 'ticket members of the group GG-Warehouse are missing in the cloud' },
      { day: 2, at: '09:11', tap: 'Change who cannot work' },
      { day: 2, at: '09:11', tap: 'my team' },
      { day: 2, at: '09:12', tap: 'Send it' },
      { day: 2, at: '10:30', agent: 'bo', does: { is: 'claim' } },
      {
        day: 2,
        at: '14:05',
        agent: 'bo',
        does: { is: 'resolve', text: 'The OU of the warehouse was left out by the OU filter. It is back in.' },
      },
      { day: 3, at: '08:15', say: 'not solved' },
      { day: 3, at: '08:16', say: '{ticket}: three of twenty are still missing, all of them hired this month' },
      {
        day: 3,
        at: '09:40',
        agent: 'bo',
        does: { is: 'note', text: 'The three lie in OU=New below the warehouse, which the filter does not name.' },
      },
    ],
  },
  {
    name: 'secret',
    who: 'emil',
    steps: [
      {
        day: 2,
        at: '11:20',
        say: 'ticket the connector asks for credentials again, I tried password=not-a-real-one and it refuses',
      },
      { day: 2, at: '11:21', tap: 'Send it' },
      { day: 2, at: '13:00', agent: 'anna', does: { is: 'claim' } },
      {
        day: 2,
        at: '13:30',
        agent: 'anna',
        does: {
          is: 'resolve',
          text: 'The account of the connector was locked. It is unlocked, and has the new password.',
        },
      },
      { day: 2, at: '15:12', say: 'solved' },
      { day: 2, at: '15:12', tap: 'Rate it 4' },
    ],
  },
  {
    name: 'colour',
    who: 'karl',
    steps: [
      { day: 3, at: '10:01', say: 'ticket the wizard shows its buttons in the wrong colour' },
      { day: 3, at: '10:02', tap: 'Send it' },
      { day: 3, at: '10:08', tap: 'Add a comment' },
      { day: 3, at: '10:09', say: 'it was my own contrast theme, sorry' },
      { day: 3, at: '10:10', tap: 'Withdraw it' },
    ],
  },
  {
    name: 'certificate',
    who: 'lena',
    steps: [
      { day: 3, at: '14:20', say: 'how do I reset the badge printer at the reception?' },
      { day: 3, at: '14:21', tap: 'Ask the helpdesk' },
      { day: 3, at: '14:22', tap: 'Send it' },
      { day: 3, at: '15:00', agent: 'anna', does: { is: 'hand-over', category: 'other' } },
    ],
  },
  {
    name: 'writeback',
    who: 'priya',
    steps: [
      {
        day: 4,
        at: '09:30',
        say: 'ticket password writeback fails for the whole payroll team, they cannot reset their passwords',
      },
      { day: 4, at: '09:31', tap: 'Change who cannot work' },
      { day: 4, at: '09:31', tap: 'my team' },
      { day: 4, at: '09:32', tap: 'Change how urgent it is' },
      { day: 4, at: '09:32', tap: 'work has stopped' },
      { day: 4, at: '09:33', tap: 'Send it' },
    ],
  },
  {
    name: 'writeback-again',
    who: 'emil',
    steps: [
      { day: 4, at: '10:12', say: 'ticket colleagues in payroll get an error when they reset their password' },
      { day: 4, at: '10:13', tap: 'Send it' },
      { day: 4, at: '10:40', agent: 'bo', does: { is: 'duplicate', of: 'writeback' } },
    ],
  },
  {
    name: 'yours',
    who: 'you',
    steps: [
      { day: 5, at: '09:45', say: 'ticket the staging server exports although it should not' },
      { day: 5, at: '09:46', tap: 'Send it' },
      {
        day: 5,
        at: '10:20',
        agent: 'anna',
        does: { is: 'ask', text: 'What does Get-ADSyncScheduler say of StagingModeEnabled?' },
      },
    ],
  },
  {
    name: 'swing',
    who: 'jonas',
    steps: [
      { day: 5, at: '15:40', say: 'is 2.4.18.0 still supported?' },
      {
        day: 5,
        at: '15:42',
        say: 'ticket we need a plan for a swing migration to a new server before the end of the month',
      },
      { day: 5, at: '15:43', tap: 'Send it' },
    ],
  },
];
