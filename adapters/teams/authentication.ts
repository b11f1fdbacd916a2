import {
  type Activity,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { TeamsConfig } from '../../src/config.ts';
import { DeskError } from '../../src/errors.ts';
import { within } from '../within.ts';
import { CONNECTOR_AUDIENCE } from './cloud.ts';
import { createConnectorClient } from './connector.ts';
import { createProvenTokens } from './provenTokens.ts';

type Credentials = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]>;
type CloudMode = Extract<TeamsConfig['mode'], { kind: 'cloud' }>;

/** Where Microsoft's cloud is, for tests that stand in for it. */
export interface CloudPlaces {
  /** Address of the document that names the keys which tokens are signed with. */
  openIdUrl: string;
  /** The token that goes along to the Bot Connector. */
  token(): Promise<string>;
}

export interface Authentication {
  sdk: ConfigurationBotFrameworkAuthentication;
  /**
   * Resolves where Teams sent this to our bot. Throws a DeskError: `not-authenticated` for whatever else, `busy` where the
   * keys that would tell cannot be had.
   */
  check(activity: Activity, header: string | undefined): Promise<void>;
}

const LOGIN = 'https://login.microsoftonline.com/botframework.com';
const OPEN_ID = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
const EMULATOR_OPEN_ID = 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration';
/** Signs what the Bot Connector sends. */
const ISSUER = 'https://api.botframework.com';
const KEYS_TIMEOUT_MS = 5_000;

export function createAuthentication(
  { mode }: Pick<TeamsConfig, 'mode'>,
  { log, clock }: { log: Logger; clock: () => number },
  places?: CloudPlaces,
): Authentication {
  const isLocal = mode.kind === 'local';
  const proven = createProvenTokens(clock);
  const sdk = new Sdk(
    {
      ToChannelFromBotLoginUrl: LOGIN,
      ToChannelFromBotOAuthScope: CONNECTOR_AUDIENCE,
      ToBotFromChannelTokenIssuer: ISSUER,
      OAuthUrl: CONNECTOR_AUDIENCE,
      ToBotFromChannelOpenIdMetadataUrl: places?.openIdUrl ?? OPEN_ID,
      ToBotFromEmulatorOpenIdMetadataUrl: places?.openIdUrl ?? EMULATOR_OPEN_ID,
      CallerId: 'urn:botframework:azure',
    },
    isLocal ? NO_CREDENTIALS : credentialsOf(mode, places),
    undefined,
    undefined,
    { httpClient: createConnectorClient({ local: isLocal }) },
  );

  async function check(activity: Activity, header = ''): Promise<void> {
    if (isLocal || proven.holds(header, activity)) return;
    const said = claimsOf(header);
    // The SDK takes tokens of its emulator and of other bots as well, and remembers every issuer that one of them names.
    if (said?.iss !== ISSUER) throw notAuthenticated();
    try {
      await within(KEYS_TIMEOUT_MS, sdk.authenticateRequest(activity, header));
      proven.keep(header, activity, said.exp);
    } catch (cause) {
      if (!areKeysMissing(cause)) throw notAuthenticated(cause);
      log.error({ why: cause instanceof Error ? cause.message : '' }, 'could not get the keys of Teams');
      throw new DeskError('busy', "Microsoft's keys cannot be had at the moment.", { cause });
    }
  }

  return { sdk, check };
}

/** The SDK makes a client for people's sign-in with each turn. Nobody signs in here: one is enough. */
class Sdk extends ConfigurationBotFrameworkAuthentication {
  #tokens: ReturnType<ConfigurationBotFrameworkAuthentication['createUserTokenClient']> | null = null;

  override createUserTokenClient(
    ...given: Parameters<ConfigurationBotFrameworkAuthentication['createUserTokenClient']>
  ) {
    this.#tokens ??= super.createUserTokenClient(...given);
    return this.#tokens;
  }
}

/** In local mode nobody proves anything. */
const NO_CREDENTIALS: Credentials = {
  isValidAppId: async () => true,
  isAuthenticationDisabled: async () => true,
  createCredentials: async () => ({ signRequest: async (request) => request }),
};

/** What gets the tokens that go along to the Bot Connector. */
export function credentialsOf({ appId, appType, tenantId, credentials }: CloudMode, places?: CloudPlaces): Credentials {
  if (places) {
    return {
      isValidAppId: async (id) => id === appId,
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({
        async signRequest(request) {
          request.headers.set('authorization', `Bearer ${await places.token()}`);
          return request;
        },
      }),
    };
  }
  return new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: appId,
    MicrosoftAppType: appType,
    ...(tenantId === null ? {} : { MicrosoftAppTenantId: tenantId }),
    ...(credentials.kind === 'password' ? { MicrosoftAppPassword: credentials.password } : {}),
    ...(credentials.kind === 'certificate'
      ? { CertificateThumbprint: credentials.thumbprint, CertificatePrivateKey: credentials.key }
      : {}),
  });
}

/** `exp` in seconds since 1970. */
const claims = z.object({ iss: z.string(), exp: z.number().optional() });

/** What the token says of itself; null for what is no token. Nothing is proved by it. */
function claimsOf(header: string): z.output<typeof claims> | null {
  const [, payload] = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(header) ?? [];
  if (payload === undefined) return null;
  try {
    return claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}

/** The SDK throws several kinds of errors at a bad token, and these where it could not get the keys. */
function areKeysMissing(error: unknown): boolean {
  if (error instanceof DeskError) return true;
  const { name, statusCode } = z
    .object({ name: z.string().optional(), statusCode: z.number().optional() })
    .catch({})
    .parse(error);
  return name === 'FetchError' || statusCode === 500;
}

function notAuthenticated(cause?: unknown): DeskError {
  return new DeskError('not-authenticated', 'The request does not prove that Teams sent it to this bot.', { cause });
}
