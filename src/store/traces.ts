import { escapeRegExp } from '../escapeRegExp.ts';
import { escapeMarkdown } from '../markdown.ts';
import { FORGOTTEN } from '../triage/forgotten.ts';
import { addressOf, type Person, type TicketId } from '../triage/ticket.ts';

/** By what a person is found in texts, and what is left of a text without it. */
export interface Traces {
  /** What a row holds, as its column writes it, where it may name the person: a row without any of these does not. */
  sought: readonly string[];
  withoutPlain(text: string): string;
  /**
   * Of a JSON text; its form stays as it is, whatever the person is called. `quotes`: where it may repeat what they typed.
   */
  withoutJson(text: string, quotes: Quotes): string;
  /** Whether what a platform sent may name the person: in what comes from elsewhere somebody else is meant. */
  isNear(delivery: { platform: unknown; tenant: unknown; body: unknown }): boolean;
  /** Whether a text is about a ticket of theirs, and so may repeat what they typed there. */
  isAboutTheirs(text: string): boolean;
}

/** Of an event that is told, the details alone are what somebody has just said. */
export type Quotes = 'everywhere' | 'in-details' | 'nowhere';

/** What is known of a person. */
export interface KnownOf {
  person: Person;
  names: readonly string[];
  /** What they typed. */
  words: readonly string[];
  /** Tickets that they opened. */
  tickets: readonly TicketId[];
}

/** Shorter words are anybody's: 'yes' is not taken out of what was said about their ticket. */
const LEAST_WORDS = 8;
/** An id with a figure and so many characters is nobody else's word. */
const LEAST_ID = 6;
/** Keys whose values are texts even where they have no space in them. Others may be the desk's own words, such as a state. */
const TEXTS: ReadonlySet<string> = new Set([
  'name',
  'text',
  'summary',
  'question',
  'messages',
  'assignee',
  'label',
  'title',
  'topic',
  'resolution',
  'reason',
  'because',
]);

/** An id that means this person wherever it stands. */
export function isDistinct(id: string): boolean {
  return id.length >= LEAST_ID && /\d/.test(id);
}

/**
 * Whether an id that the desk or a platform put together has this one as one of its parts: `C1:U0ZORA`, `…;user=…`,
 * `teams:T1/…#…`. People's own ids may hold points and hyphens.
 */
export function isMadeOf(id: string): (text: string) => boolean {
  const part = new RegExp(`(?<![^\\s:;=/#])${escapeRegExp(id)}(?![^\\s:;=/#])`, 'u');
  return (text) => part.test(text);
}

/** Whether a delivery tells an id as such, elsewhere than where it only mentions somebody. */
export function tells(body: string, id: string): boolean {
  return has(nested(body));

  function has(value: unknown): boolean {
    if (typeof value === 'string') return value === id;
    if (typeof value !== 'object' || value === null) return false;
    // In rich text of Slack's, and among the entities of an activity.
    if ('type' in value && (value.type === 'user' || value.type === 'mention')) return false;
    return Object.values(value).some(has);
  }
}

/** Where the row of a delivery does not say of which workspace it is, what was sent does. */
export function isFrom(tenant: string, known: unknown, body: string): boolean {
  return typeof known === 'string' ? known === tenant : tells(body, tenant);
}

export function tracesOf({ person, names, words, tickets }: KnownOf): Traces {
  const ids = [addressOf(person), ...(isDistinct(person.user) ? [person.user] : [])];
  const called = [...new Set([...ids, ...names])].filter((each) => [...each].length > 1);
  const typed = [...new Set(words)].filter((each) => each.trim().length >= LEAST_WORDS && each !== FORGOTTEN);
  const callings = [...ids.map(apart), ...called.filter((each) => !ids.includes(each)).map(bounded)];
  const plain = anyOf(callings);
  const quoting = anyOf([...callings, ...typed.flatMap(formsOf).map(escapeRegExp)]);
  const theirs = anyOf(tickets.map((id) => `(?<!\\w)${escapeRegExp(id)}(?!\\d)`));
  const sought = [...[...called, ...typed].flatMap(formsOf), JSON.stringify(person.user)];

  function walk(value: unknown, key: string, mask: Mask): unknown {
    if (typeof value === 'string') return textOf(value, key, mask);
    if (Array.isArray(value)) return value.map((each) => walk(each, key, mask));
    if (typeof value !== 'object' || value === null) return value;
    const inside = Object.entries(value).map(([name, each]) => [
      name,
      walk(each, name, name === 'details' ? { ...mask, text: mask.details } : mask),
    ]);
    return named(Object.fromEntries(inside));
  }

  function textOf(text: string, key: string, mask: Mask): string {
    const inner = nested(text);
    if (inner !== null) return insideOf(text, inner, key, mask);
    if (ids.includes(text)) return FORGOTTEN;
    return TEXTS.has(key) || /\s/.test(text) ? text.replace(mask.text, FORGOTTEN) : text;
  }

  /** What names nobody keeps its form, be it a text that somebody typed. */
  function insideOf(text: string, inner: object, key: string, mask: Mask): string {
    const after = JSON.stringify(walk(inner, key, mask));
    return after === JSON.stringify(inner) ? text : after;
  }

  /** What is told of a ticket of theirs beside its number, and the person as such. */
  function named(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const ticket = tickets.find((id) => value.id === id || TAP.exec(String(value.value))?.[1] === id);
    if (ticket !== undefined && 'summary' in value) return { ...value, summary: FORGOTTEN };
    if (ticket !== undefined && 'label' in value) return { ...value, label: ticket };
    if (!isThem(value, person)) return value;
    return { ...value, user: FORGOTTEN, ...('name' in value ? { name: null } : {}) };
  }

  return {
    sought: [
      ...new Set(sought.flatMap((text) => [text, inJson(text), inJson(inJson(text))])),
      ...tickets.map((id) => `${id}"`),
    ],
    withoutPlain: (text) => text.replace(plain, FORGOTTEN),
    withoutJson: (text, quotes) => {
      const inner = nested(text);
      const mask = {
        text: quotes === 'everywhere' ? quoting : plain,
        details: quotes === 'nowhere' ? plain : quoting,
      };
      return inner === null ? text.replace(mask.text, FORGOTTEN) : insideOf(text, inner, '', mask);
    },
    isNear: ({ platform, tenant, body }) =>
      platform === person.platform && typeof body === 'string' && isFrom(person.tenant, tenant, body),
    isAboutTheirs: (text) => text.search(theirs) >= 0,
  };
}

/** What is taken out of texts, and out of the details of an event. */
interface Mask {
  text: RegExp;
  details: RegExp;
}

/** The value of a button about a ticket. */
const TAP = /^ticket:[a-z]+:([A-Z]+-\d+)/;

/** The longest first: a text may hold another one. None matches nothing. */
function anyOf(patterns: readonly string[]): RegExp {
  return new RegExp([...patterns].sort((one, other) => other.length - one.length).join('|') || '(?!)', 'gu');
}

function isThem(value: Readonly<Record<string, unknown>>, { platform, tenant, user }: Person): boolean {
  return value.platform === platform && value.tenant === tenant && value.user === user;
}

/** What stands inside a text that is JSON itself, as a webhook's payload is. */
function nested(text: string): object | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** As typed, as text within markup, and as a quote of several lines. */
function formsOf(text: string): string[] {
  const marked = escapeMarkdown(text);
  return [...new Set([text, marked, marked.replaceAll('\n', '\n> ')])];
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** An id: what is joined to it by a point or a hyphen is another one. */
function apart(id: string): string {
  return `(?<![\\p{L}\\p{N}]|[\\p{L}\\p{N}][._-])${bounded(id)}(?![._-]?[\\p{L}\\p{N}])`;
}

function bounded(text: string): string {
  return `(?<![\\p{L}\\p{N}])(?:${formsOf(text).map(escapeRegExp).join('|')})(?![\\p{L}\\p{N}])`;
}
