import { z } from 'zod';

/**
 * The SDK writes of an entity only the fields that it knows, and a citation has others. So entities travel in the channel
 * data, which it passes on as it is, and take their place in the body that leaves.
 */
const KEY = 'deskEntities';

/** The channel data in which entities travel. */
export function carried(entities: readonly object[]): Record<string, unknown> {
  return entities.length === 0 ? {} : { [KEY]: entities };
}

const carrier = z.looseObject({ channelData: z.looseObject({ [KEY]: z.array(z.unknown()) }) });

/** A body of the SDK as it leaves. */
export function unpacked(body: string): string {
  if (!body.includes(`"${KEY}"`)) return body;
  const read = carrier.safeParse(JSON.parse(body));
  if (!read.success) return body;
  const { [KEY]: entities, ...channelData } = read.data.channelData;
  const isEmpty = Object.keys(channelData).length === 0;
  const { channelData: _all, ...rest } = read.data;
  return JSON.stringify({ ...rest, entities, ...(isEmpty ? {} : { channelData }) });
}
