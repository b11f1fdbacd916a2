import { readTicketId, type TicketId } from './ticket.ts';

/**
 * The values that options about tickets carry. Each names the draft or the ticket it belongs to, so that an old button
 * can never touch another one. One place writes and reads them.
 */
export const TICKET_VALUES = {
  /** Begins a draft from the action's own `text`, or else from what was asked last. */
  begin: 'ticket',
  list: 'tickets',
  /** Sends a draft; `Message.facts` may carry `summary`, `details`, `category`, `impact`, `urgency` and `messages` (yes or no) beside it. */
  send: (draft: string) => `ticket:send:${draft}`,
  drop: (draft: string) => `ticket:drop:${draft}`,
  change: (draft: string, field: Field) => `ticket:change:${draft}:${field}`,
  set: (draft: string, field: Field, value: string) => `ticket:set:${draft}:${field}:${value}`,
  /** 'Me too'. */
  join: (id: TicketId) => `ticket:join:${id}`,
  show: (id: TicketId) => `ticket:show:${id}`,
  /** The next words become a comment. */
  comment: (id: TicketId) => `ticket:comment:${id}`,
  withdraw: (id: TicketId) => `ticket:withdraw:${id}`,
  confirm: (id: TicketId) => `ticket:confirm:${id}`,
  reject: (id: TicketId) => `ticket:reject:${id}`,
  rate: (id: TicketId, stars: number) => `ticket:rate:${id}:${stars}`,
} as const;

/** What a draft lets be changed. */
export const FIELDS = ['summary', 'category', 'impact', 'urgency', 'messages'] as const;
export type Field = (typeof FIELDS)[number];

export type TicketTap =
  | { is: 'begin' }
  | { is: 'list' }
  | { is: 'send' | 'drop'; draft: string }
  | { is: 'change'; draft: string; field: Field }
  | { is: 'set'; draft: string; field: Field; value: string }
  | { is: 'join' | 'show' | 'comment' | 'withdraw' | 'confirm' | 'reject'; id: TicketId }
  | { is: 'rate'; id: TicketId; stars: number };

/** Null: the value is none of a ticket's. */
export function readTicketValue(value: string): TicketTap | null {
  if (value === TICKET_VALUES.begin) return { is: 'begin' };
  if (value === TICKET_VALUES.list) return { is: 'list' };
  const [head, is = '', subject = '', third = '', ...rest] = value.split(':');
  if (head !== 'ticket') return null;
  const id = readTicketId(subject);
  const field = FIELDS.find((each) => each === third);
  switch (is) {
    case 'send':
    case 'drop':
      return { is, draft: subject };
    case 'change':
      return field ? { is, draft: subject, field } : null;
    case 'set':
      return field ? { is, draft: subject, field, value: rest.join(':') } : null;
    case 'join':
    case 'show':
    case 'comment':
    case 'withdraw':
    case 'confirm':
    case 'reject':
      return id ? { is, id } : null;
    case 'rate':
      return id && /^[1-5]$/.test(third) ? { is, id, stars: Number(third) } : null;
    default:
      return null;
  }
}
