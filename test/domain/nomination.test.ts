import { expect } from 'chai';
import { emojiOf, isStanding, nominatorIds, type Vote, type Votes } from '../../src/domain/nomination.ts';

const vote = (seconds: number, stands: boolean): Vote => ({
  ts: `${1_700_000_000 + seconds}.000000`,
  stands,
});

describe('reading a reaction', () => {
  it('ignores skin tones', () => {
    expect(emojiOf('trophy::skin-tone-4')).to.equal('trophy');
    expect(emojiOf('star2')).to.equal('star2');
  });
});

describe('whether a nomination stands', () => {
  const cases: [string, Votes, boolean][] = [
    ['nothing', {}, false],
    ['a reaction', { 'wall:trophy': vote(1, true) }, true],
    ['a reaction that was removed', { 'wall:trophy': vote(2, false) }, false],
    ['one of two reactions', { 'wall:trophy': vote(2, false), 'wall:star2': vote(1, true) }, true],
    ['a reaction on the original', { 'original:trophy': vote(1, true) }, true],
    ['the button', { button: vote(1, true) }, true],
    ['the button, pressed back', { button: vote(2, false) }, false],
    [
      'the button, before the last reaction went',
      { button: vote(1, true), 'wall:trophy': vote(2, false) },
      false,
    ],
    [
      'the button, after the last reaction went',
      { button: vote(3, true), 'wall:trophy': vote(2, false) },
      true,
    ],
    [
      'the button pressed back, with a reaction',
      { button: vote(3, false), 'wall:trophy': vote(2, true) },
      true,
    ],
  ];
  for (const [what, votes, expected] of cases)
    it(`${expected ? 'stands' : 'does not stand'} with ${what}`, () => {
      expect(isStanding(votes)).to.equal(expected);
    });
});

describe('counting nominators', () => {
  const reacted: Votes = { 'wall:trophy': vote(1, true), 'wall:star2': vote(2, true) };

  it('counts a person with several emoji once', () => {
    expect(nominatorIds({ authorId: 'U1', heroIds: ['U1'] }, new Map([['U2', reacted]]))).to.deep.equal([
      'U2',
    ]);
  });

  it('counts no hero', () => {
    const votes = new Map([
      ['U1', reacted],
      ['U3', reacted],
    ]);

    expect(nominatorIds({ authorId: 'U1', heroIds: ['U1', 'U3'] }, votes)).to.deep.equal([]);
  });

  it('counts an author who bragged about somebody else, once', () => {
    expect(nominatorIds({ authorId: 'U1', heroIds: ['U2'] }, new Map())).to.deep.equal(['U1']);
    expect(nominatorIds({ authorId: 'U1', heroIds: ['U2'] }, new Map([['U1', reacted]]))).to.deep.equal([
      'U1',
    ]);
  });
});
