import { expect } from 'chai';
import { deliveryKey } from '../../../src/domain/delivery-key.ts';
import { followReports } from '../../../src/operations/report/follow-reports.ts';
import { followVoices } from '../../../src/operations/voice/follow-voices.ts';
import { actionIds, callbackIds, reportFormIds } from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { nameManagers } from '../../support/manager.ts';
import { nextNotes } from '../../support/note.ts';
import { askAbout, minutesLater } from '../../support/voice.ts';

describe('who is told what a customer says', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    bot.slack.reset();
    team = await bot.createWorkspace();
    await nameManagers(team, 'UANN');
  });

  const postedTo = (channel: string) =>
    bot.slack.callsOf('chat.postMessage').filter((call) => call.channel === channel);
  const inThread = () => postedTo('CWALL').filter((call) => call.thread_ts);
  const noteOf = (userId: string) => JSON.stringify(postedTo(userId));
  const noteNow = (userId: string) =>
    JSON.stringify(bot.slack.callsOf('chat.update').findLast(({ channel }) => channel === userId) ?? {});
  const threadNow = () =>
    JSON.stringify(
      bot.slack
        .callsOf('chat.update')
        .findLast(({ metadata }) => /"voice:/.test(JSON.stringify(metadata ?? ''))) ?? {},
    );
  const updated = () => bot.slack.callsOf('chat.update').map((call) => JSON.stringify(call));

  describe('when it helped, and may be read out', () => {
    it('is said once in the thread, some minutes later, with the line that came after it', async () => {
      const asked = await askAbout(bot, team);

      await asked.answer('made-my-day');
      await minutesLater(bot, team, 2);
      expect(inThread()).to.have.length(0);
      await asked.say('You saved the day', true);
      await minutesLater(bot, team, 3);
      await minutesLater(bot, team, 60);
      await nextNotes(bot, team);

      expect(inThread()).to.have.length(1);
      expect(inThread()[0]?.text).to.equal(
        '<@UJO> :speech_balloon: The customer says: it made my day. “You saved the day”',
      );
      expect(noteOf('UJO') + noteOf('USAM') + noteOf('UANN')).to.not.include('saved the day');
    });

    it('stands in its place otherwise once that changes, and never says why', async () => {
      const asked = await askAbout(bot, team);
      await asked.answer('helped');
      await asked.say('Thanks', true);
      await minutesLater(bot, team, 5);

      await asked.say('Thank you so much', true);
      expect(updated().at(-1)).to.include('Thank you so much');
      await asked.answer('not-really');
      expect(updated().at(-1)).to.include('It is not shown any more').and.not.include('Thank');
      await asked.answer('helped');
      expect(updated().at(-1)).to.not.include('The customer says');
      await asked.say('Thank you after all', true);

      expect(updated().at(-1)).to.include('The customer says: it helped').and.include('after all');
      expect(inThread()).to.have.length(1);
    });

    it('is not in the thread while managers look at a report, nor once the win is taken down', async () => {
      const asked = await askAbout(bot, team);
      await asked.answer('helped');
      await asked.say('Thanks', true);
      await minutesLater(bot, team, 5);

      await team.submit(
        'UKAI',
        callbackIds.report,
        { winId: asked.winId },
        { [reportFormIds.reason]: { value: 'names her street' } },
      );
      await followReports(team.deps, bot.now());
      await minutesLater(bot, team, 1);
      expect(threadNow()).to.include('It is not shown any more');
      await team.action('UANN', actionIds.reportKeep, { value: asked.winId });
      await followReports(team.deps, bot.now());
      await minutesLater(bot, team, 1);
      expect(threadNow()).to.include('Thanks');
      await team.action('UJO', actionIds.winTakeDown, { value: asked.winId });
      await minutesLater(bot, team, 1);

      const [said] = await team.store.deliveries.sentUnder(deliveryKey.voice(asked.winId));
      const deleted = bot.slack.callsOf('chat.delete').map(({ ts }) => ts);
      expect(deleted).to.include(said?.sentTo?.ts);
    });

    it('comes in the note where there is no thread for it', async () => {
      const asked = await askAbout(bot, team);
      await asked.answer('helped');
      await asked.say('Thanks', true);
      await team.store.wins.takeDown(asked.winId, { userId: 'UJO', isManager: false }, bot.now());

      await minutesLater(bot, team, 5);
      await nextNotes(bot, team);

      expect(inThread()).to.have.length(0);
      expect(noteOf('UJO'))
        .to.include('Mrs Lee says of “the piano”: it helped')
        .and.include('not on the wall just now')
        .and.not.include('on the card');
    });
  });

  it('is told to its author and whoever asked alone, when nobody else may hear it, and not again after that', async () => {
    const asked = await askAbout(bot, team, { askedBy: 'UKAI' });
    await asked.answer('helped');
    await asked.say('Only for you', false);
    await minutesLater(bot, team, 5);
    await nextNotes(bot, team);

    for (const userId of ['UJO', 'UKAI'])
      expect(noteOf(userId), userId).to.include('Only for you').and.include('keep it to yourself');
    expect(noteOf('UANN') + JSON.stringify(postedTo('CWALL'))).to.not.include('Only for you');
    await asked.say('Tell them all', true);
    await minutesLater(bot, team, 60);

    expect(inThread()).to.have.length(0);
    expect(updated().some((each) => each.includes('so it is on the card'))).to.equal(true);
  });

  describe('when it did not help', () => {
    it('is on no wall: its author and those who lead the team are offered to make it right', async () => {
      const asked = await askAbout(bot, team);
      bot.setNow(new Date(bot.now().getTime() + 60_000));
      await asked.answer('not-really');
      await asked.say('It came too late', true);
      await minutesLater(bot, team, 5);
      await nextNotes(bot, team);

      for (const userId of ['UJO', 'UANN'])
        expect(noteOf(userId), userId).to.include('It came too late').and.include('voice.make_right');
      expect(noteOf('USAM') + noteOf('UKAI')).to.not.include('too late');
      expect(JSON.stringify(postedTo('CWALL')) + updated().join('')).to.not.include('too late');
      expect(noteOf('UANN')).to.not.include('after the link');
    });

    it('says to managers alone how soon it came, when that is too soon', async () => {
      const asked = await askAbout(bot, team);
      bot.setNow(new Date(bot.now().getTime() + 6_000));
      await asked.answer('not-really');
      await minutesLater(bot, team, 5);
      await nextNotes(bot, team);

      expect(noteOf('UANN')).to.include('Answered 6 seconds after the link was made');
      expect(noteOf('UJO')).to.include('voice.make_right').and.not.include('seconds after');
    });

    it('leaves managers who read it without the words of whoever is happy by now, and wants them told to nobody', async () => {
      const asked = await askAbout(bot, team);
      await asked.answer('not-really');
      await minutesLater(bot, team, 5);
      await nextNotes(bot, team);

      await asked.answer('helped');
      await asked.say('Only for you', false);

      expect(noteNow('UANN')).to.include('says by now that it helped').and.not.include('Only for you');
      expect(noteNow('UJO')).to.include('Only for you');
    });

    it('is shown no more to whoever leads the team no more', async () => {
      const asked = await askAbout(bot, team);
      await asked.answer('not-really');
      await minutesLater(bot, team, 5);
      await nextNotes(bot, team);
      await nameManagers(team, 'UKAI');

      await asked.say('It came too late', false);

      expect(noteNow('UANN')).to.not.include('too late').and.not.include('piano');
      expect(noteNow('UJO')).to.include('too late');
    });

    it('is on no wall either when they say later that it helped, until they say that of what they wrote', async () => {
      const asked = await askAbout(bot, team);
      await asked.answer('not-really');
      await asked.say('It came too late', true);
      await asked.answer('helped');
      await minutesLater(bot, team, 5);
      await nextNotes(bot, team);

      expect(JSON.stringify(postedTo('CWALL')) + updated().join('')).to.not.include('too late');
      expect(noteOf('UJO')).to.include('it helped').and.include('keep it to yourself');
    });

    it('is told to nobody when it was a slip of the finger', async () => {
      const asked = await askAbout(bot, team);
      await asked.answer('not-really');
      await minutesLater(bot, team, 3);
      await asked.answer('helped');
      await minutesLater(bot, team, 3);
      await nextNotes(bot, team);

      expect(noteOf('UJO')).to.include('it helped').and.not.include('make_right');
      expect(noteOf('UANN')).to.not.include('piano');
    });
  });

  it('is said once, whoever follows it at the same moment, and after Slack was away', async () => {
    const asked = await askAbout(bot, team);
    await asked.answer('helped');
    await asked.say('Thanks', true);
    bot.setNow(new Date(bot.now().getTime() + 5 * 60_000));
    bot.slack.answersWith('chat.postMessage', { error: 'service_unavailable' });

    await Promise.all(Array.from({ length: 6 }, () => followVoices(team.deps, bot.now())));
    await bot.shared.background.drain(5_000);
    bot.slack.reset();
    await minutesLater(bot, team, 60);

    expect(inThread()).to.have.length(1);
    expect((await team.store.deliveries.find(deliveryKey.voice(asked.winId)))?.state).to.equal('sent');
    expect(await bot.models.voices.dueTeams(bot.now())).to.not.include(team.teamId);
  });

  it('names nobody who had their data deleted', async () => {
    const asked = await askAbout(bot, team);
    await asked.answer('not-really');
    await team.store.voices.erasePerson({ userId: 'UJO', standIn: 'X-1' } as never);
    await minutesLater(bot, team, 5);
    await nextNotes(bot, team);

    expect(noteOf('UANN')).to.include('what was done for them').and.not.include('the piano');
  });
});
