import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { hostConfig } from './hostConfigs.ts';

const rendered = z.object({
  /** Every visible text, in order. */
  texts: z.array(z.string()),
  /** The labels of what can be tapped, in order. */
  taps: z.array(z.string()),
  links: z.array(z.object({ href: z.string(), text: z.string() })),
  /** The types of the elements that were read, each as often as it was. */
  types: z.array(z.string()),
  /** What the renderer complained about. */
  rejected: z.array(z.string()),
});

/** What a client makes of a card. */
export type Rendered = z.output<typeof rendered>;

interface Window {
  eval(script: string): unknown;
  close(): void;
}

const require = createRequire(import.meta.url);
// Imported, it would bring the types of a browser into every file of the project.
const { JSDOM }: { JSDOM: new (html: string, options: { runScripts: 'outside-only' }) => { window: Window } } =
  require('jsdom');
const RENDERER = readFileSync(join(dirname(require.resolve('adaptivecards')), '../dist/adaptivecards.min.js'), 'utf8');
const MARKDOWN = readFileSync(join(dirname(require.resolve('markdown-it')), 'browser/markdown-it.umd.min.js'), 'utf8');

/** The renderer of adaptivecards in a window of its own: it wants one, and keeps what it knows in globals. */
export function openRenderer(): { render(card: object): Rendered; close(): void } {
  const { window } = new JSDOM('<!doctype html><body></body>', { runScripts: 'outside-only' });
  window.eval(INNER_TEXT);
  window.eval(MARKDOWN);
  window.eval(RENDERER);
  const config = JSON.stringify(hostConfig('light'));
  return {
    render: (card) => rendered.parse(window.eval(`(${RENDER})(${JSON.stringify(card)}, ${config})`)),
    close: () => window.close(),
  };
}

/** The words of buttons are set by it, and jsdom lacks it: it draws nothing. */
const INNER_TEXT = `Object.defineProperty(HTMLElement.prototype, 'innerText', {
  get() { return this.textContent; },
  set(words) { this.textContent = words; },
})`;

const RENDER = `(card, config) => {
  const types = [];
  const context = new AdaptiveCards.SerializationContext();
  context.onParseElement = (element) => types.push(element.getJsonTypeName());
  const drawn = new AdaptiveCards.AdaptiveCard();
  drawn.hostConfig = new AdaptiveCards.HostConfig(config);
  drawn.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  const { validationEvents } = drawn.validateProperties();
  const place = drawn.render();
  const blocks = [...place.querySelectorAll('.ac-textBlock, .ac-richTextBlock, button')];
  const texts = blocks.map((e) => e.textContent);
  const tappable = [...place.querySelectorAll('button, [role=button]')];
  return {
    texts,
    types,
    taps: tappable.map((e) => e.getAttribute('aria-label') ?? e.textContent),
    links: [...place.querySelectorAll('a')].map((e) => ({ href: e.getAttribute('href'), text: e.textContent })),
    rejected: [...events, ...validationEvents.map(({ message }) => message)],
  };
}`;
