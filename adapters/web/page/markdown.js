/** CommonMark to elements. HTML in the text stays text; links lead to http and https only; pictures are not loaded. */

/** @type {{ markdownit: (options: object) => import('markdown-it').MarkdownIt }} */
const { markdownit } = /** @type {any} */ (globalThis);

const md = markdownit({ html: false, linkify: false, breaks: false });
md.disable('image');
md.validateLink = (/** @type {string} */ url) => /^https?:\/\//i.test(url);

/** @type {import('markdown-it').RendererRule} */
const openLink = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet('target', '_blank');
  tokens[index]?.attrSet('rel', 'noopener noreferrer');
  return self.renderToken(tokens, index, options);
};
md.renderer.rules.link_open = openLink;

// The page's own headings go down to the third level: those of a reply begin below.
md.core.ruler.push('lower_headings', (state) => {
  for (const token of state.tokens) {
    if (token.type.startsWith('heading_')) token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 3)}`;
  }
});

// A wide table scrolls by itself instead of the page.
md.renderer.rules.table_open = () => '<div class="table" tabindex="0" role="group" aria-label="Table"><table>';
md.renderer.rules.table_close = () => '</table></div>';

/**
 * Puts a text into an element.
 * @param {HTMLElement} target
 * @param {string} text CommonMark
 */
export function renderMarkdown(target, text) {
  target.innerHTML = md.render(text);
  for (const paragraph of target.querySelectorAll(':scope > p')) {
    if (paragraph.textContent?.startsWith('Sources: ')) paragraph.classList.add('sources');
  }
}
