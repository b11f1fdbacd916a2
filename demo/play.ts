import { type Assistant, createAssistant } from '../src/assistant.ts';
import type { ConversationId, DeliveryId, UserId } from '../src/brand.ts';
import { createIntent } from '../src/intent/intent.ts';
import type { Question } from '../src/knowledge/questions.ts';
import type { Corpus } from '../src/knowledge/types.ts';
import type { Message } from '../src/message.ts';
import type { Option, Reply } from '../src/reply.ts';
import type { Store } from '../src/store/port.ts';
import { listedAgents } from '../src/triage/agents.ts';
import type { Person, TicketId } from '../src/triage/ticket.ts';
import { type AgentAction, createTriage, type Triage } from '../src/triage/triage.ts';
import { rulesFrom, type TriageConfig } from '../src/triageSettings.ts';
import { chatterOf } from './chatter.ts';
import { AGENTS, REQUESTERS, requester } from './people.ts';
import { type AgentStep, type Step, WEEK } from './week.ts';

export interface PlayDeps {
  store: Store;
  corpus: Corpus;
  questions: readonly Question[];
  config: TriageConfig;
  seed: number;
  /** The midnights of the five days, in milliseconds since 1970. */
  days: readonly number[];
  /** The user that the prompt knows. */
  you: string;
}

/** What the week has left. */
export interface Played {
  questions: number;
  votes: number;
  /** The ticket of each scene that made one. */
  tickets: ReadonlyMap<string, TicketId>;
}

/** Somebody at one moment. */
interface Event {
  at: number;
  conversation: string;
  who: Person;
  scene: string | null;
  run(talk: Talk): Promise<void>;
}

/** One conversation, as the person in it has it before them. */
interface Talk {
  say(text: string): Promise<Reply>;
  tap(option: Option): Promise<Reply>;
  vote(vote: 'good' | 'bad' | 'solved' | 'unsolved', reason: string | null): Promise<void>;
  last: Reply | null;
}

/** The whole week in the order of its time, through the assistant and the agents' side of the product. */
export async function playWeek({ store, corpus, questions, config, seed, days, you }: PlayDeps): Promise<Played> {
  let now = days[0] ?? 0;
  let deliveries = 0;
  const counts = { questions: 0, votes: 0 };
  const clock = () => now;
  const rules = rulesFrom(config, corpus.sections);
  const newId = () => `demo-${++deliveries}`;
  const triage = createTriage({ store, rules, agents: listedAgents(config.agents), corpus, clock });
  const assistant = createAssistant({
    corpus,
    intent: createIntent(corpus),
    store,
    clock,
    helpdesk: { name: 'the IT helpdesk', contact: 'helpdesk@contoso.example' },
    openQuestionHours: 24,
    questionLog: { enabled: true, texts: true },
    tickets: { rules, newId },
  });
  const tickets = new Map<string, TicketId>();
  const talks = new Map<string, Talk>();

  const talkOf = ({ conversation, who }: Event): Talk => {
    const known = talks.get(conversation);
    if (known) return known;
    const made = createTalk({ assistant, store, clock, newId, counts }, conversation, who);
    talks.set(conversation, made);
    return made;
  };

  /** The desk looks at its timers meanwhile, as it does where it runs. */
  async function until(moment: number): Promise<void> {
    for (; now + SWEEP_EVERY < moment; now += SWEEP_EVERY) await triage.sweep(now);
    now = moment;
    await triage.sweep(now);
  }

  const events = [...scenesAt(days, tickets, triage, newId, you), ...chatterAt(days, questions, seed)];
  for (const event of events.sort((one, other) => one.at - other.at)) {
    await until(event.at);
    const talk = talkOf(event);
    await event.run(talk);
    const { last } = talk;
    if (event.scene !== null && last?.kind === 'ticket' && last.ticket) tickets.set(event.scene, last.ticket.id);
  }
  await until((days.at(-1) ?? 0) + EVENING);
  await sendNothing(store, now);
  return { ...counts, tickets };
}

const MINUTE = 60_000;
const SWEEP_EVERY = 10 * MINUTE;
const EVENING = 17 * 60 * MINUTE;

/** The people are made up: none of their news may ever go out, whatever platform the desk is switched on for later. */
async function sendNothing(store: Store, now: number): Promise<void> {
  for (;;) {
    const items = await store.outbox.claim({ now, until: now + MINUTE, limit: 100 });
    if (items.length === 0) return;
    for (const { id } of items) await store.outbox.finish(id);
  }
}

interface TalkDeps {
  assistant: Assistant;
  store: Store;
  clock: () => number;
  newId: () => string;
  counts: { questions: number; votes: number };
}

function createTalk({ assistant, store, clock, newId, counts }: TalkDeps, conversation: string, who: Person): Talk {
  const { platform, tenant, user, name } = who;
  let answered = '';
  const envelope = () => ({
    platform: platform as Message['platform'],
    tenant,
    conversation: conversation as ConversationId,
    user: user as UserId,
    ...(name === null ? {} : { name }),
    private: platform !== 'cli',
    facts: {},
    delivery: newId() as DeliveryId,
  });
  const heard = async (message: Message) => {
    talk.last = await assistant.handle(message);
    answered = message.delivery ?? '';
    return talk.last;
  };
  const talk: Talk = {
    last: null,
    say: (text) => {
      counts.questions += 1;
      return heard({ ...envelope(), source: 'message', text });
    },
    tap: ({ value }) => heard({ ...envelope(), source: 'action', text: '', value }),
    async vote(vote, reason) {
      counts.votes += 1;
      const entry = talk.last && 'entry' in talk.last ? talk.last.entry : null;
      const about = { platform, tenant, conversation, delivery: answered, voter: user };
      await store.saveFeedback({ ...about, entry, vote, reason, at: clock() });
    },
  };
  return talk;
}

function scenesAt(
  days: readonly number[],
  tickets: Map<string, TicketId>,
  triage: Triage,
  newId: () => string,
  you: string,
): Event[] {
  return WEEK.flatMap(({ name, who, steps }) =>
    steps.map((step, order): Event => {
      const person = requester(who, you);
      return {
        // Steps of one minute keep their order.
        at: momentOf(step, days) + order * 1000,
        conversation: `demo-${name}`,
        who: person,
        scene: name,
        run: async (talk) => {
          if ('say' in step) await talk.say(step.say.replace('{ticket}', () => ticketOf(name)));
          else if ('tap' in step) await talk.tap(optionOf(talk.last, step.tap));
          else if ('vote' in step) await talk.vote(step.vote, step.reason ?? null);
          else await acted(step.does, AGENTS[step.agent], ticketOf(name));
        },
      };
    }),
  );

  function ticketOf(scene: string): TicketId {
    const id = tickets.get(scene);
    if (!id) throw new Error(`The scene ${scene} has no ticket yet.`);
    return id;
  }

  async function acted(does: AgentStep, actor: Person, ticket: TicketId): Promise<void> {
    const action: AgentAction = does.is === 'duplicate' ? { is: does.is, of: ticketOf(does.of) } : does;
    const outcome = await triage.act({ ticket, action, actor, id: newId() });
    if (!outcome.ok) throw new Error(`${actor.name} cannot ${does.is} ${ticket}: ${outcome.error.message}`);
  }
}

function chatterAt(days: readonly number[], questions: readonly Question[], seed: number): Event[] {
  return chatterOf(questions, seed).map(({ who, say, taps, vote, reason }, number) => ({
    at: momentOf(say, days) + number,
    conversation: `demo-chat-${number}`,
    who: REQUESTERS[who],
    scene: null,
    run: async (talk) => {
      const reply = await talk.say(say.say);
      const option =
        taps === null || !(reply.kind === 'ask' || reply.kind === 'clarify') ? undefined : reply.options[taps];
      const settled = option ? await talk.tap(option) : reply;
      if (vote !== null && settled.kind === 'answer') await talk.vote(vote, vote === 'bad' ? reason : null);
    },
  }));
}

function momentOf({ day, at }: Pick<Step, 'day' | 'at'>, days: readonly number[]): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  return (days[day - 1] ?? 0) + (hours * 60 + minutes) * MINUTE;
}

function optionOf(reply: Reply | null, label: string): Option {
  const option = reply?.options.find((each) => each.label.startsWith(label));
  if (!option) throw new Error(`There is nothing to tap that begins with '${label}'.`);
  return option;
}
