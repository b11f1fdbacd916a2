import type { EntryId, FactName, IsoDate } from '../../src/brand.ts';
import type { VersionCheck } from '../../src/knowledge/versionCheck.ts';
import type { AnswerReply, AskReply, Option, Reply } from '../../src/reply.ts';
import type { Version } from '../../src/version.ts';

/** Replies as the core makes them, each short enough to be read in a test. */

const common = {
  options: [] as Option[],
  open: null,
  reoffered: null,
  candidates: [],
  confidence: 0.9,
  facts: {},
};

const SOURCE = { title: 'FAQ, Auto upgrade', url: 'https://learn.microsoft.com/faq?a=1&b=2' };

export function answer(more: Partial<AnswerReply> = {}): AnswerReply {
  return {
    ...common,
    kind: 'answer',
    entry: 'install-unattended' as EntryId,
    title: 'Unattended installation',
    verdict: 'no',
    text: 'No. The **wizard** is the only way.\n\nRun `AADConnect.msi`.',
    sources: [SOURCE],
    notes: [],
    used: [],
    step: null,
    related: [],
    notCovered: false,
    helpdesk: null,
    ...more,
  };
}

export function ask(more: Partial<AskReply> = {}): AskReply {
  return {
    ...common,
    kind: 'ask',
    entry: 'auto-upgrade' as EntryId,
    title: 'Auto upgrade',
    verdict: 'depends',
    lead: 'It was switched off by a fault.',
    question: 'Which version is installed?',
    because: 'the fix came with 1.1.750.0',
    sources: [SOURCE],
    notes: [],
    used: [],
    step: null,
    retry: null,
    options: [
      { label: 'Older than 1.1.750.0', value: 'fact:auto-upgrade:installedVersion=<1.1.750.0' },
      { label: "I don't know", value: 'fact:auto-upgrade:installedVersion=unknown' },
    ],
    ...more,
  };
}

export function plainReply(kind: 'help' | 'smalltalk' | 'cancelled', text: string, options: Option[] = []): Reply {
  return { ...common, kind, text, options };
}

export function clarify(options: Option[]): Reply {
  return { ...common, kind: 'clarify', question: 'Which of these do you mean?', options };
}

export function unknown(more: Partial<Extract<Reply, { kind: 'unknown' }>> = {}): Reply {
  return {
    ...common,
    kind: 'unknown',
    text: 'I have no answer to that.',
    helpdesk: { name: 'the service desk', contact: 'desk@contoso.example' },
    ...more,
  };
}

/** What is read of a check beside the text: that there is one. */
export const CHECK: VersionCheck = {
  version: '2.5.79.0' as Version,
  listed: true,
  released: '2025-09-01' as IsoDate,
  status: 'supported',
  retiresOn: null,
  asOf: '2026-11-22' as IsoDate,
  recalled: false,
  deadlines: [],
  upgradeTo: null,
  nearest: [],
  sources: [SOURCE],
};

/** `check` null: no version was named. */
export function version(text: string, check: VersionCheck | null = CHECK): Reply {
  return { ...common, kind: 'version', check, text, sources: [SOURCE] };
}

export function browse(sections: { title: string; titles: string[] }[], options: Option[]): Reply {
  const listed = sections.map(({ title, titles }) => ({
    title,
    entries: titles.map((each) => ({ entry: 'e' as EntryId, title: each })),
  }));
  return { ...common, kind: 'browse', sections: listed, options };
}

export function explain(text: string): Reply {
  return { ...common, kind: 'explain', entry: null, text, explanation: null };
}

export function failed(text: string): Reply {
  return { ...common, kind: 'error', code: 'option-expired', text };
}

export const NOTES: AnswerReply['notes'] = [
  { text: 'Retired since 2022.', date: '2026-11-22' as IsoDate, source: SOURCE, place: 'lead' },
  { text: 'Only in the admin center.', date: '2026-11-22' as IsoDate, source: SOURCE, place: 'end' },
];

export const USED: AnswerReply['used'] = [
  { name: 'installedVersion' as FactName, label: 'installed version', value: '1.1.654.0', reused: true },
];

/** So many options, numbered in their labels. */
export function options(count: number, label = 'Option'): Option[] {
  return Array.from({ length: count }, (_, i) => ({ label: `${label} ${i + 1}`, value: `entry:option-${i + 1}` }));
}

/** A draft as words and options; the form that may stand beside it is another test's. */
export function ticketDraft(text: string, options: Option[]): Reply {
  return { ...common, kind: 'ticket', text, ticket: null, draft: null, options };
}

export function ticketList(text: string, options: Option[]): Reply {
  return { ...common, kind: 'tickets', text, tickets: [], options };
}
