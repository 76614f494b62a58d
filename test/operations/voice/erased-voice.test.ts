import { expect } from 'chai';
import { closeDueWeeks } from '../../../src/operations/digest/close-week.ts';
import { eraseDue } from '../../../src/operations/privacy/erase-person.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { deletePerson, storedText } from '../../support/erasure.ts';
import { nameManagers } from '../../support/manager.ts';
import { nominationUsers } from '../../support/nomination.ts';
import { nextNotes } from '../../support/note.ts';
import { askAbout, minutesLater } from '../../support/voice.ts';

describe('a customer’s answer, when somebody has their data deleted', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
    await nameManagers(team, 'UANN');
    await closeDueWeeks(team.deps, bot.now());
  });

  const erase = async (userId: string) => {
    await deletePerson(team, userId);
    await bot.shared.background.drain(5_000);
    bot.setNow(new Date(bot.now().getTime() + 10 * 60_000));
    await eraseDue(team.deps, bot.now());
    await bot.shared.background.drain(5_000);
  };
  const stored = async (): Promise<string> => JSON.stringify([...(await storedText(bot, team.teamId))]);

  it('says nothing any more of the one whom its win is about, wherever that was told', async () => {
    const asked = await askAbout(bot, team);
    await asked.answer('helped');
    await asked.say('Sam was wonderful', true);
    await minutesLater(bot, team, 5);
    bot.setNow(new Date('2026-10-12T09:30:00Z'));
    await closeDueWeeks(team.deps, bot.now());
    await team.deps.outbox.deliverDue();

    expect(JSON.stringify(bot.slack.calls)).to.include('Sam was wonderful');
    bot.slack.calls.length = 0;

    await erase('USAM');

    expect(await stored())
      .to.not.include('wonderful')
      .and.not.include('the piano');
    expect((await asked.win()).customer).to.deep.equal({ answer: 'helped' });
    expect(JSON.stringify(bot.slack.callsOf('chat.update')))
      .to.include('The customer says: it helped')
      .and.not.include('wonderful');
    await team.command('UKAI', 'digest 2026-W41');
    expect(JSON.stringify(bot.slack.answers.at(-1)))
      .to.include('1 “it helped”')
      .and.not.include('wonderful');
  });

  it('names whoever asked no more, in the thread and in notes', async () => {
    const asked = await askAbout(bot, team, { win: '<@USAM> <@UKAI> found the parcel', askedBy: 'UKAI' });
    await asked.answer('helped');
    await asked.say('Thanks', true);
    await minutesLater(bot, team, 5);
    const inThread = bot.slack.callsOf('chat.postMessage').find((call) => call.thread_ts);
    expect(inThread?.text).to.include('<@UKAI>');
    await asked.answer('not-really');
    await minutesLater(bot, team, 1);
    await nextNotes(bot, team);

    await erase('UKAI');

    expect(await stored())
      .to.not.include('"askedBy":"UKAI"')
      .and.not.include('the piano');
    const ofAnn = bot.slack.callsOf('chat.update').findLast(({ channel }) => channel === 'UANN');
    expect(JSON.stringify(ofAnn)).to.include('what was done for them').and.not.include('the piano');
  });
});
