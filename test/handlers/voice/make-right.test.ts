import { expect } from 'chai';
import { actionIds, callbackIds, recoveryFormIds as ids } from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { nameManagers } from '../../support/manager.ts';
import { nextNotes } from '../../support/note.ts';
import { type FormAnswer, filledRecovery } from '../../support/recovery.ts';
import { askAbout, minutesLater } from '../../support/voice.ts';

describe('making it right for a customer who was not helped', () => {
  let bot: TestBot;
  let team: TestTeam;
  let winId: string;
  let asked: Awaited<ReturnType<typeof askAbout>>;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    bot.slack.reset();
    team = await bot.createWorkspace();
    await nameManagers(team, 'UANN');
    asked = await askAbout(bot, team);
    winId = asked.winId;
    await asked.answer('not-really');
    await asked.say('It came too late', false);
    await minutesLater(bot, team, 5);
    await nextNotes(bot, team);
  });

  const press = (userId: string) => team.action(userId, actionIds.voiceMakeRight, { value: winId });
  const formOf = () => bot.slack.callsOf('views.open').at(-1)?.view;
  const submit = async (userId: string, viewId: string, who: TestTeam = team): Promise<FormAnswer> => {
    const values = filledRecovery({ what: 'the piano: ‘It came too late’' });
    const ack = await who.submit(userId, callbackIds.voiceMakeRight, { winId }, values, viewId);
    return ack.lastCall?.args[0] as FormAnswer;
  };
  const shownTo = (userId: string) =>
    JSON.stringify(
      bot.slack
        .callsOf('chat.update')
        .filter(({ channel }) => channel === userId)
        .at(-1) ?? {},
    );
  const shownInNote = (userId: string) =>
    JSON.stringify(
      bot.slack
        .callsOf('chat.update')
        .findLast(({ channel, text }) => channel === userId && text.includes('was asked about')) ?? {},
    );
  const refusalOf = (answer: FormAnswer) => answer?.errors?.[ids.what];

  it('begins with what the customer says, and that they know', async () => {
    await press('UJO');

    const form = JSON.stringify(formOf());
    expect(form).to.include('the piano: ‘It came too late’').and.include('"initial_value":"Mrs Lee"');
    expect(form).to.include('"initial_option":{"text":{"type":"plain_text","text":"Yes"');
  });

  it('is opened once, and everybody else reads that it is being seen to', async () => {
    const answers = await Promise.all([submit('UJO', 'V1'), submit('UANN', 'V2')]);
    const again = await submit('UJO', 'V1');
    await minutesLater(bot, team, 1);

    const refused = answers.filter(refusalOf);
    expect(refused).to.have.length(1);
    expect(refusalOf(again)).to.equal(refusalOf(answers[0]));
    expect((await team.store.recoveries.originsAmong([winId])).size).to.equal(1);
    expect(shownTo('UANN')).to.include('being made right').and.not.include(actionIds.voiceMakeRight);
    await press('UANN');
    expect(JSON.stringify(bot.slack.answers.at(-1))).to.include('being made right already');
  });

  it('has nothing left to do for anybody but those who do it', async () => {
    await submit('UJO', 'V1');
    await minutesLater(bot, team, 1);

    expect(shownInNote('UJO')).to.include('You are making it right').and.not.include('nothing is left');
    expect(shownInNote('UANN')).to.include('nothing is left for you to do');
  });

  it('can be opened by another once it was taken back', async () => {
    await submit('UJO', 'V1');
    const recovery = await team.store.recoveries.ofOrigin(winId);
    await team.action('UJO', actionIds.recoveryTakeBack, { value: recovery?._id });
    await minutesLater(bot, team, 1);

    expect(shownTo('UANN')).to.include(actionIds.voiceMakeRight);
    expect(refusalOf(await submit('UANN', 'V2'))).to.equal(undefined);
  });

  it('is for nobody else, by no door', async () => {
    const other = await bot.createWorkspace();
    await nameManagers(other, 'UANN');

    for (const userId of ['USAM', 'UKAI', 'UNOBODY']) {
      await press(userId);
      expect(JSON.stringify(bot.slack.answers.at(-1)), userId).to.include('I know of no such answer');
      expect(refusalOf(await submit(userId, `V-${userId}`)), userId).to.include('I know of no such answer');
    }
    expect(refusalOf(await submit('UANN', 'V3', other))).to.include('I know of no such answer');
    expect(formOf()).to.equal(undefined);
    expect((await team.store.recoveries.originsAmong([winId])).size).to.equal(0);
  });

  it('has nothing to make right once the customer says that it helped', async () => {
    bot.setNow(new Date('2026-10-08T11:00:00Z'));
    await asked.answer('helped');

    expect(shownTo('UJO')).to.include('it helped').and.not.include(actionIds.voiceMakeRight);
    await press('UJO');
    expect(JSON.stringify(bot.slack.answers.at(-1))).to.include('nothing to make right');
  });
});
