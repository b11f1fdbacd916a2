import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { readTeamsFiles } from '../../adapters/cli/teamsFiles.ts';
import { fillTeams } from '../../adapters/cli/teamsManifest.ts';
import { teamsPackage } from '../../adapters/cli/teamsPackage.ts';
import { DeskError } from '../../src/errors.ts';
import { manifest } from './runManifest.ts';

const committed = join(import.meta.dirname, '..', '..', 'manifest', 'teams');
const APP = '1f3d5b79-0a2c-4e68-9b1d-3f5a7c9e0b2d';
const FOR_TEAMS = ['--teams', '--app-id', APP, '--url', 'https://help.example.org'];

const scratch = mkdtempSync(join(tmpdir(), 'desk-teams-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('desk manifest --teams', () => {
  test('writes the package, and says so', async () => {
    const path = join(scratch, 'app.zip');
    expect(await manifest(...FOR_TEAMS, '--out', path)).toEqual({ code: 0, out: `Wrote ${path}.`, err: '' });
    const unpacked = unzipSync(readFileSync(path));
    expect(Object.keys(unpacked).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    const { out } = await manifest(...FOR_TEAMS, '--json');
    expect(strFromU8(unpacked['manifest.json'] ?? new Uint8Array())).toBe(`${out}\n`);
  });

  test('writes the manifest alone with --json', async () => {
    const path = join(scratch, 'manifest.json');
    await manifest(...FOR_TEAMS, '--json', '--out', path);
    expect(readFileSync(path, 'utf8')).toBe(`${(await manifest(...FOR_TEAMS, '--json')).out}\n`);
  });

  test('fills in the id in all three places, whatever its case', async () => {
    const args = ['--teams', '--app-id', APP.toUpperCase(), '--url', 'https://help.example.org', '--json'];
    const { out } = await manifest(...args);
    const { id, bots, composeExtensions } = JSON.parse(out);
    expect([id, bots[0].botId, composeExtensions[0].botId]).toEqual([APP, APP, APP]);
    expect(out).not.toContain('00000000-');
  });

  test.each([
    ['https://help.example.org', 'https://help.example.org', 'help.example.org'],
    ['https://help.example.org:8443/', 'https://help.example.org:8443', 'help.example.org:8443'],
    ['HTTPS://Help.Example.org:443', 'https://help.example.org', 'help.example.org'],
  ])('fills in %s', async (url, origin, host) => {
    const { code, out } = await manifest('--teams', '--app-id', APP, '--url', url, '--json');
    expect(code).toBe(0);
    expect(out).not.toContain('desk.example.com');
    const { developer, validDomains } = JSON.parse(out);
    expect(developer).toMatchObject({
      websiteUrl: `${origin}/`,
      privacyUrl: `${origin}/`,
      termsOfUseUrl: `${origin}/`,
    });
    expect(validDomains).toEqual([host]);
  });

  test('says what cannot be written', async () => {
    const path = join(scratch, 'none', 'app.zip');
    expect(await manifest(...FOR_TEAMS, '--out', path)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining(`--out ${path} cannot be written: ENOENT`),
    });
  });
});

describe('desk manifest --teams refuses', () => {
  const id = (text: string) => ['--teams', '--url', 'https://help.example.org', '--app-id', text];
  const address = (text: string) => ['--teams', '--app-id', APP, '--url', text];
  test.each([
    [['--teams'], /--app-id is missing: the Microsoft App ID of your bot/],
    [['--teams', '--url', 'https://help.example.org'], /--app-id is missing/],
    [
      ['--teams', '--app-id', APP],
      /--url is missing: where Teams reaches the server, for example --url https:\/\/desk/,
    ],
    [['--teams', '--app-id'], /--app-id <guid>' argument missing/],
    [[...FOR_TEAMS, '--socket'], /--socket goes with --slack alone/],
    [['--slack', ...FOR_TEAMS], /--slack and --teams exclude each other/],
    [id(''), /It must be the Microsoft App ID of your bot: 32 hex digits with four hyphens/],
    [id('1f3d5b79'), /32 hex digits with four hyphens, for example/],
    [id(`{${APP}}`), /32 hex digits/],
    [id(`${APP}0`), /32 hex digits/],
    [id(APP.replace('1f', '1g')), /32 hex digits/],
    [id('00000000-0000-0000-0000-000000000000'), /It is the placeholder of the file/],
    [address('http://127.0.0.1:3978'), /--url must begin with https:\/\/: Teams comes from outside/],
    [address('http://localhost:3978'), /--url must begin with https:\/\/: Teams comes from outside/],
    [address('http://help.example.org'), /must begin with https:\/\//],
    [address('help.example.org'), /must be an address with https:\/\//],
    [address('https://help.example.org/api/messages'), /must end after the host or the port/],
    [address('https://me:fake@help.example.org'), /must hold no user and no password/],
  ])('%j', async (args, says) => {
    const { code, out, err } = await manifest(...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(says);
    expect(existsSync('connect-desk-teams.zip')).toBe(false);
  });
});

describe('files of ones own', () => {
  const folder = join(scratch, 'teams');
  const file = (name: string) => join(folder, name);
  const edit = (change: (text: string) => string) =>
    writeFileSync(file('manifest.json'), change(readFileSync(file('manifest.json'), 'utf8')));
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    cpSync(committed, folder, { recursive: true });
  });

  /** What is wrong with the folder. */
  function problems(): readonly string[] {
    try {
      readTeamsFiles(folder);
    } catch (error) {
      if (error instanceof DeskError && error.code === 'manifest-invalid') return error.problems;
      throw error;
    }
    return [];
  }

  const GERMAN = {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.Localization.schema.json',
    'name.short': 'Connect Desk',
    'description.short': 'Beantwortet Fragen zu Azure AD Connect.',
    'description.full': 'Beantwortet Fragen zu Azure AD Connect aus der FAQ, mit Quellen.',
    'bots[0].commandLists[1].commands[3].description': 'Was Connect Desk kann',
  };

  function withGerman(texts: unknown): void {
    edit((text) =>
      text.replace('"additionalLanguages": []', '"additionalLanguages": [{ "languageTag": "de", "file": "de.json" }]'),
    );
    writeFileSync(file('de.json'), JSON.stringify(texts));
  }

  test('another language goes into the package as it is', () => {
    withGerman(GERMAN);
    const files = readTeamsFiles(folder);
    const filled = fillTeams(files.manifest, { appId: APP, origin: 'https://help.example.org' });
    const unpacked = unzipSync(teamsPackage(filled, files));
    expect(Object.keys(unpacked).sort()).toEqual(['color.png', 'de.json', 'manifest.json', 'outline.png']);
    expect(JSON.parse(strFromU8(unpacked['de.json'] ?? new Uint8Array()))).toEqual(GERMAN);
    expect(filled.localizationInfo.additionalLanguages).toEqual([{ languageTag: 'de', file: 'de.json' }]);
  });

  test('a language file is checked place by place', () => {
    const { 'description.full': _full, ...rest } = GERMAN;
    withGerman({
      ...rest,
      'name.short': 'x'.repeat(31),
      'bots[0].commandLists[1].commands[6].description': 'Zu viel',
      'bots[0].scopes': 'personal',
      '__proto__.name.short': 'nichts',
      'toString.name': 'nichts',
    });
    expect(problems()).toEqual([
      'de.json: description.full: is missing',
      'de.json: bots[0].commandLists[1].commands[6].description: is no text of manifest.json',
      'de.json: bots[0].scopes: is no text of manifest.json',
      'de.json: __proto__.name.short: is no text of manifest.json',
      'de.json: toString.name: is no text of manifest.json',
      'de.json: name.short: has 31 characters; at most 30 are allowed',
    ]);
  });

  test.each([
    ['{', /^de\.json: is no JSON: /],
    ['["name.short"]', /^de\.json: the file: /],
    ['{"name.short": 1}', /^de\.json: name\.short: /],
  ])('a language file %j is refused', (content, says) => {
    withGerman({});
    writeFileSync(file('de.json'), content);
    expect(problems().join('\n')).toMatch(says);
  });

  test('an address of their own stays', () => {
    edit((text) =>
      text.replace('"privacyUrl": "https://desk.example.com/"', '"privacyUrl": "https://example.org/privacy"'),
    );
    const { developer } = fillTeams(readTeamsFiles(folder).manifest, {
      appId: APP,
      origin: 'https://help.example.org',
    });
    expect(developer).toMatchObject({
      privacyUrl: 'https://example.org/privacy',
      websiteUrl: 'https://help.example.org/',
    });
  });

  test('every mistake of the manifest is listed with its place', () => {
    edit((text) =>
      text
        .replace('"name": "Connect Desk"', `"name": "${'x'.repeat(40)}"`)
        .replace('"title": "version"', '"title": ""')
        .replace('#4451D1', 'blue'),
    );
    expect(problems()).toEqual([
      'manifest.json: developer.name: has 40 characters; at most 32 are allowed',
      'manifest.json: accentColor: must be a colour, for example #4451D1',
      'manifest.json: bots[0].commandLists[0].commands[1].title: must not be empty',
    ]);
  });

  test('files that are missing or no icons are named', () => {
    rmSync(file('outline.png'));
    cpSync(file('color.svg'), file('color.png'));
    withGerman({});
    rmSync(file('de.json'));
    expect(problems()).toEqual([
      'color.png: is no PNG',
      'outline.png: cannot be read: ENOENT',
      'de.json: cannot be read: ENOENT',
    ]);
  });

  test('an icon of another size is named', () => {
    cpSync(file('color.png'), file('outline.png'));
    expect(problems()).toEqual(['outline.png: is 192 by 192 pixels, not 32 by 32']);
  });

  test.each([
    ['', /^manifest\.json: is no JSON: /],
    ['{"id": ', /^manifest\.json: is no JSON: /],
    ['[]', /^manifest\.json: the file: /],
  ])('a manifest %j is refused', (content, says) => {
    edit(() => content);
    expect(problems().join('\n')).toMatch(says);
  });

  test('a folder that is not there is named', () => {
    rmSync(folder, { recursive: true });
    expect(problems()).toEqual(['manifest.json: cannot be read: ENOENT']);
    expect(() => readTeamsFiles(folder)).toThrow(`The app in ${folder} cannot be packed:`);
  });
});
