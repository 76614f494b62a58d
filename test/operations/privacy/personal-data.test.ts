import { expect } from 'chai';
import { personalData, personalRows } from '../../../src/operations/privacy/personal-data.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';

describe('the table of personal data', () => {
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());

  it('has a row for each model, and for nothing else', () => {
    expect(Object.keys(personalData).sort()).to.deep.equal(Object.keys(database.models).sort());
  });

  it('says of each how somebody is found in it and what becomes of that', () => {
    for (const [name, row] of personalRows()) expect([row.found, row.becomes], name).to.not.include('');
  });

  it('finds nothing of somebody who was never there', async () => {
    const store = database.storeOf('T1');

    const found = await Promise.all(personalRows().map(([, row]) => row.exportOf(store, 'UNOBODY')));

    expect(found.flat()).to.deep.equal([]);
  });
});
