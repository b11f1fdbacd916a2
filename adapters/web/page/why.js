/** 'Why this answer?': a button under the newest reply, and the panel that it opens and closes. */
import { el, icon } from './dom.js';
import { renderMarkdown } from './markdown.js';

const EXPLAINABLE = ['answer', 'ask', 'clarify', 'unknown'];

/** @param {string} kind */
export function canExplain(kind) {
  return EXPLAINABLE.includes(kind);
}

/**
 * @param {() => Promise<{ text: string } | { problem: string }>} ask
 * @returns {HTMLElement}
 */
export function whyControl(ask) {
  const body = el('div', { class: 'prose' });
  const close = el('button', { class: 'quiet', type: 'button', text: 'Close', on: { click: () => hide() } });
  const panel = el('section', { class: 'why-panel', hidden: true, tabindex: '-1' }, body, close);
  panel.id = `why-${Math.random().toString(36).slice(2)}`;
  panel.setAttribute('aria-label', 'Why this answer');
  const button = el(
    'button',
    {
      class: 'quiet why',
      type: 'button',
      'aria-expanded': 'false',
      'aria-controls': panel.id,
      on: { click: () => (panel.hidden ? show() : hide()) },
    },
    el('span', { text: 'Why this answer?' }),
    icon('down'),
  );
  let known = false;
  let asking = false;

  async function show() {
    if (asking) return;
    if (!known) {
      asking = true;
      button.setAttribute('aria-busy', 'true');
      const outcome = await ask();
      asking = false;
      button.removeAttribute('aria-busy');
      known = 'text' in outcome;
      if ('text' in outcome) renderMarkdown(body, outcome.text);
      else body.replaceChildren(el('p', { text: outcome.problem }));
    }
    panel.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    panel.focus({ preventScroll: true });
    panel.scrollIntoView({ block: 'nearest' });
  }

  function hide() {
    panel.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    button.focus();
  }

  return el('div', { class: 'why-control' }, button, panel);
}

/** Closes the panel that is open, if any. @param {HTMLElement} log */
export function closeOpenPanel(log) {
  const button = log.querySelector('.why[aria-expanded="true"]');
  if (button instanceof HTMLElement) button.click();
}
