import { z } from 'zod';
import { EXAMPLE } from './manifestOptions.ts';

/**
 * The parts of a Teams app manifest that we use, with the lengths of Microsoft's schema v1.30 (developer.microsoft.com/
 * json-schemas/teams/v1.30); a test sets both beside each other. What it does not know is left as it is.
 */

/** The schema takes 12; clients show ten of a scope (learn.microsoft.com, 'Create a commands menu'). */
const COMMANDS = 10;

const guid = z.string().regex(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i, 'must be a GUID');
const address = z
  .string()
  .max(2048)
  .regex(/^https:\/\//i, 'must begin with https://');
const SCOPES = ['personal', 'team', 'groupChat'] as const;

function text(most: number) {
  return z
    .string(`must be a text of at most ${most} characters`)
    .min(1, 'must not be empty')
    .max(most, {
      error: ({ input }) => `has ${String(input).length} characters; at most ${most} are allowed`,
    });
}

/** A file beside the manifest: no folders, so that nothing else of the machine gets into the package. */
const fileName = z.string().regex(/^[\w-][\w.-]*$/, 'must be the name of a file in the same folder');
const languageTag = z
  .string()
  .regex(/^[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8}){0,2}$/, 'must be a language, for example de or pt-BR');

const commandList = z.looseObject({
  scopes: z.array(z.enum(SCOPES)).min(1),
  commands: z.array(z.looseObject({ title: text(32), description: text(128) })).max(COMMANDS, {
    error: `has more than ${COMMANDS} commands`,
  }),
});

const extensionCommand = z.looseObject({
  id: text(64),
  type: z.enum(['query', 'action']),
  title: text(32),
  description: text(128),
  context: z.array(z.enum(['compose', 'commandBox', 'message'])).max(3),
  initialRun: z.boolean().optional(),
  fetchTask: z.boolean().optional(),
  parameters: z
    .array(z.looseObject({ name: text(64), title: text(32), description: text(128) }))
    .min(1)
    .max(5)
    .optional(),
});

export const teamsManifest = z.looseObject({
  $schema: address,
  manifestVersion: z.literal('1.30'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'must be three numbers with dots, for example 1.0.1'),
  id: guid,
  localizationInfo: z.looseObject({
    defaultLanguageTag: languageTag,
    additionalLanguages: z.array(z.strictObject({ languageTag, file: fileName })),
  }),
  developer: z.looseObject({ name: text(32), websiteUrl: address, privacyUrl: address, termsOfUseUrl: address }),
  name: z.looseObject({ short: text(30), full: text(100) }),
  description: z.looseObject({ short: text(80), full: text(4000) }),
  icons: z.looseObject({ color: fileName, outline: fileName }),
  accentColor: z.string().regex(/^#[\da-f]{6}$/i, 'must be a colour, for example #4451D1'),
  bots: z
    .array(
      z.looseObject({ botId: guid, scopes: z.array(z.enum(SCOPES)).min(1), commandLists: z.array(commandList).max(3) }),
    )
    .length(1),
  composeExtensions: z.array(z.looseObject({ botId: guid, commands: z.array(extensionCommand).max(10) })).length(1),
  validDomains: z.array(text(2048)).max(100),
});

export type TeamsManifest = z.infer<typeof teamsManifest>;

/** The manifest for one bot and one address. `origin` is https and has no path. */
export function fillTeams(manifest: TeamsManifest, { appId, origin }: { appId: string; origin: string }) {
  const { developer, bots, composeExtensions, validDomains } = manifest;
  // An address of their own, such as that of a privacy statement, stays.
  const filled = (url: string) => (url.startsWith(`${EXAMPLE}/`) ? url.replace(EXAMPLE, origin) : url);
  return {
    ...manifest,
    id: appId,
    developer: {
      ...developer,
      websiteUrl: filled(developer.websiteUrl),
      privacyUrl: filled(developer.privacyUrl),
      termsOfUseUrl: filled(developer.termsOfUseUrl),
    },
    bots: bots.map((bot) => ({ ...bot, botId: appId })),
    composeExtensions: composeExtensions.map((extension) => ({ ...extension, botId: appId })),
    validDomains: validDomains.map((domain) => (domain === new URL(EXAMPLE).host ? new URL(origin).host : domain)),
  } satisfies TeamsManifest;
}
