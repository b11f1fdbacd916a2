import type { Post, TeamsRows } from '../../../adapters/teams/rows.ts';

const kept = new WeakMap<object, TeamsRows>();

/** One in-memory stand-in for what the store does not have yet, for each site. */
export function rowsOf(site: object): TeamsRows {
  const rows = kept.get(site) ?? memory();
  kept.set(site, rows);
  return rows;
}

function memory(): TeamsRows {
  const posts: Post[] = [];
  const of = (platform: string, tenant: string, conversation: string) =>
    posts.filter((each) => each.platform === platform && each.tenant === tenant && each.conversation === conversation);
  return {
    savePost: async (post) => {
      posts.push(post);
    },
    post: async (platform, tenant, conversation, message) =>
      of(platform, tenant, conversation).find((each) => each.message === message) ?? null,
    posted: async (platform, tenant, conversation, delivery, part) =>
      of(platform, tenant, conversation).find((each) => each.delivery === delivery && each.part === part)?.message ??
      null,
  };
}
