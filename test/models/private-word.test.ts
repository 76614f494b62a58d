import { expect } from 'chai';
import sinon from 'sinon';
import { noDetails } from '../../src/domain/win.ts';
import { privateWordId } from '../../src/models/private-word.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

describe('words to one person', () => {
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());
  afterEach(() => sinon.restore());

  const day = (n: number) => new Date(Date.UTC(2026, 9, n));
  let words = 0;
  const give = async (authorId: string, heroIds: string[], givenAt = day(7), teamId = 'T1') => {
    words += 1;
    const wordId = `P${words}`;
    const store = database.storeOf(teamId).privateWords;
    await store.give({ wordId, authorId, text: 'thank you', givenAt, ...noDetails }, heroIds);
    return { wordId, store, id: privateWordId(wordId, heroIds[0]!) };
  };

  it('count each pair of a span once, those taken back left out, and no other workspace', async () => {
    const { store } = await give('UJO', ['USAM', 'UKAI'], day(1), 'T2');
    await give('UJO', ['USAM'], day(3), 'T2');
    await give('USAM', ['UJO'], day(3), 'T2');
    await give('UJO', ['UANN'], day(4), 'T2');
    await give('UJO', ['UZOE'], day(2), 'T3');
    const back = await give('UJO', ['UTOM'], day(2), 'T2');
    await store.takeBack((await store.find(back.id))!, 'UJO', day(2));

    const span = { start: day(1), end: day(4) };
    const pair = (authorId: string, heroId: string) => ({ authorId, heroId });
    expect(await store.givenBy('UJO', span)).to.have.deep.members([pair('UJO', 'USAM'), pair('UJO', 'UKAI')]);
    expect(await store.pairsBetween(span)).to.have.deep.members([
      pair('UJO', 'USAM'),
      pair('UJO', 'UKAI'),
      pair('USAM', 'UJO'),
    ]);
    expect(await store.givenBy('UNOBODY', span)).to.deep.equal([]);
  });

  it('are found by an index, whatever is asked', async () => {
    const { collection } = database.models.privateWords.model;
    const [finds, groups] = [sinon.spy(collection, 'find'), sinon.spy(collection, 'aggregate')];
    const store = database.storeOf('T1').privateWords;
    const span = { start: day(1), end: day(4) };

    await Promise.all([
      store.ofWord('P1'),
      store.openOf('USAM', 5),
      store.olderThan(day(1), 5),
      store.givenBy('UJO', span),
      store.pairsBetween(span),
    ]);

    const filters = [
      ...finds.getCalls().map(({ args: [filter] }) => filter ?? {}),
      ...groups.getCalls().map(({ args: [stages] }) => stages?.[0]?.$match),
    ];
    expect(filters).to.have.length(5);
    for (const filter of filters) {
      const { queryPlanner } = await collection.find(filter).explain('queryPlanner');
      const plan = JSON.stringify(queryPlanner.winningPlan);
      expect(plan, JSON.stringify(filter)).to.contain('IXSCAN').and.not.to.contain('COLLSCAN');
    }
  });

  it('are either taken back or taken into a note, of twenty at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { store, id } = await give('UJO', ['USAM']);
      const read = (await store.find(id))!;

      const [notes, backs] = await Promise.all([
        Promise.all(Array.from({ length: 10 }, () => store.takeIntoNote(id))),
        Promise.all(Array.from({ length: 10 }, () => store.takeBack(read, 'UJO', day(8)))),
      ]);

      const isTaken = notes.some((word) => word !== null);
      expect([isTaken, ...backs.filter(Boolean)]).to.deep.equal(isTaken ? [true] : [false, true]);
    }
  });

  it('are for those alone whom they belong to, also where it is written', async () => {
    const { store, id } = await give('UJO', ['USAM']);
    const word = (await store.find(id))!;
    const other = database.storeOf('T9').privateWords;

    expect(await store.takeBack(word, 'USAM', day(8))).to.equal(false);
    expect(await store.thank(id, 'UJO', day(8))).to.equal(null);
    expect(await other.thank(id, 'USAM', day(8))).to.equal(null);
    expect(await other.takeBack(word, 'UJO', day(8))).to.equal(false);
    await store.showOnHome(word, day(8));
    await store.putAway(id, 'UJO');
    expect(await store.find(id)).to.include({ text: 'thank you', isOpen: true });
  });
});
