import { z } from 'zod';

/**
 * The SDK leaves out of an entity all but `type`, `text` and `mentioned`, so that a citation does not arrive. What is to
 * arrive as it stands is carried past it in `channelData`, which it does not look into, and put in its place behind it.
 */
const NAME = 'deskEntities';

/** For the `channelData` of an activity; empty where there is nothing to carry. */
export function carry(entities: readonly object[]): Record<string, unknown> {
  return entities.length === 0 ? {} : { [NAME]: entities };
}

const form = z.looseObject({
  entities: z.array(z.unknown()).optional(),
  channelData: z.looseObject({ [NAME]: z.array(z.unknown()) }),
});

/** The JSON text of an activity, what it carries in its place. */
export function unload(body: string): string {
  if (!body.includes(`"${NAME}"`)) return body;
  const read = form.safeParse(JSON.parse(body));
  if (!read.success) return body;
  const { channelData, entities = [], ...rest } = read.data;
  const { [NAME]: carried, ...others } = channelData;
  const left = Object.keys(others).length > 0 ? { channelData: others } : {};
  return JSON.stringify({ ...rest, ...left, entities: [...entities, ...carried] });
}
