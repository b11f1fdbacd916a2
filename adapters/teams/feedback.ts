import type { InvokeResponse } from 'botbuilder';
import { z } from 'zod';
import type { Feedback as Vote } from '../../src/store/port.ts';
import { reasonText } from '../reasons.ts';
import { here } from './asked.ts';
import { type Cards, type Given, givenOf } from './cards.ts';
import { sameMessage } from './channelData.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { attachment } from './elements.ts';
import { FIELDS, renderFeedbackForm } from './feedbackForm.ts';
import { renderLine } from './forms.ts';
import type { Offer } from './offer.ts';
import { send } from './send.ts';

/** Teams' own thumbs below an answer, and what was said beside them. */
export interface Feedback {
  save(at: Case, of: Given, vote: Vote['vote'], reason: string | null): Promise<void>;
  /** `message/fetchTask`: a thumb was tapped. It counts at once; the form asks for more. */
  form(at: Case): Promise<InvokeResponse>;
  /** `message/submitAction`: the form was sent, ours or Teams' own. Whoever was not helped is offered a ticket. */
  submit(at: Case): Promise<InvokeResponse>;
}

const vote = z.object({
  actionName: z.literal('feedback'),
  actionValue: z.object({
    reaction: z.enum(['like', 'dislike']),
    feedback: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish(),
  }),
});
/** Some clients wrap it. */
const fetched = z.union([z.object({ data: vote }).transform(({ data }) => data), vote]);

const DONE: InvokeResponse = { status: 200 };
const MALFORMED: InvokeResponse = { status: 400 };

export function createFeedback(deps: TeamsDeps, cards: Cards, offer: Offer): Feedback {
  const { store, log } = deps;

  async function save(at: Case, of: Given, voted: Vote['vote'], reason: string | null): Promise<void> {
    const { user: voter } = at.sender;
    const reply = await cards.given(of);
    const entry = reply && 'entry' in reply ? reply.entry : null;
    await store.saveFeedback({ platform: 'teams', ...of, voter, entry, vote: voted, reason, at: at.receivedAt });
  }

  /** The reply that was judged; null: the message is known no longer. */
  async function saveOn(at: Case, reaction: 'like' | 'dislike', reason: string | null): Promise<Given | null> {
    const { activity, sender } = at;
    const message = sameMessage(activity);
    const shown = message && (await store.post('teams', sender.tenant, activity.conversation.id, message));
    if (!shown) {
      log.warn({ delivery: at.delivery }, 'feedback on a message that is known no longer');
      return null;
    }
    const of = givenOf(at, here(at), shown.delivery);
    await save(at, of, reaction === 'like' ? 'good' : 'bad', reason);
    return of;
  }

  return {
    save,
    async form(at) {
      const read = fetched.safeParse(at.activity.value);
      if (!read.success) return MALFORMED;
      const { reaction } = read.data.actionValue;
      await saveOn(at, reaction, null);
      const { title, card } = renderFeedbackForm(reaction);
      return { status: 200, body: { task: { type: 'continue', value: { title, card: attachment(card) } } } };
    },
    async submit(at) {
      const read = vote.safeParse(at.activity.value);
      if (!read.success) return MALFORMED;
      const { reaction, feedback } = read.data.actionValue;
      const of = await saveOn(at, reaction, readReason(feedback));
      if (of && reaction === 'dislike') {
        await offer<unknown>(
          at,
          of,
          `unsolved ${at.sender.user}`,
          (offered, shown) => send(deps, offered, shown),
          (why, offered) => send(deps, offered, renderLine(why), 'refused'),
        );
      }
      return DONE;
    },
  };
}

const text = z
  .string()
  .trim()
  .min(1)
  .transform((words) => words.slice(0, FIELDS.length).toWellFormed())
  .nullable()
  .catch(null);
const filled = z.object({ [FIELDS.reason]: text, [FIELDS.text]: text, feedbackText: text });

/** The fields of a form, Teams' own or ours, as a string of JSON or as they are; or what was typed, as it stands. */
function readReason(feedback: z.output<typeof vote>['actionValue']['feedback']): string | null {
  const form = filled.safeParse(typeof feedback === 'string' ? parsed(feedback) : feedback);
  if (!form.success) return reasonText(null, text.parse(feedback));
  return reasonText(form.data[FIELDS.reason], form.data[FIELDS.text] ?? form.data.feedbackText);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
