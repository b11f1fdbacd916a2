/**
 * The SDK writes of an entity only the fields that it knows, and a citation has others. So entities travel in the channel
 * data, which it passes on as it is, and take their place in the body that leaves.
 */
const KEY = 'deskEntities';

/** The channel data in which entities travel. */
export function carried(entities: readonly object[]): Record<string, unknown> {
  return entities.length === 0 ? {} : { [KEY]: entities };
}

/** As far as a body of the SDK matters here. */
interface Body {
  channelData?: Record<string, unknown>;
  entities?: unknown;
}

/** A body of the SDK as it leaves. Of what a person typed no quote stands bare in it: only our own key does. */
export function unpacked(body: string): string {
  if (!body.includes(`"${KEY}":`)) return body;
  const all: Body = JSON.parse(body);
  const { [KEY]: entities, ...channelData } = all.channelData ?? {};
  if (!Array.isArray(entities)) return body;
  all.entities = entities;
  if (Object.keys(channelData).length > 0) all.channelData = channelData;
  else delete all.channelData;
  return JSON.stringify(all);
}
