import { expect } from 'chai';
import { creditedIds, creditPeople, saysSomething } from '../../src/domain/credit.ts';
import { parseSlackText } from '../../src/domain/slack-text.ts';
import { person } from '../support/person.ts';

describe('whom a text credits', () => {
  const cases: [string, string, string[]][] = [
    ['nobody else', 'called a customer back', ['UA']],
    ['people mentioned later on', 'drove with <@U1> and <@U2>', ['UA', 'U1', 'U2']],
    ['a person it begins with', '<@U1> drove the parcel over', ['U1']],
    ['people it begins with', '<@U1>, <@U2> and <@U3> stayed late', ['U1', 'U2', 'U3']],
    ['people it begins with, not those it mentions', '<@U1> drove to meet <@U2>', ['U1']],
    ['the author by name', '<@UA> drove', ['UA']],
    ['one person named twice', 'with <@U1> and <@U1>', ['UA', 'U1']],
    ['a mention after a blank', '  <@U1> drove', ['U1']],
  ];
  for (const [what, text, expected] of cases)
    it(`finds ${what}`, () => {
      expect(creditedIds(parseSlackText(text), 'UA')).to.deep.equal(expected);
    });
});

describe('whether a text says something', () => {
  const cases: [string, boolean][] = [
    ['<@U1>', false],
    ['<@U1> and <@U2>!', false],
    ['<@U1> & <@U2>, ', false],
    ['<@U1> drove', true],
    ['thanks', true],
  ];
  for (const [text, expected] of cases)
    it(`${expected ? 'accepts' : 'refuses'} ${text}`, () => {
      expect(saysSomething(parseSlackText(text))).to.equal(expected);
    });
});

describe('crediting people', () => {
  const people = new Map(
    [
      person('UA'),
      person('U1'),
      person('UB', { isBot: true }),
      person('UD', { isDeactivated: true }),
      person('US', { isStranger: true }),
      ...Array.from({ length: 12 }, (_, index) => person(`UX${index}`)),
    ].map((somebody) => [somebody.userId, somebody]),
  );

  it('leaves out bots, deactivated people, strangers and unknown ids, and says why', () => {
    const { heroIds, leftOut } = creditPeople(['U1', 'UB', 'UD', 'US', 'U0'], 'UA', people);

    expect(heroIds).to.deep.equal(['U1']);
    expect(leftOut.map(({ userId, why }) => [userId, why])).to.deep.equal([
      ['UB', 'bot'],
      ['UD', 'deactivated'],
      ['US', 'stranger'],
      ['U0', 'unknown'],
    ]);
  });

  it('credits ten people at most', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `UX${index}`);

    const { heroIds, leftOut } = creditPeople(ids, 'UA', people);

    expect(heroIds).to.have.length(10);
    expect(leftOut.map(({ why }) => why)).to.deep.equal(['too-many', 'too-many']);
  });

  it('falls back to the author when nobody named can be credited', () => {
    expect(creditPeople(['UB'], 'UA', people))
      .to.include({ fellBackToAuthor: true })
      .and.to.deep.include({
        heroIds: ['UA'],
      });
  });
});
