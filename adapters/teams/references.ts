import { type Activity, type ConversationReference, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { z } from 'zod';
import { DeskError } from '../../src/errors.ts';
import type { Sealer } from '../../src/seal.ts';
import type { ReferenceStore } from '../../src/store/port.ts';
import { teamOf } from './channelData.ts';
import type { Address, Envelope } from './receive.ts';

const way = z.object({
  serviceUrl: z.string(),
  channelId: z.string(),
  bot: z.looseObject({ id: z.string(), name: z.string().catch('') }),
});

/** Where to send what nobody has just asked for, sealed in the store: each leads to a person. */
export interface References {
  /** Takes over what an activity says of the way back; never rejects. */
  refresh(activity: Activity, envelope: Envelope): Promise<void>;
  /** Takes over the next activity of it, and of its threads, whatever was known. */
  drop(address: Address): void;
  /**
   * Null where the conversation is not known; a channel is reached as soon as any conversation of its tenant is. Rejects
   * with a DeskError, `sealed-unreadable` where no key opens it.
   */
  find(address: Address): Promise<Partial<ConversationReference> | null>;
  /** Conversations of a team, as far as anything was said there. */
  inTeam(tenant: string, team: string): Promise<string[]>;
  /** How a tenant is reached; null where none of its conversations is known. */
  wayTo(tenant: string): Promise<z.output<typeof way> | null>;
}

const PLATFORM = 'teams';
/** What has not changed is not written again for so long. */
const FRESH_MS = 600_000;
/** Conversations whose last state is remembered. */
const REMEMBERED = 5_000;

const shape = z.looseObject({ serviceUrl: z.string(), conversation: z.looseObject({ id: z.string() }) });
/** A channel, or a thread of it: nobody need have written there, the bot is in all that its team has. */
const CHANNEL = /^19:[^;]+@thread\.(?:tacv2|skype)(?:;messageid=\d+)?$/;
/** Beside the way back: the team of a channel. */
const belongs = z.object({ team: z.string().nullable().catch(null) });
const reference = z.custom<Partial<ConversationReference>>((value) => shape.safeParse(value).success);

export interface ReferenceDeps {
  store: ReferenceStore;
  sealer: Sealer;
  clock: () => number;
  log: Logger;
}

export function createReferences({ store, sealer, clock, log }: ReferenceDeps): References {
  /** By conversation, the one written longest ago first. */
  const written = new Map<string, { text: string; at: number }>();

  /** How a tenant is reached, from what was learnt of any of its conversations. */
  const ways = new Map<string, z.output<typeof way>>();

  async function wayTo(tenant: string): Promise<z.output<typeof way> | null> {
    const remembered = ways.get(tenant);
    if (remembered) return remembered;
    for (const each of await store.references(PLATFORM)) {
      // What an older key sealed says nothing that others do not say.
      if (each.tenant !== tenant || !sealer.isCurrent(each.sealed)) continue;
      const found = way.safeParse(JSON.parse(sealer.open(each.sealed, aboutConversation(each))));
      if (!found.success) continue;
      ways.set(tenant, found.data);
      return found.data;
    }
    return null;
  }

  async function write(activity: Activity, { sender: { user }, address }: Envelope): Promise<void> {
    const about = aboutConversation(address);
    // The message itself is none of it: what is sent later answers nothing.
    const { activityId: _one, ...back } = TurnContext.getConversationReference(activity);
    const team = teamOf(activity);
    const text = JSON.stringify(team === null ? back : { ...back, team });
    const known = written.get(about);
    const at = clock();
    if (known?.text === text && at - known.at < FRESH_MS) return;
    const learnt = way.safeParse(back);
    if (learnt.success) ways.set(address.tenant, learnt.data);
    await store.saveReference({ platform: PLATFORM, ...address, user, sealed: sealer.seal(text, about), at });
    written.delete(about);
    written.set(about, { text, at });
    const [oldest] = written.keys();
    if (written.size > REMEMBERED && oldest !== undefined) written.delete(oldest);
  }

  return {
    wayTo,
    async inTeam(tenant, team) {
      const known = await store.references(PLATFORM);
      // What no key opens says nothing; what an older one sealed was sealed anew at the start.
      const readable = known.filter((each) => each.tenant === tenant && sealer.isCurrent(each.sealed));
      return readable
        .filter((each) => belongs.parse(JSON.parse(sealer.open(each.sealed, aboutConversation(each)))).team === team)
        .map((each) => each.conversation);
    },
    async refresh(activity, envelope) {
      await write(activity, envelope).catch((error: unknown) => {
        log.error({ err: error }, 'could not keep where to send messages later');
      });
    },
    drop(address) {
      const about = aboutConversation(address);
      for (const each of written.keys()) if (each === about || each.startsWith(`${about};`)) written.delete(each);
    },
    async find(address) {
      const sealed = await store.reference(PLATFORM, address.tenant, address.conversation);
      if (sealed !== null) return reference.parse(JSON.parse(sealer.open(sealed, aboutConversation(address))));
      const { tenant, conversation: id } = address;
      const known = CHANNEL.test(id) ? await wayTo(tenant) : null;
      if (!known) return null;
      return { ...known, conversation: { id, isGroup: true, conversationType: 'channel', tenantId: tenant, name: '' } };
    },
  };
}

/** After a change of ENCRYPTION_KEY: seals anew what an older key sealed. What no key opens is logged and left alone. */
export async function resealReferences(store: ReferenceStore, sealer: Sealer, log: Logger): Promise<void> {
  let count = 0;
  for (const { sealed: before, tenant, conversation } of await store.references(PLATFORM)) {
    if (sealer.isCurrent(before)) continue;
    try {
      const about = aboutConversation({ tenant, conversation });
      const sealed = sealer.seal(sealer.open(before, about), about);
      if (await store.resealReference(PLATFORM, tenant, conversation, { before, sealed })) count++;
    } catch (error) {
      if (!(error instanceof DeskError) || error.code !== 'sealed-unreadable') throw error;
      log.error({ tenant }, `${error.message} ${error.todo}`);
    }
  }
  if (count > 0) log.info({ count }, 'sealed conversation references with the newest key');
}

function aboutConversation({ tenant, conversation }: { tenant: string; conversation: string }): string {
  return `${PLATFORM}/${tenant}/${conversation}`;
}
