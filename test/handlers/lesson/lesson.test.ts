import { expect } from 'chai';
import { actionIds, callbackIds } from '../../../src/views/ids.ts';
import { expectValidMessage, expectValidModal } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { wordsOf } from '../../support/home.ts';
import { wallIs } from '../../support/home-wall.ts';
import {
  agree,
  agreeAll,
  finish,
  lessonContent,
  lessonIn,
  lessonValues,
  saveDraft,
  sharedLesson,
  take,
} from '../../support/lesson.ts';
import { nameManagers } from '../../support/manager.ts';
import { crowd, nextTs, nominationUsers, reactionEvent } from '../../support/nomination.ts';
import { nextNotes } from '../../support/note.ts';
import { winsOf } from '../../support/win.ts';

type Ack = Awaited<ReturnType<TestTeam['command']>>;

const users = [...nominationUsers, { id: 'UGUEST', name: 'guest', is_restricted: true }];

describe('silver linings', () => {
  let bot: TestBot;
  let team: TestTeam;
  let draftId: string;
  before(async () => {
    bot = await openTestBot({ users });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
    draftId = `draft-of-${team.teamId}`;
    await nameManagers(team, 'UANN');
    bot.slack.calls.length = 0;
    bot.slack.answers.length = 0;
  });

  const viewIn = (ack: Ack) => Reflect.get(Object(ack.firstCall.args[0]), 'view');
  const errorsIn = (ack: Ack) => Reflect.get(Object(ack.firstCall.args[0]), 'errors');
  const answer = () => bot.slack.answers.at(-1)?.message;
  const posts = () => bot.slack.callsOf('chat.postMessage').filter(({ channel }) => channel === 'CWALL');
  const wall = () => bot.slack.callsOf('chat.update').at(-1) ?? posts().at(-1)!;
  const find = (lessonId: string) => lessonIn(team, lessonId);

  describe('telling one', () => {
    it('opens a form that asks not to name the firm', async () => {
      await team.command('UJO', 'lesson');

      const { view } = bot.slack.callsOf('views.open')[0]!;
      expectValidModal(view);
      expect(wordsOf(view)).to.contain('do not name the firm');
      expect(view.submit.text).to.equal('Save draft');
    });

    it('keeps it as a draft that its author alone can open, until they share it', async () => {
      const ack = await saveDraft(team, 'UJO', draftId);

      expectValidModal(viewIn(ack));
      expect(wordsOf(viewIn(ack)))
        .to.contain('Only you see it')
        .and.to.contain('Share\n');
      expect(posts()).to.deep.equal([]);

      await team.action('USAM', actionIds.lessonShare, { value: draftId });
      await team.action('USAM', actionIds.lessonEdit, { value: draftId });
      await team.action('UANN', actionIds.lessonDiscard, { value: draftId });
      expect(posts()).to.deep.equal([]);
      expect(bot.slack.callsOf('views.open')).to.deep.equal([]);
      expect(JSON.stringify(bot.slack.answers)).not.to.contain('rang three times');
      expect((await find(draftId)).state).to.equal('draft');

      await team.command('UJO', 'lesson');
      expect(wordsOf(bot.slack.callsOf('views.open')[0]!.view)).to.contain('A draft of yours');
    });

    it('is stored once when the form is sent twenty times, and is not overwritten by an older form', async () => {
      await Promise.all(Array.from({ length: 20 }, () => saveDraft(team, 'UJO', draftId)));
      await saveDraft(team, 'UJO', draftId, { change: 'ringing back' }, 1);
      const late = await saveDraft(team, 'UJO', draftId, { change: 'something older' }, 1);

      expect(errorsIn(late)).to.have.property('lesson_story');
      expect(await find(draftId)).to.deep.include({ change: 'ringing back', edition: 2 });
      expect(await team.store.lessons.draftsOf('UJO', 5)).to.have.length(1);
    });

    it('says what is missing, beside each field', async () => {
      const ack = await team.submit(
        'UJO',
        callbackIds.lesson,
        { lessonId: draftId, edition: 0 },
        lessonValues({ story: '\u2800', wouldHelp: 'x'.repeat(601), change: 'ringing back', verb: 'rant' }),
      );

      expect(errorsIn(ack)).to.have.all.keys(
        'lesson_story',
        'lesson_would_help',
        'lesson_feeling',
        'lesson_us_too',
        'lesson_verb',
      );
    });

    it('asks about contact data in any of its texts, and masks it', async () => {
      const content = { ...lessonContent, wouldHelp: 'a mail to jo.lee@example.com' };
      const submit = (choice?: 'mask') =>
        team.submit(
          'UJO',
          callbackIds.lesson,
          { lessonId: draftId, edition: 0 },
          lessonValues(content, choice),
        );

      const asked = await submit();
      expectValidModal(viewIn(asked));
      expect(wordsOf(viewIn(asked))).to.contain('an e-mail address');
      expect(await team.store.lessons.find(draftId)).to.equal(null);

      await submit('mask');
      expect((await find(draftId)).wouldHelp).to.equal('a mail to •••');
    });

    it('gives the words back when a draft is thrown away', async () => {
      await saveDraft(team, 'UJO', draftId);
      await team.action('UJO', actionIds.lessonDiscard, { value: draftId });

      expect(answer()?.text).to.contain('rang three times');
      expect(await team.store.lessons.find(draftId)).to.equal(null);
    });

    it('is not for people of other organisations', async () => {
      await team.command('UFAR', 'lesson');
      const ack = await saveDraft(team, 'UFAR', draftId);

      expect(bot.slack.callsOf('views.open')).to.deep.equal([]);
      expect(errorsIn(ack)).to.have.property('lesson_story');
      expect(await team.store.lessons.find(draftId)).to.equal(null);
    });
  });

  describe('sharing it', () => {
    it('puts one card on the wall, however often it is pressed, that takes no nomination', async () => {
      await saveDraft(team, 'UJO', draftId);
      await Promise.all(
        Array.from({ length: 20 }, () => team.action('UJO', actionIds.lessonShare, { value: draftId })),
      );

      expect(posts()).to.have.length(1);
      const card = posts()[0] as unknown as Parameters<typeof expectValidMessage>[0];
      expectValidMessage(card);
      expect(card.text).to.contain('told by jo').and.to.contain('So we will start: calling back');
      expect(JSON.stringify(card.blocks)).not.to.contain('nomination').and.not.to.contain('"I take it"');

      const { wall: place } = await find(draftId);
      await team.event(reactionEvent('USAM', place!));
      await team.event(reactionEvent('UKAI', place!));
      expect(await winsOf(team)).to.deep.equal([]);
    });

    it('waits for a wall', async () => {
      team = await bot.createWorkspace({ hasWall: false });
      await saveDraft(team, 'UJO', draftId);
      await team.action('UJO', actionIds.lessonShare, { value: draftId });
      expect(answer()?.text).to.contain('waits for a wall');

      await team.store.workspace.setWallIfNone('CWALL');
      await team.store.deliveries.resumeWaiting(bot.now());
      await team.deps.outbox.deliverDue();
      expect(posts()).to.have.length(1);
      expect((await find(draftId)).wall?.channelId).to.equal('CWALL');
    });

    it('shows what its author changes, and only theirs', async () => {
      const { _id: lessonId } = await sharedLesson(team);
      await saveDraft(team, 'USAM', lessonId, { change: 'nonsense' }, 1, true);
      await saveDraft(team, 'UJO', lessonId, { change: 'ringing *back* & soon' }, 1, true);

      expect(wall().text).to.contain('ringing *back* &amp; soon');
      expect(wall().text).not.to.contain('nonsense');
    });
  });

  describe('taking it down', () => {
    const takeDown = (userId: string, lessonId: string) =>
      team.action(userId, actionIds.lessonMore, {
        type: 'overflow',
        selected_option: { value: `take-down:${lessonId}` },
      });

    it('makes it a draft of its author again, which can be shared anew and keeps its count', async () => {
      const { _id: lessonId } = await sharedLesson(team);
      await agreeAll(team, lessonId);
      await takeDown('UJO', lessonId);

      expect(bot.slack.callsOf('chat.delete')).to.have.length(1);
      const draft = await find(lessonId);
      expect(draft.state).to.equal('draft');
      expect(draft.wall ?? undefined).to.equal(undefined);

      await team.action('UJO', actionIds.lessonShare, { value: lessonId });
      expect(posts()).to.have.length(2);
      expect(posts().at(-1)?.text).to.contain('3 people say: we do that too');
    });

    it('is for its author and managers, and its author reads in their note who did', async () => {
      const { _id: lessonId } = await sharedLesson(team);
      await takeDown('USAM', lessonId);
      expect(answer()?.text).to.contain('Only its author and managers');
      expect((await find(lessonId)).state).to.equal('open');

      await takeDown('UANN', lessonId);
      await nextNotes(bot, team);
      const [note] = bot.slack.callsOf('chat.postMessage').filter(({ channel }) => channel === 'UJO');
      expect(note?.text).to.contain('ann took a lesson of yours down').and.to.contain('rang three times');
    });

    it('happens when its message is deleted in Slack', async () => {
      const { _id: lessonId, wall: place } = await sharedLesson(team);
      await team.event({
        type: 'message',
        subtype: 'message_deleted',
        channel: place?.channelId,
        deleted_ts: place?.ts,
      });

      expect((await find(lessonId)).state).to.equal('draft');
      expect((await find(lessonId)).wall ?? undefined).to.equal(undefined);
    });
  });

  describe('We do that too', () => {
    it('counts twenty people at once, each once, without their names', async () => {
      const { _id: lessonId } = await sharedLesson(team);
      await Promise.all(crowd.map(({ id }) => agree(team, id, lessonId)));

      expect((await find(lessonId)).agreeCount).to.equal(20);
      expect(wall().text).to.contain('20 people say: we do that too');
      expect(JSON.stringify(wall())).not.to.contain('crowd').and.not.to.contain('UC1');
    });

    it('is taken back by another press, while the same press told twice is one', async () => {
      const { _id: lessonId } = await sharedLesson(team);
      const [first, second] = [nextTs(), nextTs()];
      await agree(team, 'UC1', lessonId, first);
      await agree(team, 'UC1', lessonId, first);
      expect((await find(lessonId)).agreeCount).to.equal(1);

      await agree(team, 'UC1', lessonId, second);
      await agree(team, 'UC1', lessonId, first);
      expect((await find(lessonId)).agreeCount).to.equal(0);
      expect(wall().text).to.contain('Nobody has said yet');
    });

    for (const [who, userId] of [
      ['its author', 'UJO'],
      ['a guest', 'UGUEST'],
      ['somebody of another organisation', 'UFAR'],
      ['an app', 'UBOT'],
      ['somebody who has left', 'UGONE'],
    ] as const)
      it(`is not for ${who}`, async () => {
        const { _id: lessonId } = await sharedLesson(team);
        await agree(team, userId, lessonId);

        expect((await find(lessonId)).agreeCount).to.equal(0);
        expect(answer()?.text).to.match(/You told this one|Only members/);
      });

    it('is not for whoever cannot see the wall', async () => {
      wallIs(bot, { privateTo: ['UJO'] });
      team = await bot.createWorkspace();
      const { _id: lessonId } = await sharedLesson(team);
      await agree(team, 'UC1', lessonId);

      expect((await find(lessonId)).agreeCount).to.equal(0);
      expect(answer()?.text).to.contain('can see this lesson');
    });
  });

  describe('taking it on', () => {
    it('is open to all once three have said so, and to its author before', async () => {
      const { _id: lessonId } = await sharedLesson(team);
      await agreeAll(team, lessonId, ['UC1', 'UC2']);
      const early = await take(team, 'UKAI', lessonId);
      expect(wordsOf(viewIn(early))).to.contain('once 3 people say');
      expect((await find(lessonId)).state).to.equal('open');

      await agree(team, 'UC3', lessonId);
      expect(JSON.stringify(wall().blocks)).to.contain('"I take it"');
      const ack = await take(team, 'UKAI', lessonId);
      expectValidModal(viewIn(ack));
      expect(wall().text).to.contain('Taken on by <@UKAI>*, for Wednesday 14 October');

      const own = await sharedLesson(team);
      await take(team, 'UJO', own._id);
      expect(await find(own._id)).to.deep.include({ state: 'taken', takenById: 'UJO' });
    });

    it('goes to one of twenty at once, and the others read who it is', async () => {
      const { _id: lessonId } = await sharedLesson(team);
      await agreeAll(team, lessonId);
      await Promise.all(crowd.map(({ id }) => take(team, id, lessonId)));

      // Whoever had to wait for too long under load is told so, and finds out by sending it again.
      const { takenById } = await find(lessonId);
      const words = new Map<string, string>();
      for (const { id } of crowd) words.set(id, wordsOf(viewIn(await take(team, id, lessonId))));
      const others = crowd.map(({ id }) => id).filter((id) => id !== takenById);
      expect(words.get(takenById ?? '')).to.contain('It is yours');
      for (const id of others) expect(words.get(id)).to.contain(`<@${takenById}> was quicker`);
      expect((await find(lessonId)).takenById).to.equal(takenById);
    });

    it('asks for a day that is not over', async () => {
      const { _id: lessonId } = await sharedLesson(team);
      for (const day of ['2026-10-06', '2027-10-06', 'soon', ''])
        expect(errorsIn(await take(team, 'UJO', lessonId, day)), day).to.have.property('lesson_day');
      expect((await find(lessonId)).state).to.equal('open');
    });

    it('is no guest’s, and nobody’s who cannot see the wall', async () => {
      const { _id: lessonId } = await sharedLesson(team);
      await agreeAll(team, lessonId);
      for (const userId of ['UGUEST', 'UFAR', 'UGONE']) await take(team, userId, lessonId);
      expect((await find(lessonId)).state).to.equal('open');
    });
  });

  describe('what came of it', () => {
    let lessonId: string;
    beforeEach(async () => {
      ({ _id: lessonId } = await sharedLesson(team));
      await take(team, 'UJO', lessonId);
    });

    it('is said in one line, once, by whoever took it, and stays theirs to undo', async () => {
      const other = await finish(team, 'USAM', lessonId, 'I did it');
      expect(wordsOf(viewIn(other))).to.contain('not with you');

      const ack = await finish(team, 'UJO', lessonId);
      await finish(team, 'UJO', lessonId);
      expectValidModal(viewIn(ack));
      expect(wall().text).to.contain('What we changed: We ring back by five');
      expect(JSON.stringify(wall().blocks)).not.to.contain('We do that too"');
      expect((await find(lessonId)).changed).to.deep.include({ days: 0, byId: 'UJO' });

      await team.action('USAM', actionIds.lessonResume, { value: lessonId });
      expect((await find(lessonId)).state).to.equal('changed');
      await team.action('UJO', actionIds.lessonResume, { value: lessonId });
      expect(await find(lessonId)).to.deep.include({ state: 'taken', dueDay: '2026-10-14' });
    });

    it('is guarded against contact data', async () => {
      const asked = await finish(team, 'UJO', lessonId, 'we mail jo.lee@example.com first');

      expectValidModal(viewIn(asked));
      expect(wordsOf(viewIn(asked))).to.contain('an e-mail address');
      expect((await find(lessonId)).state).to.equal('taken');
    });

    it('can be given back, by whoever has it', async () => {
      await team.action('USAM', actionIds.lessonGiveBack, { value: lessonId });
      expect((await find(lessonId)).state).to.equal('taken');

      await team.action('UJO', actionIds.lessonGiveBack, { value: lessonId });
      expect((await find(lessonId)).state).to.equal('open');
      expect(JSON.stringify(answer()?.blocks)).to.contain('I take it after all');
    });
  });

  describe('the list for a team meeting', () => {
    it('says what to do while there is none', async () => {
      await team.command('UJO', 'lesson list');

      expect(answer()?.text).to.contain('Nobody has shared one yet');
      expect(JSON.stringify(answer()?.blocks)).to.contain('Tell one');
    });

    it('goes by theme, without drafts', async () => {
      const open = await sharedLesson(team, { change: 'ringing back', theme: 'waiting' });
      await agreeAll(team, open._id);
      const taken = await sharedLesson(team, { change: 'writing clear bills', theme: 'billing' });
      await take(team, 'UJO', taken._id);
      const done = await sharedLesson(team, { change: 'saying sorry', theme: 'waiting' });
      await take(team, 'UJO', done._id);
      await finish(team, 'UJO', done._id);
      await saveDraft(team, 'UJO', 'LX', { change: 'a secret' });

      await team.command('UKAI', 'lesson list');
      const said = answer() as Parameters<typeof expectValidMessage>[0];
      expectValidMessage(said);
      expect(said.text).to.match(
        /1 open · 1 taken on · 1 changed.*Waiting.*ringing back.*saying sorry.*Bills/s,
      );
      expect(said.text).not.to.contain('a secret');

      await team.action('UKAI', actionIds.lessonTheme, {
        type: 'static_select',
        selected_option: { value: 'billing' },
      });
      expect(answer()?.text).to.contain('writing clear bills').and.not.to.contain('ringing back');
    });

    it('is for those who may see the wall', async () => {
      await sharedLesson(team);
      wallIs(bot, { privateTo: ['UJO'] });
      const closed = await bot.createWorkspace();
      await sharedLesson(closed);
      await closed.command('UKAI', 'lesson list');

      expect(answer()?.text).to.contain('in the channel of the wall').and.not.to.contain('calling back');
    });
  });
});
