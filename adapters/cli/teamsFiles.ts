import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DeskError } from '../../src/errors.ts';
import { type TeamsManifest, teamsManifest } from './teamsManifest.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'manifest', 'teams');
const MANIFEST = 'manifest.json';

/** Sides in pixels (learn.microsoft.com, 'Create a Teams app package'). */
const SIDES = { color: 192, outline: 32 } as const;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export interface TeamsFiles {
  manifest: TeamsManifest;
  /** What goes into the package beside the manifest, by name: icons, and a file for each further language. */
  others: Readonly<Record<string, Uint8Array>>;
}

/** Reads and checks what makes up the app. Throws 'manifest-invalid' with all that is wrong, each with file and place. */
export function readTeamsFiles(folder = FOLDER): TeamsFiles {
  const problems: string[] = [];
  const read = (name: string): Buffer | null => {
    try {
      return readFileSync(join(folder, name));
    } catch (error) {
      problems.push(`${name}: cannot be read: ${(error as NodeJS.ErrnoException).code}`);
      return null;
    }
  };
  const fail = (): never => {
    throw new DeskError('manifest-invalid', `The app in ${folder} cannot be packed:`, { problems });
  };
  const raw = readJson(MANIFEST, read(MANIFEST), problems);
  const result = teamsManifest.safeParse(raw);
  if (!result.success) {
    if (raw !== undefined) problems.push(...describe(MANIFEST, result.error));
    return fail();
  }
  const manifest = result.data;
  const others: Record<string, Uint8Array> = {};
  for (const kind of ['color', 'outline'] as const) {
    const name = manifest.icons[kind];
    const bytes = read(name);
    if (bytes) problems.push(...iconProblems(name, bytes, SIDES[kind]));
    if (bytes) others[name] = bytes;
  }
  for (const { file } of manifest.localizationInfo.additionalLanguages) {
    const bytes = read(file);
    if (bytes) problems.push(...languageProblems(file, readJson(file, bytes, problems), manifest));
    if (bytes) others[file] = bytes;
  }
  return problems.length > 0 ? fail() : { manifest, others };
}

function readJson(name: string, bytes: Buffer | null, problems: string[]): unknown {
  if (!bytes) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    problems.push(`${name}: is no JSON: ${error instanceof Error ? error.message : ''}`);
    return undefined;
  }
}

function describe(name: string, error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${name}: ${placeOf(path)}: ${message}`);
}

/** As Microsoft's language files write it: bots[0].commandLists[0].commands[1].title. */
function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return place.replace(/^\./, '') || 'the file';
}

function iconProblems(name: string, bytes: Buffer, side: number): string[] {
  if (bytes.length < 24 || !bytes.subarray(0, PNG.length).equals(PNG)) return [`${name}: is no PNG`];
  // Width and height begin the first chunk, behind its length and name.
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  return width === side && height === side ? [] : [`${name}: is ${width} by ${height} pixels, not ${side} by ${side}`];
}

/** What every language must say; anything else may stay in the default one. */
const NEEDED = ['name.short', 'description.short', 'description.full'] as const;

/** A language's texts by their place in the manifest; each is checked where it would stand. */
function languageProblems(file: string, raw: unknown, manifest: TeamsManifest): string[] {
  if (raw === undefined) return [];
  const result = z.record(z.string(), z.string()).safeParse(raw);
  if (!result.success) return describe(file, result.error);
  const { $schema: _schema, ...texts } = result.data;
  const missing = NEEDED.filter((place) => texts[place] === undefined).map((place) => `${file}: ${place}: is missing`);
  const translated: unknown = structuredClone(manifest);
  const unknown = Object.entries(texts).filter(([place, text]) => !put(translated, place, text));
  const { error } = teamsManifest.safeParse(translated);
  return [
    ...missing,
    ...unknown.map(([place]) => `${file}: ${place}: is no text of ${MANIFEST}`),
    ...(error ? describe(file, error) : []),
  ];
}

/** Only what is a text there already is replaced; false: it is none. */
function put(manifest: unknown, place: string, text: string): boolean {
  const keys = place.split(/[.[\]]+/).filter(Boolean);
  const last = keys.pop() ?? '';
  const holder = keys.reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : null), manifest);
  if (!isObject(holder) || !Object.hasOwn(holder, last) || typeof holder[last] !== 'string') return false;
  holder[last] = text;
  return true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
