import { expect } from 'chai';
import { type Ephemeral, type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

describe('little extras', () => {
  let sandbox: Sandbox;
  before(async function () {
    this.timeout(30_000);
    sandbox = await startSandbox();
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    expect(await sandbox.violations()).to.deep.equal([]);
  });

  const ask = async (user: string): Promise<Ephemeral> => {
    await sandbox.brag(user, 'idea');
    return sandbox.lastEphemeral(user, 'A little extra for today');
  };
  const click = (user: string, { ts }: Ephemeral, actionId: string) =>
    sandbox.act('/click', { user, channel: 'general', ts, actionId });

  it('come one by one; one that somebody adds is live at once, and taken out by a manager it is told to them', async () => {
    const offer = await ask('jo');
    await click('jo', offer, 'idea.another');
    const other = await waitFor('another in its place', async () => {
      const shown = await sandbox.lastEphemeral('jo', 'A little extra for today');
      return shown.text === offer.text ? undefined : shown;
    });

    await click('jo', other, 'idea.add');
    const { id: viewId } = await sandbox.openView('jo');
    const values = {
      idea_text: { value: 'Walk somebody to the bus stop when it is dark' },
      idea_minutes: { value: '5' },
      idea_channels: { value: ['counter'] },
    };
    await sandbox.act('/submit', { user: 'jo', viewId, values });
    await sandbox.lastEphemeral('jo', 'From now on your team can be offered it');

    await click('ann', await ask('ann'), 'idea.list');
    const list = await sandbox.openView('ann');
    expect(JSON.stringify(list.view)).to.contain('Walk somebody to the bus stop').and.to.contain('from Jo');
    await sandbox.act('/click-view', { user: 'ann', viewId: list.id, actionId: 'idea.hide' });
    await sandbox.settled();
    expect(JSON.stringify((await sandbox.openView('ann')).view)).to.contain('hidden by a manager');

    await sandbox.moveToMorningOf('jo');
    const notes = JSON.stringify(await sandbox.directMessages('jo'));
    expect(notes).to.contain('hid a little extra of yours');
  }).timeout(60_000);
});
