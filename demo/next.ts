import type { Place } from './place.ts';
import type { Played } from './play.ts';

/** What to try with a demo that was made. `short`: a path as it is typed from here. */
export function nextText(made: Place & Played, user: string | null, short: (path: string) => string): string {
  const { questions, votes, tickets } = made;
  const [overdue, waiting, yours] = ['writeback', 'rename', 'yours'].map((scene) => tickets.get(scene));
  const agent =
    user === null
      ? ['You are no agent: settings cannot name a user with a space or a slash.']
      : [
          '  npm run -s desk -- tickets                       the queue, late ones first',
          `  npm run -s desk -- ticket ${overdue}                 one that is late, with everything that came with it`,
          `  npm run -s desk -- ticket ${overdue} claim           take it`,
          `  npm run -s desk -- ticket ${waiting} note 'Called him.' a note that the requester does not see`,
        ];
  return `${[
    `A week of ${questions} questions and messages, ${votes} votes and ${new Set(tickets.values()).size} tickets lies in`,
    `  ${made.folder}`,
    'Nothing of it goes out to anybody, and the desk’s own database is left alone.',
    '',
    'To work with it, in this shell:',
    `  export DATABASE_URL='sqlite:${short(made.database)}' DESK_CONFIG='${short(made.settings)}'`,
    '',
    'Then, as an agent:',
    ...agent,
    'As somebody who asks:',
    `  npm run -s desk -- chat                          say 'tickets': ${yours} is yours, and waits for your answer`,
    '  npm start                                        the chat page',
    '',
    'Run it again for a new week; --seed 2 has other questions.',
  ].join('\n')}\n`;
}
