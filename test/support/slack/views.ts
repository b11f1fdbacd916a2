import type { types, ViewOutput } from '@slack/bolt';
import { z } from 'zod';
import type { Access } from './access.ts';
import { checkedBlocks } from './chatMethods.ts';
import { type Methods, method } from './method.ts';
import { refuse } from './refusal.ts';
import { MOST } from './slackLimits.ts';
import type { State } from './state.ts';
import type { Strict } from './strict.ts';
import type { Token } from './tokens.ts';
import { fieldsOf, textOf } from './values.ts';

export interface Trigger {
  user: string;
  team: string;
}

export interface Views {
  methods: Methods;
  /** A trigger_id as an interaction of this person carries it: good once, for three seconds. */
  trigger(from: Trigger): string;
  /** The person's open modal, the first view first. */
  modal(user: string): ViewOutput[];
  home(user: string): ViewOutput | undefined;
  /** The person closed the modal or submitted its last view. */
  close(user: string): void;
}

interface Deps {
  state: State;
  access: Access;
  strict: Strict;
  now: () => number;
  app: string;
}

type PlainText = { type: 'plain_text'; text: string; emoji: boolean };

function plain(value: unknown): PlainText | null {
  if (value === undefined) return null;
  return { type: 'plain_text', text: textOf(fieldsOf(value).text), emoji: true };
}

export function createViews({ state, access, strict, now, app }: Deps): Views {
  const triggers = new Map<string, Trigger & { at: number; used: boolean }>();
  const modals = new Map<string, ViewOutput[]>();
  const homes = new Map<string, ViewOutput>();

  function exchange(id: string, caller: Token): Trigger {
    const trigger = triggers.get(id);
    if (trigger === undefined || !access.holds(caller, trigger.team)) return refuse('invalid_trigger_id');
    if (trigger.used) return refuse('exchanged_trigger_id');
    if (now() - trigger.at > MOST.triggerMs) return refuse('expired_trigger_id');
    trigger.used = true;
    return trigger;
  }

  function checkExternalId(view: unknown, except?: ViewOutput): void {
    const id = fieldsOf(view).external_id;
    const open = [...[...modals.values()].flat(), ...homes.values()];
    if (id && open.some((other) => other !== except && other.external_id === id)) refuse('duplicate_external_id');
  }

  function content(view: unknown): Omit<ViewOutput, 'id' | 'team_id' | 'root_view_id' | 'previous_view_id' | 'bot_id'> {
    const given = fieldsOf(view);
    const blocks: types.KnownBlock[] = checkedBlocks(given.blocks);
    return {
      type: textOf(given.type),
      app_id: app,
      callback_id: textOf(given.callback_id),
      external_id: textOf(given.external_id),
      title: plain(given.title) ?? { type: 'plain_text', text: '', emoji: true },
      submit: plain(given.submit),
      close: plain(given.close),
      blocks: blocks.map((block, i) => ({ block_id: `block${i}`, ...block })),
      private_metadata: textOf(given.private_metadata),
      clear_on_close: given.clear_on_close === true,
      notify_on_close: given.notify_on_close === true,
      state: { values: {} },
      hash: state.nextTs(),
    };
  }

  function made(view: unknown, team: string, caller: Token, below: ViewOutput | undefined): ViewOutput {
    const id = `V${String(state.nextId()).padStart(9, '0')}`;
    return {
      ...content(view),
      id,
      team_id: team,
      app_installed_team_id: team,
      bot_id: caller.bot,
      root_view_id: below?.root_view_id ?? id,
      previous_view_id: below?.id ?? null,
    };
  }

  const shape = { trigger_id: z.string(), view: z.unknown() };

  function checkModal(view: unknown): void {
    strict.view(view);
    if (fieldsOf(view).type !== 'modal') refuse('invalid_arguments');
  }

  const open = method(shape, ({ trigger_id: id, view }, caller) => {
    checkModal(view);
    checkExternalId(view);
    const { user, team } = exchange(id, caller);
    const root = made(view, team, caller, undefined);
    modals.set(user, [root]);
    return { view: root };
  });

  const push = method(shape, ({ trigger_id: id, view }, caller) => {
    checkModal(view);
    checkExternalId(view);
    const { user, team } = exchange(id, caller);
    const stack = modals.get(user) ?? refuse('not_found');
    if (stack.length >= MOST.view.stack) refuse('push_limit_reached');
    const top = made(view, team, caller, stack.at(-1));
    stack.push(top);
    return { view: top };
  });

  const updating = { view_id: z.string().optional(), external_id: z.string().optional(), hash: z.string().optional() };
  const update = method({ ...updating, view: z.unknown() }, (args, caller) => {
    checkModal(args.view);
    const open = [...modals.values()].flat();
    const found = open.find((view) => view.id === args.view_id || (view.external_id || null) === args.external_id);
    if (found === undefined || !access.holds(caller, found.team_id)) return refuse('not_found');
    if (args.hash !== undefined && args.hash !== found.hash) return refuse('hash_conflict');
    checkExternalId(args.view, found);
    Object.assign(found, content(args.view));
    return { view: found };
  });

  const publish = method(
    { user_id: z.string(), view: z.unknown(), hash: z.string().optional() },
    ({ user_id: id, view, hash }, caller) => {
      strict.view(view);
      const user = state.users.get(id);
      if (fieldsOf(view).type !== 'home' || user === undefined) return refuse('invalid_arguments');
      if (!access.holds(caller, user.team)) return refuse('invalid_arguments');
      const before = homes.get(id);
      if (hash !== undefined && before !== undefined && hash !== before.hash) return refuse('hash_conflict');
      checkExternalId(view, before);
      const home = { ...made(view, user.team, caller, undefined), ...(before !== undefined && { id: before.id }) };
      homes.set(id, home);
      return { view: home };
    },
  );

  return {
    methods: { 'views.open': open, 'views.push': push, 'views.update': update, 'views.publish': publish },
    trigger(from) {
      const id = `${state.nextId()}.${now()}.${'0'.repeat(32)}`;
      triggers.set(id, { ...from, at: now(), used: false });
      return id;
    },
    modal: (user) => modals.get(user) ?? [],
    home: (user) => homes.get(user),
    close: (user) => modals.delete(user),
  };
}
