/** The box at the bottom: Enter sends, Shift+Enter begins a new line, the box grows with its text. */

/**
 * @param {{ form: HTMLFormElement, box: HTMLTextAreaElement, send: HTMLButtonElement }} elements
 * @param {{ onSend(text: string): boolean, onDraft(text: string): void }} handlers `onSend` says whether the text was taken
 */
export function createComposer({ form, box, send }, { onSend, onDraft }) {
  let busy = false;

  function show() {
    grow(box);
    // Not `disabled`: the button keeps its focus and its place in the tab order.
    send.setAttribute('aria-disabled', String(busy || box.value.trim() === ''));
    onDraft(box.value);
  }

  function submit() {
    const text = box.value;
    if (busy || text.trim() === '' || !onSend(text)) return;
    box.value = '';
    show();
    box.focus();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  box.addEventListener('input', show);
  box.addEventListener('keydown', (event) => {
    // While an input method composes a word, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  });

  return {
    /** @param {string} text */
    fill(text) {
      box.value = text;
      show();
    },
    isEmpty: () => box.value.trim() === '',
    focus: () => box.focus({ preventScroll: true }),
    /** @param {boolean} waiting */
    setBusy(waiting) {
      busy = waiting;
      send.setAttribute('aria-disabled', String(busy || box.value.trim() === ''));
    },
  };
}

/** For browsers that do not size the box by its content themselves. @param {HTMLTextAreaElement} box */
function grow(box) {
  if (CSS.supports('field-sizing', 'content')) return;
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight}px`;
}
