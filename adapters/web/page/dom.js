/** Small helpers. Text always goes in as a text node, so nothing a person typed is ever read as markup. */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {{ class?: string, text?: string, on?: Record<string, (event: Event) => void> } & Record<string, unknown>} [options]
 *   what is none of the three is set as an attribute; `true` sets it empty, `false` and `null` leave it out
 * @param {(Node | null)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, { class: className, text, on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  for (const [event, handler] of Object.entries(on)) element.addEventListener(event, handler);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/**
 * The element with this id, which index.html holds.
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function byId(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`index.html has no ${id} of that kind`);
  return element;
}

const PATHS = {
  yes: 'M3.5 8.5 6.5 11.5 12.5 4.5',
  no: 'M4 4l8 8M12 4l-8 8',
  depends: 'M8 14V8M8 8 4 3M8 8l4-5',
  alert: 'M8 4.5v4.5M8 11.8v.2',
  chosen: 'M3.5 8.5 6.5 11.5 12.5 4.5',
  down: 'M4 6l4 4 4-4',
};

/** @param {keyof typeof PATHS} name */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/** Browsers offer randomUUID on https and localhost only; a server in the house may have neither. */
export function newId() {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
