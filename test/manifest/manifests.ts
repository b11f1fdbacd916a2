import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isScalar, isSeq, parse, parseDocument } from 'yaml';
import { z } from 'zod';

export const root = join(import.meta.dirname, '..', '..');

const text = (most: number) => z.string().min(1).max(most);
const name = (most = 50) => z.string().min(1).max(most);
const address = z.string().regex(/^https?:\/\//);

/** The parts of a manifest that we use, with Slack's own lengths: its schema lies outside the repository. */
const slackManifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.int() }),
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    background_color: z.string().regex(/^#([\da-f]{3}){1,2}$/i),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    bot_user: z.strictObject({ display_name: text(80), always_online: z.boolean() }),
    agent_view: z.strictObject({
      agent_description: text(300),
      suggested_prompts: z.array(z.strictObject({ title: name(), message: z.string().min(1) })).max(4),
    }),
    slash_commands: z.array(
      z.strictObject({
        command: z
          .string()
          .max(32)
          .regex(/^\/[\w-]+$/),
        description: text(2000),
        usage_hint: text(1000),
        should_escape: z.boolean(),
        url: address.optional(),
      }),
    ),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(24),
          type: z.enum(['message', 'global']),
          callback_id: name(255),
          description: text(150),
        }),
      )
      .max(10),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(name()) }),
    redirect_urls: z.array(address).optional(),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: address.optional(), bot_events: z.array(name()) }),
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: address.optional(),
      message_menu_options_url: address.optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.literal(false),
  }),
});

type SlackManifest = z.infer<typeof slackManifest>;

export interface ManifestFile {
  text: string;
  /** As it was read, for a schema. */
  raw: unknown;
  content: SlackManifest;
}

export function readManifest(file: string): ManifestFile {
  const source = readFileSync(join(root, 'manifest', 'slack', file), 'utf8');
  const raw: unknown = parse(source);
  return { text: source, raw, content: slackManifest.parse(raw) };
}

/** Every http address of a value, wherever it stands. */
export function addresses(value: unknown): string[] {
  if (typeof value === 'string') return /^https?:/.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(addresses) : [];
}

/** The comment behind each item of a list, by the item. */
export function comments(source: string, path: readonly string[]): [string, string][] {
  const list = parseDocument(source).getIn(path);
  const items = isSeq(list) ? list.items.filter(isScalar) : [];
  return items.map((item) => [String(item.value), (item.comment ?? '').trim()]);
}
