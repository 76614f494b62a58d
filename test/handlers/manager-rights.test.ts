import { expect } from 'chai';
import { actionIds, callbackIds, wallStartIds } from '../../src/views/ids.ts';
import { demoUsers, openTestBot, responseUrl, type TestBot, type TestTeam } from '../support/bot.ts';
import { buttonsIn, planRun, serviceWeek, watch } from '../support/challenge-team.ts';
import { nameManagers } from '../support/manager.ts';
import { postAboutSam } from '../support/win.ts';

const users = [
  ...demoUsers,
  { id: 'ULEAD', name: 'lead' },
  { id: 'ULEFT', name: 'left', deleted: true },
  { id: 'UGUEST', name: 'guest', is_restricted: true },
  { id: 'UFAR', name: 'far', is_admin: true, is_stranger: true },
  { id: 'UAPP', name: 'app', is_admin: true, is_bot: true },
  { id: 'UNEXT', name: 'next' },
];

/** All but the last three are on the list of managers. */
const wrongPeople: [who: string, userId: string][] = [
  ['somebody on the list who is deactivated', 'ULEFT'],
  ['somebody on the list who became a guest', 'UGUEST'],
  ['somebody on the list who is of another organisation', 'UFAR'],
  ['an app on the list', 'UAPP'],
  ['staff', 'UKAI'],
  ['a Slack admin who is no manager', 'UANN'],
  ['a manager of another workspace', 'UNEXT'],
  ['somebody whom Slack does not know', 'UNOBODY'],
];

interface Targets {
  runId: string;
  winId: string;
}
type Door = (team: TestTeam, userId: string, targets: Targets) => Promise<unknown>;

const plan = (startDay: string) => ({
  challenge_pack: { selected_option: { value: 'five-days' } },
  challenge_start_day: { selected_date: startDay },
  challenge_nudge_at: { selected_time: '10:00' },
  challenge_announce: { selected_options: [] },
});
const otherChannel = { type: 'channels_select', selected_channel: 'CELSE' };

/** Every command, button and form for managers, also as somebody would forge it. `elsewhere`: while the wall is lost. */
const doors: [name: string, door: Door, place?: 'elsewhere'][] = [
  ['/brag challenge start', (team, userId) => team.command(userId, 'challenge start')],
  [
    "Managers' edition",
    (team, userId) => team.action(userId, actionIds.digestManagers, { value: '2027-W35' }),
  ],
  ...[actionIds.challengeStart, actionIds.challengeChange, actionIds.challengeCancel].map(
    (id): [string, Door] => [id, (team, userId, { runId }) => team.action(userId, id, { value: runId })],
  ),
  ...[actionIds.challengeAskStart, actionIds.challengeAskOther, actionIds.challengeAskDecline].map(
    (id): [string, Door] => [id, (team, userId) => team.action(userId, id, { value: serviceWeek })],
  ),
  [
    'the form for starting a challenge',
    (team, userId) => team.submit(userId, callbackIds.challengeStart, { responseUrl }, plan('2027-11-01')),
  ],
  [
    'the form for starting a challenge, in answer to the question',
    (team, userId) =>
      team.submit(userId, callbackIds.challengeStart, { responseUrl, ask: serviceWeek }, plan('2027-11-01')),
  ],
  [
    'the form for moving a challenge',
    (team, userId, { runId }) =>
      team.submit(
        userId,
        callbackIds.challengeChange,
        { responseUrl, runId, edition: 0 },
        plan('2027-09-20'),
      ),
  ],
  [
    'the form for calling a challenge off',
    (team, userId, { runId }) =>
      team.submit(
        userId,
        callbackIds.challengeCancel,
        { responseUrl, runId },
        { challenge_why: { value: '' } },
      ),
  ],
  [
    'taking a win down',
    (team, userId, { winId }) => team.action(userId, actionIds.winTakeDown, { value: winId }),
  ],
  [
    'taking a win down in its menu',
    (team, userId, { winId }) =>
      team.action(userId, actionIds.winMore, {
        type: 'overflow',
        selected_option: { value: `take-down:${winId}` },
      }),
  ],
  [
    'the form for taking a win down',
    (team, userId, { winId }) => team.submit(userId, callbackIds.winTakeDown, { winId, responseUrl }, {}),
  ],
  [
    'Start, when the bot came',
    (team, userId) =>
      team.action(
        userId,
        actionIds.wallStart,
        { value: '1' },
        { state: { values: { [wallStartIds.time]: { value: { selected_time: '07:00' } } } } },
      ),
  ],
  [
    'choosing another wall',
    (team, userId) => team.action(userId, actionIds.wallAppoint, otherChannel),
    'elsewhere',
  ],
  [
    'making a channel that was proposed the wall',
    (team, userId) => team.action(userId, actionIds.wallAppoint, { value: 'CELSE' }),
    'elsewhere',
  ],
  [
    'choosing a wall for the first win, by then another',
    (team, userId) => team.action(userId, actionIds.wallChoose, otherChannel),
    'elsewhere',
  ],
  [
    'inviting the bot elsewhere',
    (team, userId) =>
      team.event({
        type: 'member_joined_channel',
        user: 'UBOT',
        channel: 'CELSE',
        inviter: userId,
        event_ts: '1.0',
      }),
    'elsewhere',
  ],
];

describe('what is for managers', () => {
  let bot: TestBot;
  let team: TestTeam;
  let targets: Targets;
  before(async () => {
    bot = await openTestBot({ users });
  });
  after(() => bot.close());

  const open = async () => {
    const made = await bot.createWorkspace();
    await nameManagers(made, 'ULEAD', 'ULEFT', 'UGUEST', 'UFAR', 'UAPP');
    return made;
  };
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2027-09-01T12:00:00Z'));
    team = await open();
    const win = await postAboutSam(team);
    const run = await planRun(team, { startDay: '2027-09-13' });
    await team.store.challengeAsks.recordAsked(serviceWeek, bot.now());
    targets = { runId: run._id, winId: win._id };
  });

  const lose = () => team.event({ type: 'channel_archive', channel: bot.wallChannelId, event_ts: '1.0' });
  /** All that a manager could change. */
  const state = async () => {
    const { teamId, store } = team;
    const { lostWall, ...workspace } = await store.workspace.read();
    return JSON.stringify({
      workspace,
      lost: lostWall?.channelId,
      runs: await bot.models.runs.model.find({ teamId }, { nextStepAt: 0 }).lean(),
      asks: await bot.models.challengeAsks.model.find({ teamId }).lean(),
      taken: (await store.wins.find(targets.winId))?.withdrawn ?? null,
    });
  };
  const formsIn = (seen: ReturnType<typeof watch>) => seen.callsOf('views.open');

  for (const [name, door, place] of doors) {
    it(`lets a manager in: ${name}`, async () => {
      if (place) await lose();
      const before = await state();
      const seen = watch(bot);

      await door(team, 'ULEAD', targets);

      const didSomething =
        (await state()) !== before ||
        formsIn(seen).length > 0 ||
        seen
          .answers()
          .some(({ text }) => text.includes('For managers, so far') || text.includes('no digest of'));
      expect(didSomething).to.equal(true);
      expect(JSON.stringify(seen.answers())).not.to.match(/Only managers|is for managers/);
    });

    for (const [who, userId] of wrongPeople)
      it(`is closed to ${who}: ${name}`, async () => {
        if (place) await lose();
        const before = await state();
        const seen = watch(bot);

        const ack = await door(team, userId, targets);

        expect(await state()).to.equal(before);
        expect(formsIn(seen)).to.deep.equal([]);
        const told = JSON.stringify([
          seen.answers(),
          seen.callsOf('chat.postEphemeral'),
          ack,
          (ack as { args?: unknown }).args,
        ]);
        expect(told).to.match(
          /[Oo]nly managers|managers can take this win down|is for managers|leads the team decides/,
        );
        expect(told).not.to.match(/no longer|admins can start/);
      });
  }

  it('shows nobody else the buttons for it', async () => {
    await team.store.runs.cancel(targets.runId, 'ULEAD', undefined, bot.now());
    const buttons = async (userId: string) => {
      const seen = watch(bot);
      await team.command(userId, 'digest');
      await team.command(userId, 'challenge');
      return seen.answers().flatMap(({ blocks }) => buttonsIn(blocks));
    };

    const forManagers = [actionIds.digestManagers, actionIds.challengeStart];
    expect(await buttons('ULEAD')).to.include.members(forManagers);
    for (const [, userId] of wrongPeople)
      expect(
        (await buttons(userId)).filter((id) => forManagers.some((each) => each === id)),
        userId,
      ).to.deep.equal([]);
  });

  it('leads a manager of another workspace, in theirs, to nothing of this one', async () => {
    const next = await bot.createWorkspace();
    await nameManagers(next, 'UNEXT');
    const before = await state();

    for (const [, door] of doors) await door(next, 'UNEXT', targets);

    expect(await state()).to.equal(before);
  });

  it('tells a Slack admin that they may change who leads the team, and anybody else only whom to ask', async () => {
    const words = async (userId: string) => {
      const seen = watch(bot);
      await team.command(userId, 'challenge start');
      return seen.answer().text;
    };

    expect(await words('UKAI')).to.match(/Ask <@ULEAD>\.$/);
    expect(await words('UANN')).to.contain(
      'Ask <@ULEAD>. As a Slack admin you can change who leads the team',
    );
  });
});
