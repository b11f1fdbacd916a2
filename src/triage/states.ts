import type { Actor, CloseReason, State } from './ticket.ts';

/** The one table of what may be done to a ticket, by whom, in which state, and what state it leads to. */

export const ACTIONS = [
  'open',
  'comment',
  'withdraw',
  'confirm',
  'reject',
  'rate',
  'join',
  'classify',
  'claim',
  'assign',
  'ask',
  'tell',
  'answer',
  'resolve',
  'duplicate',
  'hand-over',
  'note',
  'reopen',
  'propose',
  'adopt',
  'remind',
  'expire',
  'forget',
] as const;
export type Action = (typeof ACTIONS)[number];

/** `back`: to `assigned`, or to `triaged` where nobody has it. */
type Target = State | 'back';

interface Row {
  /** What it is, for the table in docs/triage.md. */
  means: string;
  /** `requester`: the one whose ticket it is. `anyone`: whoever can talk to the desk, on their own behalf. */
  by: 'requester' | 'anyone' | 'agent' | 'desk';
  /** Null stands for a ticket that does not exist yet. */
  to: Partial<Record<State | 'none', Target>>;
  /** Where it closes. */
  because?: CloseReason;
}

const ACTIVE = ['new', 'triaged', 'assigned', 'waiting-on-requester'] as const satisfies State[];

/** The same target from every state where somebody still works on it. */
function active(target: Target): Partial<Record<State, Target>> {
  return Object.fromEntries(ACTIVE.map((state) => [state, target]));
}

function unchanged(...states: State[]): Partial<Record<State, Target>> {
  return Object.fromEntries(states.map((state) => [state, state]));
}

export const TRANSITIONS: Readonly<Record<Action, Row>> = {
  open: { means: 'open a ticket', by: 'anyone', to: { none: 'new' } },
  comment: {
    means: 'add a comment, or answer what an agent asked',
    by: 'requester',
    to: { ...unchanged('new', 'triaged', 'assigned', 'resolved'), 'waiting-on-requester': 'back' },
  },
  withdraw: { means: 'withdraw it', by: 'requester', to: active('closed'), because: 'withdrawn' },
  confirm: {
    means: "say 'solved'",
    by: 'requester',
    to: { ...active('closed'), resolved: 'closed' },
    because: 'solved',
  },
  // While an agent waits for an answer, it is one.
  reject: {
    means: "say 'not solved'",
    by: 'requester',
    to: { 'waiting-on-requester': 'back', resolved: 'back', closed: 'back' },
  },
  rate: { means: 'rate it, 1 to 5', by: 'requester', to: unchanged('resolved', 'closed') },
  join: { means: "say 'me too'", by: 'anyone', to: unchanged(...ACTIVE) },
  classify: {
    means: 'set category, impact, urgency or priority',
    by: 'agent',
    to: { ...unchanged('triaged', 'assigned', 'waiting-on-requester'), new: 'triaged' },
  },
  claim: { means: 'take it', by: 'agent', to: { new: 'assigned', triaged: 'assigned' } },
  assign: {
    means: 'give it to an agent, or to the one on call',
    by: 'agent',
    to: { ...active('assigned'), ...unchanged('waiting-on-requester') },
  },
  ask: { means: 'ask the requester', by: 'agent', to: active('waiting-on-requester') },
  tell: {
    means: 'write to the requester without asking anything',
    by: 'agent',
    to: unchanged(...ACTIVE, 'resolved', 'closed'),
  },
  answer: { means: "send an entry's answer", by: 'agent', to: active('waiting-on-requester') },
  resolve: { means: 'resolve it with a text', by: 'agent', to: active('resolved') },
  duplicate: { means: 'mark it as a duplicate of another', by: 'agent', to: active('closed'), because: 'duplicate' },
  'hand-over': { means: 'hand it to another category', by: 'agent', to: active('triaged') },
  note: {
    means: 'write a note that the requester does not see',
    by: 'agent',
    to: unchanged(...ACTIVE, 'resolved', 'closed'),
  },
  reopen: { means: 'open it again', by: 'agent', to: { resolved: 'back', closed: 'back' } },
  propose: {
    means: 'propose its answer as an entry of the FAQ',
    by: 'agent',
    to: unchanged('resolved', 'closed'),
  },
  adopt: { means: 'take over who waits for a duplicate', by: 'desk', to: unchanged(...ACTIVE, 'resolved') },
  remind: { means: 'remind of what is due', by: 'desk', to: unchanged(...ACTIVE) },
  expire: {
    means: 'close what nobody spoke of for the days in settings',
    by: 'desk',
    to: { 'waiting-on-requester': 'closed', resolved: 'closed' },
    because: 'silence',
  },
  forget: {
    means: 'take a person out of it, and their words',
    by: 'desk',
    to: unchanged(...ACTIVE, 'resolved', 'closed'),
  },
};

/** The state that an action leads to; null: it may not be done in this one. */
export function nextState(action: Action, from: State | 'none', hasAssignee: boolean): State | null {
  const target = TRANSITIONS[action].to[from];
  if (target === 'back') return hasAssignee ? 'assigned' : 'triaged';
  return target ?? null;
}

export function isActive(state: State): boolean {
  return ACTIVE.some((each) => each === state);
}

/** What somebody in a role may do to a ticket as it stands, in the table's order. Whether they are an agent is asked elsewhere. */
export function actionsFor(role: Actor['role'], state: State): Action[] {
  return ACTIONS.filter((action) => {
    const { by, to } = TRANSITIONS[action];
    return (by === role || (by === 'anyone' && role === 'requester')) && to[state] !== undefined;
  });
}

/** The table as Markdown, one row an action, as docs/triage.md shows it. */
export function transitionsTable(): string {
  const states = ['new', 'triaged', 'assigned', 'waiting-on-requester', 'resolved', 'closed'] as const;
  const cell = ({ to, because }: Row, from: State | 'none') => {
    const target = to[from];
    if (target === undefined) return '';
    if (target === 'back') return 'assigned ¹';
    if (target === from) return 'stays';
    return target === 'closed' && because ? `closed (${because})` : target;
  };
  const head = ['Action', 'What', 'By', ...states];
  const rows = ACTIONS.map((action) => {
    const row = TRANSITIONS[action];
    const cells =
      action === 'open'
        ? states.map((state) => (state === 'new' ? 'begins here' : ''))
        : states.map((state) => cell(row, state));
    return [`\`${action}\``, row.means, row.by, ...cells];
  });
  const line = (cells: readonly string[]) => `|${cells.map((each) => (each === '' ? ' ' : ` ${each} `)).join('|')}|`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
