import { expect } from 'chai';
import type { ChallengeTotals, TeamDigest } from '../../src/domain/digest.ts';
import {
  heroCountOf,
  isQuiet,
  newsOf,
  noticedIn,
  weeksWithoutWinBefore,
  withoutPersons,
} from '../../src/domain/digest-shown.ts';
import { digest, digestStory } from '../support/digest.ts';

const person = (userId: string) => ({ userId, name: `Name of ${userId}` });
const story = (winId: string) => digestStory(winId, { nominationCount: 0 });

/** Who has wins that nobody nominated, with those, and who has none. */
const teamOf = (evidence: Record<string, string[]>, withoutWins: string[], others = 0): TeamDigest => ({
  memberCount: 90,
  tookPartCount: 7,
  unseenCount: Object.keys(evidence).length + withoutWins.length + others,
  unseen: Object.entries(evidence).map(([userId, winIds]) => ({
    person: person(userId),
    wins: winIds.map(story),
  })),
  withoutWins: withoutWins.map(person),
  withoutWinsCount: withoutWins.length + others,
});

describe('what is new to a manager who was told of the week before', () => {
  const before = teamOf({ A: ['a1'], B: ['b1'] }, ['C', 'D']);
  const cases: [
    what: string,
    now: TeamDigest,
    news: { unseen: Record<string, string[]>; withoutWins: string[]; count: number; same: [number, number] },
  ][] = [
    ['nothing', before, { unseen: {}, withoutWins: [], count: 0, same: [4, 2] }],
    [
      'somebody who goes unseen newly',
      teamOf({ A: ['a1'], B: ['b1'], E: ['e1'] }, ['C', 'D', 'F']),
      { unseen: { E: ['e1'] }, withoutWins: ['F'], count: 1, same: [4, 2] },
    ],
    [
      'another win of somebody',
      teamOf({ A: ['a2', 'a1'], B: ['b1'] }, ['C', 'D']),
      { unseen: { A: ['a2'] }, withoutWins: [], count: 0, same: [3, 2] },
    ],
    [
      'a first win of somebody',
      teamOf({ A: ['a1'], B: ['b1'], C: ['c1'] }, ['D']),
      { unseen: { C: ['c1'] }, withoutWins: [], count: 0, same: [3, 2] },
    ],
    [
      'nothing where somebody was recognised',
      teamOf({ A: ['a1'] }, ['C']),
      { unseen: {}, withoutWins: [], count: 0, same: [2, 1] },
    ],
    [
      'nothing where a win grew too old to be evidence',
      teamOf({ B: ['b1'] }, ['A', 'C', 'D']),
      { unseen: {}, withoutWins: [], count: 0, same: [4, 1] },
    ],
    [
      'a win that two of them share, told of one before',
      teamOf({ A: ['a1'], B: ['b1'], E: ['a1'] }, ['C', 'D']),
      { unseen: { E: ['a1'] }, withoutWins: [], count: 0, same: [4, 1] },
    ],
    [
      'somebody, beside more than are listed',
      teamOf({}, ['C', 'D', 'F'], 40),
      { unseen: {}, withoutWins: ['F'], count: 41, same: [2, 0] },
    ],
    [
      'nobody by name, beside more than are listed',
      teamOf({}, ['C', 'D'], 40),
      { unseen: {}, withoutWins: [], count: 0, same: [2, 0] },
    ],
  ];
  for (const [what, now, { unseen, withoutWins, count, same }] of cases)
    it(`is ${what}`, () => {
      const news = newsOf(now, noticedIn(digest({ team: before })));

      expect(
        Object.fromEntries(
          news.unseen.map((each) => [each.person.userId, each.wins.map((win) => win.winId)]),
        ),
      ).to.deep.equal(unseen);
      expect(news.withoutWins.map(({ userId }) => userId)).to.deep.equal(withoutWins);
      expect(news.withoutWinsCount).to.equal(count);
      expect([news.samePeopleCount, news.sameWinCount]).to.deep.equal(same);
      expect(news.unseenCount).to.equal(now.unseenCount);
    });

  it('is everything where nobody was noticed before', () => {
    const news = newsOf(before, noticedIn(digest()));

    expect(news).to.deep.equal({ ...before, samePeopleCount: 0, sameWinCount: 0 });
  });
});

describe('a digest in team mode', () => {
  const whole = digest({
    winCount: 4,
    nominationCount: 9,
    heroIds: ['A', 'B'],
    exceptionalCount: 1,
    exceptional: [digestStory('w1')],
    story: digestStory('w2', { nominationCount: 2 }),
    firstTimerCount: 1,
    firstTimers: [person('A')],
    help: { personCount: 3, people: [person('E')], places: [{ channelId: 'C1' }] },
    team: teamOf({ A: ['a1'] }, ['C', 'D']),
  });

  it('keeps totals, shares and stories with their heroes', () => {
    const shown = withoutPersons(whole);

    expect(shown).to.include({ winCount: 4, nominationCount: 9, exceptionalCount: 1, firstTimerCount: 1 });
    expect(heroCountOf(shown)).to.equal(2);
    expect(shown.help).to.deep.equal({ personCount: 3, people: [], places: [] });
    expect(shown.team).to.include({ memberCount: 90, tookPartCount: 7, unseenCount: 3 });
    expect([...shown.exceptional, shown.story].map((each) => each?.heroes[0]?.name)).to.deep.equal([
      'Jo',
      'Jo',
    ]);
  });

  it('lists and counts nobody', () => {
    const shown = withoutPersons(whole);

    expect(JSON.stringify({ ...shown, exceptional: [], story: null })).not.to.contain('Name of');
    expect(shown.heroIds).to.deep.equal([]);
    expect([...shown.exceptional, shown.story].map((each) => each?.nominationCount)).to.deep.equal([0, 0]);
    expect(shown.team).to.deep.include({ unseen: [], withoutWins: [], withoutWinsCount: 0 });
  });

  it('is the same once more', () => {
    expect(withoutPersons(withoutPersons(whole))).to.deep.equal(withoutPersons(whole));
  });
});

describe('a quiet week', () => {
  const challenge = (tookPartCount: number | null, participantCount = 5): ChallengeTotals => ({
    name: 'Five days',
    participantCount,
    tookPartCount,
    days: [],
    finishedCount: 0,
  });
  const cases: [string, number, ChallengeTotals | undefined, boolean][] = [
    ['without a win', 0, undefined, true],
    ['with a win', 1, undefined, false],
    ['with a challenge that somebody did', 0, challenge(2), false],
    ['with a challenge that nobody did', 0, challenge(0), true],
    ['with a challenge from before it was counted who did', 0, challenge(null), false],
  ];
  for (const [what, winCount, totals, expected] of cases)
    it(`is ${expected ? '' : 'not '}one ${what}`, () => {
      expect(isQuiet(digest({ winCount, ...(totals && { challenge: totals }) }))).to.equal(expected);
    });

  it('is none in which somebody planned or did a treat', () => {
    const plans = { plannedCount: 1, doneCount: 0, confirmedCount: 0, guessedCount: 0, sharedCount: 0 };

    expect(isQuiet(digest({ winCount: 0, plans }))).to.equal(false);
  });

  const trends: [number[], number][] = [
    [[1], 0],
    [[0, 1], 1],
    [[2, 0, 0, 0, 0, 1], 4],
    [[0, 2, 1], 0],
  ];
  for (const [counts, expected] of trends)
    it(`comes ${expected} times before the last of ${counts.join(', ')}`, () => {
      const trend = counts.map((winCount) => ({ week: '2026-W01', winCount, exceptionalCount: 0 }));

      expect(weeksWithoutWinBefore({ trend })).to.equal(expected);
    });
});
