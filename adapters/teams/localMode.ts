import type { Activity } from 'botbuilder';
import type { Request } from 'restify';
import { DeskError } from '../../src/errors.ts';
import { isLoopbackHost } from '../../src/teamsSettings.ts';
import { isNearby } from '../nearby.ts';

/**
 * Local mode asks nobody for a proof, so that it is for programs on this machine alone: not for what a proxy passes on,
 * and not for a page that a browser here has open, by whatever name that page reaches this address. Throws a DeskError
 * `not-authenticated`.
 */
export function refuseFromElsewhere({ socket, headers }: Pick<Request, 'socket' | 'headers'>): void {
  const host = URL.parse(`http://${headers.host ?? ''}`)?.hostname ?? '';
  if (isNearby(socket.remoteAddress, headers) && isLoopbackHost(host) && headers.origin === undefined) return;
  throw new DeskError('not-authenticated', 'Local mode takes requests of programs on this machine alone.');
}

/** Nobody vouches for the address that answers go to. Throws a DeskError `activity-malformed`. */
export function refuseServiceElsewhere({ serviceUrl }: Pick<Activity, 'serviceUrl'>): void {
  if (isLoopbackHost(URL.parse(serviceUrl)?.hostname ?? '')) return;
  throw new DeskError('activity-malformed', 'In local mode serviceUrl must be an address of this machine.');
}
