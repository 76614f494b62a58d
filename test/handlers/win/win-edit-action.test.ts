import { expect } from 'chai';
import { apology } from '../../../src/views/apology.ts';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { mayEdit, postAboutSam, winUsers } from '../../support/win.ts';

describe('pressing Edit beside the answer about a win', () => {
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
  const edit = (userId: string, winId: string) => team.action(userId, 'win.edit', { value: winId });
  const answers = (): string[] => bot.slack.answers.map(({ message }) => message.text);
  const opened = () => bot.slack.callsOf('views.open');

  it('opens the form with the win as it is, and with its edition', async () => {
    const win = await post();

    const ack = await edit('UJO', win._id);

    const [{ trigger_id: trigger, view }] = opened() as [{ trigger_id: string; view: { blocks: object[] } }];
    expect(ack.args).to.deep.equal([[]]);
    expect(trigger).to.equal('trigger');
    expect(view).to.deep.include({
      callback_id: 'win.change',
      private_metadata: JSON.stringify({ winId: win._id, edition: 0, responseUrl, isPrivate: false }),
    });
    expect(JSON.stringify(view.blocks))
      .to.contain('@sam carried the piano upstairs')
      .and.to.contain('"USAM"');
    expect(answers()).to.deep.equal([]);
  });

  for (const [who, userId, may] of mayEdit)
    it(`${may ? 'opens the form for' : 'tells of the rule, and opens nothing for'} ${who}`, async () => {
      const win = await post();

      await edit(userId, win._id);

      expect(opened()).to.have.length(may ? 1 : 0);
      if (!may) expect(answers()[0]).to.contain('Only its author can change the words');
      if (may) expect(answers()).to.deep.equal([]);
    });

  it('says that a win is gone when it was taken down, and not kept when it is not there', async () => {
    const win = await post();
    await team.action('UJO', 'win.take_down', { value: win._id });

    await edit('UJO', win._id);
    await edit('UJO', 'no-such-win');
    await team.action('UJO', 'win.edit');

    const [gone, ...notKept] = answers().slice(1);
    expect(gone).to.equal('This win is no longer on the wall.');
    expect(notKept).to.have.length(2);
    for (const answer of notKept) expect(answer).to.contain('not kept here any more');
    expect(opened()).to.deep.equal([]);
  });

  it('knows no win of another workspace', async () => {
    const win = await post();
    const other = await bot.createWorkspace();

    await other.action('UJO', 'win.edit', { value: win._id });

    expect(answers()).to.have.length(1);
    expect(answers()[0]).to.contain('not kept here any more');
  });

  it('apologizes when Slack refuses the form', async () => {
    const win = await post();
    bot.slack.answersWith('views.open', { error: 'invalid_arguments' });

    await edit('UJO', win._id);

    expect(answers()).to.deep.equal([apology.message]);
  });

  context('when Slack cannot say who somebody is', () => {
    it('opens the form for its author, since that is known without Slack', async () => {
      bot.slack.answersWith('users.info', { error: 'internal_error' });
      const win = await post();

      await edit('UJO', win._id);

      expect(opened()).to.have.length(1);
      expect(answers()).to.deep.equal([]);
    });
  });
});
