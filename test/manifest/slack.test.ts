import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { NAMES } from '../../adapters/slack/names.ts';
import { slackEnvironment } from '../../src/slackSettings.ts';
import { SCOPES } from '../support/slack/scopes.ts';
import { addresses, comments, readManifest, root } from './manifests.ts';
import { calledMethods, unscoped } from './methods.ts';

const http = readManifest('manifest.yaml');
const socket = readManifest('manifest.socket.yaml');
const files = [
  ['manifest.yaml', http],
  ['manifest.socket.yaml', socket],
] as const;
const sorted = (values: readonly string[]) => [...values].sort();

describe.each(files)('%s', (_name, { text, content }) => {
  const { features, oauth_config, settings } = content;

  test('has the command, and no other', () => {
    expect(features.slash_commands.map(({ command }) => command)).toEqual([NAMES.command]);
  });

  test('has the shortcuts under their ids and titles, and no other', () => {
    expect(features.shortcuts.map(({ type, callback_id, name }) => ({ type, callback_id, name }))).toEqual([
      { type: 'message', callback_id: NAMES.find, name: NAMES.titles.find },
      { type: 'message', callback_id: NAMES.ticket, name: NAMES.titles.ticket },
      { type: 'global', callback_id: NAMES.ask, name: NAMES.titles.ask },
    ]);
  });

  test('has every event, and no other', () => {
    expect(sorted(settings.event_subscriptions.bot_events)).toEqual(sorted(NAMES.events));
  });

  test('has every scope, and no other', () => {
    expect(sorted(oauth_config.scopes.bot)).toEqual(sorted(NAMES.scopes));
  });

  test('says of every scope and event why', () => {
    const reasons = [
      ...comments(text, ['oauth_config', 'scopes', 'bot']),
      ...comments(text, ['settings', 'event_subscriptions', 'bot_events']),
    ];
    expect(reasons).toHaveLength(NAMES.scopes.length + NAMES.events.length);
    expect(reasons.filter(([, reason]) => reason.length < 8)).toEqual([]);
  });

  test('suggests questions of the corpus', () => {
    const corpus: { examples: string[] } = parse(readFileSync(join(root, 'knowledge', 'corpus.yaml'), 'utf8'));
    for (const { message } of features.agent_view.suggested_prompts) expect(corpus.examples).toContain(message);
  });
});

describe('addresses', () => {
  test('over https: every path of the table stands there, and no other', () => {
    const { oauth_config, settings, features } = http.content;
    const { events, install, redirect } = NAMES.paths;
    const at = (path: string) => `https://desk.example.com${path}`;
    expect(features.slash_commands.map(({ url }) => url)).toEqual([at(events)]);
    expect(settings.event_subscriptions.request_url).toBe(at(events));
    expect(settings.interactivity.request_url).toBe(at(events));
    expect(settings.interactivity.message_menu_options_url).toBe(at(events));
    expect(oauth_config.redirect_urls).toEqual([at(redirect)]);
    expect(addresses(http.raw)).toHaveLength(5);
    // A person opens it; no field of a manifest holds it.
    expect(http.text).toContain(at(install));
    const named = [...http.text.matchAll(/https?:\/\/desk\.example\.com(\/\S*)?/g)].map(([, path]) => path);
    expect([...new Set(named)].sort()).toEqual(sorted(Object.values(NAMES.paths)));
    expect(settings.socket_mode_enabled).toBe(false);
  });

  test('in Socket Mode: none', () => {
    expect(socket.text).not.toMatch(/https?:/);
    expect(socket.content.settings.socket_mode_enabled).toBe(true);
  });

  test('nothing is unfurled: no domains, no scope for links', () => {
    expect(http.text).not.toMatch(/unfurl_domains|links:|link_shared/);
  });
});

describe("beside Slack's schema", () => {
  const path = join(root, '..', 'shared', 'schemas', 'slack-manifest.schema.2.0.0.json');
  if (!existsSync(path)) {
    test.skip(`skipped: ${path} does not exist outside the workshop`, () => {});
    return;
  }
  const validate = new Ajv({ strict: false, allErrors: true, formats: { uri: true } }).compile(
    JSON.parse(readFileSync(path, 'utf8')),
  );

  test.each(files)('%s is valid', (_name, { raw }) => {
    validate(raw);
    expect(validate.errors).toBeNull();
  });

  test('a name that is too long is not', () => {
    const { features } = http.content;
    const [first] = features.shortcuts;
    const long = { ...features, shortcuts: [{ ...first, name: 'Ask about Azure AD Connect' }] };
    expect(validate({ ...http.content, features: long })).toBe(false);
    expect(validate.errors?.map(({ instancePath }) => instancePath)).toEqual(['/features/shortcuts/0/name']);
  });
});

/** From the reference of each event; none for those that are left out. */
const EVENT_SCOPES: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  'message.mpim': 'mpim:history',
};

describe('rights', () => {
  test.each(Object.entries(EVENT_SCOPES))('%s comes only with %s', (event, scope) => {
    expect(NAMES.events).toContain(event);
    expect(NAMES.scopes).toContain(scope);
  });

  test('every scope is one that a method, an event or a feature asks for', () => {
    const asked = new Set([...Object.values(SCOPES).flat(), ...Object.values(EVENT_SCOPES), 'commands']);
    expect(NAMES.scopes.filter((scope) => !asked.has(scope))).toEqual([]);
  });

  const folder = join(root, 'adapters', 'slack');
  const sources = readdirSync(folder).filter((file) => file.endsWith('.ts'));

  test.each(sources)('%s calls no method without its scope', (file) => {
    expect(unscoped(calledMethods(readFileSync(join(folder, file), 'utf8')), SCOPES, NAMES.scopes)).toEqual([]);
  });

  test('finds a call however it is written, and says what is missing', () => {
    const source = `
      await client.chat.postMessage({ channel });
      await deps.client
        .assistant.threads.setStatus({ status });
      const answer = await web.users.info({ user });
      await client.apiCall('reactions.add', {});
      await client.pins.add({ channel });
      client.on('close', done); const team = body.team.id; store.users.find(1);`;
    const called = calledMethods(source);
    expect(called).toEqual([
      'assistant.threads.setStatus',
      'chat.postMessage',
      'pins.add',
      'reactions.add',
      'users.info',
    ]);
    expect(unscoped(called, SCOPES, ['chat:write', 'users:read'])).toEqual([
      'pins.add: not in test/support/slack/scopes.ts',
      'reactions.add: reactions:write',
    ]);
  });
});

describe('docs/slack.md', () => {
  const page = readFileSync(join(root, 'docs', 'slack.md'), 'utf8');

  test('explains every variable and every scope', () => {
    const names = [...Object.keys(slackEnvironment), ...NAMES.scopes, 'allowed.workspaces', 'answersAnHour'];
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test('names the command, the shortcuts and the paths', () => {
    const { command, titles, paths } = NAMES;
    const names = [`\`${command} `, ...Object.values(titles), ...Object.values(paths)];
    expect(names.filter((name) => !page.includes(name))).toEqual([]);
  });
});
