/**
 * What a reload must not lose: the conversation's id, its log, and the text that is being written.
 *
 * @typedef {{ label: string, value: string }} Option
 * @typedef {{ id: string, title: string }} Choice
 * @typedef {{ id: string, summary: string, details: string, category: string, categories: Choice[], impact: string, impacts: Choice[], urgency: string, urgencies: Choice[], withMessages: boolean }} Draft
 * @typedef {{ conversation: string, kind: string, entry: string | null, verdict: string | null, options: Option[], text: string, draft?: Draft | null }} Reply
 *   the parts of a reply that the page shows; docs/json-lines.md has them all
 * @typedef {{ who: 'person', id: string, text: string, action: string | null, facts?: Record<string, string>, state: 'sending' | 'sent' | 'failed' | 'refused', problem: string | null, code: string | null }} PersonTurn
 *   `id` is the delivery's: sent again with the same id, the message is not handled twice
 * @typedef {{ who: 'desk', reply: Reply, chosen: string | null, filled?: import('./ticketForm.js').Filled }} DeskTurn
 *   `chosen`: the value of the option that was used; `filled`: what stands in the form below it
 * @typedef {{ conversation: string, turns: (PersonTurn | DeskTurn)[], draft: string }} Remembered
 */
import { newId } from './dom.js';

const KEY = 'connect-desk';
const KEPT_TURNS = 200;

/** @returns {Remembered} */
export function fresh() {
  return { conversation: newId(), turns: [], draft: '' };
}

/** @returns {Remembered} */
export function recall() {
  try {
    const stored = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    if (typeof stored?.conversation === 'string' && Array.isArray(stored.turns)) {
      return { conversation: stored.conversation, turns: stored.turns.map(settled), draft: String(stored.draft ?? '') };
    }
  } catch {
    // A storage that is switched off or holds something else is as good as an empty one.
  }
  return fresh();
}

/** @param {Remembered} state */
export function remember(state) {
  for (const turns of [state.turns.slice(-KEPT_TURNS), state.turns.slice(-10)]) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ ...state, turns }));
      return;
    } catch {
      // Full or switched off: try with less, then go on without; the log on the page is unharmed.
    }
  }
}

/**
 * Nobody waits any more for what was on its way when the page was left.
 * @param {PersonTurn | DeskTurn} turn
 */
function settled(turn) {
  if (turn.who !== 'person' || turn.state !== 'sending') return turn;
  return { ...turn, state: 'failed', problem: 'The page was left before the answer came.' };
}
