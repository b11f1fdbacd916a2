import { LIMITS } from './limits.ts';

/** The ids by which Slack tells us what was tapped. The manifest and the listeners go by this table alone. */
export const ACTIONS = {
  /** An option of a reply, by its place in `reply.options`; the value is the option's. */
  option: (index: number) => `desk.option.${index}`,
  /** 'Show all'; the value is the delivery whose reply was shortened. */
  more: 'desk.more',
  /** 'Why this answer?', answered by a modal; the value is the delivery. */
  why: 'desk.why',
  /** 'Share in channel' below an answer that only one person sees; the value is the delivery. */
  share: 'desk.share',
  /** The form of a draft, instead of changing one thing after the other; the value is the delivery. */
  draftForm: 'desk.draft.form',
  /** Thumbs up and down; the value is read by `readFeedback`. */
  feedback: 'desk.feedback',
  /** 'Was this solved?'; the value is the delivery. */
  solvedYes: 'desk.solved.yes',
  solvedNo: 'desk.solved.no',
  /** A button that opens an address: Slack wants it acknowledged, nothing else. */
  link: (index: number) => `desk.link.${index}`,
  /** App Home: the search box, sent with Enter. */
  homeSearch: 'desk.home.search',
  /** App Home: a section of the corpus; the value is the option value that browses it. */
  homeSection: (id: string) => `desk.home.section.${id}`,
  /** App Home: the version to check, sent with Enter. */
  homeVersion: 'desk.home.version',
  /** App Home: one of the person's tickets, by its place in the list; the value is the option value that shows it. */
  homeTicket: (index: number) => `desk.home.ticket.${index}`,
  /** App Home, for agents: a ticket of the queue, by its place; the value is its id. */
  homeQueue: (index: number) => `desk.home.queue.${index}`,
  /** App Home, for agents: which tickets of the queue are shown. */
  homeNext: 'desk.home.next',
  homeFilter: 'desk.home.filter',
  /** The suggestions while a question is typed: an external select. */
  askSearch: 'desk.ask.search',
  /** What agents do on the card of a ticket; the block's id names the ticket (`cardKey`). */
  cardClaim: 'desk.card.claim',
  cardOnCall: 'desk.card.on-call',
  cardAsk: 'desk.card.ask',
  cardTell: 'desk.card.tell',
  cardResolve: 'desk.card.resolve',
  cardDuplicate: 'desk.card.duplicate',
  cardReopen: 'desk.card.reopen',
  cardNote: 'desk.card.note',
  cardPropose: 'desk.card.propose',
  cardAssign: 'desk.card.assign',
  cardPriority: 'desk.card.classify',
  cardHandOver: 'desk.card.hand-over',
  cardAnswer: 'desk.card.answer',
  /** What was wrong with an answer: radio buttons in the modal after a thumbs down. */
  reason: 'desk.reason',
} as const;

/** The callback ids of our modals and of the App Home. */
export const CALLBACKS = {
  /** A question, typed or picked from the suggestions. */
  question: 'desk.view.question',
  /** What was wrong with an answer; the private metadata is read by `readReasonOf`. */
  reason: 'desk.view.reason',
  why: 'desk.view.why',
  /** A ticket before it is sent; the private metadata is read by `readDraftOf`. */
  ticket: 'desk.view.ticket',
  /** What an agent says: a question, a resolution, a note, another ticket's number. */
  act: 'desk.view.act',
  /** A ticket from the queue, with all that its card has. */
  card: 'desk.view.card',
  home: 'desk.view.home',
} as const;

/** Where the state of a view holds what was filled in: `state.values[block][action]`. */
export const INPUTS = {
  question: { block: 'desk-question', action: 'desk.ask.text' },
  suggestion: { block: 'desk-suggestion', action: ACTIONS.askSearch },
  reason: { block: 'desk-reason', action: ACTIONS.reason },
  reasonText: { block: 'desk-reason-text', action: 'desk.reason.text' },
  ticketSummary: { block: 'desk-ticket-summary', action: 'desk.ticket.summary' },
  ticketDetails: { block: 'desk-ticket-details', action: 'desk.ticket.details' },
  /** Where there is more than one input holds. */
  ticketMore: { block: 'desk-ticket-more', action: 'desk.ticket.more' },
  ticketCategory: { block: 'desk-ticket-category', action: 'desk.ticket.category' },
  ticketImpact: { block: 'desk-ticket-impact', action: 'desk.ticket.impact' },
  ticketUrgency: { block: 'desk-ticket-urgency', action: 'desk.ticket.urgency' },
  act: { block: 'desk-act', action: 'desk.act.text' },
  homeSearch: { block: 'desk-home-search', action: ACTIONS.homeSearch },
  homeVersion: { block: 'desk-home-version', action: ACTIONS.homeVersion },
} as const;

/** The place in `reply.options` that an action id names; null for any other action. */
export function readOption(actionId: string): number | null {
  const [, index] = /^desk\.option\.(\d{1,4})$/.exec(actionId) ?? [];
  return index === undefined ? null : Number(index);
}

export function feedbackValue(vote: 'good' | 'bad', delivery: string): string {
  return `${vote}|${delivery}`.slice(0, LIMITS.buttonValue);
}

export function readFeedback(value: string): { vote: 'good' | 'bad'; delivery: string } | null {
  const [, vote, delivery] = /^(good|bad)\|(.+)$/.exec(value) ?? [];
  if (delivery === undefined) return null;
  return { vote: vote === 'good' ? 'good' : 'bad', delivery };
}

/** `n`: the block's place in its message. A message that is updated gets the ids of the new delivery. */
export function blockId(n: number, delivery: string): string {
  return `desk|${n}|${delivery}`.slice(0, LIMITS.blockId);
}

export function readBlockId(id: string): { n: number; delivery: string } | null {
  const [, n, delivery] = /^desk\|(\d{1,4})\|(.+)$/.exec(id) ?? [];
  return n === undefined || delivery === undefined ? null : { n: Number(n), delivery };
}

/** Private metadata of the modal after a thumbs down. */
export function reasonOf(delivery: string, conversation: string): string {
  return JSON.stringify([delivery, conversation]);
}

export function readReasonOf(metadata: string): { delivery: string; conversation: string } | null {
  const [delivery, conversation] = readPair(metadata) ?? [];
  return delivery === undefined || conversation === undefined ? null : { delivery, conversation };
}

/** Private metadata of the form of a ticket. */
export function draftOf(draft: string, conversation: string): string {
  return JSON.stringify([draft, conversation]);
}

export function readDraftOf(metadata: string): { draft: string; conversation: string } | null {
  const [draft, conversation] = readPair(metadata) ?? [];
  return draft === undefined || conversation === undefined ? null : { draft, conversation };
}

function readPair(metadata: string): [string, string] | null {
  try {
    const read: unknown = JSON.parse(metadata);
    if (!Array.isArray(read)) return null;
    const [one, other] = read;
    return typeof one === 'string' && typeof other === 'string' ? [one, other] : null;
  } catch {
    return null;
  }
}

/** What was filled in: a text, or the value that was picked; null where nothing was. `values`: `view.state.values`. */
export function readInput(values: unknown, input: { block: string; action: string }): string | null {
  const block = field(values, input.block);
  const element = field(block, input.action);
  const picked = field(field(element, 'selected_option'), 'value');
  const typed = field(element, 'value');
  const value = typeof picked === 'string' ? picked : typed;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? Reflect.get(of, name) : undefined;
}

/** Characters of a question that 'Share in channel' carries along. */
const SHARED_QUESTION = 1500;

/** The value of 'Share in channel': the delivery, and what was asked. */
export function sharedValue(delivery: string, question: string): string {
  return `${delivery}|${question.trim().slice(0, SHARED_QUESTION).toWellFormed()}`.slice(0, LIMITS.buttonValue);
}

/** Of a button that carries the delivery alone, the question is empty. */
export function readShared(value: string): { delivery: string; question: string } {
  const at = value.indexOf('|');
  return at < 0 ? { delivery: value, question: '' } : { delivery: value.slice(0, at), question: value.slice(at + 1) };
}
