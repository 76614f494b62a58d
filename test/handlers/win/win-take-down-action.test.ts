import { expect } from 'chai';
import sinon from 'sinon';
import { apology } from '../../../src/views/apology.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import { isAsked, mayTakeDown, postAboutSam, takeDownWords, winsOf, winUsers } from '../../support/win.ts';

describe('pressing Undo beside the answer about a win', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: winUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
  });
  afterEach(() => {
    sinon.restore();
    bot.slack.reset();
  });

  const post = async () => {
    const win = await postAboutSam(team);
    bot.slack.answers.length = 0;
    return win;
  };
  const undo = (userId: string, winId: string) =>
    team.action(userId, 'win.take_down', { value: winId }, { container: { is_ephemeral: true } });
  const answers = (): string[] => bot.slack.answers.map(({ message }) => message.text);

  for (const [who, userId] of mayTakeDown.filter(([, id, may]) => isAsked(id, may)))
    it(`asks ${who} first, since its author nominated it`, async () => {
      const win = await post();

      await undo(userId, win._id);

      const [opened] = bot.slack.callsOf('views.open');
      expect(opened?.view.callback_id).to.equal('win.take_down');
      expect(await winsOf(team)).to.have.length(1);
    });

  for (const [who, userId, may] of mayTakeDown.filter(([, id, allowed]) => !isAsked(id, allowed)))
    it(`${may ? 'takes it down for' : 'tells of the rule, and leaves it there for'} ${who}`, async () => {
      const win = await post();

      const ack = await undo(userId, win._id);

      const { message } = bot.slack.answers[0]!;
      expect(ack.args).to.deep.equal([[]]);
      expect(message).to.include({ response_type: 'ephemeral', replace_original: may });
      expect(message.text).to.contain(takeDownWords(userId, may));
      expect(await winsOf(team)).to.have.length(may ? 0 : 1);
      expect(bot.slack.callsOf('chat.delete')).to.deep.equal(
        may ? [{ channel: bot.wallChannelId, ts: win.wall!.ts }] : [],
      );
    });

  it('gives the text back once when it is pressed twenty times at once', async () => {
    const win = await post();

    await Promise.all(Array.from({ length: 20 }, () => undo('UJO', win._id)));

    const replacing = bot.slack.answers.filter(({ message }) => message.replace_original);
    expect(replacing).to.have.length(1);
    expect(replacing[0]!.message.text).to.contain('carried the piano upstairs');
    expect(answers().filter((text) => text.includes('no longer on the wall'))).to.have.length(19);
  });

  it('lets the same text be posted anew', async () => {
    const win = await post();
    await undo('UJO', win._id);

    const again = await postAboutSam(team);

    expect(again._id).not.to.equal(win._id);
    expect(again.wall!.ts).not.to.equal(win.wall!.ts);
  });

  it('takes a win down that never had a wall', async () => {
    team = await bot.createWorkspace({ hasWall: false });
    const win = await post();

    await undo('UJO', win._id);
    await team.event({ type: 'member_joined_channel', user: 'UBOT', channel: 'CNEW', event_ts: '1.0' });

    const posted = bot.slack.callsOf('chat.postMessage').map(({ text }) => text);
    expect(answers()[0]).to.contain('carried the piano upstairs');
    expect(posted.filter((text) => text.includes('piano'))).to.deep.equal([]);
  });

  it('apologizes, and leaves it there, when the database fails', async () => {
    const win = await post();
    failingDatabase(bot.models.wins.model, 'findOneAndUpdate');

    await undo('UJO', win._id);

    expect(answers()).to.deep.equal([apology.message]);
    expect(await winsOf(team)).to.have.length(1);
  });

  context('when Slack cannot say who somebody is', () => {
    for (const [who, userId] of mayTakeDown.filter(([, , may]) => may))
      it(`${userId === 'UANN' ? 'apologizes to' : 'does what is asked of it by'} ${who}`, async () => {
        bot.slack.answersWith('users.info', { error: 'internal_error' });
        const win = await post();

        await undo(userId, win._id);

        if (userId === 'USAM') return expect(bot.slack.callsOf('views.open')).to.have.length(1);
        expect(await winsOf(team)).to.have.length(userId === 'UANN' ? 1 : 0);
        if (userId === 'UANN') expect(answers()).to.deep.equal([apology.message]);
      });
  });
});
