import { fieldsOf, textOf } from './values.ts';

/** A text that would have called a whole channel, workspace or group. */
export interface Ping {
  method: string;
  /** JSON pointer into the call's arguments. */
  pointer: string;
  text: string;
}

const PING = /<!(channel|here|everyone|group|subteam)\b/;
/** In rich text a ping is an element of its own. */
const PING_ELEMENTS = ['broadcast', 'usergroup', 'team'];

function find(value: unknown, pointer: string, plain: boolean, found: (pointer: string, text: string) => void): void {
  if (typeof value === 'string') {
    if (!plain && PING.test(value)) found(pointer, value);
    return;
  }
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) find(item, `${pointer}/${i}`, false, found);
    return;
  }
  const fields = fieldsOf(value);
  const type = textOf(fields.type);
  if (PING_ELEMENTS.includes(type)) found(pointer, JSON.stringify(fields));
  for (const [name, item] of Object.entries(fields)) {
    // Slack parses no markup in plain text, in a cell of raw text, nor in what only comes back to the app.
    const unparsed = type === 'plain_text' || type === 'raw_text' || /(_id|value|url|metadata)$/.test(name);
    find(item, `${pointer}/${name}`, unparsed, found);
  }
}

/** Every ping in what is shown of a call: `text`, `markdown_text` and blocks. */
export function findPings(method: string, shown: Record<string, unknown>): Ping[] {
  const pings: Ping[] = [];
  find(shown, '', false, (pointer, text) => pings.push({ method, pointer, text }));
  return pings;
}
