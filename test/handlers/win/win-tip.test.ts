import { expect } from 'chai';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { buttonsIn } from '../../support/challenge-team.ts';
import { winsOf } from '../../support/win.ts';

const twenty = Array.from({ length: 20 }, (_, index) => index);
const privately = { container: { type: 'message', is_ephemeral: true } };

describe('the question after a win that says little', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
    bot.slack.reset();
  });

  const answers = () => bot.slack.answers.map(({ message }) => message);
  const asked = () => answers().filter(({ blocks }) => buttonsIn(blocks).includes('win.add'));
  const turnOff = (userId: string) =>
    team.store.preferences.store(
      userId,
      { isSilent: false, off: new Set(['writing-tips']), snooze: undefined },
      bot.now(),
    );

  it('comes in the answer itself, once the win is on the wall', async () => {
    await team.command('UJO', '<@USAM> great job');

    const [answer] = answers();
    expect(answers()).to.have.length(1);
    expect(answer!.text).to.contain('On the wall for sam: ‘great job’');
    expect(answer!.text).to.contain('What did sam do, who was it for and how did they leave?');
    expect(buttonsIn(answer!.blocks)).to.deep.equal([
      'win.add_details',
      'win.edit',
      'win.take_down',
      'win.add',
    ]);
    expect(bot.slack.callsOf('chat.postMessage')).to.have.length(1);
  });

  const questions: [text: string, question: string][] = [
    ['great job', 'What did you do, who was it for and how did they leave?'],
    ['great job with <@USAM>', 'What did you and sam do, who was it for and how did they leave?'],
    ['helped Mrs Lee', 'What did you do and how did the customer leave?'],
    ['fixed printer', 'Who was it for and how did they leave?'],
  ];
  for (const [text, question] of questions)
    it(`asks for what is missing in "${text}"`, async () => {
      await team.command('UJO', text);

      expect(answers()[0]!.text).to.contain(question);
    });

  it('opens the form for the win with Add, at its text', async () => {
    await team.command('UJO', 'great job <@USAM>');
    const [win] = await winsOf(team);

    await team.action('UJO', 'win.add', { value: win!._id }, privately);

    const [{ view }] = bot.slack.callsOf('views.open') as [
      { view: { callback_id: string; blocks: [object] } },
    ];
    expect(view.callback_id).to.equal('win.change');
    expect(view.blocks[0]).to.have.nested.property('element.focus_on_load', true);
  });

  it('is not asked of whoever says enough, in the text or in the form', async () => {
    await team.command('UJO', 'called Mrs Lee back on my lunch break');
    await team.submit(
      'UJO',
      'win.compose',
      {},
      {
        win_text: { value: 'fixed printer' },
        win_customer: { value: 'Mrs Lee' },
        win_rung: { selected_option: { value: 'hugger' } },
      },
    );

    expect(await winsOf(team)).to.have.length(2);
    expect(asked()).to.deep.equal([]);
  });

  it('is asked once for one win, also when its text comes twenty times at once and again', async () => {
    await Promise.all(twenty.map(() => team.command('UJO', 'great job <@USAM>')));
    await team.command('UJO', 'great job <@USAM>');

    expect(await winsOf(team)).to.have.length(1);
    expect(answers()).to.have.length(21);
    expect(asked()).to.have.length(1);
  });

  it('is not asked after an edit or a mask', async () => {
    await turnOff('UJO');
    await team.command('UJO', 'thanks lee@example.com');
    const [win] = await winsOf(team);
    await team.store.preferences.store(
      'UJO',
      { isSilent: false, off: new Set(), snooze: undefined },
      bot.now(),
    );

    await team.action('UJO', 'win.mask', { value: win!._id }, privately);
    await team.action('UJO', 'win.edit', { value: win!._id }, privately);
    const { private_metadata: metadata } = bot.slack.callsOf('views.open')[0]!.view;
    const values = { win_text: { value: 'thanks' }, win_people: { selected_users: ['UJO'] } };
    await team.submit('UJO', 'win.change', metadata, values);
    await team.command('UJO', 'thanks lee@example.com');

    expect((await winsOf(team)).map(({ edition }) => edition)).to.deep.equal([2]);
    expect(answers()).to.have.length(4);
    expect(asked()).to.deep.equal([]);
  });

  it('is not asked of whoever turned it off, and still of whoever wants no notes', async () => {
    await turnOff('UJO');
    const silent = { isSilent: true, off: new Set<string>(), snooze: undefined };
    await team.store.preferences.store('USAM', silent, bot.now());

    await team.command('UJO', 'great job');
    await team.command('USAM', 'great job');

    expect(answers().map((message) => asked().includes(message))).to.deep.equal([false, true]);
  });

  it('waits for another win when there is no wall, or Slack does not take this one', async () => {
    const other = await bot.createWorkspace({ hasWall: false });
    await other.command('UJO', 'great job');
    bot.slack.answersWith('chat.postMessage', { error: 'some_new_error' });
    await team.command('UJO', 'great job');

    expect(answers()).to.have.length(2);
    expect(asked()).to.deep.equal([]);
  });
});
