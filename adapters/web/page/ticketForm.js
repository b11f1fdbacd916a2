/** A ticket before it is sent, as a form: everything may be changed, and all of it goes with one click. */
import { el, newId } from './dom.js';

/**
 * @typedef {import('./memory.js').Draft} Draft
 * @typedef {Record<'summary' | 'details' | 'category' | 'impact' | 'urgency' | 'messages', string>} Filled
 */

/** The desk's own limits for the two (docs/triage.md). */
const SUMMARY = 200;
const DETAILS = 4000;

/**
 * @param {{ draft: Draft, filled: Filled | null }} given `filled`: what was typed before the page was left
 * @param {{ onSend(filled: Filled): void, onFill(filled: Filled): void }} handlers
 */
export function ticketForm({ draft, filled }, { onSend, onFill }) {
  const now = filled ?? filledFrom(draft);
  const summary = el('input', { type: 'text', maxlength: SUMMARY, required: true, value: now.summary });
  const details = el('textarea', { rows: 3, maxlength: DETAILS, text: now.details });
  const category = select(draft.categories, now.category);
  const impact = select(draft.impacts, now.impact);
  const urgency = select(draft.urgencies, now.urgency);
  const messages = el('input', { type: 'checkbox', checked: now.messages === 'yes' });
  const send = el('button', { class: 'choice primary', type: 'submit', text: 'Send it' });
  const fields = el(
    'fieldset',
    {},
    el('legend', { class: 'unseen', text: 'Your ticket' }),
    labelled('What is it about?', summary),
    labelled('Details', details),
    labelled('Category', category),
    labelled('Who cannot work?', impact),
    labelled('How urgent is it?', urgency),
    el('label', { class: 'tick' }, messages, el('span', { text: 'Add what we said before' })),
    send,
  );

  /** @returns {Filled} */
  const read = () => ({
    summary: summary.value,
    details: details.value,
    category: category.value,
    impact: impact.value,
    urgency: urgency.value,
    messages: messages.checked ? 'yes' : 'no',
  });
  const element = el(
    'form',
    {
      class: 'ticket-form',
      on: {
        input: () => onFill(read()),
        submit: (event) => {
          event.preventDefault();
          onSend(read());
        },
      },
    },
    fields,
  );
  return {
    element,
    /** @param {boolean} enabled */
    enable(enabled) {
      fields.disabled = !enabled;
    },
  };
}

/** @param {Draft} draft @returns {Filled} */
function filledFrom({ summary, details, category, impact, urgency, withMessages }) {
  return { summary, details, category, impact, urgency, messages: withMessages ? 'yes' : 'no' };
}

/** @param {{ id: string, title: string }[]} choices @param {string} chosen */
function select(choices, chosen) {
  const options = choices.map(({ id, title }) => el('option', { value: id, text: title, selected: id === chosen }));
  return el('select', {}, ...options);
}

/** @param {string} label @param {HTMLElement} control */
function labelled(label, control) {
  // Beside it and not around it: what stands in the field is no part of its name.
  control.id = newId();
  return el('div', { class: 'labelled' }, el('label', { for: control.id, text: label }), control);
}
