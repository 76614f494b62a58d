import { expect } from 'chai';
import { standInId } from '../../src/domain/erased-person.ts';
import type { Store } from '../../src/models/index.ts';
import type { Recovery } from '../../src/models/recovery.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const now = new Date('2026-10-05T09:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const jo = { userId: 'UJO', isManager: false };
const tom = { userId: 'UTOM', isManager: false };
const ann = { userId: 'UANN', isManager: true };
const end = { cause: 'promise' as const, change: 'We name a day only when it is in the van' };

describe('the end of a recovery', () => {
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());
  let store: Store;
  beforeEach(async () => {
    await database.models.recoveries.model.deleteMany({});
    store = database.storeOf('T1');
    await store.recoveries.open(
      {
        id: 'r1',
        formId: 'V1',
        openedBy: 'UJO',
        ownerId: 'UJO',
        helperIds: ['UTOM'],
        problem: 'late',
        what: 'The cake came a day late',
        customerAlias: 'Mrs Lee',
        severity: 'hurt',
        doesCustomerKnow: true,
        contactDueAt: later(4),
      },
      now,
    );
    await store.recoveries.tick('r1', 'fixed', jo, now);
  });

  const read = async (): Promise<Recovery> => {
    const recovery = await store.recoveries.find('r1');
    if (!recovery) throw new Error('It is gone');
    return recovery;
  };
  const close = (by = jo, times = 0, formId = 'V2') =>
    store.recoveries.close({ id: 'r1', times, formId }, end, by, later(1));

  it('is said by its owner or a manager, never by a helper', async () => {
    expect(await close(tom)).to.equal(null);
    expect(await close(jo)).to.include({ state: 'closed', closedBy: 'UJO', ...end });
  });

  it('is one decision when its owner closes it while a manager reopens it', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const recovery = await read();
      const times = recovery.reopened?.length ?? 0;

      const decided = await Promise.all([close(jo, times), store.recoveries.reopen(recovery, ann, later(1))]);

      expect(decided.filter((each) => each !== null)).to.have.length(1);
      const after = await read();
      expect(after.state).to.equal(decided[0] ? 'closed' : 'open');
      if (decided[0]) await store.recoveries.unclose('r1', 'UJO', later(2));
      else await store.recoveries.tick('r1', 'fixed', jo, later(2));
    }
  });

  it('is not said in a form from before it was reopened', async () => {
    await store.recoveries.reopen(await read(), ann, later(1));
    await store.recoveries.tick('r1', 'fixed', jo, later(2));

    expect(await close(jo, 0)).to.equal(null);
    expect(await close(jo, 1)).to.include({ state: 'closed' });
  });

  it('is undone within a day, by whoever said it', async () => {
    await close();

    expect(await store.recoveries.unclose('r1', 'UANN', later(2))).to.equal(null);
    expect(await store.recoveries.unclose('r1', 'UJO', later(26))).to.equal(null);
    const open = await store.recoveries.unclose('r1', 'UJO', later(2));
    expect(open).to.include({ state: 'right' });
    expect(open).not.to.have.any.keys('closedAt', 'closedBy', 'cause', 'change');
  });

  it('begins again without what did not hold, and is as it was once that is undone', async () => {
    await store.recoveries.tick('r1', 'call', jo, now);
    const closed = await close();

    const again = await store.recoveries.reopen(await read(), ann, later(3));
    expect(again).to.include({ state: 'open' });
    expect(again?.steps).to.have.all.keys('call');
    expect(again).not.to.have.any.keys('cause', 'closedAt', 'fixedAt');

    const recovery = await read();
    const undone = await store.recoveries.unreopen(recovery, recovery.reopened![0]!, later(4));
    expect(undone).to.deep.include({ state: 'closed', cause: 'promise', steps: closed!.steps });
    expect(undone?.reopened).to.have.length(0);
  });

  it('is told in one form at a time, and in another when that win is gone', async () => {
    await close();
    const claim = (formId: string, goneWinId?: string, hours = 2) =>
      store.recoveries.claimStory({ id: 'r1', ownerId: 'UJO', formId }, goneWinId, later(hours));
    const claims = await Promise.all(Array.from({ length: 20 }, (_, n) => claim(`V${n}`)));
    expect(claims.filter(Boolean)).to.have.length(1);

    const formId = `V${claims.indexOf(true)}`;
    expect(await claim(formId)).to.equal(true);
    // Whoever claimed it ended before it was told.
    expect(await claim('V50', undefined, 3)).to.equal(true);
    await store.recoveries.recordStory('r1', 'V50', 'w1', later(3));
    expect(await claim('V99', undefined, 9)).to.equal(false);
    expect(await claim('V99', 'w1')).to.equal(true);
  });

  it('holds nobody any more who had their data deleted', async () => {
    await close();
    await store.recoveries.reopen(await read(), ann, later(3));

    await store.recoveries.erasePerson({ userId: 'UJO', standIn: standInId('x') });
    await store.recoveries.erasePerson({ userId: 'UANN', standIn: standInId('y') });

    expect(JSON.stringify(await read())).not.to.match(/UJO|UANN/);
  });
});
