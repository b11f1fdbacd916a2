/** Words that a person typed, as CommonMark text: nothing in them is markup, a link or a mention. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&@:]/g, '\\$&');
}
