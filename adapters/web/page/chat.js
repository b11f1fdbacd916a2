/** The chat page: wires the box, the log and the server together. */
import { post, welcome } from './api.js';
import { createComposer } from './composer.js';
import { byId, el, newId } from './dom.js';
import { renderMarkdown } from './markdown.js';
import { fresh, recall, remember } from './memory.js';
import { deskTurn, personTurn } from './turns.js';
import { canExplain, closeOpenPanel, whyControl } from './why.js';

/**
 * @typedef {import('./memory.js').PersonTurn} PersonTurn
 * @typedef {import('./memory.js').DeskTurn} DeskTurn
 * @typedef {import('./memory.js').Option} Option
 */

/** A reply that comes at once needs no sign that one is waited for. */
const TYPING_DELAY_MS = 250;

const log = byId('log', HTMLElement);
const typing = byId('typing', HTMLElement);
const intro = byId('welcome', HTMLElement);

let state = recall();
/** @type {Map<PersonTurn | DeskTurn, import('./turns.js').Shown>} */
const shown = new Map();
let busy = false;
let typingTimer = 0;

const composer = createComposer(
  { form: byId('form', HTMLFormElement), box: byId('box', HTMLTextAreaElement), send: byId('send', HTMLButtonElement) },
  {
    onSend: (text) => say(text, null),
    onDraft: (text) => {
      state.draft = text;
      remember(state);
    },
  },
);

/**
 * A message of the person's; `action` is the value of the option that was chosen.
 * @param {string} text
 * @param {string | null} action
 * @param {Record<string, string>} [facts] what a form states beside it
 * @returns {boolean} whether it was taken
 */
function say(text, action, facts) {
  if (busy) return false;
  /** @type {PersonTurn} */
  const turn = {
    who: 'person',
    id: newId(),
    text,
    action,
    ...(facts ? { facts } : {}),
    state: 'sending',
    problem: null,
    code: null,
  };
  state.turns.push(turn);
  deliver(turn);
  return true;
}

/** Sends a turn, for the first time or again: its id is the same each time. @param {PersonTurn} turn */
async function deliver(turn) {
  if (busy) return;
  const { conversation } = state;
  const { id, text, action, facts = {} } = turn;
  Object.assign(turn, { state: 'sending', problem: null, code: null });
  setBusy(true);
  showAll();
  bringIntoView(turn);
  const outcome = await post(action === null ? { conversation, id, text } : { conversation, id, action, facts });
  // The person has begun a new conversation meanwhile: this one is gone.
  if (conversation !== state.conversation) return;
  setBusy(false);
  if (outcome.state === 'reply') settle(turn, outcome.reply);
  else reject(turn, outcome);
}

/** @param {PersonTurn} turn @param {import('./memory.js').Reply} reply */
function settle(turn, reply) {
  turn.state = 'sent';
  /** @type {DeskTurn} */
  const answer = { who: 'desk', reply, chosen: null };
  state.turns.push(answer);
  showAll();
  bringIntoView(answer);
}

/** @param {PersonTurn} turn @param {import('./api.js').Refused | import('./api.js').Failed} outcome */
function reject(turn, outcome) {
  turn.state = outcome.state;
  turn.problem = outcome.problem;
  if (outcome.state === 'refused') {
    turn.code = outcome.code;
    // What cannot be sent as it stands goes back to where it can be changed or chosen again.
    const last = newestReply();
    if (turn.action !== null && last) last.chosen = null;
    else if (turn.code !== 'conversation-not-yours' && composer.isEmpty()) composer.fill(turn.text);
  }
  showAll();
  bringIntoView(turn);
}

/** @param {DeskTurn} turn @param {Option} option @param {Event} event */
function choose(turn, option, event) {
  if (busy) return;
  turn.chosen = option.value;
  say(option.label, option.value);
  // On a touch screen the focus would raise the keyboard over the answer.
  const touched = event instanceof PointerEvent && event.pointerType === 'touch';
  if (!touched) composer.focus();
}

/** @param {DeskTurn} turn @param {string} value @param {import('./ticketForm.js').Filled} filled */
function sendForm(turn, value, filled) {
  if (busy) return;
  turn.chosen = value;
  say('Send it', value, filled);
  composer.focus();
}

function renew() {
  state = { ...fresh(), draft: state.draft };
  shown.clear();
  log.replaceChildren();
  setBusy(false);
  showAll();
  window.scrollTo({ top: 0 });
  composer.focus();
}

/** @param {PersonTurn} turn */
function askAnew(turn) {
  renew();
  say(turn.text, null);
}

async function explain() {
  const outcome = await post({ conversation: state.conversation, id: newId(), action: 'why' });
  return outcome.state === 'reply' ? { text: outcome.reply.text } : { problem: outcome.problem };
}

function newestReply() {
  return state.turns.filter((turn) => turn.who === 'desk').at(-1);
}

/** Brings the log up to date, and what a reload finds. */
function showAll() {
  intro.hidden = state.turns.length > 0;
  const newest = newestReply();
  for (const turn of state.turns) {
    let view = shown.get(turn);
    if (!view) {
      view = make(turn);
      shown.set(turn, view);
      view.update(turn === newest);
      log.append(view.element);
    } else {
      view.update(turn === newest);
    }
  }
  remember(state);
}

/** @param {PersonTurn | DeskTurn} turn */
function make(turn) {
  if (turn.who === 'person') return personTurn(turn, { onAgain: () => deliver(turn), onRenew: () => askAnew(turn) });
  return deskTurn(turn, {
    onOption: (option, event) => choose(turn, option, event),
    onSend: (value, filled) => sendForm(turn, value, filled),
    onFill: (filled) => {
      turn.filled = filled;
      remember(state);
    },
    why: () => (canExplain(turn.reply.kind) ? whyControl(explain) : null),
  });
}

/** @param {boolean} waiting */
function setBusy(waiting) {
  busy = waiting;
  composer.setBusy(waiting);
  window.clearTimeout(typingTimer);
  typing.replaceChildren();
  if (!waiting) return;
  typingTimer = window.setTimeout(() => {
    const dots = el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'));
    typing.replaceChildren(el('span', { class: 'unseen', text: 'Connect Desk is writing' }), dots);
    typing.scrollIntoView({ block: 'nearest' });
  }, TYPING_DELAY_MS);
}

/** Shows the end of what is new, or its beginning where it is taller than the window. @param {PersonTurn | DeskTurn} turn */
function bringIntoView(turn) {
  const element = shown.get(turn)?.element;
  if (!element) return;
  element.scrollIntoView({ block: element.offsetHeight > window.innerHeight * 0.6 ? 'start' : 'end' });
}

async function greet() {
  const known = await welcome();
  if (!known) return;
  byId('corpus', HTMLElement).textContent = known.name;
  document.title = `${known.name} · Connect Desk`;
  renderMarkdown(byId('greeting', HTMLElement), known.greeting);
  byId('examples-title', HTMLElement).hidden = known.examples.length === 0;
  const examples = known.examples.map((text) =>
    el('li', {}, el('button', { class: 'example', type: 'button', text, on: { click: () => say(text, null) } })),
  );
  byId('examples', HTMLElement).replaceChildren(...examples);
}

byId('renew', HTMLElement).addEventListener('click', renew);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') closeOpenPanel(log);
});
composer.fill(state.draft);
showAll();
if (state.turns.length > 0) window.scrollTo({ top: document.body.scrollHeight });
if (!window.matchMedia('(pointer: coarse)').matches) composer.focus();
greet();
