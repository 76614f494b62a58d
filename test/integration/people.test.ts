import { WebClient } from '@slack/web-api';
import { expect } from 'chai';
import { createPeople } from '../../src/slack/people.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';

describe('looking for the admins of a workspace of thousands', () => {
  let sandbox: Sandbox;
  before(async function () {
    this.timeout(60_000);
    sandbox = await startSandbox({ args: ['--no-bot', '--people', '1200'] });
  });
  after(() => sandbox.stop());

  it('reads everybody in few calls, and waits when Slack wants a pause', async () => {
    const slack = new WebClient(sandbox.botEnv.SLACK_BOT_TOKEN, {
      slackApiUrl: sandbox.botEnv.SLACK_API_URL!,
      rejectRateLimitedCalls: true,
    });
    const { team } = await sandbox.state();
    await sandbox.act('/faults', { method: 'users.list', kind: 'rate-limit', retryAfterS: 1, times: 1 });

    const admins = await createPeople(slack, team.id).findAdmins();

    expect(admins.map(({ name }) => name)).to.deep.equal(['ann', 'kai']);
    const calls = await sandbox.call<{ method: string; ok: boolean }[]>('/calls');
    expect(calls.filter(({ method, ok }) => method === 'users.list' && ok)).to.have.length(3);
  });
});
