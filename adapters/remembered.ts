/** Texts that are kept; the longest answers of a corpus have some thousand characters. */
const MOST = 500;

/**
 * The same function, which keeps its newest results: the texts of a corpus are shown again and again, several times within
 * one message, and parsing them costs more than all else that a message needs. Pure functions only, whose results nobody changes.
 */
export function remembered<Made extends object | string>(make: (text: string) => Made): (text: string) => Made {
  const known = new Map<string, Made>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = make(text);
    const [oldest] = known.size < MOST ? [] : known.keys();
    if (oldest !== undefined) known.delete(oldest);
    known.set(text, made);
    return made;
  };
}
