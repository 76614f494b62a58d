import { expect } from 'chai';
import {
  emojiOf,
  hasNominated,
  isFromBefore,
  isStanding,
  nominatedAt,
  nominatorIds,
  reportNominators,
  type Vote,
  type Votes,
  validVotes,
} from '../../src/domain/nomination.ts';
import { emojiChanges } from '../../src/domain/workspace.ts';

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

describe('why a count is what it is', () => {
  const win = { authorId: 'U1', heroIds: ['U2'] };
  const rules = { nominationEmoji: new Set(['trophy', 'star2']) };
  const report = (votes: Votes, userId = 'U3') => reportNominators(win, new Map([[userId, votes]]), rules);
  const wall = (emoji: string) => ({ kind: 'wall' as const, emoji });

  it('begins with who told of it', () => {
    expect(report({ button: vote(1, true) }).counted).to.deep.equal([
      { userId: 'U1', by: [{ kind: 'told' }], ts: undefined },
      { userId: 'U3', by: [{ kind: 'button' }], ts: vote(1, true).ts },
    ]);
  });

  it('tells every emoji that stands, and when the newest came', () => {
    const { counted } = report({
      'wall:trophy': vote(1, true),
      'wall:star2': vote(4, true),
      'wall:tada': vote(6, false),
      button: vote(2, true),
    });

    expect(counted[1]).to.deep.equal({
      userId: 'U3',
      by: [wall('trophy'), wall('star2')],
      ts: vote(4, true).ts,
    });
  });

  const recognised: [what: string, votes: Votes, kinds: string[] | undefined][] = [
    ['by itself', { recognition: vote(3, true) }, ['recognised']],
    ['beside a press', { button: vote(1, true), recognition: vote(3, true) }, ['button', 'recognised']],
    [
      'after a reaction was removed',
      { recognition: vote(1, true), 'wall:trophy': vote(7, false) },
      ['recognised'],
    ],
    [
      'after which an earlier press is void',
      { button: vote(1, true), recognition: vote(2, true), 'wall:trophy': vote(7, false) },
      ['recognised'],
    ],
    ['taken back', { recognition: vote(3, false) }, undefined],
    ['taken back beside a press', { button: vote(1, true), recognition: vote(3, false) }, ['button']],
  ];
  for (const [what, votes, kinds] of recognised)
    it(`goes by a manager's words ${what}`, () => {
      const theirs = report(votes).counted.find(({ userId }) => userId === 'U3');

      expect(theirs?.by.map(({ kind }) => kind)).to.deep.equal(kinds);
    });

  it('does not count a hero, and says so', () => {
    const votes = { 'original:trophy': vote(1, true) };

    expect(report(votes, 'U2').notCounted).to.deep.equal([
      { userId: 'U2', by: [{ kind: 'original', emoji: 'trophy' }], ts: vote(1, true).ts, why: 'hero' },
    ]);
  });

  const takenBack: [what: string, votes: Votes, at: number][] = [
    ['a reaction', { 'wall:trophy': vote(5, false) }, 5],
    ['the last of two', { 'wall:trophy': vote(5, false), 'wall:star2': vote(7, false) }, 7],
    ['the button', { button: vote(5, false) }, 5],
    ['a reaction, and with it an earlier press', { button: vote(5, true), 'wall:trophy': vote(7, false) }, 7],
  ];
  for (const [what, votes, at] of takenBack)
    it(`says that ${what} was taken back, and when`, () => {
      const { counted, notCounted } = report(votes);

      expect(counted.map(({ userId }) => userId)).to.deep.equal(['U1']);
      expect(notCounted).to.have.length(1);
      expect(notCounted[0]).to.include({ userId: 'U3', why: 'taken-back', ts: vote(at, false).ts });
    });

  it('says that an emoji does not nominate any more which was there before it did', () => {
    const early = { ...vote(3, true), isEarly: true };

    expect(report({ 'wall:tada': early }).notCounted).to.deep.equal([
      { userId: 'U3', by: [wall('tada')], ts: early.ts, why: 'emoji' },
    ]);
    expect(report({ 'wall:star2': early }).notCounted).to.deep.equal([]);
  });

  it('counts whom the count counts, the oldest first', () => {
    const votes = new Map<string, Votes>([
      ['U5', { button: vote(9, true) }],
      ['U4', { 'wall:trophy': vote(2, true) }],
      ['U2', { button: vote(1, true) }],
    ]);

    const { counted } = reportNominators(win, votes, rules);

    expect(counted.map(({ userId }) => userId)).to.deep.equal(['U1', 'U4', 'U5']);
    expect(counted.map(({ userId }) => userId)).to.have.members(nominatorIds(win, votes));
  });
});

describe('emoji that come and go', () => {
  const at = (seconds: number) => new Date(seconds * 1000);
  const ts = (seconds: number) => `${seconds}.000000`;
  const second = 1_700_000_000;
  /** `tada` came and went, `star2` went and came back, `heart` came. */
  const rules = {
    nominationEmoji: new Set(['trophy', 'star2', 'heart']),
    emojiChanges: [
      ...emojiChanges(['trophy', 'star2'], ['trophy', 'tada'], at(second + 10)),
      ...emojiChanges(['trophy', 'tada'], ['trophy', 'star2', 'heart'], at(second + 20)),
    ],
  };

  it('are noted with when they began and ceased to nominate', () => {
    expect(rules.emojiChanges.map(({ name, nominates }) => [name, nominates])).to.deep.equal([
      ['star2', false],
      ['tada', true],
      ['tada', false],
      ['star2', true],
      ['heart', true],
    ]);
  });

  const cases: [emoji: string, ever: boolean, at5: boolean, at15: boolean, at25: boolean, early: boolean][] =
    [
      ['trophy', true, true, true, true, false],
      ['star2', true, true, true, true, true],
      ['heart', true, true, true, true, true],
      ['heart::skin-tone-2', true, true, true, true, true],
      ['tada', true, true, true, false, false],
      ['eyes', false, false, false, false, false],
    ];
  for (const [emoji, ever, at5, at15, at25, early] of cases)
    it(`says of ${emoji} what it was, whenever Slack tells of a reaction`, () => {
      expect(hasNominated(rules, emoji)).to.equal(ever);
      expect([5, 15, 25].map((each) => nominatedAt(rules, emoji, ts(second + each)))).to.deep.equal([
        at5,
        at15,
        at25,
      ]);
      expect(isFromBefore(rules, emoji, ts(second + 15))).to.equal(early);
      expect(isFromBefore(rules, emoji, ts(second + 25))).to.equal(false);
    });

  const votes: [string, Votes, string[]][] = [
    ['what was given while it nominated, for good', { 'wall:tada': vote(1, true) }, ['wall:tada']],
    ['nothing from before of what does so no more', { 'wall:tada': { ...vote(1, true), isEarly: true } }, []],
    [
      'what was there before an emoji that nominates did',
      { 'original:heart': { ...vote(1, true), isEarly: true }, button: vote(1, true) },
      ['original:heart', 'button'],
    ],
  ];
  for (const [what, given, expected] of votes)
    it(`count ${what}`, () => {
      expect(Object.keys(validVotes(rules, given))).to.deep.equal(expected);
    });
});
