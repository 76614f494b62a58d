import { expect } from 'chai';
import {
  channelsOf,
  type Digest,
  digestFrom,
  storiesOf,
  totalsOf,
  type WeekFacts,
} from '../../src/domain/digest.ts';
import { digestWin, digest as weekDigest } from '../support/digest.ts';

const facts = (fields: Partial<WeekFacts> = {}): WeekFacts => ({
  week: '2026-W41',
  exceptionalThreshold: 3,
  wins: [],
  earlier: [{ week: '2026-W40', winCount: 7, exceptionalCount: 2 }],
  wholeWeeks: 2,
  newcomerIds: new Set(),
  challenge: undefined,
  team: undefined,
  ...fields,
});
const nominators = (count: number) => Array.from({ length: count }, (_, index) => `N${index}`);

describe('working a digest out', () => {
  it('counts wins, the people credited, nominations and the exceptional', () => {
    const wins = [
      digestWin('w1', { nominatorIds: nominators(3) }),
      digestWin('w2', { heroIds: ['U1', 'U2'], nominatorIds: nominators(2) }),
      digestWin('w3', { heroIds: ['U2'] }),
    ];

    const digest = digestFrom(facts({ wins }));

    expect(digest).to.include({ winCount: 3, nominationCount: 5, exceptionalCount: 1 });
    expect(digest.heroIds).to.have.members(['U1', 'U2']);
    expect(digest.exceptional.map(({ winId }) => winId)).to.deep.equal(['w1']);
    expect(digest.story?.winId).to.equal('w2');
  });

  it('ends the trend with the week itself', () => {
    const digest = digestFrom(facts({ wins: [digestWin('w1')] }));

    expect(digest.trend).to.deep.equal([
      { week: '2026-W40', winCount: 7, exceptionalCount: 2 },
      { week: '2026-W41', winCount: 1, exceptionalCount: 0 },
    ]);
  });

  it('keeps the most nominated of many exceptional wins, and counts all', () => {
    const wins = Array.from({ length: 14 }, (_, index) =>
      digestWin(`w${index}`, { nominatorIds: nominators(3 + index) }),
    );

    const digest = digestFrom(facts({ wins }));

    expect(digest.exceptionalCount).to.equal(14);
    expect(digest.exceptional.map(({ winId }) => winId).slice(0, 2)).to.deep.equal(['w13', 'w12']);
    expect(digest.exceptional).to.have.length(10);
  });

  it('keeps names in place of references', () => {
    const wins = [digestWin('w1', { text: '<@U2> and I &lt;fixed&gt; it for <@U9>', heroIds: ['U1', 'U2'] })];

    const { story } = digestFrom(facts({ wins }));

    expect(story?.text).to.equal('@Sam and I <fixed> it for @someone');
    expect(story?.heroes.map(({ name }) => name)).to.deep.equal(['Jo', 'Sam']);
  });

  it('tallies principles and the ladder in their own order', () => {
    const wins = [
      digestWin('w1', { rung: 'raving-fan', principle: 'respect' }),
      digestWin('w2', { rung: 'smiler' }),
      digestWin('w3', { rung: 'smiler', principle: 'about-them' }),
    ];

    const { ladder, principles } = digestFrom(facts({ wins }));

    expect(ladder).to.deep.equal([
      { rung: 'smiler', count: 2 },
      { rung: 'raving-fan', count: 1 },
    ]);
    expect(principles.map(({ principle }) => principle)).to.deep.equal(['about-them', 'respect']);
  });

  it('names first-timers once', () => {
    const wins = [digestWin('w1'), digestWin('w2', { heroIds: ['U1', 'U2'] })];

    const digest = digestFrom(facts({ wins, newcomerIds: new Set(['U1']) }));

    expect(digest.firstTimers).to.deep.equal([{ userId: 'U1', name: 'Jo' }]);
  });

  it('counts those who helped apart from those who are credited, and names each once', () => {
    const wins = [
      digestWin('w1', { helperIds: ['U2'] }),
      digestWin('w2', { heroIds: ['U2'], helperIds: ['U3'] }),
      digestWin('w3', { helperIds: ['U2'], place: { channelId: 'C2', ts: '1' } }),
    ];

    const { heroIds, help } = digestFrom(facts({ wins }));

    expect(heroIds).to.deep.equal(['U1', 'U2']);
    expect(help).to.deep.equal({
      personCount: 2,
      people: [
        { userId: 'U2', name: 'Sam' },
        { userId: 'U3', name: 'someone' },
      ],
      places: [{ channelId: 'C1' }, { channelId: 'C2' }],
    });
    expect(digestFrom(facts({ wins: [digestWin('w1')] }))).not.to.have.property('help');
  });

  const help = {
    personCount: 2,
    people: [{ userId: 'U2', name: 'Sam' }],
    places: [{ channelId: 'C1' }, { channelId: 'C2' }],
  };
  const withoutNames = { personCount: 2, people: [], places: [] };
  const shown: [to: string, of: (whole: Digest) => Digest, expected: object][] = [
    ['whoever sees both channels', (whole) => storiesOf(whole, new Set(['C1', 'C2'])), help],
    ['whoever sees one of them', (whole) => storiesOf(whole, new Set(['C1'])), withoutNames],
    ['whoever may not see the wall', totalsOf, withoutNames],
  ];
  for (const [to, of, expected] of shown)
    it(`tells ${to} who helped ${expected === help ? 'by name' : 'by number alone'}`, () => {
      const whole = weekDigest({ help });

      expect(channelsOf(whole)).to.deep.equal(['C1', 'C2']);
      expect(of(whole).help).to.deep.equal(expected);
    });

  const stories: [string, string, string | undefined][] = [
    ['that the list tells in full already', 'x'.repeat(160), undefined],
    ['of which the list tells the beginning', 'x'.repeat(161), 'w1'],
  ];
  for (const [which, text, story] of stories)
    it(`${story ? 'tells' : 'does not repeat'} a story in full ${which}`, () => {
      const wins = [digestWin('w1', { text, nominatorIds: nominators(3) })];

      expect(digestFrom(facts({ wins })).story?.winId).to.equal(story);
    });

  it('has no story in a quiet week', () => {
    const digest = digestFrom(facts());

    expect(digest).to.include({ winCount: 0, nominationCount: 0 });
    expect(digest).not.to.have.property('story');
    expect(digest).not.to.have.property('team');
  });
});

describe("the managers' part of a digest", () => {
  const member = (userId: string) => ({ userId, name: `Name of ${userId}` });

  it('counts the members who posted, were credited or nominated', () => {
    const wins = [digestWin('w1', { authorId: 'A', heroIds: ['B'], nominatorIds: ['A', 'C'] })];
    const members = ['A', 'B', 'C', 'D'].map(member);

    const { team } = digestFrom(facts({ wins, team: { members, unseen: [], unnominated: [] } }));

    expect(team).to.include({ memberCount: 4, tookPartCount: 3 });
  });

  it('puts evidence beside those who go unseen, newest first, and names the others', () => {
    const unseen = ['A', 'B'].map(member);
    const unnominated = [
      digestWin('old', { heroIds: ['A'], postedAt: new Date('2026-09-01') }),
      digestWin('new', { heroIds: ['A'], postedAt: new Date('2026-10-01') }),
    ];

    const { team } = digestFrom(facts({ team: { members: unseen, unseen, unnominated } }));

    expect(team?.unseen.map(({ person }) => person.userId)).to.deep.equal(['A']);
    expect(team?.unseen[0]?.wins.map(({ winId }) => winId)).to.deep.equal(['new', 'old']);
    expect(team?.withoutWins.map(({ userId }) => userId)).to.deep.equal(['B']);
    expect(team).to.include({ unseenCount: 2, withoutWinsCount: 1 });
  });
});
