import { expect } from 'chai';
import sinon from 'sinon';
import { apology } from '../../../src/views/apology.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { buttonsIn } from '../../support/challenge-team.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import { mayEdit, postAboutSam, winsOf, winUsers } from '../../support/win.ts';

const privately = { container: { type: 'message', is_ephemeral: true } };
const twenty = Array.from({ length: 20 }, (_, index) => index);

describe('masking customer data in a win', () => {
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

  const story = 'rang her at +44 20 7946 0958, or lee@example.com';
  const press = (userId: string, winId: string, body: object = privately) =>
    team.action(userId, 'win.mask', { value: winId }, body);
  const lastAnswer = () => bot.slack.answers.at(-1)!.message;

  it('is offered beside the warning, and only there', async () => {
    await team.command('UJO', story);
    const warned = lastAnswer();
    await team.command('UJO', 'rang her twice to be sure');

    expect(buttonsIn(warned.blocks)[0]).to.equal('win.mask');
    expect(buttonsIn(lastAnswer().blocks)).not.to.include('win.mask');
  });

  it('puts dots in its place with one press, everywhere, and says so in place of the answer', async () => {
    const win = await postAboutSam(team, story);

    await press('UJO', win._id);

    const masked = 'rang her at •••, or •••';
    expect((await winsOf(team))[0]).to.deep.include({ text: `<@USAM> ${masked}`, heroIds: ['USAM'] });
    expect(bot.slack.callsOf('chat.update').at(-1)!.text).to.contain(masked);
    expect(lastAnswer()).to.include({ response_type: 'ephemeral', replace_original: true });
    expect(lastAnswer().text).to.contain(`On the wall for sam: ‘${masked}’`);
    expect(lastAnswer().text).to.contain('stands in place of a phone number and an e-mail address');
    expect(buttonsIn(lastAnswer().blocks)).to.deep.equal(['win.add_details', 'win.edit', 'win.take_down']);
  });

  it('leaves in doubt who was in doubt', async () => {
    await team.command('UJO', `@zoe ${story}`);
    const [win] = await winsOf(team);

    await press('UJO', win!._id);

    expect(lastAnswer().text).to.contain('Not recognised: @zoe');
    expect(buttonsIn(lastAnswer().blocks)[0]).to.equal('win.choose_people');
  });

  it('masks the name of the customer as well, and keeps what else is said', async () => {
    await team.submit(
      'UJO',
      'win.compose',
      {},
      {
        win_text: { value: 'mailed the form' },
        win_customer: { value: 'lee@example.com' },
        win_rung: { selected_option: { value: 'hugger' } },
        win_customer_data: { selected_option: { value: 'keep' } },
      },
    );
    const [win] = await winsOf(team);

    await press('UJO', win!._id);

    expect((await winsOf(team))[0]).to.include({ customerAlias: '•••', rung: 'hugger' });
  });

  it('is one change when it is pressed twenty times at once', async () => {
    const win = await postAboutSam(team, story);

    await Promise.all(twenty.map(() => press('UJO', win._id)));

    expect((await winsOf(team))[0]).to.deep.include({ edition: 1, text: '<@USAM> rang her at •••, or •••' });
    for (const { message } of bot.slack.answers.slice(1)) expect(message.text).to.contain('On the wall for');
  });

  it('loses neither itself nor an edit that is saved at the same moment', async () => {
    const win = await postAboutSam(team, story);
    const edit = () =>
      team.submit(
        'UJO',
        'win.change',
        { winId: win._id, edition: 0 },
        {
          win_text: { value: '@sam mailed lee@example.com' },
          win_people: { selected_users: ['USAM'] },
          win_customer_data: { selected_option: { value: 'keep' } },
        },
      );

    const [, ack] = await Promise.all([press('UJO', win._id), edit()]);

    const wasEdited = !JSON.stringify(ack.args).includes('errors');
    const { text } = (await winsOf(team))[0]!;
    expect(text).to.equal(wasEdited ? '<@USAM> mailed •••' : '<@USAM> rang her at •••, or •••');
  });

  for (const [who, userId, may] of mayEdit)
    it(`${may ? 'is done for' : 'is refused to'} ${who}`, async () => {
      const win = await postAboutSam(team, story);

      await press(userId, win._id, {});

      expect((await winsOf(team))[0]!.edition).to.equal(may ? 1 : 0);
      if (!may) expect(lastAnswer().text).to.contain('Only its author').and.not.to.contain('rang her');
    });

  it('is refused in another workspace, and once the win is taken down', async () => {
    const win = await postAboutSam(team, story);
    const other = await bot.createWorkspace();

    await other.action('UJO', 'win.mask', { value: win._id }, privately);
    expect(lastAnswer().text).to.contain('too old');
    await team.action('UJO', 'win.take_down', { value: win._id }, privately);
    await press('UJO', win._id);

    expect(lastAnswer().text).to.contain('no longer on the wall');
  });

  it('apologizes when the database fails, and leaves the win as it was', async () => {
    const win = await postAboutSam(team, story);
    failingDatabase(bot.models.wins.model, 'findOneAndUpdate');

    await press('UJO', win._id);

    expect(lastAnswer().text).to.equal(apology.message);
    expect((await winsOf(team))[0]!.edition).to.equal(0);
  });

  it('is shown in the modal where the answer is', async () => {
    const win = await postAboutSam(team, story);
    const view = { id: 'VANSWER', type: 'modal', callback_id: 'win.answer' };

    await press('UJO', win._id, { container: { type: 'view' }, view, response_url: undefined });

    const [shown] = bot.slack.callsOf('views.update');
    expect(shown!.view_id).to.equal('VANSWER');
    expect(shown!.view.callback_id).to.equal('win.answer');
    expect(JSON.stringify(shown!.view)).to.contain('Masked');
  });
});
