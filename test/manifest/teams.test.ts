import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Draft04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { strFromU8, unzipSync } from 'fflate';
import { readTeamsFiles } from '../../adapters/cli/teamsFiles.ts';
import { fillTeams, type TeamsManifest, teamsManifest } from '../../adapters/cli/teamsManifest.ts';
import { teamsPackage } from '../../adapters/cli/teamsPackage.ts';
import { NAMES } from '../../adapters/teams/names.ts';
import { teamsEnvironment } from '../../src/teamsSettings.ts';
import { readPng } from '../support/png.ts';
import { root } from './manifests.ts';

const folder = join(root, 'manifest', 'teams');
const require = createRequire(import.meta.url);
const schemas = join(dirname(require.resolve('@microsoft/app-manifest')), 'json-schemas');
const COMMANDS = NAMES.commands;

/** Microsoft's own schema, as its package ships it. */
function official(name: string) {
  // Its patterns are no Unicode ones: one of them holds a lone bracket.
  const ajv = new Draft04.default({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(join(schemas, 'teams', 'v1.30', `MicrosoftTeams.${name}.json`), 'utf8')));
}

const validate = official('schema');
const validateLanguage = official('Localization.schema');
const files = readTeamsFiles(folder);
const filled = fillTeams(files.manifest, {
  appId: '1f3d5b79-0a2c-4e68-9b1d-3f5a7c9e0b2d',
  origin: 'https://help.example.org:8443',
});
const [bot] = files.manifest.bots;
const [extension] = files.manifest.composeExtensions;

describe('manifest.json', () => {
  test.each([
    ['as it lies there', files.manifest],
    ['filled in', filled],
  ])('%s is valid by the schema of the package', (_name, manifest) => {
    validate(manifest);
    expect(validate.errors).toBeNull();
  });

  test('is of the newest version that the package ships', () => {
    const versions = readdirSync(join(schemas, 'teams')).map((name) => Number(/^v1\.(\d+)$/.exec(name)?.[1] ?? 0));
    expect(files.manifest.manifestVersion).toBe(`1.${Math.max(...versions)}`);
    expect(files.manifest.$schema).toContain(`/v${files.manifest.manifestVersion}/`);
  });

  test('is for personal chats, teams and group chats, each with the commands of the table and no other', () => {
    expect(bot?.scopes).toEqual(['personal', 'team', 'groupChat']);
    for (const scope of bot?.scopes ?? []) {
      const lists = bot?.commandLists.filter(({ scopes }) => scopes.includes(scope)) ?? [];
      expect(lists).toHaveLength(1);
      expect(lists.flatMap(({ commands }) => commands.map(({ title }) => title))).toEqual(COMMANDS);
    }
  });

  test('has the search and the actions of the table and no other', () => {
    expect(extension?.commands.map(({ id, type, context }) => ({ id, type, context }))).toEqual([
      { id: NAMES.searchFaq, type: 'query', context: ['compose', 'commandBox'] },
      { id: NAMES.findAnswer, type: 'action', context: ['message'] },
      { id: NAMES.openTicket, type: 'action', context: ['message'] },
    ]);
    const [search, ...actions] = extension?.commands ?? [];
    expect(search).toMatchObject({ initialRun: true, parameters: [{ name: NAMES.query }] });
    // The dialog's content comes from the bot.
    for (const action of actions) expect(action).toMatchObject({ fetchTask: true });
  });

  test('asks for no permission of a person, a team or a device, and for no sign-in', () => {
    const asking = ['permissions', 'devicePermissions', 'authorization', 'webApplicationInfo'];
    expect(Object.keys(files.manifest).filter((key) => asking.includes(key))).toEqual([]);
  });
});

/** A copy with one text or list changed; the place as in a language file. */
function changed(place: string, value: unknown): unknown {
  const copy: unknown = structuredClone(files.manifest);
  const keys = place.split(/[.[\]]+/).filter(Boolean);
  const last = keys.pop() ?? '';
  const holder = keys.reduce<unknown>((at, key) => Reflect.get(Object(at), key), copy);
  Reflect.set(Object(holder), last, value);
  return copy;
}

const command = { title: 'help', description: 'What it can do' };
const list = (count: number) => Array.from({ length: count }, () => command);

/** Each limit as Microsoft's schema has it. */
const LIMITS: readonly [place: string, most: number][] = [
  ['name.short', 30],
  ['name.full', 100],
  ['description.short', 80],
  ['description.full', 4000],
  ['developer.name', 32],
  ['composeExtensions[0].commands[0].id', 64],
  ['composeExtensions[0].commands[0].title', 32],
  ['composeExtensions[0].commands[0].description', 128],
  ['composeExtensions[0].commands[0].parameters[0].name', 64],
  ['composeExtensions[0].commands[0].parameters[0].title', 32],
  ['composeExtensions[0].commands[0].parameters[0].description', 128],
];

describe('the check before packing', () => {
  const accepts = (manifest: unknown) => teamsManifest.safeParse(manifest).success;

  test.each(LIMITS)('%s: takes %d characters and no more, like the schema', (place, most) => {
    for (const [length, isValid] of [
      [most, true],
      [most + 1, false],
    ] as const) {
      const manifest = changed(place, 'x'.repeat(length));
      expect([accepts(manifest), validate(manifest)]).toEqual([isValid, isValid]);
    }
  });

  test.each([
    ['id', 'not-a-guid'],
    ['bots[0].botId', '1f3d5b79'],
    ['bots[0].scopes', ['channel']],
    ['accentColor', 'blue'],
    ['manifestVersion', '1.5'],
    ['developer.websiteUrl', 'ftp://desk.example.com'],
    ['localizationInfo.defaultLanguageTag', 'English (British)'],
    ['composeExtensions[0].commands[0].context', ['everywhere']],
    ['composeExtensions[0].commands[0].parameters', []],
    ['composeExtensions[0].commands[0].title', undefined],
  ])('%s: refuses %j, like the schema', (place, value) => {
    const manifest = JSON.parse(JSON.stringify(changed(place, value)));
    expect([accepts(manifest), validate(manifest)]).toEqual([false, false]);
  });

  test.each([
    ['bots[0].commandLists[0].commands', list(11)],
    ['bots[0].commandLists[0].commands[0].title', 'x'.repeat(33)],
    ['bots[0].commandLists[0].commands[0].description', 'x'.repeat(129)],
    ['developer.privacyUrl', 'http://desk.example.com/'],
    ['icons.color', '../color.png'],
    ['localizationInfo.additionalLanguages', [{ languageTag: 'de', file: '../../package.json' }]],
    ['version', '1.0'],
    ['name.short', ''],
  ])('%s: is stricter than the schema about %j', (place, value) => {
    const manifest = changed(place, value);
    expect([accepts(manifest), validate(manifest)]).toEqual([false, true]);
  });

  test('takes ten commands a scope', () => {
    expect(accepts(changed('bots[0].commandLists[0].commands', list(10)))).toBe(true);
  });
});

describe('icons', () => {
  const icon = (name: string) => readPng(readFileSync(join(folder, name)));

  test('color.png: 192 by 192, opaque, the drawing within the middle 96 by 96', () => {
    const { width, height, pixels } = icon('color.png');
    expect([width, height]).toEqual([192, 192]);
    expect(pixels.every(([, , , opacity]) => opacity === 255)).toBe(true);
    const [ground] = pixels;
    const drawn = pixels.flatMap((pixel, i) =>
      `${pixel}` === `${ground}` ? [] : [[i % width, Math.floor(i / width)]],
    );
    expect(drawn.length).toBeGreaterThan(2000);
    for (const axis of [0, 1]) {
      const along = drawn.map((point) => point[axis] ?? 0);
      expect(Math.min(...along)).toBeGreaterThanOrEqual(48);
      expect(Math.max(...along)).toBeLessThan(144);
    }
  });

  test('its ground is the accent colour', () => {
    const [[r, g, b] = []] = icon('color.png').pixels;
    const hex = [r, g, b].map((part = 0) => part.toString(16).padStart(2, '0')).join('');
    expect(files.manifest.accentColor.toLowerCase()).toBe(`#${hex}`);
  });

  test('outline.png: 32 by 32, white on nothing', () => {
    const { width, height, pixels } = icon('outline.png');
    expect([width, height]).toEqual([32, 32]);
    const seen = pixels.filter(([, , , opacity]) => opacity > 0);
    expect(seen.every(([r, g, b]) => r === 255 && g === 255 && b === 255)).toBe(true);
    expect(seen.length).toBeGreaterThan(100);
    // Mostly nothing, and nothing at all along the edges.
    expect(seen.length).toBeLessThan(pixels.length / 2);
    const edge = pixels.filter((_, i) => [0, 31].includes(i % 32) || [0, 31].includes(Math.floor(i / 32)));
    expect(edge.every(([, , , opacity]) => opacity === 0)).toBe(true);
  });
});

describe('the package', () => {
  const unpacked = unzipSync(teamsPackage(filled, files));

  test('holds the manifest and the icons, and nothing else', () => {
    expect(Object.keys(unpacked).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
  });

  test('holds them as they are', () => {
    const manifest: TeamsManifest = teamsManifest.parse(
      JSON.parse(strFromU8(unpacked['manifest.json'] ?? new Uint8Array())),
    );
    expect(manifest).toEqual(filled);
    for (const name of ['color.png', 'outline.png']) {
      expect(Buffer.from(unpacked[name] ?? [])).toEqual(readFileSync(join(folder, name)));
    }
  });

  test('is the same whenever it is packed', () => {
    expect(teamsPackage(filled, files)).toEqual(teamsPackage(filled, readTeamsFiles(folder)));
  });
});

describe('docs/teams.md', () => {
  const page = readFileSync(join(root, 'docs', 'teams.md'), 'utf8');

  test('names the commands, the extension and the path', () => {
    const titles = extension?.commands.map(({ title }) => `**${title}**`) ?? [];
    const names = [...COMMANDS.map((name) => `\`${name}`), ...titles, NAMES.path];
    expect(names.filter((name) => !page.includes(name))).toEqual([]);
  });

  test('explains every setting', () => {
    const names = [...Object.keys(teamsEnvironment), 'ENCRYPTION_KEY', 'allowed.tenants', 'forgetWhenRemoved'];
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test("its example of another language is valid by Microsoft's schema and by our check", () => {
    const [, example = ''] = /```json\n(\{[^`]*"name\.short"[^`]*\})\n```/.exec(page) ?? [];
    const texts: unknown = JSON.parse(example);
    validateLanguage(texts);
    expect(validateLanguage.errors).toBeNull();
    for (const [place, text] of Object.entries(Object(texts))) {
      if (place !== '$schema') expect(teamsManifest.safeParse(changed(place, text)).success).toBe(true);
    }
  });
});
