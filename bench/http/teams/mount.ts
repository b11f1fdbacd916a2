import { createTeamsMount } from '../../../adapters/teams/mount.ts';
import type { MountOf } from '../leg.ts';
import { bareMount } from './bare.ts';
import { CONFIG, OPEN_ID_PATH, TOKEN } from './names.ts';
import { storeCalls } from './storeCalls.ts';

export const mountOf: MountOf = async (kind, { assistant, store, corpus, config, log, cloud, done }) => {
  if (kind === 'bare') {
    return bareMount(
      cloud,
      async (context) => {
        await context.sendActivity(context.activity.text);
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
    config: CONFIG,
    places: { openIdUrl: cloud + OPEN_ID_PATH, token: async () => TOKEN },
    observe(outcome) {
      if (outcome === 'done') done();
    },
  });
  await mount.start();
  return mount;
};
