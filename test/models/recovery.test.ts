import { expect } from 'chai';
import { standInId } from '../../src/domain/erased-person.ts';
import type { Store } from '../../src/models/index.ts';
import type { NewRecovery } from '../../src/models/recovery.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const now = new Date('2026-10-05T09:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const hourMs = 3_600_000;
const jo = { userId: 'UJO', isManager: false };
const tom = { userId: 'UTOM', isManager: false };
const zoe = { userId: 'UZOE', isManager: false };
const boss = { userId: 'UBOSS', isManager: true };

const given: NewRecovery = {
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
  contactDueAt: later(4 * hourMs),
};

describe('the model of recoveries', () => {
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());
  let store: Store;
  beforeEach(async () => {
    await database.models.recoveries.model.deleteMany({});
    store = database.storeOf('T1');
  });

  it('opens one for a form that is sent twenty times at once', async () => {
    const opened = await Promise.all(
      Array.from({ length: 20 }, (_, n) => store.recoveries.open({ ...given, id: `r${n}` }, now)),
    );

    expect(new Set(opened.map((each) => each?._id)).size).to.equal(1);
    expect(await store.recoveries.openOf('UTOM', 50)).to.have.length(1);
  });

  it('takes one tick of a step that two helpers tick at once', async () => {
    await store.recoveries.open(given, now);

    const ticks = await Promise.all(
      [jo, tom, boss].map((by) => store.recoveries.tick('r1', 'call', by, now)),
    );

    expect(ticks.filter(Boolean)).to.have.length(1);
    expect((await store.recoveries.find('r1'))?.version).to.equal(1);
  });

  it('is worked on by nobody else, also not by whoever has just been taken off it', async () => {
    await store.recoveries.open(given, now);
    const read = { id: 'r1', edition: 0 };
    await store.recoveries.changeTeam(read, { ownerId: 'UJO', helperIds: [] }, jo, now);

    expect(await store.recoveries.tick('r1', 'call', tom, now)).to.equal(null);
    expect(await store.recoveries.tick('r1', 'call', zoe, now)).to.equal(null);
    expect(await database.storeOf('T2').recoveries.tick('r1', 'call', boss, now)).to.equal(null);
    expect(await database.storeOf('T2').recoveries.find('r1')).to.equal(null);
  });

  it('is right once it is put right, and open again when that is undone', async () => {
    await store.recoveries.open(given, now);

    const right = await store.recoveries.tick('r1', 'fixed', tom, now);
    const open = await store.recoveries.untick('r1', 'fixed', jo, now);

    expect(right?.state).to.equal('right');
    expect(right?.fixedAt).to.deep.equal(now);
    expect(open?.state).to.equal('open');
    expect(open?.fixedAt).to.equal(undefined);
  });

  it('lets one of two changes of the same reading through', async () => {
    await store.recoveries.open(given, now);
    const read = { id: 'r1', edition: 0 };
    const plan = { cost: undefined, fixBy: undefined, followUpOn: undefined, updateDueAt: undefined };

    const planned = await Promise.all([
      store.recoveries.plan(read, { ...plan, offer: 'A new cake' }, jo, now),
      store.recoveries.plan(read, { ...plan, offer: 'The money back' }, tom, now),
    ]);

    expect(planned.filter(Boolean)).to.have.length(1);
  });

  it('says the one word once, and never plans a second', async () => {
    await store.recoveries.open(given, now);
    const plan = { offer: undefined, cost: undefined, fixBy: undefined, followUpOn: undefined };
    await store.recoveries.plan({ id: 'r1', edition: 0 }, { ...plan, updateDueAt: later(hourMs) }, jo, now);

    const said = await Promise.all([jo, tom].map((by) => store.recoveries.say('r1', by, now)));

    expect(said.filter(Boolean)).to.have.length(1);
  });

  it('is taken back by whoever opened it, within a day, as long as nothing was ticked', async () => {
    await store.recoveries.open(given, now);

    expect(await store.recoveries.takeBack('r1', 'UTOM', now)).to.equal(null);
    expect(await store.recoveries.takeBack('r1', 'UJO', later(24 * hourMs))).to.equal(null);
    await store.recoveries.tick('r1', 'call', tom, now);
    expect(await store.recoveries.takeBack('r1', 'UJO', later(1))).to.equal(null);
    await store.recoveries.untick('r1', 'call', tom, now);

    const taken = await store.recoveries.takeBack('r1', 'UJO', later(1));
    expect(taken?.state).to.equal('taken-back');
    expect(taken?.what).to.equal('');
    expect(await store.recoveries.tick('r1', 'call', tom, now)).to.equal(null);
  });

  it('gives each person their own, and leaves nothing of whoever is erased but the work', async () => {
    const standIn = standInId('1');
    await store.recoveries.open({ ...given, openedBy: 'UZOE' }, now);
    await store.recoveries.tick('r1', 'call', tom, now);
    await store.recoveries.tick('r1', 'listen', boss, now);

    const [ofBoss] = await store.recoveries.exportOf('UBOSS');
    expect(Object.keys(ofBoss ?? {})).to.have.members(['_id', 'openedAt', 'steps']);
    const [ofTom] = await store.recoveries.exportOf('UTOM');
    expect(ofTom).to.include({ what: given.what });

    for (const userId of ['UJO', 'UTOM', 'UZOE', 'UBOSS']) {
      await store.recoveries.erasePerson({ userId, standIn });
      expect(await store.recoveries.exportOf(userId)).to.deep.equal([]);
    }
    const left = await store.recoveries.find('r1');
    expect(left).to.include({ what: given.what, ownerId: standIn, openedBy: standIn });
    expect(left?.helperIds).to.deep.equal([]);
    expect((await store.recoveries.dueToFollow(now, 5)).map(({ _id }) => _id)).to.deep.equal(['r1']);
  });

  it('forgets what nobody has touched for long', async () => {
    await store.recoveries.open(given, now);
    await store.recoveries.open({ ...given, id: 'r2', formId: 'V2' }, later(hourMs));

    expect(await store.recoveries.forgetBefore(later(1), 10)).to.equal(true);
    expect(await store.recoveries.find('r1')).to.equal(null);
    expect(await store.recoveries.find('r2')).not.to.equal(null);
  });
});
