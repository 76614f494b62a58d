import { expect } from 'chai';
import { type Idea, type IdeaCounts, inIdeaOrder, isAsleep, noCounts, suits } from '../../src/domain/idea.ts';

const idea = (id: string, fields: Partial<Idea> = {}): Idea => ({
  id,
  text: `Do ${id}.`,
  minutes: 5,
  channels: ['online'],
  isEffort: false,
  isGift: false,
  isOwn: false,
  ...fields,
});

describe('whether a little extra suits a day', () => {
  const overNewYear = { season: { from: '12-27', until: '01-05' } };
  const advent = { season: { from: '12-01', until: '12-23' } };
  // 2026-10-09 is a Friday.
  const cases: [string, Partial<Idea>, string, boolean, boolean][] = [
    ['without a season, any day', {}, '2026-10-09', false, true],
    ['in its season', advent, '2026-12-01', false, true],
    ['on the last day of it', advent, '2026-12-23', false, true],
    ['before it', advent, '2026-11-30', false, false],
    ['after it', advent, '2026-12-24', false, false],
    ['in a season over New Year, before', overNewYear, '2026-12-31', false, true],
    ['in a season over New Year, after', overNewYear, '2027-01-05', false, true],
    ['outside of a season over New Year', overNewYear, '2027-01-06', false, false],
    ['on its weekday', { weekday: 5 }, '2026-10-09', false, true],
    ['on another weekday', { weekday: 1 }, '2026-10-09', false, false],
    ['a call on a quiet day', { channels: ['call'] }, '2026-10-10', true, false],
    ['a call or a letter on a quiet day', { channels: ['call', 'post'] }, '2026-10-10', true, true],
  ];
  for (const [what, fields, day, isQuiet, expected] of cases)
    it(`${what}: ${expected ? 'yes' : 'no'}`, () => {
      expect(suits(idea('a', fields), day, isQuiet)).to.equal(expected);
    });
});

describe('the order of little extras', () => {
  const order = (
    ideas: readonly Idea[],
    counts: Record<string, Partial<IdeaCounts>> = {},
    turn = 0,
    seed = 'UJO',
  ): string[] =>
    inIdeaOrder(ideas, { counts: (id) => ({ ...noCounts, ...counts[id] }), turn, seed }).map(({ id }) => id);
  const some = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => idea(id));

  it('is by what customers confirmed, then by what was done', () => {
    const counts = {
      b: { done: 2 },
      c: { done: 1, confirmed: 1 },
      d: { done: 5 },
    };

    expect(order(some, counts).slice(0, 3)).to.deep.equal(['c', 'd', 'b']);
  });

  it('has what is of the season before what is always there', () => {
    const timely = idea('z', { season: { from: '12-01', until: '12-23' } });

    expect(order([...some, timely])[0]).to.equal('z');
    expect(order([...some, timely], { a: { done: 1 } }).slice(0, 2)).to.deep.equal(['a', 'z']);
  });

  it('is another for each person where nothing decides, and the same for one', () => {
    const people = ['UJO', 'USAM', 'UKAI', 'UANN', 'UZOE', 'UTOM'];
    const firsts = new Set(people.map((seed) => order(some, {}, 0, seed)[0]));

    expect(firsts.size).to.be.above(2);
    expect(order(some)).to.deep.equal(order([...some].reverse()));
  });

  it('gives every third turn to one that nobody has done yet', () => {
    const counts = Object.fromEntries(some.map(({ id }) => [id, { done: id === 'g' ? 0 : 1 }]));

    expect([0, 1, 2, 3, 4, 5].map((turn) => order(some, counts, turn)[0] === 'g')).to.deep.equal([
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
    expect(order(some, counts, 2)).to.have.members(some.map(({ id }) => id));
  });

  it('has one of the team before others that nobody has done', () => {
    expect(order([...some, idea('z', { isOwn: true })], {}, 2)[0]).to.equal('z');
  });

  it('goes by what was done where everything was', () => {
    const counts = Object.fromEntries(some.map(({ id }, index) => [id, { done: index + 1 }]));

    expect(order(some, counts, 2)[0]).to.equal('h');
  });
});

describe('an idea that nobody tries', () => {
  it('sleeps after six months', () => {
    const usedAt = new Date('2026-01-01T12:00:00Z');

    expect(isAsleep({ usedAt }, new Date('2026-06-30T12:00:00Z'))).to.equal(false);
    expect(isAsleep({ usedAt }, new Date('2026-07-04T12:00:00Z'))).to.equal(true);
  });
});
