import { refuse } from './refusal.ts';
import { type Fields, isFields, textOf } from './values.ts';

/** Where a message goes: Slack's limits differ a little. */
export type Sending = 'post' | 'ephemeral' | 'update' | 'response';

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isFlat(value: unknown): boolean {
  return isFields(value) && Object.values(value).every(isScalar);
}

/** Scalars, an object of scalars, or a list of such objects. */
function isPayload(payload: Fields): boolean {
  return Object.values(payload).every(
    (value) => isScalar(value) || isFlat(value) || (Array.isArray(value) && value.every(isFlat)),
  );
}

/** A message's metadata: `{ event_type, event_payload }`. An update may also empty it. */
export function checkMetadata(metadata: unknown, sending: Sending): void {
  if (!isFields(metadata)) refuse('invalid_metadata_format');
  if (sending === 'update' && Object.keys(metadata).length === 0) return;
  const { event_type: type, event_payload: payload, ...more } = metadata;
  if (textOf(type) === '' || !isFields(payload) || Object.keys(more).length > 0) refuse('invalid_metadata_format');
  if (!isPayload(payload)) refuse('invalid_metadata_schema');
}
