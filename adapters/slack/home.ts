import type { types } from '@slack/bolt';
import { VALUES } from '../../src/dialog/values.ts';
import { ACTIONS, CALLBACKS, INPUTS } from './actions.ts';
import {
  actions,
  button,
  chunks,
  context,
  divider,
  header,
  type KnownBlock,
  plain,
  section,
  withIds,
} from './blocks.ts';
import { cutText } from './cut.ts';
import { literalText } from './escape.ts';
import { LIMITS, READING } from './limits.ts';
import { toMrkdwn } from './mrkdwn.ts';

/** What the App Home shows. */
export interface Home {
  /** The corpus' name. */
  name: string;
  /** CommonMark. */
  greeting: string;
  /** What has just happened, in plain words; null otherwise. */
  notice: string | null;
  examples: readonly string[];
  /** `entries`: how many. */
  sections: readonly { id: string; title: string; entries: number }[];
  canCheckVersions: boolean;
  /** The person's tickets, and an agent's queue; left out where there are none. */
  tickets?: readonly KnownBlock[];
  /** Of this showing alone, short ASCII: Slack keeps what was typed in a box for as long as its block keeps its id. */
  edition: string;
}

export function homeView({
  name,
  greeting,
  notice,
  examples,
  sections,
  canCheckVersions,
  tickets = [],
  edition,
}: Home): types.HomeView {
  const words = cutText(toMrkdwn(greeting), LIMITS.sectionText);
  return {
    type: 'home',
    callback_id: CALLBACKS.home,
    blocks: withIds(
      [
        header(name),
        ...(notice === null || notice.trim() === '' ? [] : [context(literalText(notice.trim()))]),
        ...(words === '' ? [] : [section(words)]),
        field({
          ...box(INPUTS.homeSearch, edition),
          label: 'Ask a question',
          placeholder: 'In your own words, then press Enter',
        }),
        ...exampleLines(examples),
        ...(canCheckVersions ? versionForm(edition) : []),
        ...tickets,
        ...sectionButtons(sections),
        divider,
        context(
          'You can also write to me in the Messages tab, mention me in a channel, or use a message’s menu: *Find an answer*.',
        ),
      ],
      HOME,
    ),
  };
}

/** Stands for a delivery in the block ids of the App Home. */
const HOME = 'home';

function exampleLines(examples: readonly string[]): KnownBlock[] {
  const lines = examples.slice(0, READING.stacked).map((example) => `• ${literalText(example.replace(/\s+/g, ' '))}`);
  return lines.length === 0 ? [] : [context(['For example:', ...lines].join('\n'))];
}

function versionForm(edition: string): KnownBlock[] {
  return [
    divider,
    field({
      ...box(INPUTS.homeVersion, edition),
      label: 'Check a version',
      placeholder: 'For example 2.5.79.0, then press Enter',
    }),
  ];
}

/** A section whose id no button can carry is left out: it can still be found by asking. */
function sectionButtons(sections: Home['sections']): KnownBlock[] {
  const buttons = sections
    .filter(({ id }) => id !== '' && ACTIONS.homeSection(id).length <= LIMITS.actionId)
    .slice(0, LIMITS.actionsElements * READING.optionBlocks)
    .map(({ id, title, entries }) =>
      button({
        action: ACTIONS.homeSection(id),
        label: `${plain(title, LIMITS.buttonText - 10).text} (${entries})`,
        value: VALUES.section(id),
      }),
    );
  if (buttons.length === 0) return [];
  return [divider, section('*Browse the topics*'), ...chunks(buttons, LIMITS.actionsElements).map(actions)];
}

/** Its action stays the same: what was typed in an older showing is read as well. */
function box({ block, action }: { block: string; action: string }, edition: string) {
  return { block: `${block}|${edition}`.slice(0, LIMITS.blockId), action };
}

/** A box that is sent with Enter. */
function field(of: { block: string; action: string; label: string; placeholder: string }): KnownBlock {
  return {
    type: 'input',
    block_id: of.block,
    dispatch_action: true,
    label: plain(of.label, LIMITS.inputLabel),
    element: {
      type: 'plain_text_input',
      action_id: of.action,
      max_length: LIMITS.inputText,
      placeholder: plain(of.placeholder, LIMITS.placeholder),
      dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
    },
  };
}
