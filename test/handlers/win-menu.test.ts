import { expect } from 'chai';
import { apology } from '../../src/views/apology.ts';
import { openTestBot, type TestBot, type TestTeam } from '../support/bot.ts';
import { mayEdit, mayTakeDown, postAboutSam, takeDownWords, winsOf, winUsers } from '../support/win.ts';

describe('choosing from the menu of a win on the wall', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: winUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
  });
  afterEach(() => bot.slack.reset());

  const post = async () => {
    const win = await postAboutSam(team);
    bot.slack.answers.length = 0;
    return win;
  };
  const choose = (userId: string, value: string) =>
    team.action(userId, 'win.more', { type: 'overflow', selected_option: { value } });
  const answers = (): string[] => bot.slack.answers.map(({ message }) => message.text);

  for (const [who, userId, may] of mayEdit)
    it(`${may ? 'opens the form for' : 'tells of the rule, and opens nothing for'} ${who}`, async () => {
      const win = await post();

      const ack = await choose(userId, `edit:${win._id}`);

      const [opened] = bot.slack.callsOf('views.open');
      expect(ack.args).to.deep.equal([[]]);
      expect(opened?.view.callback_id).to.equal(may ? 'win.change' : undefined);
      if (!may) expect(answers()[0]).to.contain('Only its author can change the words');
    });

  for (const [who, userId, may] of mayTakeDown)
    it(`${may ? 'takes it down for' : 'tells of the rule, and leaves it there for'} ${who}`, async () => {
      const win = await post();

      const ack = await choose(userId, `take-down:${win._id}`);

      const { message } = bot.slack.answers[0]!;
      expect(ack.args).to.deep.equal([[]]);
      expect(await winsOf(team)).to.have.length(may ? 0 : 1);
      expect(bot.slack.callsOf('chat.delete')).to.have.length(may ? 1 : 0);
      expect(message).to.include({ response_type: 'ephemeral', replace_original: false });
      expect(message.text).to.contain(takeDownWords(userId, may));
    });

  it('shows anybody who may see the wall who nominated it', async () => {
    const win = await post();

    await choose('UKAI', `who:${win._id}`);

    const [opened] = bot.slack.callsOf('views.open');
    expect(JSON.stringify(opened?.view))
      .to.contain('*1 nomination counts:*')
      .and.to.contain('<@UJO> by telling it');
  });

  it('offers what this table knows, within what Slack allows', async () => {
    await post();

    const [posted] = bot.slack.callsOf('chat.postMessage');
    const elements: { type: string; options?: { value: string }[] }[] = posted?.blocks.at(-1).elements;
    const options = elements.find(({ type }) => type === 'overflow')?.options ?? [];
    expect(options.map(({ value }) => value.split(':')[0])).to.deep.equal([
      'who',
      'edit',
      'take-down',
      'report',
    ]);
  });

  it('does nothing that it does not know', async () => {
    const win = await post();

    await choose('UJO', `frame:${win._id}`);

    expect(await winsOf(team)).to.have.length(1);
    expect(bot.slack.callsOf('views.open')).to.deep.equal([]);
  });

  for (const nothing of [undefined, null])
    it(`does nothing when ${nothing} is chosen`, async () => {
      await post();

      const ack = await team.action('UJO', 'win.more', { type: 'overflow', selected_option: nothing });

      expect(ack.args).to.deep.equal([[]]);
      expect(answers()).to.deep.equal([]);
      expect(await winsOf(team)).to.have.length(1);
    });

  context('when Slack cannot say who somebody is', () => {
    for (const [who, userId] of mayTakeDown.filter(([, , may]) => may))
      it(`${userId === 'UANN' ? 'apologizes to' : 'takes it down for'} ${who}`, async () => {
        bot.slack.answersWith('users.info', { error: 'internal_error' });
        const win = await post();

        await choose(userId, `take-down:${win._id}`);

        expect(await winsOf(team)).to.have.length(userId === 'UANN' ? 1 : 0);
        if (userId === 'UANN') expect(answers()).to.deep.equal([apology.message]);
        else expect(answers()[0]).to.contain('The win is taken down');
      });
  });
});
