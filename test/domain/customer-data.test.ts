import { expect } from 'chai';
import { findCustomerData, guardCustomerData, maskCustomerData } from '../../src/domain/customer-data.ts';

describe('looking for customer data', () => {
  const found: [string, string, string][] = [
    ['email', 'wrote to mrs.lee+shop@mail.example.com today', 'mrs.lee+shop@mail.example.com'],
    ['phone', 'called +44 20 7946 0958 at noon', '+44 20 7946 0958'],
    ['phone', 'called (020) 7946-0958', '(020) 7946-0958'],
    ['card', 'card 4111 1111 1111 1111 was refused', '4111 1111 1111 1111'],
    ['account', 'refunded to GB82 WEST 1234 5698 7654 32', 'GB82 WEST 1234 5698 7654 32'],
    ['account', 'account 12345678 was credited', '12345678'],
  ];
  for (const [kind, text, hit] of found)
    it(`finds ${hit}`, () => {
      expect(findCustomerData(text)).to.deep.equal([{ kind, found: hit }]);
    });

  const harmless = [
    'stayed until 18:30 on 2026-10-05',
    'saved them 1,200.50 in 2026',
    'order 12345 arrived',
    'Room 404, 3rd floor, 20 minutes',
    'a@b is not an address',
  ];
  for (const text of harmless)
    it(`leaves "${text}" alone`, () => {
      expect(findCustomerData(text)).to.deep.equal([]);
    });

  it('masks every occurrence of all that it finds', () => {
    expect(maskCustomerData('a@b.example, 4111111111111111 and a@b.example')).to.equal('•••, ••• and •••');
  });
});

describe('guarding against customer data', () => {
  const values = { typed: 'wrote to a@b.example', customerAlias: 'Lee, 12345678' };

  it('lets pass what holds none', () => {
    const harmless = { typed: 'fixed the till', customerAlias: undefined };

    expect(guardCustomerData(harmless, undefined)).to.deep.equal({ kind: 'go-on', values: harmless });
  });

  it('asks about the text and the alias, once', () => {
    const asked = guardCustomerData(values, undefined);

    expect(asked).to.deep.equal({ kind: 'ask', customerData: ['email', 'account'] });
  });

  const choices: [string, object][] = [
    ['keep', values],
    ['mask', { typed: 'wrote to •••', customerAlias: 'Lee, •••' }],
  ];
  for (const [choice, kept] of choices)
    it(`does as the person chose: ${choice}`, () => {
      expect(guardCustomerData(values, choice)).to.deep.equal({ kind: 'go-on', values: kept });
    });
});
