/** One platform's stack each. */
export const LEGS = ['slack', 'teams'] as const;
export type LegName = (typeof LEGS)[number];

/** What is measured of each: four servers on the same mount, each in a process of its own. */
export const KINDS = ['bare', 'stores', 'answers', 'product'] as const;
export type Kind = (typeof KINDS)[number];

export const ABOUT: Readonly<Record<LegName, Readonly<Record<Kind, string>>>> = {
  slack: {
    bare: 'a bare Bolt app that only acknowledges',
    stores: "the same bare app, making the product's store calls",
    answers: 'the same with store calls, sending the answer as well',
    product: 'Connect Desk',
  },
  teams: {
    bare: 'a bare CloudAdapter bot that sends the words back',
    stores: "the same bare bot, making the product's store calls",
    answers: "the same with store calls, sending the product's card in place of the words",
    product: 'Connect Desk',
  },
};

/** The product's throughput as a share of theirs, at least. */
export const GOALS: Readonly<Record<Exclude<Kind, 'product'>, number>> = { bare: 0.5, stores: 0.85, answers: 0.85 };

/** How much load, and how long; all of it stays on the loopback. */
export interface Plan {
  /** Requests before anything is measured. */
  warmUp: number;
  /** Requests a round, and how many of them at a time. */
  requests: number;
  atOnce: number;
  /** Each takes every server in turn. */
  rounds: number;
}

export const PLANS: Readonly<Record<'full' | 'quick', Plan>> = {
  full: { warmUp: 1000, requests: 1000, atOnce: 20, rounds: 9 },
  quick: { warmUp: 100, requests: 300, atOnce: 20, rounds: 1 },
};
