/**
 * The methods of Slack's Web API that a source calls: `client.chat.postMessage(…)`, `web.users.info(…)` or
 * `apiCall('chat.update', …)`. Sorted, each once.
 */
export function calledMethods(source: string): string[] {
  const direct = [...source.matchAll(/\b(?:client|web)((?:\s*\??\.\s*\w+){2,3})\s*\(/gi)].map(([, path = '']) =>
    path.replace(/[\s?]/g, '').slice(1),
  );
  const byName = [...source.matchAll(/\bapiCall\(\s*['"`]([\w.]+)/g)].map(([, name = '']) => name);
  return [...new Set([...direct, ...byName])].sort();
}

/**
 * What keeps methods from being called with these scopes, one line each.
 * @param table each method's scopes, of which one is enough; empty: none is needed
 */
export function unscoped(
  methods: readonly string[],
  table: Readonly<Record<string, readonly string[]>>,
  granted: readonly string[],
): string[] {
  return methods.flatMap((method) => {
    const needed = table[method];
    if (!needed) return [`${method}: not in test/support/slack/scopes.ts`];
    const isGranted = needed.length === 0 || needed.some((scope) => granted.includes(scope));
    return isGranted ? [] : [`${method}: ${needed.join(' or ')}`];
  });
}
