import { PassThrough } from 'node:stream';
import { chatJson } from '../../adapters/cli/chat.ts';
import { buildOnce, openSite } from './desk.ts';
import { type DriverKind, jsonTurns } from './driver.ts';
import { createLines } from './lines.ts';

/** `desk chat --json` in this process: JSON lines over streams. */
export const commandLine: DriverKind = {
  cannot: { edit: 'a line that was sent stays as it is' },
  start: async () => {
    buildOnce();
  },
  open: async () => {
    const site = await openSite();
    const begin = () => {
      const input = new PassThrough();
      const lines = createLines();
      const output = { out: lines.push, err: lines.end, styled: false };
      const done = chatJson(site.assistant(), input, output).finally(() => lines.end('the chat has ended'));
      return { input, lines, done };
    };
    let chat = begin();
    const end = async () => {
      chat.input.end();
      await chat.done;
    };
    return {
      ...jsonTurns(async (body) => {
        chat.input.write(`${JSON.stringify({ conversation: 'lines', user: 'somebody', ...body })}\n`);
        return JSON.parse(await chat.lines.next());
      }),
      wait: site.wait,
      restart: async () => {
        await end();
        chat = begin();
      },
      close: async () => {
        await end();
        await site.store.close();
      },
    };
  },
};
