import { expect } from 'chai';
import sinon from 'sinon';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

describe('the parts of notes', () => {
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());
  afterEach(() => sinon.restore());

  const now = new Date('2026-10-07T12:00:00Z');
  const store = () => database.storeOf('T1').noteParts;

  const changes: [what: string, change: () => Promise<void>][] = [
    ['what waits for a person', () => store().lookAtPersonAgain('UJO', now)],
    ['what waits for anybody', () => store().lookAtAllAgain(now)],
    ['what is in a note', () => store().recordTold('note:T1:UJO:2026-10-07', now)],
    ['what belongs to wins', () => store().forgetWins(['W1'])],
  ];
  for (const [what, change] of changes)
    it(`are found by an index, however many were told: ${what}`, async () => {
      const { collection } = database.models.noteParts.model;
      const calls = (['updateMany', 'deleteMany'] as const).map((method) => sinon.spy(collection, method));

      await change();

      const filters = calls.flatMap((spy) => spy.getCalls().map(({ args: [filter] }) => filter ?? {}));
      expect(filters).to.have.length.above(0);
      for (const filter of filters) {
        const { queryPlanner } = await collection.find(filter).explain('queryPlanner');
        const plan = JSON.stringify(queryPlanner.winningPlan);
        expect(plan, JSON.stringify(filter)).to.contain('IXSCAN').and.not.to.contain('COLLSCAN');
      }
    });
});
