import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Set by proxies for the client that they speak for. */
const FORWARDED = /^(forwarded|via|x-forwarded.*|x-original-.*|x-real-ip|(.*-)?(client|connecting)-ip)$/;

/**
 * The client sits on this machine. A proxy on the same machine connects from here as well, and is told by the headers
 * that it adds.
 */
export function isNearby(address: string | undefined, headers: IncomingHttpHeaders): boolean {
  if (address === undefined || !LOOPBACK.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) return false;
  return !Object.keys(headers).some((name) => FORWARDED.test(name));
}
