import { type Activity, ActivityTypes, type InvokeResponse, type TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { Inbox } from '../../src/inbox.ts';
import type { inTurn } from '../../src/inTurn.ts';
import type { Patience } from '../patience.ts';
import type { Listeners } from './app.ts';
import type { Cloud } from './cloud.ts';
import type { Case } from './deps.ts';
import { type Failure, failureOf } from './failures.ts';
import { failedAnswer, isKept, lateAnswer } from './invokeAnswers.ts';
import { type Delivered, delivered, type Envelope, envelopeOf, isRemoval } from './receive.ts';
import type { References } from './references.ts';

export interface DurableDeps {
  inbox: Inbox;
  patience: Patience;
  cloud: Cloud;
  listeners: Listeners;
  references: References;
  /** One lane for each conversation. */
  queue: ReturnType<typeof inTurn>;
  clock: () => number;
  log: Logger;
  /** Milliseconds, from the request on, after which an invoke is answered by a line that asks for patience. */
  invokeMs: number;
}

/** Takes what Teams sent and was authenticated. */
export interface Durable {
  /**
   * Resolves when it may be acknowledged: it is stored, and worked in the background, once however often it is sent; those
   * of one conversation in the order in which they came. An invoke is worked while Teams waits, and resolves to its answer.
   * @param spentMs how long Teams has waited already
   */
  accept(activity: Activity, envelope: Envelope, spentMs: number): Promise<InvokeResponse>;
  /** Works what was left over. */
  resume(): Promise<void>;
  /** Waits for invokes that were answered before they were done. */
  close(): Promise<void>;
}

const ACKNOWLEDGED: InvokeResponse = { status: 200 };

export function createDurable(deps: DurableDeps): Durable {
  const { inbox, patience, cloud, listeners, references, queue, clock, log, invokeMs } = deps;
  const underWay = new Set<Promise<unknown>>();

  function work({ activity, receivedAt }: Delivered, envelope: Envelope, begun: boolean): Promise<void> {
    const listener = listenerOf(activity, listeners);
    if (!listener) return Promise.resolve();
    return queue(envelope.lane, () =>
      patience.attempt(envelope.inboxId, begun, async (again) => {
        // An invoke that comes here has had its answer.
        const about = { activity, envelope, receivedAt, again, isLate: () => activity.type === ActivityTypes.Invoke };
        try {
          await cloud.work({ ...activity }, (context) => listener(caseOf(context, about)));
        } catch (error) {
          throw failureOf(error);
        }
      }),
    );
  }

  /** Resolves when it is stored; what is to be done runs in the background. */
  async function store(delivery: Delivered, envelope: Envelope, run: () => Promise<void>): Promise<void> {
    await inbox.take(envelope.inboxId, JSON.stringify(delivery), run, envelope.address);
  }

  function track(each: Promise<unknown>): void {
    underWay.add(each);
    void each.finally(() => underWay.delete(each));
  }

  /** Nobody waits any more for what is at work: a crash does not lose it, and who runs it sees where it is given up. */
  async function goOn(delivery: Delivered, envelope: Envelope, atWork: Promise<unknown>): Promise<void> {
    if (!isKept(delivery.activity, true)) return;
    const run = async () => {
      try {
        await atWork;
      } catch (error) {
        const failure = failureOf(error);
        if (failure.permanent) throw failure;
        await work(delivery, envelope, true);
      }
    };
    await store(delivery, envelope, run).catch((error: unknown) => {
      log.error({ err: error, invoke: delivery.activity.name }, 'could not store what goes on after its answer');
    });
  }

  /** Stores what is not stored yet. */
  async function afterFailure(
    delivery: Delivered,
    envelope: Envelope,
    { message, passing }: Failure,
    late: boolean,
  ): Promise<InvokeResponse> {
    const { activity } = delivery;
    log.error({ invoke: activity.name, why: message }, 'could not answer an invoke');
    if (!(passing || late) || !isKept(activity, late)) return failedAnswer(activity);
    return store(delivery, envelope, () => work(delivery, envelope, true)).then(
      () => lateAnswer(activity),
      () => failedAnswer(activity),
    );
  }

  async function answer(activity: Activity, envelope: Envelope, spentMs: number): Promise<InvokeResponse> {
    let late = false;
    const delivery: Delivered = { activity, receivedAt: clock() };
    // Nothing tells a repetition from the first one here: what was posted for it is looked for.
    const about = { ...delivery, envelope, again: true, isLate: () => late };
    const atWork = cloud.work({ ...activity }, async (context) => {
      const value = await listeners.invokes(caseOf(context, about));
      await context.sendActivity({ type: ActivityTypes.InvokeResponse, value });
    });
    const working = atWork.catch((error: unknown) => afterFailure(delivery, envelope, failureOf(error), late));
    track(working);
    track(references.refresh(activity, envelope));
    const { promise: tooLate, resolve } = Promise.withResolvers<InvokeResponse>();
    const timer = setTimeout(
      () => {
        late = true;
        track(goOn(delivery, envelope, atWork));
        resolve(lateAnswer(activity));
      },
      Math.max(0, invokeMs - spentMs),
    );
    const first = await Promise.race([working, tooLate]);
    clearTimeout(timer);
    return first ?? ACKNOWLEDGED;
  }

  /** Stored before it is acknowledged, and so is the way back. */
  async function keep(activity: Activity, envelope: Envelope): Promise<InvokeResponse> {
    const kept: Promise<void>[] = [];
    // Where the bot was removed, there is no way back.
    if (isRemoval(activity)) references.drop(envelope.address);
    else kept.push(references.refresh(activity, envelope));
    // At once, so that the store can write both together.
    const delivery: Delivered = { activity, receivedAt: clock() };
    if (listenerOf(activity, listeners)) kept.push(store(delivery, envelope, () => work(delivery, envelope, false)));
    await Promise.all(kept);
    return ACKNOWLEDGED;
  }

  return {
    accept: (activity, envelope, spentMs) =>
      activity.type === ActivityTypes.Invoke ? answer(activity, envelope, spentMs) : keep(activity, envelope),
    resume: () =>
      inbox.resume((text) => {
        const delivery = delivered.parse(JSON.parse(text));
        return work(delivery, envelopeOf(delivery.activity), true);
      }),
    async close() {
      await Promise.allSettled(underWay);
    },
  };
}

/** Undefined for what we do nothing about. */
function listenerOf({ type }: Activity, listeners: Listeners): ((at: Case) => Promise<void>) | undefined {
  switch (type) {
    case ActivityTypes.Message:
      return listeners.messages;
    case ActivityTypes.MessageUpdate:
      return listeners.edits;
    case ActivityTypes.ConversationUpdate:
    case ActivityTypes.InstallationUpdate:
      return listeners.membership;
    case ActivityTypes.Invoke:
      return async (at) => void (await listeners.invokes(at));
    default:
      return undefined;
  }
}

type About = Delivered & Pick<Case, 'again' | 'isLate'> & { envelope: Envelope };

function caseOf(context: TurnContext, { envelope: { sender }, ...about }: About): Case {
  return { ...about, context, sender, delivery: sender.delivery, bot: about.activity.recipient.id };
}
