import { expect } from 'chai';
import fc from 'fast-check';
import {
  applyVote,
  emojiOf,
  isStanding,
  nominatorIds,
  type Vote,
  type VoteKey,
  type Votes,
} from '../../src/domain/nomination.ts';

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

describe('taking over votes', () => {
  it('ends at the newest news of each kind, in whatever order and however often they come', () => {
    const news = fc.record({
      key: fc.constantFrom<VoteKey>('wall:trophy', 'wall:star2', 'original:trophy', 'button'),
      seconds: fc.nat(1000),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(news, { selector: ({ seconds }) => seconds, minLength: 1 }).chain((inOrder) =>
          fc.record({
            inOrder: fc.constant(inOrder),
            delivered: fc.shuffledSubarray([...inOrder, ...inOrder], { minLength: inOrder.length * 2 }),
          }),
        ),
        ({ inOrder, delivered }) => {
          const fold = (all: typeof inOrder) =>
            all.reduce<Votes>(
              (votes, { key, seconds }) => applyVote(votes, key, vote(seconds, seconds % 2 === 0)),
              {},
            );

          expect(fold(delivered)).to.deep.equal(fold([...inOrder].sort((a, b) => a.seconds - b.seconds)));
        },
      ),
      { numRuns: 500 },
    );
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
