import type { InvokeResponse } from 'botbuilder';
import type { EntryId } from '../../src/brand.ts';
import { readValue } from '../../src/dialog/values.ts';
import { DeskError } from '../../src/errors.ts';
import { quoted } from '../../src/triage/outgoing.ts';
import { actionsFor } from '../../src/triage/states.ts';
import { IMPACTS, type Person, PRIORITIES, readTicketId, type TicketId, URGENCIES } from '../../src/triage/ticket.ts';
import type { AgentAction, TicketFile } from '../../src/triage/triage.ts';
import type { FormWanted, Page, Said } from './agentActions.ts';
import { cardMessage, goneMessage } from './card.ts';
import { actForm, type FormOf, ON_CALL } from './cardModals.ts';
import { type AgentDesk, type Case, commandId, type TeamsDeps } from './deps.ts';
import { renderLine, renderPlain } from './forms.ts';
import type { Choice } from './inputs.ts';
import { lineAnswer, windowWith } from './invokeAnswers.ts';
import { READING } from './limits.ts';
import { named, personOf } from './people.ts';
import { isPersonal } from './receive.ts';
import type { TeamsMessage } from './render.ts';
import { redraw, send } from './send.ts';

/** The windows in which agents say what a button alone cannot. */
export interface CardForms {
  /** `task/fetch`. */
  open(wanted: FormWanted, at: Case): Promise<InvokeResponse>;
  /** `task/submit`: closes the window, or shows it once more with what was typed and why nothing came of it. */
  said(said: Said, at: Case): Promise<InvokeResponse>;
}

/** `form`: the delivery that drew it before; left out, it is a fresh form, which can have an effect of its own. */
type Drawn = Pick<FormOf, 'what' | 'ticket' | 'file' | 'from' | 'message' | 'notice' | 'given'> & { form?: string };

const CLOSED: InvokeResponse = { status: 200 };
const FAILED = 'That did not work just now. Please try again in a moment.';

export function createCardForms(deps: TeamsDeps, { triage, agents }: AgentDesk): CardForms {
  const { categories } = triage;

  async function draw(of: Drawn, at: Case): Promise<InvokeResponse> {
    const { what, file, given } = of;
    const people = what === 'assign' ? await named(at, await peopleFor(file, at)) : [];
    const found = what === 'answer' ? find(given.query ?? file?.ticket.summary ?? '') : [];
    const { title, card } = actForm({ ...of, form: of.form ?? at.delivery, categories, people, found });
    return windowWith(title, card);
  }

  /** With what was typed and why nothing came of it. A window that nobody waits for any more gives way to a message. */
  async function drawAgain(of: Drawn & { notice: string }, at: Case): Promise<InvokeResponse> {
    if (!at.isLate()) return draw(of, at);
    const { text = '' } = of.given;
    const words = text.trim() === '' ? '' : `\n\n${quoted(text)}`;
    await send(deps, at, renderPlain(`${of.ticket}: ${of.notice}`, words), 'refused');
    return CLOSED;
  }

  /** The ticket is none of theirs any more: nothing of it is shown. A window without words of theirs gives way to the reason. */
  async function refuse(said: Said, why: string, at: Case): Promise<InvokeResponse> {
    const { text = '' } = said;
    if (text.trim() === '') return lineAnswer(at.activity, why);
    return drawAgain({ ...said, file: null, notice: why, given: said }, at);
  }

  /** Entries by their titles, best first. */
  function find(words: string): Choice[] {
    const all = deps.assistant.suggest(words.slice(0, READING.question).toWellFormed(), READING.found);
    return all.flatMap(({ label, value }) => (readValue(value).is === 'entry' ? [{ id: value, title: label }] : []));
  }

  function peopleFor(file: TicketFile | null, at: Case): Promise<Person[]> {
    return agents.peopleFor(at.sender.tenant, file?.ticket.category ?? 'all');
  }

  /** The ticket, or why it is none of theirs. */
  async function fileFor(ticket: TicketId, at: Case): Promise<TicketFile | string> {
    const file = await triage.file(ticket);
    if (!file) return `There is no ticket ${ticket}.`;
    const { category } = file.ticket;
    if (await triage.mayAct(personOf(at), category)) return file;
    return `You are no agent for ${categories.get(category) ?? category}.`;
  }

  async function perform(said: Said, file: TicketFile, at: Case): Promise<InvokeResponse> {
    const { ticket, what, from, form, message } = said;
    const drawn = { what, ticket, file, from, message, given: said };
    if (said.search) return draw({ ...drawn, notice: null }, at);
    const again = (notice: string) => drawAgain({ ...drawn, notice }, at);
    const action = await actionOf(said, file, at);
    if (typeof action === 'string') return again(action);
    // One form has one effect, however often its button is tapped.
    const acted = await triage.act({ ticket, action, actor: personOf(at), id: commandId(at, form) });
    if (!acted.ok) return acted.ticket === null ? refuse(said, acted.error.message, at) : again(acted.error.message);
    if (from !== null && message !== null && isPersonal(at.activity)) await showAfter(ticket, from, message, at);
    return CLOSED;
  }

  /** In the queue's place. What the agent asked for is done: whatever fails here must not have it sent again. */
  async function showAfter(ticket: TicketId, from: Page, message: string, at: Case): Promise<void> {
    try {
      await redraw(deps, at, message, await afterwards(ticket, from, at));
    } catch (error) {
      deps.log.warn({ err: error, delivery: at.delivery }, 'could not show what became of a ticket');
    }
  }

  /** A ticket that was handed to other people is theirs to see. */
  async function afterwards(ticket: TicketId, from: Page, at: Case): Promise<TeamsMessage> {
    const file = await triage.file(ticket);
    if (!file) return renderLine(`There is no ticket ${ticket} any more.`);
    const sees = await triage.mayAct(personOf(at), file.ticket.category);
    return sees ? cardMessage(file, categories, { from, notice: null }) : goneMessage(file, categories);
  }

  async function actionOf(said: Said, file: TicketFile, at: Case): Promise<AgentAction | string> {
    const { what, text = '' } = said;
    switch (what) {
      case 'ask':
      case 'tell':
      case 'resolve':
      case 'note':
        return { is: what, text };
      case 'duplicate': {
        const of = readTicketId(text);
        return of ? { is: 'duplicate', of } : 'Give the number of the other ticket, for example DESK-142.';
      }
      case 'answer': {
        const entry = readValue(said.entry ?? '');
        if (entry.is !== 'entry') return 'Pick one of the entries, or search for others.';
        return { is: 'answer', entry: entry.id as EntryId };
      }
      case 'assign':
        return assigned(said.to, file, at);
      case 'hand-over': {
        const { category = '' } = said;
        return category === '' ? 'Pick a category.' : { is: 'hand-over', category };
      }
      case 'classify':
        return classified(said, file);
      default:
        return what satisfies never;
    }
  }

  async function assigned(to: string | undefined, file: TicketFile, at: Case): Promise<AgentAction | string> {
    if (to === ON_CALL) return { is: 'assign', to: null };
    const found = (await peopleFor(file, at)).find(({ user }) => user === to);
    const [person] = found ? await named(at, [found]) : [];
    return person ? { is: 'assign', to: person } : 'Pick who is to have it.';
  }

  return {
    async open({ ticket, what, from }, at) {
      const file = await fileFor(ticket, at);
      if (typeof file === 'string') return lineAnswer(at.activity, file);
      const { state } = file.ticket;
      if (!actionsFor('agent', state).includes(what)) {
        return lineAnswer(at.activity, `${ticket} is ${state} by now; that can no longer be done.`);
      }
      const message = at.activity.replyToId ?? null;
      return draw({ what, ticket, file, from, message, notice: null, given: {} }, at);
    },
    async said(said, at) {
      try {
        const file = await fileFor(said.ticket, at);
        return await (typeof file === 'string' ? refuse(said, file, at) : perform(said, file, at));
      } catch (error) {
        if (!(error instanceof DeskError)) throw error;
        deps.log.warn({ err: error, delivery: at.delivery }, 'could not do what an agent asked for');
        // What was typed must not be lost with the window. It may have been done before it failed: the form stays the same
        // one, and sent once more it is done once.
        const notice = error.code === 'busy' ? `${error.message} ${error.todo}` : FAILED;
        return drawAgain({ ...said, file: null, notice, given: said }, at);
      }
    },
  };
}

/** What differs from the ticket as it stands. */
function classified(said: Said, { ticket }: TicketFile): AgentAction | string {
  const impact = IMPACTS.find((each) => each === said.impact && each !== ticket.impact);
  const urgency = URGENCIES.find((each) => each === said.urgency && each !== ticket.urgency);
  const priority = PRIORITIES.find((each) => each === said.priority && each !== ticket.priority);
  const { category } = said;
  const change = {
    ...(impact ? { impact } : {}),
    ...(urgency ? { urgency } : {}),
    ...(priority ? { priority } : {}),
    ...(category && category !== ticket.category ? { category } : {}),
  };
  return Object.keys(change).length === 0 ? 'Nothing of it differs from how it stands.' : { is: 'classify', ...change };
}
