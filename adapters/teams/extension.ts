import type { InvokeResponse } from 'botbuilder';
import { z } from 'zod';
import type { EntryId } from '../../src/brand.ts';
import { readValue } from '../../src/dialog/values.ts';
import type { Entry } from '../../src/knowledge/types.ts';
import { type CardAction, readAction } from './actions.ts';
import { type Answer, expired, line, windowAnswer } from './answers.ts';
import { aside, commanded } from './asked.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { attachment } from './elements.ts';
import { htmlText, tidy } from './html.ts';
import { lineAnswer } from './invokeAnswers.ts';
import { LIMITS } from './limits.ts';
import { NAMES } from './names.ts';
import { renderCheck, renderResult } from './result.ts';
import type { Tap } from './taps.ts';
import type { TicketForms } from './ticketForms.ts';
import type { Turns } from './turn.ts';

/** The message extension: the FAQ in the message box, and in the menu of any message 'Find an answer' and 'Open a ticket'. */
export interface Extension {
  search(at: Case): InvokeResponse;
  /** An action was chosen, or something in its window was tapped. */
  act(at: Case): Promise<InvokeResponse>;
}

const query = z.object({
  commandId: z.string(),
  parameters: z.array(z.object({ name: z.string(), value: z.string().catch('') })).nullish(),
  queryOptions: z
    .object({
      skip: z.int().min(0).max(1000).catch(0),
      count: z.int().min(1).max(LIMITS.results).catch(LIMITS.results),
    })
    .nullish(),
});

const action = z.object({
  commandId: z.string(),
  data: z.unknown().optional(),
  messagePayload: z
    .object({ body: z.object({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish() })
    .nullish(),
});

const TITLE = 'Find an answer';
const NOTHING_FOUND = 'Nothing in the FAQ fits these words. Try others, or ask me in a chat.';
const NO_TEXT = 'That message has no text that I could read.';
const PREVIEW = 'application/vnd.microsoft.card.thumbnail';

export function createExtension(
  { assistant, corpus }: TeamsDeps,
  turns: Turns,
  tap: Tap,
  tickets: Pick<TicketForms, 'begin' | 'sent'>,
): Extension {
  function entryOf(value: string): Entry | undefined {
    const read = readValue(value);
    if (read.is === 'entry') return corpus.entries.get(read.id as EntryId);
    // An example stands for the entry that it asks for.
    const [best] = read.is === 'ask' ? assistant.suggest(read.text, 1) : [];
    const named = best && readValue(best.value);
    return named?.is === 'entry' ? corpus.entries.get(named.id as EntryId) : undefined;
  }

  function results(typed: string, skip: number, most: number): object[] {
    const check = assistant.check(typed);
    const found = [...(check ? [check] : []), ...assistant.suggest(typed, skip + most)].slice(skip, skip + most);
    const shown = new Set(found.map((each) => ('value' in each ? entryOf(each.value) : each)));
    return [...shown].flatMap((each) => {
      if (each === undefined) return [];
      const { card, preview } = 'version' in each ? renderCheck(each) : renderResult(each, corpus.facts);
      return [{ ...attachment(card), preview: { contentType: PREVIEW, content: preview } }];
    });
  }

  /** What somebody else wrote is a question of the one who wants it answered, in a window of theirs. */
  async function ask(text: string, at: Case): Promise<Answer> {
    const where = aside(at);
    const show = async (shown: Extract<Answer, { is: 'alone' }>['shown']): Promise<Answer> => ({ is: 'alone', shown });
    return (
      (await turns.take({ ...commanded(at, where, text), quoted: true }, { own: true }, at, show, line)) ?? expired()
    );
  }

  return {
    search(at) {
      const read = query.safeParse(at.activity.value);
      if (!read.success || read.data.commandId !== NAMES.searchFaq) return { status: 400 };
      const { parameters, queryOptions } = read.data;
      // The first run, before anything is typed, carries another parameter.
      const typed = parameters?.find(({ name }) => name === NAMES.query)?.value ?? '';
      const { skip, count: wanted } = queryOptions ?? { skip: 0, count: LIMITS.results };
      const attachments = results(typed, skip, wanted);
      // A page past the end says nothing of what was found before it.
      if (attachments.length === 0 && skip === 0) return lineAnswer(at.activity, NOTHING_FOUND);
      return { status: 200, body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } } };
    },
    async act(at) {
      const read = action.safeParse(at.activity.value);
      if (!read.success) return { status: 400 };
      const { commandId, data, messagePayload } = read.data;
      if (commandId !== NAMES.findAnswer && commandId !== NAMES.openTicket) return { status: 400 };
      const sent = tickets.sent(data, at);
      if (sent) return sent;
      const tapped: CardAction | null = readAction(data);
      if (tapped) return windowAnswer(at, await tap(tapped, at, aside(at)), TITLE);
      const { contentType, content } = messagePayload?.body ?? {};
      const text = contentType === 'text' ? tidy(content ?? '') : htmlText(content ?? '');
      if (text === '') return lineAnswer(at.activity, NO_TEXT);
      return commandId === NAMES.openTicket ? tickets.begin(text, at) : windowAnswer(at, await ask(text, at), TITLE);
    },
  };
}
