import { expect } from 'chai';
import type { Person } from '../../src/domain/person.ts';
import { type ManagersFault, managersFault, mostManagers } from '../../src/domain/workspace-manager.ts';
import { person } from '../support/person.ts';

const people = new Map(
  [
    person('UANN', { isAdmin: true }),
    person('UJO'),
    person('USAM'),
    person('UBOT', { isBot: true }),
    person('UGONE', { isDeactivated: true }),
    person('UFAR', { isStranger: true }),
    person('UGUEST', { isGuest: true }),
    ...Array.from({ length: 25 }, (_, index) => person(`U${index}`)),
  ].map((each): [string, Person] => [each.userId, each]),
);
const many = (count: number) => Array.from({ length: count }, (_, index) => `U${index}`);

describe('naming who leads the team', () => {
  const unfit = (...each: [userId: string, why: string][]) => ({
    why: 'unfit',
    people: each.map(([userId, why]) => ({ userId, why })),
  });
  const cases: [from: string[] | undefined, to: string[], fault: object | undefined][] = [
    [undefined, ['UJO'], undefined],
    [['UJO'], ['UANN', 'USAM'], undefined],
    [['UJO'], [], { why: 'nobody' }],
    [['UJO'], ['UJO', 'UBOT'], unfit(['UBOT', 'bot'])],
    [
      ['UJO'],
      ['UGONE', 'UFAR', 'UGUEST', 'UNOBODY'],
      unfit(['UGONE', 'deactivated'], ['UFAR', 'stranger'], ['UGUEST', 'guest'], ['UNOBODY', 'unknown']),
    ],
    [['UGONE', 'UJO'], ['UGONE', 'UJO', 'USAM'], undefined],
    [['UGONE', 'UJO'], ['UGONE'], { why: 'nobody' }],
    [['UJO'], many(mostManagers), undefined],
    [['UJO'], many(mostManagers + 1), { why: 'too-many' }],
  ];
  for (const [from, to, fault] of cases)
    it(`from ${from?.join(', ') ?? 'nobody'} to ${to.slice(0, 4).join(', ') || 'nobody'} (${to.length}) is ${fault ? JSON.stringify(fault) : 'fine'}`, () => {
      const found: ManagersFault | undefined = managersFault({ from, to }, (userId) => people.get(userId));

      expect(found).to.deep.equal(fault);
    });
});
