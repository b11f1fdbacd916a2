import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Assistant } from '../../src/assistant.ts';
import type { UserId } from '../../src/brand.ts';
import { DeskError, ERRORS } from '../../src/errors.ts';
import { toWire, type WireError, type WireReply } from '../../src/wire.ts';
import type { Output } from './output.ts';
import { MalformedLine, readLine, terminalMessage } from './receive.ts';
import { renderReply } from './render.ts';

type Handler = Pick<Assistant, 'handle'>;

/** Reads one JSON object a line and writes exactly one line for each, in order; an empty line is answered as malformed. */
export async function chatJson(assistant: Handler, input: Readable, output: Output): Promise<void> {
  for await (const text of linesOf(input)) output.out(JSON.stringify(await answerLine(assistant, text)));
}

/** Lines end in a line feed alone: readline would also split at U+2028, which JSON allows inside a text. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of input.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.map(bare);
  }
  if (rest !== '') yield bare(rest);
}

/** Without the carriage return and the byte order mark that some programs write. */
function bare(line: string): string {
  return line.replace(/^\uFEFF/, '').replace(/\r$/, '');
}

async function answerLine(assistant: Handler, text: string): Promise<WireReply | WireError> {
  let conversation: string | null = null;
  try {
    const message = readLine(text);
    conversation = message.conversation;
    return toWire(message.conversation, await assistant.handle(message));
  } catch (error) {
    const known =
      error instanceof DeskError
        ? error
        : new DeskError('internal', 'The line could not be handled.', { cause: error });
    const named = error instanceof MalformedLine ? error.conversation : conversation;
    return {
      conversation: named,
      kind: 'error',
      code: known.code,
      text: `${known.message} ${ERRORS[known.code].todo}`,
    };
  }
}

/** A conversation at the prompt, until the input ends or the person types `exit`. */
export async function chatTerminal(
  assistant: Handler,
  conversation: string,
  { input, output, user = 'local' }: { input: Readable; output: Output; user?: string },
): Promise<void> {
  output.out('Ask a question. Options can be chosen by number. `help` shows what I can do, `exit` ends.');
  // Only a terminal gets a prompt and line editing; piped lines are read as they come.
  const lines = createInterface(output.styled ? { input, output: process.stdout, prompt: '\n> ' } : { input });
  if (output.styled) lines.prompt();
  for await (const text of lines) {
    if (/^\s*(exit|quit|bye)\s*$/i.test(text)) break;
    const reply = await assistant.handle({ ...terminalMessage(conversation, text), user: user as UserId });
    output.out(`\n${renderReply(reply, output.styled)}`);
    if (output.styled) lines.prompt();
  }
  lines.close();
}
