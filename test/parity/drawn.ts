import { createRequire } from 'node:module';
import MarkdownIt from 'markdown-it';
import { z } from 'zod';
import { renderReply as renderTerminal } from '../../adapters/cli/render.ts';
import { renderReply as renderSlack } from '../../adapters/slack/render.ts';
import { renderReply as renderTeams } from '../../adapters/teams/render.ts';
import { renderReply as renderWeb } from '../../adapters/web/render.ts';
import type { Reply } from '../../src/reply.ts';
import { labelsOf as slackLabels, wordsOf as slackWords } from '../slack/seen.ts';
import { buttonsIn, wordsIn } from '../teams/seen.ts';

/** What a person has before them, whatever draws it. */
export interface Drawn {
  /** Every text, one for each line or paragraph. */
  lines: string[];
  /** What can be tapped, by its label. */
  labels: string[];
  /** Addresses behind links. */
  links: string[];
  /** A thumb up and one down. */
  thumbs: boolean;
  /** The markup. */
  raw: string;
}

export const PLATFORMS = ['Slack', 'Teams', 'Web chat', 'Terminal'] as const;
export type PlatformName = (typeof PLATFORMS)[number];
export type Drawings = Record<PlatformName, Drawn>;

/** Draws a reply by each adapter as it does in a conversation that others see. `ask`: whether the problem was solved. */
export async function drawers(): Promise<(reply: Reply, ask: { solved: boolean }) => Drawings> {
  const web = await openPage();
  return (reply, ask) => ({
    Slack: slack(reply, ask),
    Teams: teams(reply, ask),
    'Web chat': web(reply),
    Terminal: terminal(reply),
  });
}

function terminal(reply: Reply): Drawn {
  const raw = renderTerminal(reply, false);
  return { lines: raw.split('\n'), labels: [], links: [], thumbs: false, raw };
}

const PLACE = { delivery: 'd', question: 'q', full: false };

function slack(reply: Reply, ask: { solved: boolean }): Drawn {
  const conversation = 'C1:1700000000.000100';
  const message = renderSlack(reply, { ...PLACE, conversation, ephemeral: false, ask });
  const json = JSON.stringify(message.blocks);
  return {
    lines: slackWords(message).split('\n'),
    labels: slackLabels(message),
    links: [...json.matchAll(/<(https?:[^|>]+)\|/g)].map(([, url = '']) => url.replaceAll('&amp;', '&')),
    thumbs: json.includes('"feedback_buttons"'),
    raw: json,
  };
}

function teams(reply: Reply, ask: { solved: boolean }): Drawn {
  const { card, text, judged } = renderTeams(reply, { ...PLACE, personal: false, ask });
  const json = card === null ? text : JSON.stringify(card);
  return {
    lines: (card === null ? text : wordsIn(card)).split('\n'),
    labels: buttonsIn(card).map(({ label }) => label),
    links: [...json.matchAll(/\]\((https?:[^)\s]+)\)/g)].map(([, url = '']) => url),
    thumbs: judged,
    raw: json,
  };
}

/** As much of a browser's elements as is read here. */
interface Part {
  textContent: string | null;
  innerHTML: string;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<Part>;
}

const require = createRequire(import.meta.url);
const { JSDOM }: { JSDOM: new (html: string) => { window: { document: object } } } = require('jsdom');
const turns = z.object({ deskTurn: z.custom<(turn: object, parts: object) => { element: Part }>() });
const whys = z.object({
  canExplain: z.custom<(kind: string) => boolean>(),
  whyControl: z.custom<(ask: () => void) => object>(),
});

/** The chat page's own script, in a document of its own. */
async function openPage(): Promise<(reply: Reply) => Drawn> {
  const { document } = new JSDOM('<!doctype html><body></body>').window;
  Object.assign(globalThis, { document, markdownit: (options: object) => new MarkdownIt(options) });
  const page = new URL('../../adapters/web/page/', import.meta.url);
  const { deskTurn } = turns.parse({ ...(await import(new URL('turns.js', page).href)) });
  const { canExplain, whyControl } = whys.parse({ ...(await import(new URL('why.js', page).href)) });
  return (reply) => {
    const wire = renderWeb('c', reply);
    const why = () => (canExplain(reply.kind) ? whyControl(() => {}) : null);
    const { element } = deskTurn({ reply: wire, chosen: null }, { onOption: () => {}, why });
    const texts = (selector: string) =>
      [...element.querySelectorAll(selector)].map(({ textContent }) => textContent ?? '');
    return {
      lines: texts('p, li, pre').map((line) => line.replace(/\s+/g, ' ')),
      labels: texts('button:not([hidden] button)'),
      links: [...element.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? ''),
      thumbs: false,
      raw: element.innerHTML,
    };
  };
}
