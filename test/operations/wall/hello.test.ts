import { expect } from 'chai';
import { showHello } from '../../../src/operations/wall/hello.ts';
import { becomeWall } from '../../../src/operations/wall/wall.ts';
import { noteMovedChannel } from '../../../src/operations/workspace/follow-channel.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { nameManagers } from '../../support/manager.ts';

describe("the wall's hello", () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace({ hasWall: false });
    bot.slack.reset();
    await becomeWall(team.deps, 'CWALL', bot.now());
  });

  const updates = () => bot.slack.callsOf('chat.update');

  it('shows in place what is set now', async () => {
    await team.deps.outbox.deliverDue();
    const [{ channel }] = bot.slack.callsOf('chat.postMessage') as [{ channel: string }];
    await nameManagers(team, 'UJO', 'USAM');

    await showHello(team.deps);

    expect(updates()).to.have.length(1);
    expect(updates()[0]).to.include({ channel });
    expect(updates()[0]!.text).to.contain('<@UJO> and <@USAM> lead the team');
  });

  it('shows the newest state last, also when settings change while an older one is shown', async () => {
    await team.deps.outbox.deliverDue();
    await nameManagers(team, 'UJO');
    let isFirst = true;
    bot.slack.answersWith('chat.update', async ({ channel, ts }) => {
      if (isFirst) {
        isFirst = false;
        await nameManagers(team, 'UKAI');
      }
      return { channel, ts };
    });

    await showHello(team.deps);

    expect(updates().at(-1)?.text).to.contain('<@UKAI> leads the team');
  });

  it('is left alone where it says what is set already', async () => {
    await nameManagers(team, 'UJO');
    await team.deps.outbox.deliverDue();
    await showHello(team.deps);
    await nameManagers(team, 'USAM');
    await showHello(team.deps);
    await showHello(team.deps);

    expect(updates()).to.have.length(1);
  });

  it('says what is set when it is sent later', async () => {
    await nameManagers(team, 'UJO');
    await showHello(team.deps);

    await team.deps.outbox.deliverDue();

    expect(updates()).to.deep.equal([]);
    expect(bot.slack.callsOf('chat.postMessage')[0]!.text).to.contain('<@UJO> leads the team');
  });

  it('is found where its channel has another id now', async () => {
    await team.deps.outbox.deliverDue();
    await nameManagers(team, 'UJO');
    await noteMovedChannel(team.deps, { from: 'CWALL', to: 'CMOVED' }, bot.now());

    await showHello(team.deps);

    expect(updates().map(({ channel }) => channel)).to.deep.equal(['CMOVED']);
  });

  it('shows nothing where it was never said, and nothing without a wall', async () => {
    const other = await bot.createWorkspace();
    await showHello(other.deps);
    await showHello((await bot.createWorkspace({ hasWall: false })).deps);

    expect(updates()).to.deep.equal([]);
  });

  for (const [managerIds, words] of [
    [[], 'nobody leads the team'],
    [['UJO'], '<@UJO> leads the team'],
    [Array.from({ length: 20 }, (_, index) => `U${index}`), '<@U9> and 10 others lead the team'],
  ] as const)
    it(`says that ${words}`, async () => {
      await nameManagers(team, ...managerIds);

      await team.deps.outbox.deliverDue();

      expect(bot.slack.callsOf('chat.postMessage')[0]!.text).to.contain(words);
    });
});
