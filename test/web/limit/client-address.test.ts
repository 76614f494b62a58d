import { expect } from 'chai';
import { clientAddress, networkOf } from '../../../src/web/limit/client-address.ts';

describe('the address that a request came from', () => {
  const far = '198.51.100.7';
  const near = '10.0.0.2';
  const here = '127.0.0.1';

  /** The other end of the connection, X-Forwarded-For, TRUSTED_PROXIES. */
  const cases: [string, string | undefined, number | undefined, string][] = [
    // Straight: whatever somebody claims.
    [far, undefined, undefined, far],
    [far, '192.0.2.1', undefined, far],
    [near, '192.0.2.1', undefined, near],
    [far, '192.0.2.1', 0, far],
    [here, '192.0.2.1', 0, here],
    // Behind a proxy on this machine.
    [here, far, undefined, far],
    ['::1', far, undefined, far],
    ['::ffff:127.0.0.1', `192.0.2.1, ${far}`, undefined, far],
    [here, undefined, undefined, here],
    // Behind proxies elsewhere.
    [near, `192.0.2.1, ${far}`, 1, far],
    [near, `192.0.2.1, ${far}, 10.0.0.1`, 2, far],
    [near, far, 2, far],
    [near, undefined, 2, near],
    // What is not an address, and what is left of it, does not count.
    [near, `192.0.2.1, unknown`, 1, near],
    [near, `192.0.2.1, , 10.0.0.1`, 2, '10.0.0.1'],
    [near, '<script>', 1, near],
    [near, `${far}:4711`, 1, far],
    [near, '[2001:db8::1]:4711', 1, '2001:db8::1'],
    [near, '2001:db8::1', 1, '2001:db8::1'],
    ['', undefined, undefined, 'unknown'],
  ];
  for (const [peer, forwardedFor, proxies, address] of cases)
    it(`is ${address} from ${peer || 'nobody'} with ${forwardedFor ?? 'nothing'} and ${proxies ?? 'no number'}`, () => {
      expect(clientAddress({ peer, forwardedFor }, proxies)).to.equal(address);
    });

  for (const [address, network] of [
    ['198.51.100.7', '198.51.100.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['2001:db8:1:2::', '2001:db8:1:2'],
    ['unknown', 'unknown'],
  ] as const)
    it(`counts ${address} as ${network}`, () => {
      expect(networkOf(address)).to.equal(network);
    });
});
