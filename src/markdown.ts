/** Words that a person typed, as CommonMark text: nothing in them is markup, a link, an address or a mention. */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/[\\`*_{}[\]()#+!|<>~&@:]/g, '\\$&')
      // Lists and rules begin a line.
      .replace(/^(\s*)([=-])/gm, '$1\\$2')
      .replace(/^(\s*\d+)(\.)(?=\s)/gm, '$1\\$2')
  );
}
