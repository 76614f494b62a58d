import { expect } from 'chai';
import {
  createChallengeCancelView,
  createChallengeChangeView,
} from '../../../src/handlers/challenge/challenge-change-view.ts';
import { createChallengeStartView } from '../../../src/handlers/challenge/challenge-start-view.ts';
import { acknowledgement } from '../../support/acknowledgement.ts';
import { challengeDeps } from '../../support/challenge-deps.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';

type Args = Parameters<ReturnType<typeof createChallengeStartView>>[0];

const now = new Date('2027-09-01T12:00:00Z');
const responseUrl = 'https://hooks.slack.com/commands/1';

/** A form as Slack submits it. */
const submission = (metadata: object | string, values: Record<string, object>) => {
  const ack = acknowledgement();
  const state = Object.entries(values).map(([blockId, value]) => [blockId, { value }]);
  const view = {
    id: 'V1',
    private_metadata: typeof metadata === 'string' ? metadata : JSON.stringify(metadata),
    state: { values: Object.fromEntries(state) },
  };
  return { ack, args: { ack, body: { user: { id: 'UANN' } }, view } as unknown as Args };
};

const plan = (startDay: string) => ({
  challenge_start_day: { selected_date: startDay },
  challenge_nudge_at: { selected_time: '09:00' },
  challenge_announce: { selected_options: [] },
});
const newRun = (startDay: string) => ({
  challenge_pack: { selected_option: { value: 'five-days' } },
  ...plan(startDay),
});

describe('the forms of a challenge', () => {
  let database: TestDatabase;
  let workspaces = 0;
  const open = async () => {
    workspaces += 1;
    const teamId = `T${workspaces}`;
    await database.storeOf(teamId).workspace.meet();
    return challengeDeps(database, teamId, now);
  };
  const start = async (deps: Awaited<ReturnType<typeof open>>) => {
    const { args } = submission({ responseUrl }, newRun('2027-10-04'));
    await createChallengeStartView(deps)(args);
    const run = await deps.store.runs.current('2027-10-04');
    deps.answerLater.resetHistory();
    return { runId: run!._id, edition: run!.edition };
  };
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());

  it('closes, and tells who started the challenge', async () => {
    const deps = await open();
    const { ack, args } = submission({ responseUrl }, newRun('2027-10-04'));

    await createChallengeStartView(deps)(args);

    expect(ack.args).to.deep.equal([[]]);
    expect(deps.answerLater.firstCall.args[0]).to.equal(responseUrl);
    expect(deps.answerLater.firstCall.args[1].text).to.contain('is planned');
  });

  it('says what is wrong beside its field', async () => {
    const deps = await open();
    const { ack, args } = submission({ responseUrl }, newRun('2027-10-05'));

    await createChallengeStartView(deps)(args);

    expect(ack.callCount).to.equal(1);
    expect(JSON.stringify(ack.args)).to.contain('challenge_start_day').and.to.contain('choose a Monday');
    expect(deps.answerLater.called).to.equal(false);
  });

  it('apologizes, and does nothing, when it came back without what it was opened with', async () => {
    const deps = await open();
    const { ack, args } = submission('{"runId":7}', plan('2027-11-08'));

    await createChallengeChangeView(deps)(args);

    expect(ack.callCount).to.equal(1);
    expect(JSON.stringify(ack.args)).to.contain('close the form, and open it again');
  });

  const forms = [
    ['start', createChallengeStartView, newRun('2027-11-01')],
    ['move', createChallengeChangeView, plan('2027-11-08')],
    ['cancel', createChallengeCancelView, {}],
  ] as const;
  for (const [what, createView, values] of forms)
    it(`acknowledges once when what follows a ${what} fails`, async () => {
      const deps = await open();
      const run = await start(deps);
      deps.answerLater.rejects(new Error('Slack is away'));
      const { ack, args } = submission({ responseUrl, ...run }, values);

      const failure = await createView(deps)(args).catch((error: Error) => error.message);

      expect(failure).to.equal('Slack is away');
      expect(ack.args).to.deep.equal([[]]);
    });
});
