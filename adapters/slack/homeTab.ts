import type { App, BlockAction, BlockElementAction } from '@slack/bolt';
import type { QueueCursor } from '../../src/triage/port.ts';
import { type Person, readTicketId } from '../../src/triage/ticket.ts';
import { viewOf } from '../../src/triage/view.ts';
import { ALL, type Filter, queueOf } from '../agentQueue.ts';
import { ACTIONS } from './actions.ts';
import type { KnownBlock } from './blocks.ts';
import { cardModal } from './cardModals.ts';
import { type Case, caseOf, type SlackDeps } from './deps.ts';
import { answerDirectly } from './direct.ts';
import { homeView } from './home.ts';
import { ownBlocks, queueBlocks, readPage, SHOWN } from './homeTickets.ts';
import { commanded, tapped } from './receive.ts';
import type { Turns } from './turn.ts';

/**
 * The App Home: a search box, the topics, the version check and tickets; what is asked there is answered among the
 * messages.
 */
export function listenToHome(app: App, deps: SlackDeps, turns: Turns): void {
  app.event('app_home_opened', async ({ event, context, client }) => {
    if (event.tab === 'home') await publish(caseOf({ context, client }, event.user), deps, { notice: null });
  });

  for (const action of [ACTIONS.homeSearch, ACTIONS.homeVersion]) {
    app.action<BlockAction>(action, async ({ body, action: typed, context, client }) => {
      const text = readTyped(typed);
      if (text === '') return;
      const at = caseOf({ context, client }, body.user.id);
      const words = action === ACTIONS.homeVersion ? `version ${text}` : text;
      await answerDirectly(at, turns, (conversation) => commanded(at.sender, conversation, words));
      await publish(at, deps, { notice: ANSWERED });
    });
  }

  // A section of the topics, or one of the person's own tickets.
  app.action<BlockAction>(/^desk\.home\.(?:section|ticket)\./, async ({ body, action, context, client }) => {
    if (action.type !== 'button' || action.value === undefined) return;
    const { value } = action;
    const at = caseOf({ context, client }, body.user.id);
    await answerDirectly(at, turns, (conversation) => tapped(at.sender, conversation, value));
    await publish(at, deps, { notice: ANSWERED });
  });

  app.action<BlockAction>(ACTIONS.homeFilter, async ({ body, action, context, client }) => {
    const filter = action.type === 'static_select' ? action.selected_option.value : ALL;
    await publish(caseOf({ context, client }, body.user.id), deps, { notice: null, filter });
  });

  app.action<BlockAction>(ACTIONS.homeNext, async ({ body, action, context, client }) => {
    const page = action.type === 'button' ? readPage(action.value ?? '') : null;
    if (page) await publish(caseOf({ context, client }, body.user.id), deps, { notice: null, ...page });
  });

  app.action<BlockAction>(/^desk\.home\.queue\./, async ({ body, action, context, client }) => {
    const { triage } = deps;
    const at = caseOf({ context, client }, body.user.id);
    const id = action.type === 'button' ? readTicketId(action.value ?? '') : null;
    // A window opens within three seconds of the tap or not at all.
    if (!triage || id === null || at.again) return;
    const file = await triage.file(id);
    if (!file || !(await triage.mayAct(personOf(at), file.ticket.category))) {
      await publish(at, deps, { notice: `${id} is not there for you any more.` });
      return;
    }
    await client.views.open({ trigger_id: body.trigger_id, view: cardModal(file, triage.categories, null) });
  });
}

/** Slack sends null for an empty box, whatever the type says. */
function readTyped(action: BlockElementAction): string {
  const value: unknown = action.type === 'plain_text_input' ? action.value : null;
  return typeof value === 'string' ? value.trim() : '';
}

const ANSWERED = 'Your answer is in the Messages tab.';

function personOf({ sender: { tenant, user } }: Case): Person {
  return { platform: 'slack', tenant, user, name: null };
}

async function publish(
  at: Case,
  deps: SlackDeps,
  { notice, filter = ALL, after = null }: { notice: string | null; filter?: Filter; after?: QueueCursor | null },
): Promise<void> {
  const { name, texts, examples, sections, releases } = deps.corpus;
  const view = homeView({
    name,
    notice,
    greeting: texts.greeting,
    examples,
    sections: sections.map(({ id, title, entries }) => ({ id, title, entries: entries.length })),
    canCheckVersions: releases !== null,
    tickets: await ticketsFor(at, deps, filter, after),
    edition: at.delivery,
  });
  await at.client.views.publish({ user_id: at.sender.user, view });
}

async function ticketsFor(
  at: Case,
  { triage, store, clock }: SlackDeps,
  filter: Filter,
  after: QueueCursor | null,
): Promise<KnownBlock[]> {
  if (!triage) return [];
  const person = personOf(at);
  const own = (await store.ticketsOf(person, SHOWN)).map(viewOf);
  const queue = await queueOf(triage, person, filter, { now: clock(), limit: SHOWN, after });
  if (queue === null) return ownBlocks(own);
  const { categories } = queue;
  return [...queueBlocks(queue, { filter, categories, edition: at.delivery }), ...ownBlocks(own)];
}
