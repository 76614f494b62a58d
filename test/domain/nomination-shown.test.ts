import { expect } from 'chai';
import { reportNominators, type Votes } from '../../src/domain/nomination.ts';
import { compareWithShown, type ShownEmoji } from '../../src/domain/nomination-shown.ts';
import type { Person } from '../../src/domain/person.ts';

const person = (userId: string, fields: Partial<Person> = {}): Person => ({
  userId,
  name: userId,
  isBot: false,
  isDeactivated: false,
  isStranger: false,
  isGuest: false,
  isAdmin: false,
  timeZone: undefined,
  changedAtS: undefined,
  ...fields,
});

/** Each kind of person there is. Jo tells of Sam. */
const kinds: Record<string, { userId: string; person: Person | undefined }> = {
  'a colleague': { userId: 'UKAI', person: person('UKAI') },
  'a guest of ours': { userId: 'UGUEST', person: person('UGUEST', { isGuest: true }) },
  'the hero': { userId: 'USAM', person: person('USAM') },
  'an app': { userId: 'UAPP', person: person('UAPP', { isBot: true }) },
  'a guest of another organisation': { userId: 'UFAR', person: person('UFAR', { isStranger: true }) },
  'somebody who has left': { userId: 'UGONE', person: person('UGONE', { isDeactivated: true }) },
  'somebody unknown': { userId: 'UNOBODY', person: undefined },
};

const vote = { ts: '1791375000.000100', stands: true };

interface Way {
  votes?: Votes;
  shown?: Omit<ShownEmoji, 'userIds' | 'count'>;
}

const ways: Record<string, Way> = {
  'by an emoji on the wall': { votes: { 'wall:trophy': vote }, shown: { where: 'wall', emoji: 'trophy' } },
  'by an emoji on the original': {
    votes: { 'original:trophy': vote },
    shown: { where: 'original', emoji: 'trophy' },
  },
  'by the button': { votes: { button: vote } },
  'by an emoji that nobody told of': { shown: { where: 'wall', emoji: 'trophy' } },
  'by an emoji that is no nomination': { shown: { where: 'wall', emoji: 'heart' } },
  'by an emoji before it was put back': { votes: { 'kept:trophy': vote } },
  'and took it back': { votes: { 'wall:trophy': { ...vote, stands: false } } },
};

/** Those whose reaction is never stored. */
const unstored = new Set(['an app', 'a guest of another organisation', 'somebody unknown']);

const expected = (kind: string, way: string): string => {
  if (way === 'by an emoji that is no nomination') return 'no nomination';
  const isShown = Boolean(ways[way]?.shown);
  if (unstored.has(kind)) {
    const why = { 'an app': 'bot', 'a guest of another organisation': 'stranger' }[kind] ?? 'unknown';
    return isShown ? why : 'absent';
  }
  if (way === 'and took it back') return 'taken-back';
  if (kind === 'the hero') return 'hero';
  return way === 'by an emoji that nobody told of' ? 'not-yet' : 'counted';
};

describe('what is counted beside what Slack shows', () => {
  const win = { authorId: 'UJO', heroIds: ['USAM'] };
  const rules = { nominationEmoji: new Set(['trophy', 'star2']) };
  const compare = (votes: ReadonlyMap<string, Votes>, shown: readonly ShownEmoji[]) =>
    compareWithShown(
      win,
      reportNominators(win, votes, rules),
      shown,
      rules,
      (userId) => Object.values(kinds).find((each) => each.userId === userId)?.person,
    );

  for (const [kind, { userId }] of Object.entries(kinds))
    for (const [way, { votes, shown }] of Object.entries(ways)) {
      const wanted = expected(kind, way);
      it(`${kind} ${way}: ${wanted}`, () => {
        const stored = votes && !unstored.has(kind) ? new Map([[userId, votes]]) : new Map<string, Votes>();
        const comparison = compare(stored, shown ? [{ ...shown, userIds: [userId], count: 1 }] : []);

        const uncounted = comparison.notCounted.find((each) => each.userId === userId);
        const isCounted = comparison.counted.some((each) => each.userId === userId);
        const other = comparison.others.length > 0 ? 'no nomination' : 'absent';
        expect(isCounted ? 'counted' : (uncounted?.why ?? other)).to.equal(wanted);
        expect(comparison.isBehind).to.equal(wanted === 'not-yet');
        expect(comparison.counted.some(({ hasLeft }) => hasLeft)).to.equal(
          wanted === 'counted' && kind === 'somebody who has left',
        );
      });
    }

  it('is behind when it counts what Slack shows no more, unless Slack leaves out names', () => {
    const votes = new Map([['UKAI', { 'wall:trophy': vote }]]);
    const cut = { where: 'wall', emoji: 'trophy', userIds: [], count: 1 } as const;

    expect(compare(votes, []).isBehind).to.equal(true);
    expect(compare(votes, [cut]).isBehind).to.equal(false);
  });

  it('counts a person once, however many emoji they use', () => {
    const votes = new Map([['UKAI', { 'wall:trophy': vote, 'wall:star2': vote }]]);
    const shown = ['trophy', 'star2'].map((emoji) => ({
      where: 'wall' as const,
      emoji,
      userIds: ['UKAI', 'UAPP'],
      count: 2,
    }));

    expect(compare(votes, shown)).to.include({ reactedCount: 2, reactedAndCount: 1, isBehind: false });
  });
});
