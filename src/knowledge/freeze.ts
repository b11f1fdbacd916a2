/** Freezes a value with everything it holds; a Map too, which Object.freeze alone does not reach into. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (value instanceof Map) for (const method of ['set', 'delete', 'clear'] as const) value[method] = refuse;
  const children: Iterable<unknown> = value instanceof Map ? value.values() : Object.values(value);
  for (const child of children) deepFreeze(child);
  return Object.freeze(value);
}

function refuse(): never {
  throw new TypeError('The corpus is frozen.');
}
