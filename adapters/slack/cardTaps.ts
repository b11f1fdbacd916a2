import type { App, BlockAction, BlockElementAction, ViewSubmitAction } from '@slack/bolt';
import type { EntryId } from '../../src/brand.ts';
import { readValue } from '../../src/dialog/values.ts';
import { addressOf, type Person, PRIORITIES, readTicketId, type TicketId } from '../../src/triage/ticket.ts';
import type { AgentAction, Triage } from '../../src/triage/triage.ts';
import { ACTIONS, CALLBACKS, INPUTS, readBlockId, readInput } from './actions.ts';
import { cardIn, readCardKey } from './card.ts';
import { type Act, actModal, cardModal, type Notice, readActOf } from './cardModals.ts';
import { type Case, caseOf, type SlackDeps } from './deps.ts';
import { directChannel } from './direct.ts';
import { isRefused } from './failures.ts';
import { suggestion } from './modals.ts';
import { once } from './once.ts';
import { nameOf } from './people.ts';
import { type Target, update, whisper } from './send.ts';
import { lineMessage, refusedMessage } from './turn.ts';

/** Suggestions shown at once while an agent types. */
const SUGGESTIONS = 10;

/** What agents do on the cards of tickets, in their channel or in a window. */
export function listenToCards(app: App, deps: SlackDeps): void {
  app.action<BlockAction>(/^desk\.card\.[a-z-]+$/, async ({ body, action, context, client }) => {
    const { triage = null } = deps;
    const at = caseOf({ context, client }, body.user.id);
    const ticket = ticketOf(action);
    if (!triage || ticket === null) return;
    const place = surfaceOf(body);
    const what = formOf(action.action_id);
    if (what === null) {
      const wanted = await actionOf(action, at);
      if (wanted) await perform(triage, { ticket, action: wanted, at, place });
      return;
    }
    // A window opens within three seconds of the tap or not at all.
    if (at.again) return;
    const why = await whyNot(triage, ticket, personOf(at, null));
    if (why !== null) return tell(at, ticket, place, warning(why), triage);
    const { channel, thread } = place.target ?? { channel: null, thread: null };
    const view = actModal({ what, ticket, channel, thread });
    if (place.view === null) await client.views.open({ trigger_id: body.trigger_id, view });
    else await client.views.push({ trigger_id: body.trigger_id, view });
  });

  app.options<'block_suggestion'>(ACTIONS.cardAnswer, async ({ options, ack }) => {
    const found = deps.assistant.suggest(options.value, SUGGESTIONS);
    const entries = found.filter(({ value }) => readValue(value).is === 'entry');
    const shown = entries.map(({ label, value }) => suggestion(label, value)).filter((each) => each !== null);
    await ack({ options: shown });
  });

  app.view<ViewSubmitAction>(CALLBACKS.act, async ({ body, view, context, client }) => {
    const { triage = null } = deps;
    const about = readActOf(view.private_metadata);
    const ticket = about && readTicketId(about.ticket);
    const text = readInput(view.state.values, INPUTS.act);
    if (!triage || !about || !ticket || text === null) return;
    const action = saidAction(about.what, text);
    if (!action) return;
    const at = caseOf({ context, client }, body.user.id);
    const target = about.channel === null ? null : { channel: about.channel, thread: about.thread };
    const below = view.root_view_id === view.id ? null : view.root_view_id;
    await perform(triage, { ticket, action, at, place: { target, card: null, view: below } });
  });

  interface Doing {
    ticket: TicketId;
    action: AgentAction;
    at: Case;
    place: Surface;
  }

  async function perform(triage: Triage, { ticket, action, at, place }: Doing): Promise<void> {
    const actor = personOf(at, await nameOf(at, at.sender.user));
    const acted = await triage.act({ ticket, action, actor, id: at.delivery });
    if (!acted.ok) {
      const words = 'text' in action ? action.text : null;
      return tell(at, ticket, place, warning(acted.error.message), triage, words);
    }
    if (acted.said !== undefined) return tell(at, ticket, place, { words: acted.said, mark: '✅' }, triage);
    // The channel's card is drawn anew by what goes out; a window is not known there.
    await redraw(at, ticket, place, null, triage);
  }

  /** The one who tapped alone is told, with the words that came to nothing; what they tapped on shows the ticket as it stands. */
  async function tell(
    at: Case,
    ticket: TicketId,
    place: Surface,
    notice: Notice,
    triage: Triage,
    words: string | null = null,
  ): Promise<void> {
    const shown = words === null ? lineMessage(notice.words) : refusedMessage(notice.words, words);
    await once(deps, at, notice.mark === '✅' ? 'done' : 'refused', async () => {
      if (place.target) return whisper(at.client, place.target, at.sender.user, shown);
      if (place.view !== null && words === null) return;
      await whisper(at.client, { channel: await directChannel(at), thread: null }, at.sender.user, shown);
    });
    await redraw(at, ticket, place, notice, triage);
  }
}

async function redraw(
  at: Case,
  ticket: TicketId,
  place: Surface,
  notice: Notice | null,
  triage: Triage,
): Promise<void> {
  if (place.view === null && (notice === null || place.card === null)) return;
  const file = await triage.file(ticket);
  if (!file) return;
  if (place.card !== null) {
    const address = addressOf({ platform: 'slack', tenant: at.sender.tenant, conversation: place.card.channel });
    await update(at.client, place.card, cardIn(address, file, triage.categories));
    return;
  }
  const sees = await triage.mayAct(personOf(at, null), file.ticket.category);
  if (place.view === null || !sees) return;
  try {
    await at.client.views.update({ view_id: place.view, view: cardModal(file, triage.categories, notice) });
  } catch (error) {
    // They have closed it.
    if (!isRefused(error, ['not_found'])) throw error;
  }
}

function warning(words: string): Notice {
  return { words, mark: '⚠️' };
}

/** Where a card was tapped: in a channel, or in a window. */
interface Surface {
  target: Target | null;
  card: { channel: string; ts: string } | null;
  view: string | null;
}

function surfaceOf(body: BlockAction): Surface {
  const { container, channel, view } = body;
  if (view) return { target: null, card: null, view: view.id };
  const place: string = channel?.id ?? container.channel_id;
  const thread: string | null = container.thread_ts ?? null;
  return { target: { channel: place, thread }, card: { channel: place, ts: container.message_ts }, view: null };
}

function ticketOf({ block_id }: BlockElementAction): TicketId | null {
  const { delivery } = readBlockId(block_id) ?? {};
  return delivery === undefined ? null : readTicketId(readCardKey(delivery));
}

const FORMS: Readonly<Record<string, Act['what']>> = {
  [ACTIONS.cardAsk]: 'ask',
  [ACTIONS.cardTell]: 'tell',
  [ACTIONS.cardResolve]: 'resolve',
  [ACTIONS.cardDuplicate]: 'duplicate',
  [ACTIONS.cardNote]: 'note',
};

function formOf(actionId: string): Act['what'] | null {
  return FORMS[actionId] ?? null;
}

function saidAction(what: Act['what'], text: string): AgentAction | null {
  if (what !== 'duplicate') return { is: what, text };
  const of = readTicketId(text);
  return of && { is: 'duplicate', of };
}

/** What a button or a select of the card does; null: nothing was picked. */
async function actionOf(action: BlockElementAction, at: Case): Promise<AgentAction | null> {
  const picked = 'selected_option' in action ? action.selected_option : null;
  const value = picked !== null && !Array.isArray(picked) ? (picked?.value ?? '') : '';
  switch (action.action_id) {
    case ACTIONS.cardClaim:
      return { is: 'claim' };
    case ACTIONS.cardPropose:
      return { is: 'propose' };
    case ACTIONS.cardOnCall:
      return { is: 'assign', to: null };
    case ACTIONS.cardReopen:
      return { is: 'reopen', text: null };
    case ACTIONS.cardAssign: {
      const user = action.type === 'users_select' ? action.selected_user : null;
      if (!user) return null;
      const { tenant } = at.sender;
      return { is: 'assign', to: { platform: 'slack', tenant, user, name: await nameOf(at, user) } };
    }
    case ACTIONS.cardPriority: {
      const priority = PRIORITIES.find((each) => each === value);
      return priority ? { is: 'classify', priority } : null;
    }
    case ACTIONS.cardHandOver:
      return value === '' ? null : { is: 'hand-over', category: value };
    case ACTIONS.cardAnswer: {
      const entry = readValue(value);
      return entry.is === 'entry' ? { is: 'answer', entry: entry.id as EntryId } : null;
    }
    default:
      return null;
  }
}

function personOf({ sender }: Case, name: string | null): Person {
  return { platform: 'slack', tenant: sender.tenant, user: sender.user, name };
}

/** Why somebody may not even begin; the words are the domain's where something is refused later. */
async function whyNot(triage: Triage, ticket: TicketId, person: Person): Promise<string | null> {
  const file = await triage.file(ticket);
  if (!file) return `There is no ticket ${ticket}.`;
  if (await triage.mayAct(person, file.ticket.category)) return null;
  return `You are no agent for ${triage.categories.get(file.ticket.category) ?? file.ticket.category}.`;
}
