import { WebClient } from '@slack/web-api';
import { expect } from 'chai';
import { createPeople } from '../../src/slack/people.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';

describe('asking Slack about people', () => {
  let sandbox: Sandbox;
  before(async function () {
    this.timeout(60_000);
    sandbox = await startSandbox({ args: ['--no-bot', '--people', '1200'] });
  });
  after(() => sandbox.stop());

  const people = async () => {
    const slack = new WebClient(sandbox.botEnv.SLACK_BOT_TOKEN, {
      slackApiUrl: sandbox.botEnv.SLACK_API_URL!,
      rejectRateLimitedCalls: true,
    });
    return createPeople(slack, (await sandbox.state()).team.id);
  };
  const callsOf = async (wanted: string): Promise<number> =>
    (await sandbox.calls()).filter(({ method, ok }) => method === wanted && ok).length;

  it('reads everybody of a workspace of thousands in few calls, once for all who ask', async () => {
    const team = await people();
    const before = await callsOf('users.list');

    const [admins, again] = await Promise.all([team.findAdmins(), team.findAdmins()]);

    expect(admins.map(({ name }) => name)).to.deep.equal(['Ann', 'Kai']);
    expect(again).to.deep.equal(admins);
    expect(await callsOf('users.list')).to.equal(before + 3);
  });

  it('asks about one person once, however many ask at the same time', async () => {
    const team = await people();
    const id = await sandbox.userId('jo');
    const before = await callsOf('users.info');

    const found = await Promise.all(Array.from({ length: 20 }, () => team.find(id)));

    expect(new Set(found.map((person) => person?.name))).to.deep.equal(new Set(['Jo']));
    expect(await callsOf('users.info')).to.equal(before + 1);
  });

  it('asks again after Slack could not be asked', async () => {
    const team = await people();
    const id = await sandbox.userId('sam');
    await sandbox.act('/faults', { method: 'users.info', kind: 'rate-limit', times: 1 });

    const failed = await team.find(id).catch((error: Error) => error);

    expect(failed).to.be.instanceOf(Error);
    expect((await team.find(id))?.name).to.equal('Sam');
  });

  it('believes the news over an answer that was under way', async () => {
    const team = await people();
    const id = await sandbox.userId('mia');

    const asked = team.find(id);
    const { now } = await sandbox.state();
    const updated = Math.ceil(new Date(now).getTime() / 1000);
    team.update({ id, name: 'mia', updated, profile: { display_name: 'Mia M.' } }, new Date(now));
    await asked;

    expect((await team.find(id))?.name).to.equal('Mia M.');
  });
});
