import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type TurnContext } from 'botbuilder';
import { plugins, type Server } from 'restify';
import { NAMES } from '../../../adapters/teams/names.ts';
import { APP_ID, OPEN_ID_PATH, TOKEN } from './names.ts';

export type Listen = (context: TurnContext) => Promise<void>;

/** A bot as the SDK's own samples have it, on our server: the same check of the token, no inbox, no assistant. */
export function bareMount(
  cloud: string,
  listen: Listen,
  done: () => void,
): { name: string; mount(server: Server): void } {
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      OAuthUrl: 'https://api.botframework.com',
      ToBotFromChannelOpenIdMetadataUrl: cloud + OPEN_ID_PATH,
      ToBotFromEmulatorOpenIdMetadataUrl: cloud + OPEN_ID_PATH,
      CallerId: 'urn:botframework:azure',
    },
    {
      isValidAppId: async (id) => id === APP_ID,
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({
        async signRequest(request) {
          request.headers.set('authorization', `Bearer ${TOKEN}`);
          return request;
        },
      }),
    },
  );
  const adapter = new CloudAdapter(authentication);
  return {
    name: 'teams',
    mount: (server) =>
      void server.post(NAMES.path, plugins.bodyParser(), async (req, res) => {
        const { method = 'POST', headers, body } = req;
        await adapter.process({ method, headers, body }, res, listen);
        done();
      }),
  };
}
