/** No control characters and no half of a surrogate pair: neither survives the way to a platform. */
export function sound(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '');
}
