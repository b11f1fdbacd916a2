import { createSlackMount } from '../../../adapters/slack/mount.ts';
import type { MountOf } from '../leg.ts';
import { bareMount } from './bare.ts';
import { BOT_TOKEN, SIGNING_SECRET } from './names.ts';
import { storeCalls } from './storeCalls.ts';

export const mountOf: MountOf = async (kind, { assistant, store, corpus, config, log, cloud, done }) => {
  if (kind === 'bare') {
    return bareMount(async (_command, ack) => {
      await ack();
      done();
    });
  }
  if (kind !== 'product') {
    return bareMount(await storeCalls({ store, corpus, settings: config, sends: kind === 'answers', done }));
  }
  const mount = await createSlackMount({
    assistant,
    store,
    corpus,
    clock: Date.now,
    log,
    config: {
      signingSecret: SIGNING_SECRET,
      appToken: null,
      apiUrl: `${cloud}/api/`,
      auth: { kind: 'single', botToken: BOT_TOKEN },
      allowed: { workspaces: [], channels: [] },
      answersAnHour: 6,
    },
    observe(outcome) {
      if (outcome === 'done') done();
    },
  });
  await mount.start();
  return mount;
};
