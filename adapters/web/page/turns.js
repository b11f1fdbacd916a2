/**
 * How one turn of the conversation looks. An element is made once and then changed in place: a screen reader reads a
 * replaced one aloud again.
 */
import { el, icon } from './dom.js';
import { renderMarkdown } from './markdown.js';
import { ticketForm } from './ticketForm.js';

/**
 * @typedef {import('./memory.js').PersonTurn} PersonTurn
 * @typedef {import('./memory.js').DeskTurn} DeskTurn
 * @typedef {import('./memory.js').Option} Option
 * @typedef {{ element: HTMLElement, update(newest: boolean): void }} Shown `newest`: it is the last reply of all
 */

/** @type {Record<string, { label: string, icon: 'yes' | 'no' | 'depends' } | undefined>} */
const VERDICTS = {
  yes: { label: 'Yes', icon: 'yes' },
  no: { label: 'No', icon: 'no' },
  depends: { label: 'It depends', icon: 'depends' },
};

/**
 * @param {PersonTurn} turn
 * @param {{ onAgain(): void, onRenew(): void }} handlers
 * @returns {Shown}
 */
export function personTurn(turn, { onAgain, onRenew }) {
  const undelivered = el('div', { class: 'undelivered', hidden: true });
  const element = el(
    'article',
    { class: 'turn person' },
    el('h2', { class: 'unseen', text: 'You' }),
    el('p', { class: 'bubble', text: turn.text }),
    undelivered,
  );
  return {
    element,
    update() {
      element.dataset.state = turn.state;
      undelivered.hidden = turn.state !== 'failed' && turn.state !== 'refused';
      if (undelivered.hidden) {
        undelivered.replaceChildren();
        return;
      }
      const way =
        turn.state === 'failed'
          ? textButton('Send again', onAgain)
          : turn.code === 'conversation-not-yours'
            ? textButton('Ask in a new conversation', onRenew)
            : '';
      const outcome = turn.state === 'failed' ? 'No answer.' : 'Not sent.';
      const problem = el('p', {}, icon('alert'), el('span', { text: `${outcome} ${turn.problem ?? ''}` }));
      undelivered.replaceChildren(problem, way);
    },
  };
}

/**
 * @param {DeskTurn} turn
 * @param {{
 *   onOption(option: Option, event: Event): void,
 *   onSend(value: string, filled: import('./ticketForm.js').Filled): void,
 *   onFill(filled: import('./ticketForm.js').Filled): void,
 *   why: () => HTMLElement | null,
 * }} parts
 * @returns {Shown}
 */
export function deskTurn(turn, { onOption, onSend, onFill, why }) {
  const { reply } = turn;
  const prose = el('div', { class: 'prose' });
  renderMarkdown(prose, reply.text);
  const form = formOf(turn, { onSend, onFill });
  // The form says them all at once.
  const options = form ? reply.options.filter(({ value }) => !/^ticket:(send|change|set):/.test(value)) : reply.options;
  const buttons = options.map((option) => ({ option, button: optionButton(option, onOption) }));
  const isRelated = (/** @type {Option} */ option) => reply.kind === 'answer' && option.value.startsWith('entry:');
  const groups = [
    optionGroup(
      'Choose an answer',
      false,
      buttons.filter(({ option }) => !isRelated(option)),
    ),
    optionGroup(
      'Related questions',
      true,
      buttons.filter(({ option }) => isRelated(option)),
    ),
  ];
  const explanation = why();
  const sources = el('div', { class: 'prose' });
  // The buttons belong right under the question; where it comes from can wait.
  sources.append(...prose.querySelectorAll(':scope > .sources'));
  const element = el(
    'article',
    { class: 'turn desk', 'data-kind': reply.kind },
    el('h2', { class: 'unseen', text: 'Connect Desk' }),
    // A question has no verdict yet.
    reply.kind === 'answer' ? verdictBadge(reply.verdict) : null,
    prose,
    form?.element ?? null,
    ...groups,
    sources.hasChildNodes() ? sources : null,
    explanation,
  );
  return {
    element,
    update(newest) {
      for (const { option, button } of buttons) {
        button.disabled = !newest || turn.chosen !== null;
        if (option.value === turn.chosen) button.setAttribute('aria-pressed', 'true');
        else button.removeAttribute('aria-pressed');
      }
      form?.enable(newest && turn.chosen === null);
      // 'Why' speaks of the last reply: under an older one it would explain another.
      if (!newest) explanation?.remove();
    },
  };
}

/**
 * The form of a draft that can be sent.
 * @param {DeskTurn} turn
 * @param {{ onSend(value: string, filled: import('./ticketForm.js').Filled): void, onFill(filled: import('./ticketForm.js').Filled): void }} handlers
 */
function formOf({ reply: { draft, options }, filled }, { onSend, onFill }) {
  const send = options.find(({ value }) => value.startsWith('ticket:send:'));
  if (!draft || !send) return null;
  return ticketForm({ draft, filled: filled ?? null }, { onSend: (given) => onSend(send.value, given), onFill });
}

/** @param {string} label @param {boolean} shown @param {{ button: HTMLElement }[]} buttons */
function optionGroup(label, shown, buttons) {
  if (buttons.length === 0) return null;
  const group = el('div', { class: 'options', role: 'group', 'aria-label': label });
  group.append(...(shown ? [el('p', { class: 'label', text: label })] : []), ...buttons.map(({ button }) => button));
  return group;
}

/** @param {string | null} verdict */
function verdictBadge(verdict) {
  const known = VERDICTS[verdict ?? ''];
  if (!known) return null;
  return el('p', { class: 'verdict', 'data-verdict': verdict }, icon(known.icon), el('span', { text: known.label }));
}

/** @param {Option} option @param {(option: Option, event: Event) => void} onOption */
function optionButton(option, onOption) {
  return el(
    'button',
    { class: 'choice', type: 'button', on: { click: (event) => onOption(option, event) } },
    icon('chosen'),
    el('span', { text: option.label }),
  );
}

/** @param {string} text @param {() => void} onClick */
function textButton(text, onClick) {
  return el('button', { class: 'choice', type: 'button', text, on: { click: onClick } });
}
