import type { Assistant } from '../../src/assistant.ts';
import type { EntryId, IsoDate } from '../../src/brand.ts';
import { DeskError } from '../../src/errors.ts';
import type { Message } from '../../src/message.ts';
import type { AnswerReply, Option, Reply } from '../../src/reply.ts';

/** Stands in for the core where the adapter alone is under test: one canned reply a kind, told apart by a word. */
export interface FakeAssistant extends Pick<Assistant, 'handle'> {
  /** Every message that was handled, repeated deliveries included. */
  readonly handled: Message[];
  /** Holds every reply to 'slow' back until it is called. */
  release(): void;
}

const DOCUMENT = {
  title: 'Azure AD Connect FAQ, General installation',
  url: 'https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-faq',
};

const common = {
  options: [] as Option[],
  open: null,
  reoffered: null,
  candidates: [],
  confidence: 0.93,
  facts: {},
};

function answer(entry: string, verdict: AnswerReply['verdict'], text: string, more: Partial<AnswerReply> = {}): Reply {
  return {
    ...common,
    kind: 'answer',
    entry: entry as EntryId,
    title: entry,
    verdict,
    text,
    sources: [DOCUMENT],
    notes: [],
    used: [],
    step: null,
    related: [],
    notCovered: false,
    helpdesk: null,
    ...more,
  };
}

const EMAIL_OPTIONS: Option[] = [
  { label: 'Older than 1.1.750.0', value: 'fact:installedVersion=<1.1.750.0' },
  { label: '1.1.750.0 or later', value: 'fact:installedVersion=>=1.1.750.0' },
  { label: "I don't know", value: 'fact:installedVersion=?' },
];

const REPLIES: Record<string, () => Reply> = {
  unattended: () =>
    answer(
      'install-unattended',
      'no',
      'No. Azure AD Connect is installed with its wizard only.\n\nAn unattended, silent installation is **not supported**, whatever `AADConnect.msi /quiet` seems to do.',
      {
        notes: [
          {
            text: 'The product is called Microsoft Entra Connect Sync today; what holds here has not changed.',
            date: '2026-11-22' as IsoDate,
            source: { title: 'Entra Connect: release history', url: 'https://learn.microsoft.com/entra' },
            place: 'end',
          },
        ],
      },
    ),
  email: () => ({
    ...common,
    kind: 'ask',
    entry: 'auto-upgrade-disabled-email' as EntryId,
    title: 'An email says that auto-upgrade is off',
    verdict: 'depends',
    lead: 'Whether there is anything to do depends on the version that is installed.',
    question: 'Which version of Azure AD Connect is installed?',
    because: 'builds before 1.1.750.0 could not be repaired by themselves',
    sources: [DOCUMENT],
    notes: [],
    used: [],
    step: null,
    retry: null,
    options: EMAIL_OPTIONS,
    open: { question: 'Which version of Azure AD Connect is installed?', options: EMAIL_OPTIONS },
  }),
  'fact:installedVersion=<1.1.750.0': () =>
    answer(
      'auto-upgrade-disabled-email',
      'yes',
      'Yes. Run the repair script, or upgrade by hand:\n\n1. Download `AADConnect.msi`.\n2. Run it on the server.',
    ),
  two: () => ({
    ...common,
    kind: 'clarify',
    question: 'Which of these do you mean?',
    options: [
      { label: 'Syncing from two domains', value: 'entry:sync-two-domains' },
      { label: 'Several connectors for one domain', value: 'entry:multiple-connectors-same-domain' },
      { label: 'None of these', value: 'none' },
    ],
  }),
  why: () => ({
    ...common,
    kind: 'explain',
    entry: null,
    text: 'It fits best, with a confidence of **0.93**. Matched: *unattended*, *install*.\n\nSecond: Syncing from two domains (0.04).',
    explanation: null,
  }),
  markup: () =>
    answer(
      'markup',
      'info',
      'Raw <b id="raw">HTML</b> <img src=x onerror="alert(1)"> and [a trap](javascript:alert(1)).',
    ),
};

function unknown(): Reply {
  return {
    ...common,
    kind: 'unknown',
    confidence: 0.1,
    text: 'The FAQ does not answer this, as far as I can see.',
    helpdesk: { name: 'IT Helpdesk', contact: 'helpdesk@example.com' },
    options: [{ label: 'Browse the topics', value: 'browse' }],
  };
}

export function createFakeAssistant(): FakeAssistant {
  const handled: Message[] = [];
  const owners = new Map<string, string>();
  const answered = new Map<string, Reply>();
  const waiting: (() => void)[] = [];

  async function reply(message: Message): Promise<Reply> {
    const said = message.source === 'action' ? message.value : message.text;
    if (said.includes('slow')) await new Promise<void>((resolve) => waiting.push(resolve));
    if (said.includes('boom')) throw new Error('password=hunter2 at /srv/desk/secret.ts');
    if (said.includes('full disk')) throw new DeskError('store-unavailable', 'sqlite:/srv/desk.db cannot be written.');
    const key = Object.keys(REPLIES).find((word) => said.includes(word));
    return key === undefined ? unknown() : (REPLIES[key]?.() ?? unknown());
  }

  return {
    handled,
    release: () => {
      for (const go of waiting.splice(0)) go();
    },
    async handle(message) {
      handled.push(message);
      const owner = owners.get(message.conversation) ?? message.user;
      if (owner !== message.user) {
        throw new DeskError('conversation-not-yours', 'This conversation was begun by somebody else.');
      }
      owners.set(message.conversation, owner);
      const known = message.delivery === null ? undefined : answered.get(message.delivery);
      const made = known ?? (await reply(message));
      if (message.delivery !== null) answered.set(message.delivery, made);
      return made;
    },
  };
}
