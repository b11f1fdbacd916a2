import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { AdaptiveCard } from '../../adapters/teams/elements.ts';
import { hostConfig, PALETTES, type Theme } from '../support/teams/hostConfigs.ts';
import { POOR_CONTRAST } from './chromium.ts';

/** Cards as Teams draws them: the renderer of adaptivecards in a page with a Teams theme around it. */

const require = createRequire(import.meta.url);
const RENDERER = readFileSync(join(dirname(require.resolve('adaptivecards')), '../dist/adaptivecards.min.js'), 'utf8');
const STYLE = readFileSync(join(dirname(require.resolve('adaptivecards')), 'adaptivecards.css'), 'utf8');
const MARKDOWN = readFileSync(join(dirname(require.resolve('markdown-it')), 'browser/markdown-it.umd.min.js'), 'utf8');
const SHARED = join(import.meta.dirname, '../../../shared/schemas');

/** Microsoft's own host config of a theme where it is at hand. */
function configOf(theme: Theme): object {
  const path = join(SHARED, `adaptive-card-hostconfig.microsoft-teams-${theme}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : hostConfig(theme);
}

function styleOf(theme: Theme): string {
  const { ground, text, link, line, primary, onPrimary, subtle } = PALETTES[theme];
  return `
    body { margin: 0; padding: 8px; background: ${theme === 'light' ? '#f5f5f5' : theme === 'dark' ? '#1f1f1f' : '#000'};
      color: ${text}; font: 14px/20px "Segoe UI", sans-serif; }
    .above { margin: 0 0 8px; }
    .card { background: ${ground}; border: 1px solid ${line}; border-radius: 4px; overflow: hidden; }
    .above p, .card p { margin: 0; }
    .card p + p { margin-top: 8px; }
    .card ul, .card ol { box-sizing: border-box; margin: 0; padding-left: 24px; }
    a.ac-anchor:link, a.ac-anchor:visited { color: ${link}; text-decoration: ${theme === 'contrast' ? 'underline' : 'none'}; }
    .ac-pushButton { background: ${ground}; color: ${text}; border: 1px solid ${line}; border-radius: 4px;
      min-height: 32px; padding: 5px 12px; max-width: 100%; white-space: nowrap; }
    .ac-pushButton.style-positive { background: ${primary}; color: ${onPrimary}; border-color: ${primary}; }
    .ac-container.ac-selectable { border-radius: 4px; }
    ${theme === 'contrast' ? `.ac-selectable:not([style*=min-height]) { border: 1px solid ${line}; }` : ''}
    .ac-input { background: ${ground}; color: ${text}; border: 1px solid ${subtle}; border-radius: 4px; min-height: 32px; padding: 0 8px; }
    .ac-input::placeholder { color: ${subtle}; opacity: 1; }`;
}

/** What stands in a card's page, measured there. */
interface Drawn {
  /** Everything that can be read. */
  text: string;
  /** The labels of what can be tapped. */
  taps: string[];
  /** Elements that are wider than their place, or whose words are cut off, in words. */
  clipped: string[];
  /** What can be tapped and is lower than 24 px. */
  low: string[];
  /** What the renderer could not read. */
  rejected: string[];
  /** Text that stands out too little. */
  contrast: string[];
}

export interface Stage {
  /** `path`: where a picture goes. */
  draw(
    shown: { card: AdaptiveCard | null; text: string },
    look: { theme: Theme; width: number; path: string },
  ): Promise<Drawn>;
}

/** One page for all cards: loading the renderer takes far longer than drawing. */
export async function openStage(browser: Browser): Promise<Stage> {
  const page = await browser.newPage({ deviceScaleFactor: 2 });
  await page.setContent(
    `<!doctype html><html lang="en"><meta charset="utf-8"><style>${STYLE}</style><style id="theme"></style>
     <body><div class="above"></div><div class="card"></div></body></html>`,
  );
  await page.addScriptTag({ content: MARKDOWN });
  await page.addScriptTag({ content: RENDERER });
  return {
    async draw(shown, { theme, width, path }) {
      await page.setViewportSize({ width, height: 200 });
      const given = JSON.stringify({ ...shown, config: configOf(theme), style: styleOf(theme) });
      const drawn = await page.evaluate<Omit<Drawn, 'contrast'>>(`(${DRAW})(${given})`);
      await page.screenshot({ path, fullPage: true });
      const poor = await page.evaluate<string[]>(POOR_CONTRAST);
      // The star beside what must be filled in is Teams' own, in a colour of its own; a card can choose neither.
      return { ...drawn, contrast: poor.filter((each) => !each.endsWith(': *')) };
    },
  };
}

const DRAW = `({ card, text, config, style }) => {
  document.getElementById('theme').textContent = style;
  document.querySelector('.above').innerHTML = markdownit().render(text);
  const place = document.querySelector('.card');
  place.replaceChildren();
  place.hidden = card === null;
  const context = new AdaptiveCards.SerializationContext();
  if (card !== null) {
    const drawn = new AdaptiveCards.AdaptiveCard();
    drawn.hostConfig = new AdaptiveCards.HostConfig(config);
    drawn.parse(card, context);
    place.append(drawn.render());
  }
  const rejected = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  const all = [...place.querySelectorAll('*')];
  const name = (element) => element.textContent.trim().slice(0, 60) || element.tagName;
  // What was typed into a field scrolls in it.
  const isWide = (element) => element.tagName !== 'INPUT' && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
  const isCut = (element) =>
    element.scrollHeight > element.clientHeight + 1 &&
    element.clientHeight > 0 &&
    getComputedStyle(element).overflowY !== 'visible';
  const isOutside = (element) => element.getBoundingClientRect().right > innerWidth + 1;
  const clipped = all.filter((e) => isWide(e) || isCut(e) || isOutside(e)).map(name);
  if (document.documentElement.scrollWidth > innerWidth) clipped.push('the page scrolls sideways');
  const tappable = all.filter((e) => e.tagName === 'BUTTON' || e.getAttribute('role') === 'button');
  return {
    text: document.body.innerText,
    taps: tappable.map((e) => e.getAttribute('aria-label') ?? e.textContent.trim()),
    clipped,
    low: tappable.filter((e) => e.getBoundingClientRect().height < 24).map(name),
    rejected,
  };
}`;
