import type { App, Context, Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import type { Logger } from 'pino';
import { DeskError } from '../../src/errors.ts';
import type { Sealer } from '../../src/seal.ts';
import type { InstallationStore as Rows } from '../../src/store/port.ts';
import type { SlackDeps } from './deps.ts';
import { notInstalled } from './failures.ts';

const PLATFORM = 'slack';

/** Workspaces that installed the app, their tokens sealed in the store. */
export function createInstallations(rows: Rows, sealer: Sealer, clock: () => number): InstallationStore {
  return {
    async storeInstallation(installation) {
      const tenant = tenantOf(installation);
      const sealed = sealer.seal(JSON.stringify(installation), aboutTenant(tenant));
      await rows.saveInstallation({ platform: PLATFORM, tenant, sealed, at: clock() });
    },
    async fetchInstallation(query) {
      const tenant = queriedTenant(query);
      const sealed = await rows.installation(PLATFORM, tenant);
      if (sealed === null) throw notInstalled(tenant);
      const installation = JSON.parse(sealer.open(sealed, aboutTenant(tenant)));
      return installation as Installation<'v2', boolean>;
    },
    async deleteInstallation(query) {
      await rows.removeInstallation(PLATFORM, queriedTenant(query));
    },
  };
}

/** After a change of ENCRYPTION_KEY: seals anew what an older key sealed. What no key opens is logged and left alone. */
export async function resealInstallations(rows: Rows, sealer: Sealer, log: Logger): Promise<void> {
  let count = 0;
  for (const { tenant, sealed } of await rows.installations(PLATFORM)) {
    if (sealer.isCurrent(sealed)) continue;
    try {
      const about = aboutTenant(tenant);
      const anew = sealer.seal(sealer.open(sealed, about), about);
      if (await rows.resealInstallation(PLATFORM, tenant, { before: sealed, sealed: anew })) count++;
    } catch (error) {
      if (!(error instanceof DeskError) || error.code !== 'sealed-unreadable') throw error;
      log.error({ tenant }, `${error.message} ${error.todo}`);
    }
  }
  if (count > 0) log.info({ count }, 'sealed installations with the newest key');
}

/** A workspace that removed the app, or took its token back, is forgotten. */
export function listenToUninstalls(app: App, { store, log }: SlackDeps): void {
  const forget = async ({ isEnterpriseInstall, enterpriseId, teamId }: Context) => {
    const tenant = isEnterpriseInstall ? enterpriseId : teamId;
    if (tenant === undefined) return;
    await store.removeInstallation(PLATFORM, tenant);
    log.info({ tenant }, 'a workspace removed the app');
  };
  app.event('app_uninstalled', async ({ context }) => forget(context));
  app.event('tokens_revoked', async ({ event, context }) => {
    if ((event.tokens.bot ?? []).length > 0) await forget(context);
  });
}

function aboutTenant(tenant: string): string {
  return `${PLATFORM}/${tenant}`;
}

function tenantOf({ isEnterpriseInstall, enterprise, team }: Installation): string {
  const tenant = isEnterpriseInstall === true ? enterprise?.id : team?.id;
  if (tenant === undefined) throw new Error('An installation names neither workspace nor organisation.');
  return tenant;
}

function queriedTenant({ isEnterpriseInstall, enterpriseId, teamId }: InstallationQuery<boolean>): string {
  return (isEnterpriseInstall ? enterpriseId : teamId) ?? '';
}
