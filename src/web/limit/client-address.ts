import { isIP, isIPv6 } from 'node:net';

export interface Origin {
  /** Whoever holds the other end of the connection. */
  peer: string | undefined;
  /** The header X-Forwarded-For: each proxy adds, at the right end, whom it was asked by. */
  forwardedFor: string | undefined;
}

/** `::ffff:192.0.2.1` is an IPv4 address that came in over IPv6. */
const unmapped = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');

/** Some proxies add a port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
const withoutPort = (text: string): string =>
  text.replace(/^\[([^\]]*)\](?::\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');

const addressIn = (text: string): string | undefined => {
  const address = unmapped(withoutPort(text.trim()));
  return isIP(address) === 0 ? undefined : address;
};

export const isThisMachine = (peer: string | undefined): boolean =>
  peer !== undefined && /^(?:127\.|::1$)/.test(unmapped(peer));

/**
 * The address that a request came from: the one that the outermost of our own proxies was asked by. What is farther left
 * anybody can have written. Without a number of proxies there is one if the request comes from this machine, where a
 * proxy is to be, and none otherwise.
 */
export const clientAddress = ({ peer, forwardedFor }: Origin, trustedProxies?: number): string => {
  const proxies = trustedProxies ?? (isThisMachine(peer) ? 1 : 0);
  const hops = [...(forwardedFor?.split(',') ?? []).map(addressIn), addressIn(peer ?? '')].reverse();
  const known = hops.slice(0, proxies + 1);
  // What a proxy of ours did not write is not to be relied on: then whatever is known for certain.
  const end = known.indexOf(undefined);
  return (end === -1 ? known : known.slice(0, end)).at(-1) ?? 'unknown';
};

/** The eight groups of an IPv6 address. */
const groupsOf = (address: string): string[] => {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const before = head ? head.split(':') : [];
  const after = tail ? tail.split(':') : [];
  const missing = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(Math.max(missing, 0)).fill('0'), ...after];
};

/** Whoever has an IPv6 address has all that share its first 64 bits. */
export const networkOf = (address: string): string =>
  isIPv6(address)
    ? groupsOf(address)
        .slice(0, 4)
        .map((group) => Number.parseInt(group, 16).toString(16))
        .join(':')
    : address;
