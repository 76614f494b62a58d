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
      const { wins } = database.models;
      const winId = randomUUID();
      const shown = { text: 'kept a promise', heroIds: ['U1'] };
      const content = { ...shown, names: new Map([['U1', 'Jo']]), ...noDetails };
      const source = { kind: 'command' } as const;
      const win = { winId, teamId, authorId: 'U1', source, postedAt: now, week: '2026-W41' } as const;
      await wins.store({ ...win, ...content });
      const changer = { userId: 'U1', isManager: false };
      await wins.edit(teamId, winId, 0, changer, content, shown, now);

      const newer = await wins.recordShown(teamId, winId, 1);
      const older = await wins.recordShown(teamId, winId, 0);

      expect({ newer, older }).to.deep.equal({ newer: true, older: false });
      expect((await wins.find(teamId, winId))?.isWallStale).to.equal(true);
    });
  });
});
