import { z } from 'zod';
import { flag, section } from './settingForms.ts';

/** What `config.ts` reads for webhooks: where they go and whose are taken is in desk.yaml, what signs them in the environment alone. */

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const nameError = 'must be lower-case words with hyphens, for example jira';
const urlError = 'must be an https address without credentials, for example https://jira.example.com/hooks/desk';
/** The specification's bounds for a secret: 24 to 64 bytes, in base64. */
const [LEAST_BYTES, MOST_BYTES] = [24, 64];
const secretError = `whsec_ and ${LEAST_BYTES} to ${MOST_BYTES} bytes in base64, for example whsec_ and the output of openssl rand -base64 32`;

function isSecret(text: string): boolean {
  const [, encoded] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  if (encoded === undefined) return false;
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES && bytes.toString('base64') === encoded;
}

function list(text: string): string[] {
  return text.split(',').map((each) => each.trim());
}

function pair(text: string): { id: string; secret: string } {
  const at = text.indexOf('=');
  return { id: text.slice(0, Math.max(0, at)), secret: text.slice(at + 1) };
}

export const webhookEnvironment = {
  WEBHOOK_SECRETS: z
    .string()
    .transform((text) => list(text).map(pair))
    .refine((pairs) => pairs.every(({ id, secret }) => NAME.test(id) && isSecret(secret)), {
      error: `must be the id of an endpoint or a source, = and its secret, several with commas; a secret is ${secretError}`,
    })
    .default([]),
};

export const webhookSection = section('webhooks', {
  endpoints: z
    .preprocess(
      (value) => value ?? [],
      z
        .array(
          z.strictObject({
            id: z.string({ error: nameError }).regex(NAME, nameError),
            url: z.string({ error: urlError }).refine(isTarget, urlError),
          }),
          { error: 'must be a list of endpoints, each with id and url' },
        )
        .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'must have different ids'),
    )
    .prefault([]),
  /** Systems whose signed events are taken. One that is an endpoint as well has one secret for both ways. */
  sources: z
    .preprocess(
      (value) => value ?? [],
      z
        .array(z.string({ error: nameError }).regex(NAME, nameError), {
          error: `must be a list of names; each ${nameError}`,
        })
        .refine((all) => new Set(all).size === all.length, 'must have different names'),
    )
    .prefault([]),
  /** Addresses of the own network and of this machine may be sent to, and without encryption. */
  allowPrivate: flag(false),
});

/** http is refused on sending, unless private targets are allowed. */
function isTarget(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && !url.hash;
}

export interface WebhookEndpoint {
  id: string;
  url: string;
  /** Each signs; several while one replaces another. */
  secrets: readonly string[];
}

/** A system whose events are taken. */
export interface WebhookSource {
  id: string;
  /** Each is taken; several while one replaces another. */
  secrets: readonly string[];
}

export interface WebhookConfig {
  endpoints: readonly WebhookEndpoint[];
  sources: readonly WebhookSource[];
  allowPrivate: boolean;
}

type Environment = z.infer<z.ZodObject<typeof webhookEnvironment>>;
type Section = z.infer<typeof webhookSection>;

/** What does not fit together; never a secret's value. */
export function webhookProblems(env: Environment, { endpoints, sources, allowPrivate }: Section): string[] {
  const ids = new Set([...endpoints.map(({ id }) => id), ...sources]);
  const signed = new Set(env.WEBHOOK_SECRETS.map(({ id }) => id));
  return [
    ...[...ids]
      .filter((id) => !signed.has(id))
      .map((id) => `WEBHOOK_SECRETS: holds no secret for ${id}, which desk.yaml names; add ${id}=whsec_…`),
    ...[...signed]
      .filter((id) => !ids.has(id))
      .map((id) => `WEBHOOK_SECRETS: desk.yaml has no endpoint or source ${id}`),
    ...endpoints
      .filter(({ url }) => !allowPrivate && !url.toLowerCase().startsWith('https:'))
      .map(({ id }) => `webhooks.endpoints: ${id}: ${urlError}`),
  ];
}

export function webhookConfig(env: Environment, { endpoints, sources, allowPrivate }: Section): WebhookConfig {
  const secretsOf = (id: string) => env.WEBHOOK_SECRETS.filter((each) => each.id === id).map(({ secret }) => secret);
  return {
    endpoints: endpoints.map(({ id, url }) => ({ id, url, secrets: secretsOf(id) })),
    sources: sources.map((id) => ({ id, secrets: secretsOf(id) })),
    allowPrivate,
  };
}
