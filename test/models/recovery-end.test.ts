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

  const reopen = (recovery: Recovery, hours: number) =>
    store.recoveries.reopen(recovery, ann, later(hours + 4), later(hours));

  it('is said by its owner or a manager, never by a helper', async () => {
    expect(await close(tom)).to.equal(null);
    expect(await close(jo)).to.include({ state: 'closed', closedBy: 'UJO', ...end });
  });

  it('is one decision when its owner closes it while a manager reopens it', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const recovery = await read();
      const times = recovery.reopened?.length ?? 0;

      const decided = await Promise.all([close(jo, times), reopen(recovery, 1)]);

      expect(decided.filter((each) => each !== null)).to.have.length(1);
      const after = await read();
      expect(after.state).to.equal(decided[0] ? 'closed' : 'open');
      if (decided[0]) await store.recoveries.unclose('r1', 'UJO', later(2));
      else await store.recoveries.tick('r1', 'fixed', jo, later(2));
    }
  });

  it('is not said in a form from before it was reopened', async () => {
    await reopen(await read(), 1);
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
    for (const step of ['call', 'listen', 'followUp'] as const)
      await store.recoveries.tick('r1', step, jo, now);
    const closed = await close();

    const again = await reopen(await read(), 3);
    expect(again).to.deep.include({ state: 'open', contactDueAt: later(7) });
    expect(again?.steps).to.have.all.keys('listen');
    expect(again).not.to.have.any.keys('cause', 'closedAt', 'fixedAt');
    expect(await store.recoveries.takeBack('r1', 'UJO', later(4))).to.equal(null);

    const recovery = await read();
    const undone = await store.recoveries.unreopen(recovery, recovery.reopened![0]!, later(4));
    const { state, cause, steps, contactDueAt, fixedAt } = closed!;
    expect(undone).to.deep.include({ state, cause, steps, contactDueAt, fixedAt });
    expect(undone?.reopened).to.have.length(0);
  });

  it('puts the first call back when a reopening is undone, and keeps what was done since', async () => {
    await store.recoveries.tick('r1', 'call', jo, now);
    const before = await read();
    await reopen(before, 1);
    for (const step of ['call', 'followUp'] as const) await store.recoveries.tick('r1', step, tom, later(2));

    const recovery = await read();
    const undone = await store.recoveries.unreopen(recovery, recovery.reopened![0]!, later(3));

    expect(undone?.steps).to.deep.equal({
      ...before.steps,
      followUp: { at: later(2), byId: 'UTOM' },
    });
  });

  it('keeps its day and its call when what an earlier version reopened is undone', async () => {
    await store.recoveries.tick('r1', 'call', jo, now);
    const before = await read();
    await reopen(before, 1);
    await database.models.recoveries.model.updateOne(
      { _id: 'r1' },
      {
        $set: { contactDueAt: before.contactDueAt, 'steps.call': before.steps.call },
        $unset: { 'reopened.0.was.contactDueAt': 1, 'reopened.0.was.call': 1 },
      },
    );

    const recovery = await read();
    const undone = await store.recoveries.unreopen(recovery, recovery.reopened![0]!, later(3));

    expect(undone).to.deep.include({ steps: before.steps, contactDueAt: before.contactDueAt });
  });

  it('is reopened by one of many who press at once, and ticked by whoever came before or after', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const [recovery, at] = [await read(), later(turn + 1)];
      const decided = await Promise.all([
        ...Array.from({ length: 5 }, () => reopen(recovery, turn + 1)),
        store.recoveries.tick('r1', 'call', tom, at),
      ]);
      const [ticked, reopened] = [decided.pop(), decided.filter((each) => each !== null)];

      const after = await read();
      expect(reopened.length, `turn ${turn}`).to.be.at.most(1);
      expect(after.reopened?.length ?? 0).to.equal((recovery.reopened?.length ?? 0) + reopened.length);
      // Whoever reopened it had read that nobody had called: so the call is there, and since.
      if (ticked && reopened.length > 0) expect(after.steps.call).to.deep.equal({ at, byId: 'UTOM' });
      if (after.state === 'open') await store.recoveries.tick('r1', 'fixed', jo, later(turn + 1));
      await store.recoveries.untick('r1', 'call', jo, later(turn + 1));
    }
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
    await store.recoveries.tick('r1', 'call', jo, now);
    await close();
    await reopen(await read(), 3);

    await store.recoveries.erasePerson({ userId: 'UJO', standIn: standInId('x') });
    await store.recoveries.erasePerson({ userId: 'UANN', standIn: standInId('y') });

    expect(JSON.stringify(await read())).not.to.match(/UJO|UANN/);
  });
});
