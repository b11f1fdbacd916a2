import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';
import { flag, section, span } from './settingForms.ts';
import { type Calendar, daysSince } from './triage/calendar.ts';
import { STANDARD_PRIORITIES } from './triage/priority.ts';
import { OTHER, type Rules } from './triage/rules.ts';
import { IMPACTS, type Person, PRIORITIES, readAddress, URGENCIES } from './triage/ticket.ts';

/** What `config.ts` reads for tickets: the section `triage` of desk.yaml. */

const HOUR = 3_600_000;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
/** Working hours by priority: first response, resolution. */
const STANDARD_SLA = { P1: [1, 4], P2: [2, 8], P3: [8, 24], P4: [16, 40] } as const;
const OFFICE = '09:00-17:00';

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const nameError = 'must be lower-case words with hyphens, for example network-access';
/** `slack:U0123ABCD`, with its workspace where several install the app: `slack:T0123ABCD/U0123ABCD`. */
const AGENT = /^(slack|teams|cli):(?:[^\s/]+\/)?[^\s/]+$/;
const agentError = 'must be a platform and an id, for example slack:T0123ABCD/U0123ABCD or cli:alice';
/** Who is given a ticket has to be one person: the same user of another workspace is another one. */
const ONE_AGENT = /^(?:cli:(?:[^\s/]+\/)?|(?:slack|teams):[^\s/]+\/)[^\s/]+$/;
const oneAgentError =
  'must be a platform, its workspace or tenant, and an id, for example slack:T0123ABCD/U0123ABCD or cli:alice';
const CHANNEL = /^(slack|teams):[^\s/]+\/\S+$/;
const channelError = 'must be a platform, a workspace or tenant, and a channel, for example slack:T0123ABCD/C0123ABCD';
const spanError = `must be spans of time such as [${OFFICE}], apart and in order, at the latest until 24:00`;
const clockError = "must be a time of day such as '09:00'";
const dayError = 'must be a day such as 2026-12-25';

const day = z
  .string({ error: dayError })
  .refine((text) => /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text).isValid, dayError);

const hours = z
  .preprocess((value) => value ?? [], z.array(z.string({ error: spanError }), { error: spanError }))
  .transform((texts, context) => {
    const spans = texts.map(readSpan);
    const known = spans.filter((each) => each !== null);
    const inOrder = known.every(([from, to], at) => from < to && from >= (known[at - 1]?.[1] ?? 0));
    if (known.length < spans.length || !inOrder) context.addIssue({ code: 'custom', message: spanError });
    return known;
  });

function readSpan(text: string): readonly [number, number] | null {
  const [, h1, m1, h2, m2] = /^(\d\d):([0-5]\d)\s*-\s*(\d\d):([0-5]\d)$/.exec(text) ?? [];
  const [from, to] = [Number(h1) * 60 + Number(m1), Number(h2) * 60 + Number(m2)];
  return Number.isNaN(from) || Number.isNaN(to) || to > 1440 ? null : [from, to];
}

function byCategory(form: RegExp, error: string) {
  const list = z.preprocess(
    (value) => value ?? [],
    z.array(z.string({ error }).regex(form, error), { error: `must be a list; each ${error}` }),
  );
  return z
    .preprocess(
      (value) =>
        value === null
          ? { all: [] }
          : typeof value === 'object' && !Array.isArray(value)
            ? { all: [], ...value }
            : value,
      z.record(z.string(), list, { error: `must hold lists by category, or below 'all'; each ${error}` }),
    )
    .prefault({});
}

const priority = z.enum(PRIORITIES, { error: `must be one of ${PRIORITIES.join(', ')}` });

export const triageSection = section('triage', {
  /** false: people are sent to the helpdesk's address instead. */
  enabled: flag(true),
  /** Beside the corpus' sections. */
  categories: z
    .preprocess(
      (value) => value ?? [],
      z.array(
        z.strictObject({
          id: z.string({ error: nameError }).regex(NAME, nameError),
          title: z.string({ error: 'must be a title, for example Network access' }).trim().min(1, 'must not be empty'),
        }),
        { error: 'must be a list of categories, each with id and title' },
      ),
    )
    .prefault([]),
  priorities: section(
    'priorities',
    Object.fromEntries(
      IMPACTS.map((impact) => [
        impact,
        section(
          impact,
          Object.fromEntries(
            URGENCIES.map((urgency) => [urgency, priority.default(STANDARD_PRIORITIES[impact][urgency])]),
          ),
        ),
      ]),
    ),
  ),
  sla: section(
    'sla',
    Object.fromEntries(
      PRIORITIES.map((each) => [
        each,
        section(each, { responseHours: span(STANDARD_SLA[each][0]), resolutionHours: span(STANDARD_SLA[each][1]) }),
      ]),
    ),
  ),
  timeZone: z
    .string({ error: 'must be a time zone, for example Europe/Berlin' })
    .refine((name) => IANAZone.isValidZone(name), 'must be a time zone, for example Europe/Berlin')
    .default('UTC'),
  workingHours: section(
    'workingHours',
    Object.fromEntries(WEEKDAYS.map((name, at) => [name, hours.prefault(at < 5 ? [OFFICE] : [])])),
  ),
  holidays: z
    .preprocess((value) => value ?? [], z.array(day, { error: `must be a list of days; each ${dayError}` }))
    .prefault([]),
  /** Who may act on tickets, by category; `all`: on every one. */
  agents: byCategory(AGENT, agentError),
  /** Where the cards of tickets are shown, by category; `all`: of those that no other line names. */
  channels: byCategory(CHANNEL, channelError),
  rota: section('rota', {
    /** One after the other, each for `days` days. */
    agents: z
      .preprocess(
        (value) => value ?? [],
        z.array(z.string({ error: oneAgentError }).regex(ONE_AGENT, oneAgentError), {
          error: `must be a list; each ${oneAgentError}`,
        }),
      )
      .prefault([]),
    start: day.default('2026-01-05'),
    days: z
      .number({ error: 'must be a number of days, for example 7' })
      .int('must be a whole number of days')
      .positive('must be above 0')
      .default(7),
  }),
  stale: section('stale', {
    /** Days without an answer of the requester until they are reminded, and until the ticket is closed. */
    remindDays: span(3),
    closeDays: span(7),
    /** Days after which a resolution that nobody objected to counts as accepted. */
    settleDays: span(5),
  }),
  digest: section('digest', {
    /** Once a working day, into each channel that cards go to; nothing is sent where there is nothing to tell. */
    enabled: flag(true),
    at: z
      .string({ error: clockError })
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, clockError)
      .default('09:00'),
  }),
  /** Days after which a closed ticket is removed. */
  retentionDays: span(365),
  limits: section('limits', { ticketsAnHour: span(6) }),
});

export type TriageConfig = z.infer<typeof triageSection>;

/** What decisions need of the settings. `sections`: the corpus' own, which are categories as well; `webhooks`: ids of endpoints. */
export function rulesFrom(
  config: TriageConfig,
  sections: readonly { id: string; title: string }[],
  webhooks: readonly string[] = [],
): Rules {
  const calendar: Calendar = {
    timeZone: config.timeZone,
    hours: Object.fromEntries(WEEKDAYS.map((name, at) => [at + 1, config.workingHours[name] ?? []])),
    holidays: new Set(config.holidays),
  };
  const categories = new Map([...sections, ...config.categories].map(({ id, title }) => [id, title]));
  if (!categories.has(OTHER)) categories.set(OTHER, 'Something else');
  const { priorities, sla, stale, rota } = config;
  const channelsFor = (category: string) => config.channels[category] ?? config.channels.all ?? [];
  return {
    priorities: forEach(IMPACTS, (impact) =>
      forEach(URGENCIES, (urgency) => priorities[impact]?.[urgency] ?? STANDARD_PRIORITIES[impact][urgency]),
    ),
    sla: forEach(PRIORITIES, (each) => {
      const [response, resolution] = STANDARD_SLA[each];
      return {
        // A third of an hour is no whole number of milliseconds, and times in the store are whole.
        responseMs: Math.round((sla[each]?.responseHours ?? response) * HOUR),
        resolutionMs: Math.round((sla[each]?.resolutionHours ?? resolution) * HOUR),
      };
    }),
    calendar,
    stale,
    categories,
    channelsFor,
    isStaffed: (category) =>
      [...(config.agents[category] ?? []), ...(config.agents.all ?? []), ...channelsFor(category), ...webhooks].length >
      0,
    onCall: (at) => {
      const turn = Math.floor(daysSince(rota.start, at, calendar) / rota.days);
      const { length } = rota.agents;
      const id = rota.agents[((turn % length) + length) % length];
      return id === undefined ? null : agentNamed(id);
    },
    webhooks,
    digestAt: config.digest.enabled ? minutesOf(config.digest.at) : null,
    ticketsAnHour: config.limits.ticketsAnHour,
  };
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The settings' own way to name an agent, as a person; the tenant is empty where the settings leave it out. */
export function agentNamed(id: string): Person | null {
  const full = readAddress(id) ?? readAddress(id.replace(':', ':/'));
  return (
    full && {
      platform: full.platform,
      tenant: full.tenant === '' && full.platform === 'cli' ? 'local' : full.tenant,
      user: full.id,
      name: null,
    }
  );
}

function forEach<Key extends string, Value>(keys: readonly Key[], make: (key: Key) => Value): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<Key, Value>;
}
