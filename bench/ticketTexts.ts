import { createRandom, createZipf, pick, type Random, whole } from './random.ts';
import { createVocabulary } from './words.ts';

/** What a requester writes: a summary, and more words below it. */
export interface TicketText {
  summary: string;
  question: string;
}

const SUBJECTS = [
  'the synchronization service',
  'password hash sync',
  'password writeback',
  'the staging server',
  'auto upgrade',
  'seamless single sign-on',
  'pass-through authentication',
  'the provisioning agent',
  'device writeback',
  'group writeback',
  'the AD FS farm',
  'the installation wizard',
  'the rules editor',
  'a scheduled sync cycle',
  'the export to the cloud',
  'the connector space',
  'LocalDB',
  'the health agent',
  'the service account',
  'a custom attribute flow',
];
const SYMPTOMS = [
  'stops with error {code}',
  'does not start after the update to {build}',
  'hangs at the page "{page}"',
  'shows {count} export errors',
  'has not run since {time}',
  'asks for the credentials of {account} again',
  'runs into a timeout against {server}',
  'deletes members of {group}',
  'leaves out the mailbox of {person}',
  'uses up the memory of {server}',
  'writes event {event} every few minutes',
  'refuses the certificate of {server}',
  'takes {count} minutes instead of five',
  'creates a duplicate of {account}',
];
const DETAILS = [
  'It began when {person} moved {server} to {place}.',
  'Everybody in {department} is affected.',
  'Only accounts below OU={place} are affected.',
  'The log of {server} holds event {event}.',
  'We restarted {server} at {time}, and it came back.',
  'The proxy in {place} was replaced by {person} last week.',
  'Nobody has changed anything but the group {group}.',
  'The installed build is {build}.',
  'A full import finishes, then error {code} comes.',
  'The firewall team says that port {port} is open towards {place}.',
  '{person} from {department} cannot sign in to the payroll portal.',
  'The same account works in {place}.',
  'There are {count} objects with a duplicate proxy address.',
  'The project {project} goes live in {place} soon, and it needs this.',
];
const PAGES = ['Connect to directories', 'Optional features', 'Configure', 'Domain and OU filtering', 'User sign-in'];
const DEPARTMENTS =
  'accounting,purchasing,legal,marketing,logistics,facilities,research,payroll,sales,audit,warehouse,reception,treasury,training,export desk'.split(
    ',',
  );
const PORTS = ['443', '389', '636', '88', '445', '5671', '8080', '53'];

/** Names of places, people and projects: as many as a company of some thousand people has. */
const NAMES = 4000;

/** The same seed gives the same texts, and the first of many are those of few. */
export function createTicketTexts(seed: number): () => TicketText {
  const random = createRandom(seed);
  const names = createVocabulary(random, NAMES).map((name) => name.charAt(0).toUpperCase() + name.slice(1));
  const rank = createZipf(random, NAMES);
  const name = () => names[rank()] ?? '';
  const fill = (template: string) => template.replace(/\{(\w+)\}/g, (_, slot: string) => slotted(slot, random, name));
  return () => {
    const summary = fill(`${pick(random, SUBJECTS)} ${pick(random, SYMPTOMS)}`);
    const details = Array.from({ length: whole(random, 0, 3) }, () => fill(pick(random, DETAILS)));
    return { summary: summary.charAt(0).toUpperCase() + summary.slice(1), question: [summary, ...details].join('. ') };
  };
}

function slotted(slot: string, random: Random, name: () => string): string {
  const number = (low: number, high: number) => String(whole(random, low, high));
  switch (slot) {
    case 'code':
      return `0x8${whole(random, 0, 0xfff).toString(16).padStart(7, '0')}`;
    case 'build':
      return `2.${number(0, 6)}.${number(1, 120)}.0`;
    case 'server':
      return `${name().slice(0, 4).toUpperCase()}-${pick(random, ['AADC', 'DC', 'FS', 'SQL'])}${number(1, 40)}`;
    case 'account':
      return `${name().toLowerCase()}.${name().toLowerCase()}`;
    case 'group':
      return `GG-${name()}-${pick(random, ['Users', 'Admins', 'Readers'])}`;
    case 'person':
      return `${name()} ${name()}`;
    case 'place':
    case 'project':
      return name();
    case 'department':
      return pick(random, DEPARTMENTS);
    case 'page':
      return pick(random, PAGES);
    case 'port':
      return pick(random, PORTS);
    case 'event':
      return number(600, 7000);
    case 'time':
      return `${number(6, 20)}:${number(10, 59)}`;
    default:
      return number(2, 400);
  }
}
