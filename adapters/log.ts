import pino, { type DestinationStream, type Logger } from 'pino';

/** One JSON object a line; on standard error, so that scripts read replies alone from standard output. */
export function createLog(level: string, to: DestinationStream = pino.destination({ dest: 2, sync: true })): Logger {
  return pino({ level }, to);
}
