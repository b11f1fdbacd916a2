import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { TicketFile } from '../../src/triage/triage.ts';
import { CALLBACKS, INPUTS } from './actions.ts';
import { context, plain } from './blocks.ts';
import { cardBlocks } from './card.ts';
import { literalText } from './escape.ts';
import { LIMITS } from './limits.ts';
import { frame } from './modals.ts';

/** What an agent says in a window; `channel` null: it was opened from another window. */
const act = z.object({
  what: z.enum(['ask', 'tell', 'resolve', 'duplicate', 'note']),
  ticket: z.string(),
  channel: z.string().nullable(),
  thread: z.string().nullable(),
});
export type Act = z.infer<typeof act>;

const ASKED: Readonly<Record<Act['what'], { title: string; label: string; hint: string }>> = {
  ask: {
    title: 'Ask the requester',
    label: 'Your question',
    hint: 'It is sent to where the ticket was opened; the answer comes back as a comment.',
  },
  tell: {
    title: 'Write to the requester',
    label: 'What they should know',
    hint: 'It is sent to where the ticket was opened; the ticket stays as it is.',
  },
  resolve: { title: 'Resolve', label: 'What solved it?', hint: 'The requester and all who joined are told.' },
  duplicate: {
    title: 'Mark as a duplicate',
    label: 'Number of the other ticket',
    hint: 'Everybody who waits for this one is told when the other is solved.',
  },
  note: { title: 'Add a note', label: 'Note', hint: 'The requester does not see it.' },
};

export function actModal(of: Act): types.ModalView {
  const { title, label, hint } = ASKED[of.what];
  return {
    ...frame(title, CALLBACKS.act),
    submit: plain('Send', LIMITS.viewButton),
    private_metadata: JSON.stringify(of),
    blocks: [
      context(`*${literalText(of.ticket)}*`),
      {
        type: 'input',
        block_id: INPUTS.act.block,
        label: plain(label, LIMITS.inputLabel),
        hint: plain(hint, LIMITS.inputHint),
        element: {
          type: 'plain_text_input',
          action_id: INPUTS.act.action,
          multiline: of.what !== 'duplicate',
          max_length: LIMITS.inputText,
        },
      },
    ],
  };
}

export function readActOf(metadata: unknown): Act | null {
  try {
    return act.safeParse(JSON.parse(String(metadata))).data ?? null;
  } catch {
    return null;
  }
}

/** What has just come of a tap, in plain words. */
export interface Notice {
  words: string;
  mark: '⚠️' | '✅';
}

/** A card in a window, from the queue. */
export function cardModal(
  file: TicketFile,
  categories: ReadonlyMap<string, string>,
  notice: Notice | null,
): types.ModalView {
  return {
    ...frame(file.ticket.id, CALLBACKS.card),
    blocks: [
      ...(notice === null ? [] : [context(`${notice.mark} ${literalText(notice.words)}`)]),
      ...cardBlocks(file, categories),
    ],
  };
}
