import { createTeamsMount } from '../../../adapters/teams/mount.ts';
import type { MountOf } from '../leg.ts';
import { bareMount } from './bare.ts';
import { APP_ID, ENCRYPTION_KEY, OPEN_ID_PATH, TENANT, TOKEN } from './names.ts';
import { storeCalls } from './storeCalls.ts';

export const mountOf: MountOf = async (kind, { assistant, store, corpus, config, log, cloud, done }) => {
  if (kind === 'bare') {
    return bareMount(
      cloud,
      async (_context, echo) => {
        await echo();
      },
      done,
    );
  }
  if (kind === 'stores') return bareMount(cloud, await storeCalls(store, corpus, config), done);
  const mount = await createTeamsMount({
    assistant,
    store,
    corpus,
    clock: Date.now,
    log,
    config: {
      mode: {
        kind: 'cloud',
        appId: APP_ID,
        appType: 'SingleTenant',
        tenantId: TENANT,
        credentials: { kind: 'password', password: TOKEN },
        keys: [ENCRYPTION_KEY],
      },
      allowed: { tenants: [TENANT] },
      forgetWhenRemoved: false,
    },
    places: { openIdUrl: cloud + OPEN_ID_PATH, token: async () => TOKEN },
    observe(outcome) {
      if (outcome === 'done') done();
    },
  });
  await mount.start();
  return mount;
};
