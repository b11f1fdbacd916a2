import { type InstallationStore, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { SlackConfig } from '../../src/config.ts';
import { clientOptions } from './client.ts';
import { notInstalled } from './failures.ts';

/** The client of a workspace, for what nobody there has just asked for. Rejects where the app is not installed. */
export type ClientOf = (tenant: string) => Promise<webApi.WebClient>;

/** @param installations null: there is one workspace, whose token stands in the settings */
export function createClients(config: SlackConfig, installations: InstallationStore | null, log: Logger): ClientOf {
  const { auth } = config;
  const options = clientOptions(config, log);
  const only = auth.kind === 'single' ? new webApi.WebClient(auth.botToken, options) : null;
  return async (tenant) => {
    if (only) return only;
    const query = { teamId: tenant, enterpriseId: undefined, isEnterpriseInstall: false as const };
    const installation = await installations?.fetchInstallation(query);
    const token = installation?.bot?.token;
    if (token === undefined) throw notInstalled(tenant);
    return new webApi.WebClient(token, options);
  };
}
