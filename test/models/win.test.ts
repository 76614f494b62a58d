import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { noDetails } from '../../src/domain/win.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const teamId = `T${randomUUID()}`;
const now = new Date('2026-10-05T09:00:00Z');

describe('the wall message of a win', () => {
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());

  context('when two replicas show it and the older revision may have come last', () => {
    it('is shown once more', async () => {
      const { wins } = database.storeOf(teamId);
      const winId = randomUUID();
      const content = {
        text: 'kept a promise',
        heroIds: ['U1'],
        names: new Map([['U1', 'Jo']]),
        ...noDetails,
      };
      const source = { kind: 'command' } as const;
      const win = { winId, authorId: 'U1', source, postedAt: now, week: '2026-W41' } as const;
      await wins.store({ ...win, ...content });
      const stored = (await wins.find(winId))!;
      await wins.edit(stored, 0, 'U1', content, now);

      const newer = await wins.recordShown(winId, 1);
      const older = await wins.recordShown(winId, 0);

      expect({ newer, older }).to.deep.equal({ newer: true, older: false });
      expect((await wins.find(winId))?.isWallStale).to.equal(true);
    });
  });
});
