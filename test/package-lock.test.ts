import { readFile } from 'node:fs/promises';
import { expect } from 'chai';

interface Lock {
  packages: Record<
    string,
    {
      resolved?: string;
      integrity?: string;
      link?: boolean;
      optionalDependencies?: Record<string, string>;
    }
  >;
}

describe('the lock file', () => {
  let lock: Lock;
  before(async () => {
    lock = JSON.parse(await readFile(new URL('../package-lock.json', import.meta.url), 'utf8'));
  });

  it("names no registry's address", () => {
    const addresses = Object.values(lock.packages)
      .filter(({ resolved, link }) => !(link && resolved?.startsWith('packages/')))
      .flatMap(({ resolved }) => resolved ?? []);

    expect(addresses).to.deep.equal([]);
  });

  it('has the hash of everything that is fetched, so that npm refuses anything else', () => {
    const fetched = Object.entries(lock.packages).filter(([path]) => path.includes('node_modules/'));
    const unchecked = fetched.filter(([, { link, integrity }]) => !link && !integrity?.startsWith('sha512-'));

    expect(fetched).to.have.length.above(100);
    expect(unchecked.map(([path]) => path)).to.deep.equal([]);
  });

  it('has the packages of every platform, without which npm ci refuses to install', () => {
    const locked = Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, ''));
    const optional = Object.values(lock.packages).flatMap(({ optionalDependencies }) =>
      Object.keys(optionalDependencies ?? {}),
    );

    expect(optional.filter((name) => !locked.includes(name))).to.deep.equal([]);
  });
});
