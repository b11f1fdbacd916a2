/** Deliveries of one lane are worked one after the other, in the order in which they came. */

type Fields = Readonly<Record<string, unknown>>;

/** The conversation that a payload belongs to, as far as it shows; otherwise the person. */
export function laneOf(body: Fields): string {
  const tenant = text(body.team_id) ?? text(fields(body.team).id) ?? '';
  return `${tenant} ${place(body)}`;
}

function place(body: Fields): string {
  const event = fields(body.event);
  const pane = fields(event.assistant_thread);
  if (text(pane.channel_id)) return inThread(pane.channel_id, pane.thread_ts);
  if (text(event.channel) && text(event.ts)) return inThread(event.channel, event.thread_ts ?? topLevel(event));
  if (text(body.command)) return `${body.channel_id}:${body.user_id}`;
  const person = text(fields(body.user).id) ?? text(event.user) ?? '';
  const container = fields(body.container);
  if (!text(container.channel_id)) return `${text(fields(body.channel).id) ?? ''}:${person}`;
  if (container.is_ephemeral === true) return `${container.channel_id}:${person}`;
  return inThread(container.channel_id, container.thread_ts ?? fields(body.message).thread_ts);
}

/** A message in a channel begins a thread of its own; those of a direct message follow each other. */
function topLevel({ channel, ts }: Fields): unknown {
  return String(channel).startsWith('D') ? undefined : ts;
}

function inThread(channel: unknown, thread: unknown): string {
  return thread === undefined ? String(channel) : `${channel}:${thread}`;
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
