import type { Request, Response, Server } from 'restify';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { DeskError } from '../../src/errors.ts';
import {
  type InboundEvent,
  inboundAction,
  inboundEvent,
  inboundPerson,
  inboundTicket,
} from '../../src/triage/inbound.ts';
import type { Triage } from '../../src/triage/triage.ts';
import type { TicketView } from '../../src/triage/view.ts';
import type { WebhookSource } from '../../src/webhookSettings.ts';
import { parseJson, readJsonBytes } from '../body.ts';
import { sendJson } from '../send.ts';
import type { Mount } from '../server.ts';
import { LIMITS } from './limits.ts';

const PATH = '/api/webhooks/tickets';

export interface WebhookMountDeps {
  sources: readonly WebhookSource[];
  /** Null: tickets are switched off. */
  triage: Pick<Triage, 'act'> | null;
}

/** Takes events of other ticket systems, signed after the Standard Webhooks specification. */
export function createWebhookMount({ sources, triage }: WebhookMountDeps): Mount {
  const isOn = sources.length > 0 && triage !== null;
  return {
    name: isOn ? 'webhooks' : null,
    mount(server: Server): void {
      server.post(PATH, async (req: Request, res: Response) => {
        if (!isOn) throw new DeskError('not-found', 'No system is named in desk.yaml under webhooks.sources.');
        sendJson(res, 200, await take(req, sources, triage));
      });
    },
  };
}

/** Repeated with the same id it changes nothing and answers what it answered. */
async function take(
  req: Request,
  sources: readonly WebhookSource[],
  triage: Pick<Triage, 'act'>,
): Promise<{ ticket: TicketView }> {
  const headers = readHeaders(req);
  const body = await readJsonBytes(req, LIMITS.bodyBytes);
  const source = sources.find(({ secrets }) => secrets.some((secret) => isSigned(secret, headers, body)));
  if (!source) {
    throw new DeskError('webhook-unsigned', 'No secret makes this signature of this body, or its time is not now.');
  }
  const event = readEvent(parseJson(body));
  const ticket = inboundTicket(event);
  if (!ticket) throw new DeskError('ticket-unknown', 'There is no ticket of this number.');
  const acted = await triage.act({
    ticket,
    action: (asItStands) => inboundAction(event, asItStands, source.id),
    actor: inboundPerson(source.id, event),
    id: `webhook#${source.id}#${headers['webhook-id']}`,
  });
  if (!acted.ok) throw new DeskError(acted.error.code, acted.error.message);
  return { ticket: acted.ticket };
}

type Headers = Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>;

/** Before anything of the body is read. */
function readHeaders({ headers }: Request): Headers {
  const of = (name: keyof Headers) => {
    const value = headers[name];
    if (typeof value === 'string' && value !== '') return value;
    throw new DeskError('webhook-unsigned', `The request has no header ${name}.`);
  };
  const read = {
    'webhook-id': of('webhook-id'),
    'webhook-timestamp': of('webhook-timestamp'),
    'webhook-signature': of('webhook-signature'),
  };
  if (read['webhook-id'].length <= LIMITS.id) return read;
  throw new DeskError('webhook-malformed', `The header webhook-id is longer than ${LIMITS.id} characters.`);
}

function isSigned(secret: string, headers: Headers, body: Buffer): boolean {
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}

function readEvent(body: unknown): InboundEvent {
  const read = inboundEvent.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue && issue.path.length > 0 ? issue.path.map(String).join('.') : 'the body';
  throw new DeskError('webhook-malformed', `${where}: ${issue?.message ?? 'not as it should be'}.`);
}
