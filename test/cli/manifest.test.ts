import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { manifest } from './runManifest.ts';

const files = join(import.meta.dirname, '..', '..', 'manifest', 'slack');
const APP = '1f3d5b79-0a2c-4e68-9b1d-3f5a7c9e0b2d';
const committed = (name: string) => readFileSync(join(files, name), 'utf8');

describe('desk manifest --slack', () => {
  test('prints the file of the repository for its own address, word for word', async () => {
    const { code, out, err } = await manifest('--slack', '--url', 'https://desk.example.com');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(parse(out)).toEqual(parse(committed('manifest.yaml')));
    // Lines may be broken elsewhere; every comment is still there.
    expect(out.match(/#.*/g)).toEqual(committed('manifest.yaml').match(/#.*/g));
  });

  test.each([
    ['https://help.example.org', 'https://help.example.org'],
    ['https://help.example.org/', 'https://help.example.org'],
    ['https://help.example.org:8443', 'https://help.example.org:8443'],
    ['HTTPS://Help.Example.org:443/', 'https://help.example.org'],
    ['http://127.0.0.1:3978', 'http://127.0.0.1:3978'],
    ['http://localhost:3978', 'http://localhost:3978'],
    ['http://[::1]:3978', 'http://[::1]:3978'],
  ])('fills in %s', async (url, origin) => {
    const { code, out } = await manifest('--slack', '--url', url);
    expect(code).toBe(0);
    expect(out).not.toContain('desk.example.com');
    const { features, oauth_config, settings } = parse(out);
    expect(features.slash_commands[0].url).toBe(`${origin}/slack/events`);
    expect(settings.event_subscriptions.request_url).toBe(`${origin}/slack/events`);
    expect(settings.interactivity.request_url).toBe(`${origin}/slack/events`);
    expect(settings.interactivity.message_menu_options_url).toBe(`${origin}/slack/events`);
    expect(oauth_config.redirect_urls).toEqual([`${origin}/slack/oauth_redirect`]);
    expect(out).toContain(`at ${origin}/slack/install`);
  });

  test('for Socket Mode needs no address; the file of the repository is just that', async () => {
    const { code, out } = await manifest('--slack', '--socket');
    expect(code).toBe(0);
    expect(`${out}\n`).toBe(committed('manifest.socket.yaml'));
  });

  test('for Socket Mode with an address keeps the one for the installation', async () => {
    const { out } = await manifest('--slack', '--socket', '--url', 'https://help.example.org');
    const { oauth_config, settings } = parse(out);
    expect(oauth_config.redirect_urls).toEqual(['https://help.example.org/slack/oauth_redirect']);
    expect(settings).toMatchObject({ socket_mode_enabled: true, interactivity: { is_enabled: true } });
    expect(out.match(/https:\/\/\S+/g)).toEqual([
      'https://help.example.org/slack/install',
      'https://help.example.org/slack/oauth_redirect',
    ]);
  });

  test('prints JSON', async () => {
    const args = ['--slack', '--url', 'https://help.example.org'];
    const { out } = await manifest(...args, '--json');
    expect(JSON.parse(out)).toEqual(parse((await manifest(...args)).out));
  });
});

describe('desk manifest --out', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'desk-manifest-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('writes what it would print, and says so', async () => {
    const path = join(folder, 'app.yaml');
    const { code, out } = await manifest('--slack', '--socket', '--out', path);
    expect({ code, out }).toEqual({ code: 0, out: `Wrote ${path}.` });
    expect(readFileSync(path, 'utf8')).toBe(committed('manifest.socket.yaml'));
  });

  test('says what cannot be written', async () => {
    const path = join(folder, 'none', 'app.yaml');
    expect(await manifest('--slack', '--socket', '--out', path)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining(`--out ${path} cannot be written: ENOENT`),
    });
  });
});

describe('desk manifest refuses', () => {
  const address = (text: string) => ['--slack', '--url', text];
  test.each([
    [[], /for which platform, for example --slack or --teams/],
    [['--slack', '--app-id', APP], /--app-id goes with --teams alone/],
    [['--slack', '--teams'], /--slack and --teams exclude each other/],
    [['--url', 'https://help.example.org'], /for which platform/],
    [['--slack'], /--url is missing: .*, for example --url https:\/\/desk\.example\.com/],
    [['--slack', '--json'], /--url is missing/],
    [['--slack', '--url'], /--url <address>' argument missing/],
    [['--slack', '--socket', '--out'], /--out <file>' argument missing/],
    [address('http://help.example.org'), /must begin with https:\/\/: http is for this machine alone/],
    [address('http://127.0.0.1.example.org'), /http is for this machine alone/],
    [address('http://localhost.example.org'), /http is for this machine alone/],
    [address('help.example.org'), /must be an address with https:\/\//],
    [address('ftp://help.example.org'), /must be an address with https:\/\//],
    [address('https://'), /must be an address with https:\/\//],
    [address(''), /must be an address with https:\/\//],
    [address('https://help.example.org/slack/events'), /must end after the host or the port/],
    [address('https://help.example.org/?a=b'), /must end after the host or the port/],
    [address('https://help.example.org/#top'), /must end after the host or the port/],
    [address('https://me:fake@help.example.org'), /must hold no user and no password/],
  ])('%j', async (args, says) => {
    const { code, out, err } = await manifest(...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(says);
  });
});
