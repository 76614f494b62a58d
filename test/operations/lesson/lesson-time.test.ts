import { expect } from 'chai';
import { closeDueWeeks } from '../../../src/operations/digest/close-week.ts';
import { showDigestsBehind } from '../../../src/operations/digest/show-digests.ts';
import { followLessons } from '../../../src/operations/lesson/follow-lessons.ts';
import { forgetLessons } from '../../../src/operations/lesson/forget-lessons.ts';
import { personalRows } from '../../../src/operations/privacy/personal-data.ts';
import { actionIds } from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { deletePerson, storedText } from '../../support/erasure.ts';
import { expectWords, openHome, wordsOf } from '../../support/home.ts';
import { wallIs } from '../../support/home-wall.ts';
import {
  agree,
  agreeAll,
  finish,
  lessonIn,
  move,
  saveDraft,
  sharedLesson,
  take,
} from '../../support/lesson.ts';
import { nominationUsers } from '../../support/nomination.ts';
import { sendNotes } from '../../support/note.ts';

const wednesday = new Date('2026-10-07T12:00:00Z');
const dayMs = 86_400_000;

describe('what somebody took on, as time goes by', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(wednesday);
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
    await closeDueWeeks(team.deps, bot.now());
  });

  const find = (lessonId: string) => lessonIn(team, lessonId);
  const tick = async (at: string) => {
    bot.setNow(new Date(at));
    await followLessons(team.deps, bot.now());
    await sendNotes(bot, team);
  };
  const posted = (channel: string) =>
    bot.slack.callsOf('chat.postMessage').filter((each) => each.channel === channel);
  const takenByKai = async (day = '2026-10-14') => {
    const { _id: lessonId } = await sharedLesson(team);
    await agreeAll(team, lessonId);
    // Kai is in Tokyo.
    await take(team, 'UKAI', lessonId, day);
    return lessonId;
  };
  const shownNote = () =>
    bot.slack
      .callsOf('chat.update')
      .filter(({ channel }) => channel === 'UKAI')
      .at(-1);

  it('comes in their note on its day, once, and stays on Home until it is done', async () => {
    const lessonId = await takenByKai();
    await tick('2026-10-13T12:00:00Z');
    expect(posted('UKAI')).to.deep.equal([]);

    await tick('2026-10-14T01:00:00Z');
    await tick('2026-10-15T01:00:00Z');
    const notes = posted('UKAI');
    expect(notes).to.have.length(1);
    expect(notes[0]!.text).to.contain('we will start calling back the same day');
    expectWords(await openHome(bot, team, 'UKAI'), 'It is still worth doing', 'Give back');

    await finish(team, 'UKAI', lessonId);
    expect(shownNote()?.text).to.contain('You changed something');
    expect(wordsOf(await openHome(bot, team, 'UKAI'))).not.to.contain('worth doing');
  });

  it('comes on the other day when it is moved, and says so where it was told', async () => {
    const lessonId = await takenByKai();
    await tick('2026-10-14T01:00:00Z');
    await move(team, 'USAM', lessonId, '2026-10-16');
    await move(team, 'UKAI', lessonId, '2026-10-16');

    expect((await find(lessonId)).dueDay).to.equal('2026-10-16');
    expect(shownNote()?.text).to.contain('moved to Friday 16 October');
    await tick('2026-10-16T01:00:00Z');
    expect(posted('UKAI')).to.have.length(2);
  });

  it('is not told once it is given back', async () => {
    const lessonId = await takenByKai();
    await team.action('UKAI', actionIds.lessonGiveBack, { value: lessonId });
    await tick('2026-10-14T01:00:00Z');

    expect(posted('UKAI')).to.deep.equal([]);
  });

  it('is with the team again 30 days after its day, without a word', async () => {
    const lessonId = await takenByKai();
    await tick('2026-10-14T01:00:00Z');
    await tick('2026-11-13T12:00:00Z');
    expect((await find(lessonId)).state).to.equal('taken');

    await tick('2026-11-14T12:00:00Z');
    expect(await find(lessonId)).to.deep.include({ state: 'open', agreeCount: 3 });
    expect(posted('UKAI')).to.have.length(1);
    expect(bot.slack.callsOf('chat.update').at(-1)?.text).not.to.contain('UKAI');
  });

  it('is with the team again when they leave, also when nobody heard of it', async () => {
    const lessonId = await takenByKai();
    await team.changePerson({ id: 'UKAI', name: 'kai', deleted: true });
    expect((await find(lessonId)).state).to.equal('open');

    const other = await sharedLesson(team);
    await agreeAll(team, other._id);
    await take(team, 'USAM', other._id);
    team.deps.people.update(
      { id: 'USAM', name: 'sam', deleted: true, updated: 2_000_000_000 } as never,
      bot.now(),
    );
    await tick('2026-10-09T12:00:00Z');
    expect((await find(other._id)).state).to.equal('open');
  });

  it('goes on where a process ended before anything followed', async () => {
    await saveDraft(team, 'UJO', 'cut-short');
    await team.store.lessons.share('cut-short', 'UJO', bot.now());
    expect(posted('CWALL')).to.deep.equal([]);

    await tick('2026-10-07T12:01:00Z');
    expect(posted('CWALL')).to.have.length(1);
    await team.store.lessons.take('cut-short', 'UJO', '2026-10-09', bot.now());
    await tick('2026-10-07T12:02:00Z');
    expect(bot.slack.callsOf('chat.update').at(-1)?.text).to.contain('Taken on by');
    await tick('2026-10-09T08:00:00Z');
    expect(posted('UJO')).to.have.length(1);
  });

  it('shows on the card what Slack did not take at first', async () => {
    const { _id: lessonId } = await sharedLesson(team);
    bot.slack.answersOnceWith('chat.update', { error: 'internal_error' });
    await agree(team, 'UC1', lessonId);
    expect((await find(lessonId)).showAt).to.be.an.instanceOf(Date);

    await tick('2026-10-07T12:10:00Z');
    expect(bot.slack.callsOf('chat.update').at(-1)?.text).to.contain('1 person says');
    expect((await find(lessonId)).showAt ?? undefined).to.equal(undefined);
  });

  it('is shown once more when another replica showed a newer state meanwhile', async () => {
    const { _id: lessonId } = await sharedLesson(team);
    bot.slack.answersOnceWith('chat.update', async () => {
      // The other one has counted the second, shown it, and said so.
      await team.store.lessons.agree(lessonId, 'UC2', '9999999999.000100', bot.now());
      const { revision } = await find(lessonId);
      await team.store.lessons.recordShown(lessonId, revision, bot.now());
      return {};
    });
    await agree(team, 'UC1', lessonId);

    expect(bot.slack.callsOf('chat.update').map(({ text }) => /\d p\w+ say/.exec(text)?.[0])).to.deep.equal([
      '1 person say',
      '2 people say',
    ]);
  });

  it('takes a message away that arrives after its lesson was taken down', async () => {
    await saveDraft(team, 'UJO', 'too-late');
    bot.slack.answersOnceWith('chat.postMessage', async () => {
      await team.store.lessons.takeDown('too-late', undefined, bot.now());
      return { ts: '1800009999.000000' };
    });
    await team.action('UJO', actionIds.lessonShare, { value: 'too-late' });
    await tick('2026-10-07T12:01:00Z');

    expect(bot.slack.callsOf('chat.delete').map(({ ts }) => ts)).to.deep.equal(['1800009999.000000']);
    expect((await find('too-late')).wall ?? undefined).to.equal(undefined);
  });

  it('finds drafts again on Home', async () => {
    await saveDraft(team, 'UJO', 'on-home');

    expectWords(await openHome(bot, team, 'UJO'), 'not shared yet', 'Share', 'Discard');
    expect(wordsOf(await openHome(bot, team, 'UKAI'))).not.to.contain('not shared yet');
  });

  describe('in the week’s digest', () => {
    const close = async (at: string) => {
      bot.setNow(new Date(at));
      await closeDueWeeks(team.deps, bot.now());
      await team.deps.outbox.deliverDue();
      return posted('CWALL').at(-1)?.text ?? '';
    };

    it('tells one lesson, each once, and what changed because of earlier ones', async () => {
      const first = await sharedLesson(team, { story: 'the first story' });
      const second = await sharedLesson(team, { story: 'the second story' });
      await agree(team, 'UC1', second._id);
      await take(team, 'UJO', first._id);
      await finish(team, 'UJO', first._id, 'we ring back now');

      const week41 = await close('2026-10-12T09:00:00Z');
      expect(week41).to.contain('2 lessons shared, 1 taken on, 1 led to a change');
      expect(week41).to.contain('the second story').and.to.contain('we ring back now');
      expect(week41)
        .not.to.contain('the first story')
        .and.not.to.match(/\bjo\b/);

      const week42 = await close('2026-10-19T09:00:00Z');
      expect(week42).to.contain('the first story').and.not.to.contain('the second story');
      const before = posted('CWALL').length;
      await close('2026-10-26T09:00:00Z');
      expect(
        posted('CWALL')
          .slice(before)
          .map(({ text }) => text)
          .join(),
      ).not.to.contain('Silver linings');
      const [stored] = await bot.models.digests.model.find({ teamId: team.teamId, week: '2026-W41' }).lean();
      expect(stored?.lessons).to.deep.include({ sharedCount: 2, promptCount: 1, toldId: second._id });
      expect(JSON.stringify(stored)).not.to.contain('second story');
    });

    it('says no word of it to whoever may not see the wall, nor once it is taken down', async () => {
      const { _id: lessonId } = await sharedLesson(team, { story: 'the only story' });
      await close('2026-10-12T09:00:00Z');
      wallIs(bot, { privateTo: ['UJO'] });
      bot.setNow(new Date(bot.now().getTime() + dayMs));
      await team.command('USAM', 'digest last');
      const closed = bot.slack.answers.at(-1)?.message.text;
      expect(closed).to.contain('1 lesson shared').and.not.to.contain('only story');

      await team.action('UJO', actionIds.lessonMore, {
        type: 'overflow',
        selected_option: { value: `take-down:${lessonId}` },
      });
      bot.slack.calls.length = 0;
      await showDigestsBehind(team.deps);
      const shown = bot.slack.callsOf('chat.update').at(-1)?.text;
      expect(shown).to.contain('The week on the wall').and.not.to.contain('only story');
    });
  });

  describe('of somebody who has their data deleted', () => {
    it('goes what they told, and stays what others took on, without their words', async () => {
      const gone = await sharedLesson(team, { story: 'a story of jo alone' });
      await agree(team, 'UC1', gone._id);
      const taken = await takenByKai();
      await saveDraft(team, 'UJO', 'erased-draft', { story: 'a draft of jo' });
      const others = await sharedLesson(team, { author: 'UKAI', story: 'a story of kai' });
      await agreeAll(team, others._id, ['UJO', 'UC1', 'UC2']);
      await take(team, 'UJO', others._id);
      await tick('2026-10-14T01:00:00Z');
      bot.setNow(new Date('2026-10-14T02:00:00Z'));
      bot.slack.calls.length = 0;

      await deletePerson(team, 'UJO');
      await followLessons(team.deps, bot.now());
      await bot.shared.background.drain(5_000);

      const stored = [...(await storedText(bot, team.teamId))].filter(([, text]) =>
        /UJO|jo alone|draft of jo|three times/.test(text),
      );
      expect(stored.map(([name]) => name)).to.deep.equal([]);
      expect(bot.slack.callsOf('chat.delete').map(({ ts }) => ts)).to.include(gone.wall!.ts);
      expect(await find(taken)).to.deep.include({ state: 'taken', change: 'calling back the same day' });
      expect((await find(taken)).story ?? undefined).to.equal(undefined);
      expect(await find(others._id)).to.deep.include({ state: 'open', agreeCount: 3 });
      const shown = bot.slack.callsOf('chat.update').map(({ text }) => text);
      expect(shown.filter((text) => text.includes('told by a colleague'))).to.have.length(1);
      expect(shown.join()).not.to.contain('three times');
    });

    it('gives them what they told, took on and said, and nobody else’s', async () => {
      await takenByKai();
      const row = personalRows().find(([name]) => name === 'lessons')![1];

      const [told] = await row.exportOf(team.store, 'UJO');
      expect(told).to.include({ role: 'told', wouldHelp: 'One call, even without an answer' });
      expect(JSON.stringify(told)).not.to.match(/UKAI|UC1/);
      expect(await row.exportOf(team.store, 'UKAI')).to.have.length(1);
      expect((await row.exportOf(team.store, 'UC1'))[0]).to.include({ stands: true });
      expect(await row.exportOf(team.store, 'USAM')).to.deep.equal([]);
    });
  });

  it('is forgotten with what was said of it, when it is too old to be kept', async () => {
    const lessonId = await takenByKai();
    await tick('2026-10-14T01:00:00Z');
    const before = new Date('2027-12-01T00:00:00Z');
    expect(await forgetLessons(team.deps, { before: wednesday, limit: 10 })).to.equal(true);
    expect(await team.store.lessons.find(lessonId)).not.to.equal(null);

    await tick('2026-11-20T01:00:00Z');
    expect(await forgetLessons(team.deps, { before, limit: 10 })).to.equal(true);
    const stored = await storedText(bot, team.teamId);
    for (const name of ['lessons', 'deliveries', 'noteParts'])
      expect(stored.get(name), name).not.to.contain(lessonId);
  });

  it('follows a channel to its other id', async () => {
    const { _id: lessonId } = await sharedLesson(team);
    await team.event({ type: 'channel_id_changed', old_channel_id: 'CWALL', new_channel_id: 'CNEW' });

    expect((await find(lessonId)).wall?.channelId).to.equal('CNEW');
  });
});
