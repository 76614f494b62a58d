import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { nominatorIds, type VoteKey } from '../../src/domain/nomination.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const teamId = `T${randomUUID()}`;
const now = new Date('2026-10-05T09:00:00Z');

interface Step {
  userId: string;
  emoji: string;
}

/** What Slack shows and tells when people click these emoji one after another. */
const slack = (steps: readonly Step[]) => {
  const shown = new Set<string>();
  const events = steps.map(({ userId, emoji }, index) => {
    const reaction = `${userId} ${emoji}`;
    const stands = !shown.has(reaction);
    if (stands) shown.add(reaction);
    else shown.delete(reaction);
    return {
      userId,
      key: `wall:${emoji}` as VoteKey,
      vote: { ts: `${1_800_000_000 + index}.000000`, stands },
    };
  });
  return { shown: new Set([...shown].map((reaction) => reaction.split(' ')[0]!)), events };
};

describe('the votes of a win', () => {
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());

  it('end at what Slack shows, with every event delivered twice, shuffled and at the same time', async () => {
    const { nominations } = database.storeOf(teamId);
    const step = fc.record({
      userId: fc.constantFrom('U1', 'U2', 'U3'),
      emoji: fc.constantFrom('trophy', 'star2'),
    });
    const deliveries = fc
      .array(step, { minLength: 1, maxLength: 8 })
      .map(slack)
      .chain(({ shown, events }) => {
        const twice = [...events, ...events];
        return fc
          .shuffledSubarray(twice, { minLength: twice.length })
          .map((delivered) => ({ shown, delivered }));
      });

    await fc.assert(
      fc.asyncProperty(deliveries, async ({ shown, delivered }) => {
        const winId = randomUUID();

        await Promise.all(
          delivered.map(({ userId, key, vote }) => nominations.record({ winId, userId }, key, vote, now)),
        );

        const win = { authorId: 'UA', heroIds: ['UA'] };
        const counted = nominatorIds(win, await nominations.votesByUser(winId));
        expect(new Set(counted)).to.deep.equal(shown);
      }),
      { numRuns: 500 },
    );
  }).timeout(60_000);

  it('are mended only while nothing newer came', async () => {
    const { nominations } = database.storeOf(teamId);
    const ballot = { winId: randomUUID(), userId: 'U1' };
    const read = { ts: '1800000001.000000', stands: true };
    await nominations.record(ballot, 'wall:trophy', read, now);
    await nominations.record(ballot, 'wall:trophy', { ts: '1800000002.000000', stands: true }, now);

    const isMended = await nominations.mend(
      ballot,
      'wall:trophy',
      read,
      { ts: '1800000003.000000', stands: false },
      now,
    );

    expect(isMended).to.equal(false);
    expect((await nominations.votesOfPerson(ballot))['wall:trophy']).to.deep.equal({
      ts: '1800000002.000000',
      stands: true,
    });
  });
});
