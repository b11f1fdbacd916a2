/** Talks to the server. Every outcome is a value: nothing here throws. */

const TIMEOUT_MS = 30_000;

/**
 * @typedef {import('./memory.js').Reply} Reply
 * @typedef {{ state: 'reply', reply: Reply }} Answered
 * @typedef {{ state: 'refused', code: string, problem: string }} Refused the message itself is wrong: sending it again is no use
 * @typedef {{ state: 'failed', problem: string }} Failed nobody knows whether it arrived: it can be sent again with the same id
 */

/**
 * @param {{ conversation: string, id: string, text?: string, action?: string, facts?: Record<string, string> }} message
 * @returns {Promise<Answered | Refused | Failed>}
 */
export async function post(message) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch('/api/chat', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    return { state: 'failed', problem: late ? 'The answer took too long.' : 'The desk cannot be reached.' };
  }
  const body = await response.json().catch(() => null);
  if (response.ok && typeof body?.text === 'string' && Array.isArray(body.options))
    return { state: 'reply', reply: body };
  const problem = typeof body?.text === 'string' ? body.text : `The desk answered with an error (${response.status}).`;
  const ownFault = response.status >= 400 && response.status < 500;
  return ownFault ? { state: 'refused', code: String(body?.code ?? ''), problem } : { state: 'failed', problem };
}

/** @returns {Promise<{ name: string, examples: string[], greeting: string } | null>} */
export async function welcome() {
  try {
    const response = await fetch('/api/welcome', { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
