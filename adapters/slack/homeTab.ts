import type { App, BlockAction, BlockElementAction } from '@slack/bolt';
import type { Corpus } from '../../src/knowledge/types.ts';
import { ACTIONS } from './actions.ts';
import { type Case, caseOf, type SlackDeps } from './deps.ts';
import { answerDirectly } from './direct.ts';
import { homeView } from './home.ts';
import { commanded, tapped } from './receive.ts';
import type { Turns } from './turn.ts';

/** The App Home: a search box, the topics and the version check; what is asked there is answered among the messages. */
export function listenToHome(app: App, deps: SlackDeps, turns: Turns): void {
  app.event('app_home_opened', async ({ event, context, client }) => {
    if (event.tab === 'home') await publish(caseOf({ context, client }, event.user), deps.corpus, null);
  });

  for (const action of [ACTIONS.homeSearch, ACTIONS.homeVersion]) {
    app.action<BlockAction>(action, async ({ body, action: typed, context, client }) => {
      const text = readTyped(typed);
      if (text === '') return;
      const at = caseOf({ context, client }, body.user.id);
      const words = action === ACTIONS.homeVersion ? `version ${text}` : text;
      await answerDirectly(at, turns, (conversation) => commanded(at.sender, conversation, words));
      await publish(at, deps.corpus, ANSWERED);
    });
  }

  app.action<BlockAction>(/^desk\.home\.section\./, async ({ body, action, context, client }) => {
    if (action.type !== 'button' || action.value === undefined) return;
    const { value } = action;
    const at = caseOf({ context, client }, body.user.id);
    await answerDirectly(at, turns, (conversation) => tapped(at.sender, conversation, value));
    await publish(at, deps.corpus, ANSWERED);
  });
}

/** Slack sends null for an empty box, whatever the type says. */
function readTyped(action: BlockElementAction): string {
  const value: unknown = action.type === 'plain_text_input' ? action.value : null;
  return typeof value === 'string' ? value.trim() : '';
}

const ANSWERED = 'Your answer is in the Messages tab.';

async function publish({ client, sender, delivery }: Case, corpus: Corpus, notice: string | null): Promise<void> {
  const { name, texts, examples, sections, releases } = corpus;
  const view = homeView({
    name,
    notice,
    greeting: texts.greeting,
    examples,
    sections: sections.map(({ id, title, entries }) => ({ id, title, entries: entries.length })),
    canCheckVersions: releases !== null,
    edition: delivery,
  });
  await client.views.publish({ user_id: sender.user, view });
}
