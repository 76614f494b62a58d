import { expect } from 'chai';
import { followLessons } from '../../../src/operations/lesson/follow-lessons.ts';
import { actionIds, callbackIds } from '../../../src/views/ids.ts';
import { expectValidHome, expectValidModal } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { openHome, wordsOf } from '../../support/home.ts';
import { wallIs } from '../../support/home-wall.ts';
import {
  agree,
  finish,
  lessonContent,
  lessonIn,
  lessonValues,
  saveDraft,
  sharedLesson,
  take,
} from '../../support/lesson.ts';
import { crowd, nominationUsers } from '../../support/nomination.ts';

describe('lessons of the hostile and the unlucky', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
  });

  const find = (lessonId: string) => lessonIn(team, lessonId);
  const following = (changes: object) => followLessons({ ...team.deps, ...changes }, bot.now());

  it('are followed although somebody’s turn fails', async () => {
    for (const day of ['2026-10-10', '2026-10-11']) {
      const { _id } = await sharedLesson(team);
      await take(team, 'UJO', _id, day);
    }
    await bot.models.lessons.model.updateMany({ teamId: team.teamId }, { $set: { lookAt: new Date(0) } });
    let asked = 0;
    const people = {
      ...team.deps.people,
      find: (userId: string) => {
        asked += 1;
        return asked === 1 ? Promise.reject(new Error('no answer')) : team.deps.people.find(userId);
      },
    };

    await following({ people });

    const looks = await bot.models.lessons.model.find({ teamId: team.teamId }).sort({ lookAt: 1 }).lean();
    expect(looks.map(({ lookAt }) => lookAt! > bot.now())).to.deep.equal([true, true]);
  });

  it('come off the wall in the digest as well when the process ended in between', async () => {
    const { _id } = await sharedLesson(team);
    await team.store.lessons.takeDown(_id, undefined, bot.now());
    const marked: string[] = [];
    const digests = {
      ...team.store.digests,
      markLessonBehind: async (lessonId: string) => void marked.push(lessonId),
    };

    await following({ store: { ...team.store, digests } });

    expect(marked).to.deep.equal([_id]);
  });

  it('are told as changed in no digest when the process ended in the middle of “Not done after all”', async () => {
    const { _id } = await sharedLesson(team);
    await take(team, 'UJO', _id, '2026-10-10');
    await finish(team, 'UJO', _id);
    const changed = await find(_id);
    await team.store.lessons.resume(changed, 'UJO', bot.now());
    const marked: string[] = [];
    const digests = {
      ...team.store.digests,
      markLessonBehind: async (lessonId: string) => void marked.push(lessonId),
    };
    const store = { ...team.store, digests };
    const failing = { ...digests, markLessonBehind: () => Promise.reject(new Error('no answer')) };

    await following({ store: { ...team.store, digests: failing } });
    bot.setNow(new Date(bot.now().getTime() + 11 * 60_000));
    await following({ store });
    await bot.models.lessons.model.updateOne({ _id }, { $set: { lookAt: bot.now() } });
    await following({ store });

    expect(marked).to.deep.equal([_id]);
  });

  for (const [what, then] of [
    ['done again', (lessonId: string) => finish(team, 'UJO', lessonId)],
    ['given back', (lessonId: string) => team.action('UJO', actionIds.lessonGiveBack, { value: lessonId })],
  ] as const)
    it(`are told as they are also when they were ${what} before anybody came to it`, async () => {
      const { _id } = await sharedLesson(team);
      await take(team, 'UJO', _id, '2026-10-10');
      await finish(team, 'UJO', _id);
      await team.store.lessons.resume(await find(_id), 'UJO', bot.now());

      await then(_id);
      await following({});

      expect(await find(_id)).not.to.have.any.keys('isToldWrongly', 'lookAt');
    });

  it('can be shared again although Slack keeps their old message', async () => {
    const { _id } = await sharedLesson(team);
    bot.slack.answersWith('chat.delete', { error: 'cant_delete_message' });
    await team.store.lessons.takeDown(_id, undefined, bot.now());
    for (let turn = 0; turn < 15; turn += 1) {
      bot.setNow(new Date(bot.now().getTime() + 6 * 3_600_000));
      await following({});
    }

    expect(await team.store.lessons.share(_id, 'UJO', bot.now())).to.include({
      state: 'open',
      timesShared: 2,
    });
  });

  it('do not take what was written as a draft to the wall', async () => {
    const { _id } = await sharedLesson(team);

    const ack = await team.submit(
      'UJO',
      callbackIds.lesson,
      { lessonId: _id, edition: 1, isShared: false },
      lessonValues({ ...lessonContent, story: 'only for me so far' }),
    );

    expect(JSON.stringify(ack.args)).to.contain('changed while you wrote');
    expect((await find(_id)).story).to.equal(lessonContent.story);
  });

  it('are counted and found, however many somebody has', async () => {
    for (let index = 0; index < 12; index += 1) {
      await saveDraft(team, 'UJO', `many-${team.teamId}-${index}`);
      const { _id } = await sharedLesson(team);
      await take(team, 'UJO', _id);
    }
    bot.slack.calls.length = 0;

    await team.command('UJO', 'lesson');
    const { view } = bot.slack.callsOf('views.open')[0]!;
    const home = await openHome(bot, team, 'UJO');

    expectValidModal(view);
    expect(wordsOf(view)).to.contain('7 older drafts').and.contain('taken on 12 changes');
    expectValidHome(home);
    expect(wordsOf(home)).to.contain('You took on more than these');
  });

  it('are kept while somebody has them to do', async () => {
    const [{ _id: taken }, { _id: open }] = [await sharedLesson(team), await sharedLesson(team)];
    await take(team, 'UJO', taken);
    const later = new Date('2027-03-01T12:00:00Z');

    expect(await team.store.lessons.olderThan(later, 10)).to.deep.equal([open]);
  });

  it('count as a recount does after whatever people did, in any order and twice at once', async () => {
    const { _id } = await sharedLesson(team);
    let seed = 7;
    const upTo = (most: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * most);
    };
    const people = ['UC1', 'UC2', 'UC3', 'UC4', 'UC5', 'UJO'];
    const acts: (() => Promise<unknown>)[] = [
      ...[0, 1, 2].map(() => () => agree(team, people[upTo(people.length)]!, _id)),
      () => take(team, people[upTo(people.length)]!, _id),
      () => team.action(people[upTo(people.length)]!, actionIds.lessonGiveBack, { value: _id }),
      () => finish(team, people[upTo(people.length)]!, _id),
      () => team.action(people[upTo(people.length)]!, actionIds.lessonResume, { value: _id }),
      () => team.action('UJO', actionIds.lessonShare, { value: _id }),
      () => team.action('UJO', actionIds.lessonMore, { selected_option: { value: `take-down:${_id}` } }),
    ];

    for (let step = 0; step < 60; step += 1) {
      await Promise.all([acts[upTo(acts.length)]!(), acts[upTo(acts.length)]!()]);
      const lesson = await find(_id);
      const standing = lesson.agrees.filter(({ stands }) => stands).map(({ userId }) => userId);
      expect(lesson.agreeCount, `after step ${step}`).to.equal(new Set(standing).size);
      expect(standing).not.to.include('UJO');
      expect(lesson.state === 'taken', `${lesson.state} is taken`).to.equal(Boolean(lesson.takenById));
      expect(lesson.state === 'changed').to.equal(Boolean(lesson.changed));
    }
  });

  it('are not counted for more people than said so', async () => {
    const { _id } = await sharedLesson(team);

    await Promise.all(crowd.slice(0, 8).map(({ id: userId }) => agree(team, userId, _id)));

    expect((await find(_id)).agreeCount).to.equal(8);
  });
});
