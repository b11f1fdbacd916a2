import type { Server } from 'restify';
import { DeskError } from '../../src/errors.ts';
import { NAMES } from './names.ts';

/** What stands in the place of Teams where it is off: nobody is let in. */
export const TEAMS_OFF = {
  name: null,
  about: 'off, MicrosoftAppId is not set; TEAMS_LOCAL=1 needs HOST on this machine, and no production',
  mount(server: Server): void {
    server.post(NAMES.path, async () => {
      throw new DeskError('not-authenticated', 'Teams is off here.');
    });
  },
  start: async () => {},
  stop: async () => {},
};
