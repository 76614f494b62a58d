import { WebClient } from '@slack/web-api';
import { expect } from 'chai';
import sinon from 'sinon';
import {
  readSettledWorkspace,
  readWorkspace,
  settleZone,
} from '../../../src/operations/workspace/read-workspace.ts';
import { createPeople } from '../../../src/slack/people.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createFakeSlack, type FakeSlack } from '../../support/fake-slack.ts';
import { fakeTime } from '../../support/fake-time.ts';
import { waitFor } from '../../support/wait-for.ts';

const admin = { id: 'UANN', name: 'ann', is_admin: true, tz: 'America/New_York' };
const owner = { id: 'UKAI', name: 'kai', is_owner: true, is_primary_owner: true, tz: 'Asia/Tokyo' };

describe('what a workspace has decided', () => {
  let database: TestDatabase;
  let slack: FakeSlack;
  let clock: sinon.SinonFakeTimers;
  let teams = 0;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());
  beforeEach(() => {
    slack = createFakeSlack([]);
    clock = fakeTime('2026-10-07T12:00:00Z');
  });
  afterEach(() => {
    clock.restore();
    slack.restore();
  });

  const open = async () => {
    teams += 1;
    const teamId = `T${teams}`;
    const store = database.storeOf(teamId);
    await store.workspace.meet(new Date());
    return { store, people: createPeople(new WebClient('xoxb-test'), teamId) };
  };

  it('has the zone of its primary owner, or else of another admin', async () => {
    const [owned, ownerless] = [await open(), await open()];
    slack.answersWith('users.list', { members: [admin, owner] });
    await settleZone(owned);
    slack.answersWith('users.list', { members: [{ ...owner, deleted: true }, admin] });
    await settleZone(ownerless);

    expect((await readWorkspace(owned)).zone).to.equal('Asia/Tokyo');
    expect((await readWorkspace(ownerless)).zone).to.equal('America/New_York');
  });

  for (const [what, members] of [
    ['nobody manages it', []],
    ['Slack gives its owner none', [{ ...owner, tz: undefined }]],
    ['Slack gives its owner one that is not known here', [{ ...owner, tz: 'Mars/Olympus_Mons' }]],
  ] as const)
    it(`has UTC when ${what}`, async () => {
      const deps = await open();
      slack.answersWith('users.list', { members });

      expect((await readWorkspace(deps)).zone).to.equal('UTC');
    });

  it('has its zone settled once, however many read it, and keeps it', async () => {
    const deps = await open();
    slack.answersWith('users.list', { members: [owner] });

    const read = await Promise.all(Array.from({ length: 20 }, () => readWorkspace(deps)));
    slack.answersWith('users.list', { members: [{ ...owner, tz: 'Europe/London' }] });
    const asked = slack.calls.length;
    await settleZone(deps);

    expect(new Set(read.map(({ zone }) => zone))).to.deep.equal(new Set(['Asia/Tokyo']));
    expect((await readSettledWorkspace(deps)).zone).to.equal('Asia/Tokyo');
    expect(slack.calls).to.have.length(asked);
  });

  context('when Slack is silent about its zone', () => {
    it('is read without it after half a second, and with it once Slack has answered', async () => {
      const deps = await open();
      let answer = (_said: object): void => {};
      slack.answersWith('users.list', () => new Promise<object>((resolve) => (answer = resolve)));
      const isRead = sinon.spy();
      const reading = readWorkspace(deps);
      void reading.then(isRead);
      await waitFor('the question', () => slack.callsOf('users.list').length === 1);

      await clock.tickAsync(499);
      expect(isRead.called).to.equal(false);
      await clock.tickAsync(1);
      expect((await reading).zone).to.equal('UTC');

      answer({ members: [owner] });
      await waitFor('the zone', async () => (await deps.store.workspace.read()).isZoneSettled);
      expect((await readWorkspace(deps)).zone).to.equal('Asia/Tokyo');
    });
  });

  context('when Slack cannot be asked about its zone', () => {
    it('is read without it by whom a person waits for, and not at all by a job', async () => {
      const deps = await open();
      slack.answersWith('users.list', { error: 'fatal_error' });

      const forPerson = await readWorkspace(deps);
      const forJob = await readSettledWorkspace(deps).catch((error: Error) => error.message);

      expect(forPerson.zone).to.equal('UTC');
      expect(forJob).to.contain('fatal_error');
      expect((await deps.store.workspace.read()).isZoneSettled).to.equal(false);
    });
  });
});
