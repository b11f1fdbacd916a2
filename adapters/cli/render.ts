import type { Reply } from '../../src/reply.ts';
import { replyText } from '../../src/replyText.ts';
import { terminalText } from './terminal.ts';

/** A reply as a person sees it in the terminal: its text, then its options by number. */
export function renderReply(reply: Reply, styled: boolean): string {
  const options = reply.options.map((option, i) => `  ${i + 1}. ${option.label}`);
  return [terminalText(replyText(reply), styled), options.join('\n')].filter((part) => part !== '').join('\n\n');
}
