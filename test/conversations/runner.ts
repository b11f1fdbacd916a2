import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { differences, faults } from './checks.ts';
import { type Driver, type DriverKind, NotOffered, type Seen } from './driver.ts';
import { type Conversation, conversationFiles, duration, readConversations, saidText, type Turn } from './format.ts';

/** Building the corpus takes seconds where other suites run beside this one. */
const START_MS = 60_000;

/** Runs conversation files on one platform, all unless told; each conversation is one test. */
export function runConversations(name: string, kind: DriverKind, files: readonly string[] = conversationFiles()): void {
  describe(name, () => {
    beforeAll(() => kind.start?.(), START_MS);
    afterAll(() => kind.stop?.());
    for (const file of files) {
      describe(file, () => {
        for (const conversation of readConversations(file)) runOne(conversation, kind);
      });
    }
  });
}

function runOne(conversation: Conversation, kind: DriverKind): void {
  const { title, turns } = conversation;
  const obstacle =
    (turns.some((turn) => turn.after !== undefined) ? kind.cannot?.after : undefined) ??
    (turns.some((turn) => turn.restart) ? kind.cannot?.restart : undefined) ??
    (turns.some((turn) => turn.edit !== undefined) ? kind.cannot?.edit : undefined);
  if (obstacle !== undefined) {
    test.skip(`${title} (left out: ${obstacle})`, () => {});
    return;
  }
  test(
    title,
    async () => {
      const driver = await kind.open(turns.flatMap(({ say }) => (say === undefined ? [] : [saidText(say)])));
      try {
        const failures = await converse(driver, turns);
        if (failures.length > 0) throw withoutStack(report(conversation, failures));
      } finally {
        await driver.close();
      }
    },
    START_MS,
  );
}

/** Where in the runner it was found out says nothing: the message alone is shown. */
function withoutStack(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}

interface Failure {
  turn: number;
  did: string;
  wrong: string[];
  seen: Seen | null;
}

/** Goes on after a failed expectation, so that one run shows all of them; ends where a button is missing. */
async function converse(driver: Driver, turns: readonly Turn[]): Promise<Failure[]> {
  const failures: Failure[] = [];
  let ticket: string | null = null;
  for (const [at, written] of turns.entries()) {
    const turn = withTicket(written, ticket);
    const did = turn.tap ?? `"${saidText(turn.say ?? turn.edit ?? turn.tapValue ?? '').slice(0, 80)}"`;
    try {
      const seen = await take(driver, turn);
      ticket ??= seen.ticket?.id ?? null;
      const wrong = [...differences(withTicket(turn, ticket), seen), ...faults(seen)];
      if (wrong.length > 0) failures.push({ turn: at + 1, did, wrong, seen });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.push({ turn: at + 1, did, wrong: [reason], seen: null });
      if (error instanceof NotOffered) break;
    }
  }
  return failures;
}

/** `DESK-1` in a file is the conversation's first ticket: where many converse over one store, its number is another. */
function withTicket(turn: Turn, ticket: string | null): Turn {
  return ticket === null ? turn : JSON.parse(JSON.stringify(turn).replaceAll(/\bDESK-1\b/gi, ticket));
}

async function take(driver: Driver, turn: Turn): Promise<Seen> {
  if (turn.after !== undefined) driver.wait(duration(turn.after));
  if (turn.restart) await driver.restart();
  if (turn.tap !== undefined) return driver.tap(turn.tap, turn.from ?? null);
  if (turn.edit !== undefined) {
    if (!driver.edit) throw new Error('This driver cannot change a message.');
    return driver.edit(turn.edit);
  }
  return turn.tapValue === undefined ? driver.say(saidText(turn.say ?? '')) : driver.forge(turn.tapValue);
}

function report({ title, why }: Conversation, failures: readonly Failure[]): string {
  const lines = failures.flatMap(({ turn, did, wrong, seen }) => [
    `turn ${turn}, ${did}:`,
    ...wrong.map((each) => `  - ${each}`),
    ...(seen ? [`  the reply was (${seen.kind}): ${seen.text.slice(0, 600).replaceAll('\n', '\n    ')}`] : []),
  ]);
  return [title, ...(why === undefined ? [] : [`Why: ${why}`]), ...lines].join('\n');
}
