import { expect } from 'chai';
import type { Person } from '../../src/domain/person.ts';
import {
  type ManagersFault,
  managersFault,
  mayChangeManagers,
  mostManagers,
} from '../../src/domain/workspace-manager.ts';
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

describe('changing who leads the team', () => {
  const rule: [who: string, fields: Partial<Person>, unchosen: boolean, chosen: boolean, other: boolean][] = [
    ['staff', {}, false, true, false],
    ['an admin', { isAdmin: true }, true, true, true],
    ['a deactivated admin', { isAdmin: true, isDeactivated: true }, false, false, false],
    ['a guest', { isGuest: true }, false, false, false],
    ['a stranger who is an admin', { isAdmin: true, isStranger: true }, false, false, false],
    ['an app that is an admin', { isAdmin: true, isBot: true }, false, false, false],
  ];
  for (const [who, fields, unchosen, chosen, other] of rule)
    it(`is ${chosen ? '' : 'not '}up to ${who} who is named, ${other ? '' : 'not '}who is not, and ${unchosen ? '' : 'not '}while nobody is`, () => {
      const asker = person('UX', fields);

      expect(mayChangeManagers(asker, { managerIds: ['UX'] })).to.equal(chosen);
      expect(mayChangeManagers(asker, { managerIds: ['UJO'] })).to.equal(other);
      expect(mayChangeManagers(asker, { managerIds: undefined })).to.equal(unchosen);
      expect(mayChangeManagers(undefined, { managerIds: ['UX'] })).to.equal(false);
    });
});
