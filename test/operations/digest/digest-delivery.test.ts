import { expect } from 'chai';
import { deliveryKey } from '../../../src/domain/delivery-key.ts';
import { notePartKey } from '../../../src/domain/note-part-key.ts';
import { closeDueWeeks } from '../../../src/operations/digest/close-week.ts';
import { demoUsers, openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { inWall } from '../../support/channel.ts';
import { digest } from '../../support/digest.ts';
import { winOnWall } from '../../support/nomination.ts';
import { changeSettings } from '../../support/settings.ts';

const now = new Date('2026-10-07T12:00Z');
const due = new Date('2026-10-12T08:00Z');
const tooLate = new Date('2026-10-14T08:00Z');

describe("saying a week's digest", () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({
      users: [...demoUsers, { id: 'UMIA', name: 'mia', is_admin: true, tz: 'Europe/London' }],
    });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(now);
    team = await bot.createWorkspace();
    await closeDueWeeks(team.deps, now);
    await winOnWall(team);
    bot.setNow(due);
    await closeDueWeeks(team.deps, due);
  });

  afterEach(async () => {
    // Otherwise it comes back for what a test left to be sent.
    team.deps.outbox.stop();
    await bot.shared.background.drain(5_000);
  });

  const posts = () => bot.slack.callsOf('chat.postMessage');
  const stateOf = async (key: string) => {
    const { state, why } = ((await team.store.deliveries.find(key)) ??
      (await team.store.noteParts.find(key)))!;
    return { state, why: why ?? undefined };
  };
  const sendAll = async (of = team) => {
    await of.deps.planNotes(bot.now());
    await of.deps.outbox.deliverDue();
  };
  const digestKey = () => deliveryKey.digest(team.teamId, '2026-W41');
  const managerKey = (userId: string) => notePartKey['manager-digest'](team.teamId, '2026-W41', userId);

  it('goes to the wall, and to each manager alone', async () => {
    await sendAll();

    expect(posts().map(({ channel }) => channel)).to.have.members([bot.wallChannelId, 'UANN', 'UMIA']);
    const onWall = posts().find(({ channel }) => channel === bot.wallChannelId);
    expect(onWall?.text).to.contain('1 win by 1 person').and.not.to.contain('For managers');
  });

  it('is said once, whichever of several replicas sends it', async () => {
    await Promise.all(Array.from({ length: 20 }, () => sendAll()));

    expect(posts()).to.have.length(3);
  });

  it('says what was stored, whatever became of the wins since', async () => {
    await bot.models.wins.model.deleteMany({ teamId: team.teamId });

    await team.deps.outbox.deliver(digestKey());

    expect(posts()[0]?.text).to.contain('1 win by 1 person');
  });

  const demotions: [string, object, string][] = [
    ['is no admin any more', { is_admin: false }, 'no longer a manager'],
    ['has left', { is_admin: true, deleted: true }, 'deactivated'],
    ['belongs to another organisation now', { is_admin: true, is_stranger: true }, 'stranger'],
  ];
  for (const [what, fields, why] of demotions)
    it(`leaves out a manager who ${what}`, async () => {
      await team.changePerson({ id: 'UMIA', name: 'mia', ...fields });

      await sendAll();

      expect(posts().map(({ channel }) => channel)).not.to.include('UMIA');
      expect(await stateOf(managerKey('UMIA'))).to.deep.equal({
        state: 'dropped',
        why: `the person is ${why}`,
      });
    });

  it('tells a manager who is not in a private wall numbers alone', async () => {
    inWall(bot, { is_private: true }, { members: ['UANN', 'UJO'] });

    await sendAll();

    const textTo = (userId: string) => posts().find(({ channel }) => channel === userId)?.text;
    expect(textTo('UANN')).to.contain('found the key');
    expect(textTo('UMIA'))
      .to.contain('1 win by 1 person')
      .and.to.contain('numbers only')
      .and.not.to.match(/found the key|jo|kai/);
  });

  const formerWalls: [what: string, channel: object, told: boolean][] = [
    ['a public', { is_channel: true, is_private: false }, true],
    ['a private', { is_channel: true, is_private: true }, false],
  ];
  for (const [what, channel, told] of formerWalls)
    it(`tells ${told ? 'all' : 'numbers'} of ${what} wall that there was before on the wall`, async () => {
      bot.slack.answersWith('conversations.info', ({ channel: id }) => ({
        channel: id === 'CWALL' ? channel : { is_channel: true, is_private: false },
      }));
      await team.store.workspace.loseWall('CWALL', 'is_archived', bot.now());
      await team.store.workspace.setWallIfNone('CNEW');
      await bot.models.workspaces.model.updateOne({ _id: team.teamId }, { $unset: { lostWall: 1 } });

      await team.deps.outbox.deliver(digestKey());

      expect(posts()[0]?.channel).to.equal('CNEW');
      const { text } = posts()[0]!;
      expect(text).to.contain('1 win by 1 person');
      const shown = ['found the key', 'welcome', 'CWALL'].map((word) => text.includes(word));
      expect(shown).to.deep.equal([told, told, told]);
    });

  it('welcomes nobody on the wall whose first win was on a private one before, whatever story it tells', async () => {
    bot.setNow(now);
    team = await bot.createWorkspace();
    bot.slack.answersWith('conversations.info', ({ channel: id }) => ({
      channel: { id, is_channel: true, is_private: id === 'CWALL' },
    }));
    await closeDueWeeks(team.deps, now);
    await winOnWall(team, { author: 'UJO', hero: 'UKAI' });
    await changeSettings(team, bot, { wallChannelId: 'CNEW' });
    const told = await winOnWall(team, { author: 'UJO', hero: 'USAM' });
    await bot.models.wins.model.updateOne(
      { _id: told._id },
      {
        $set: {
          text: 'on the new wall',
          'wall.channelId': 'CNEW',
          nominatorIds: ['UJO', 'UANN'],
          nominationCount: 2,
        },
      },
    );
    bot.setNow(due);
    await closeDueWeeks(team.deps, due);

    await team.deps.outbox.deliver(digestKey());

    expect(posts()[0]?.channel).to.equal('CNEW');
    expect(posts()[0]?.text)
      .to.contain('2 wins')
      .and.contain('on the new wall')
      .and.not.match(/found the key|welcome/i);
  });

  it('waits while Slack cannot say who is in a private wall, and is said after', async () => {
    inWall(bot, { is_private: true }, { error: 'internal_error' });
    await sendAll();
    const waiting = await stateOf(managerKey('UMIA'));
    bot.slack.answersAsUsual('conversations.members');
    bot.setNow(new Date(due.getTime() + 60_000));
    await sendAll();

    expect(waiting.state).to.equal('in-note');
    expect((await stateOf(managerKey('UMIA'))).state).to.equal('told');
    expect(posts().at(-1)?.text).to.contain('found the key');
  });

  it('waits while Slack cannot say whether somebody is a manager, and is said after', async () => {
    const other = await bot.createWorkspace();
    const key = notePartKey['manager-digest'](other.teamId, '2026-W41', 'UMIA');
    await other.store.digests.store(digest(), 'Europe/London', due);
    await other.store.noteParts.plan({ key, kind: 'manager-digest', week: '2026-W41', userId: 'UMIA' }, due);
    await bot.slack.withoutPeople(() => sendAll(other));
    const waiting = await other.store.noteParts.find(key);
    bot.setNow(new Date(due.getTime() + 11 * 60_000));
    await sendAll(other);

    expect(waiting?.state).to.equal('waiting');
    expect((await other.store.noteParts.find(key))?.state).to.equal('told');
  });

  describe('when an earlier version had it planned as a message', () => {
    const plannedBefore = async (fields: object = {}) => {
      const key = managerKey('UMIA');
      await bot.models.noteParts.model.deleteOne({ _id: key });
      await bot.models.deliveries.model.create({
        _id: key,
        teamId: team.teamId,
        kind: 'manager-digest',
        userId: 'UMIA',
        week: '2026-W41',
        state: 'due',
        dueAt: due,
        tooLateAt: tooLate,
        attempts: 0,
        ...fields,
      });
      return key;
    };

    it('goes into the note as well', async () => {
      const key = await plannedBefore();

      await team.deps.outbox.deliverDue();
      await sendAll();

      expect((await team.store.deliveries.find(key))?.why).to.equal('it comes in the note');
      expect((await team.store.noteParts.find(key))?.state).to.equal('told');
      expect(posts().filter(({ channel }) => channel === 'UMIA')).to.have.length(1);
    });

    const starts: [when: string, startedAt: string, fields: object][] = [
      ['on the day before it was too late, after the hour of the note', '2026-10-13T14:00Z', {}],
      [
        'when Slack had refused it until then',
        '2026-10-13T14:00Z',
        { dueAt: new Date('2026-10-13T14:00Z'), refused: { since: due, times: 9 }, why: 'internal_error' },
      ],
    ];
    for (const [when, startedAt, fields] of starts)
      it(`comes in the note of the same day ${when}`, async () => {
        const key = await plannedBefore(fields);
        bot.setNow(new Date(startedAt));

        await team.deps.outbox.deliverDue();
        await sendAll();

        expect(await stateOf(key)).to.deep.include({ state: 'skipped' });
        expect((await team.store.noteParts.find(key))?.state).to.equal('told');
      });

    it('comes in the next note when that of the day is too late', async () => {
      const key = await plannedBefore();
      bot.setNow(new Date('2026-10-13T20:30Z'));
      await team.deps.outbox.deliverDue();
      bot.setNow(tooLate);

      await sendAll();

      expect((await team.store.noteParts.find(key))?.state).to.equal('told');
    });
  });

  it('is told to managers for a week, and to those who were away for longer no more', async () => {
    bot.setNow(new Date(due.getTime() + 6 * 86_400_000));
    await team.deps.planNotes(bot.now());
    bot.setNow(new Date(due.getTime() + 7 * 86_400_000));
    await sendAll();

    expect(await stateOf(managerKey('UANN'))).to.deep.equal({ state: 'dropped', why: 'too late' });
  });

  it('is left out on the wall when it is too late', async () => {
    bot.setNow(tooLate);

    await sendAll();

    expect(posts().map(({ channel }) => channel)).not.to.include(bot.wallChannelId);
    expect(await stateOf(digestKey())).to.deep.equal({ state: 'skipped', why: 'too late' });
  });

  it('is left out when the week has none', async () => {
    const key = deliveryKey.digest(team.teamId, '2026-W30');
    await team.store.deliveries.plan({ key, kind: 'digest', week: '2026-W30' }, due);

    await team.deps.outbox.deliver(key);

    expect(await stateOf(key)).to.deep.equal({ state: 'skipped', why: 'the week has no digest' });
  });

  context('in weeks that are alike', () => {
    /** Monday mornings from the digest of week 41 on. */
    const monday = (index: number) =>
      new Date(due.getTime() + (7 * index + (index > 1 ? 1 / 24 : 0)) * 86_400_000);
    const closeWeek = async (index: number) => {
      bot.setNow(monday(index));
      await closeDueWeeks(team.deps, monday(index));
      await sendAll();
    };
    const statesOf = async (kind: string) => {
      const { teamId } = team;
      const found =
        kind === 'digest'
          ? await bot.models.deliveries.model.find({ teamId, kind }).sort({ week: 1 }).lean()
          : await bot.models.noteParts.model.find({ teamId, kind, userId: 'UANN' }).sort({ week: 1 }).lean();
      return found.map(({ state, why }) => why ?? state);
    };
    const nothingNew = 'there was nothing to say for more than 3 weeks';
    const toAnn = () =>
      posts()
        .filter(({ channel }) => channel === 'UANN')
        .at(-1)?.text ?? '';

    it('falls silent after three quiet weeks, until there is something to say', async () => {
      for (const index of [0, 1, 2, 3, 4, 5]) await closeWeek(index);
      bot.setNow(new Date(monday(5).getTime() + 86_400_000));
      await winOnWall(team);
      await closeWeek(6);

      const expected = ['sent', 'sent', 'sent', 'sent', nothingNew, nothingNew, 'sent'];
      expect(await statesOf('digest')).to.deep.equal(expected);
      expect(await statesOf('manager-digest')).to.deep.equal(
        expected.map((state) => (state === 'sent' ? 'told' : state)),
      );
      expect((await team.store.digests.find('2026-W46'))?.winCount).to.equal(0);
      const onWall = posts().filter(({ channel }) => channel === bot.wallChannelId);
      expect(onWall.at(-1)?.text).to.contain('again, after some quiet weeks');
      expect(new Set(onWall.slice(1, 4).map(({ text }) => text.split('\n')[1])).size).to.equal(3);
    });

    it('tells managers of a quiet week in one line', async () => {
      for (const index of [0, 1]) await closeWeek(index);

      expect(toAnn().split('\n')[0]).to.equal(
        'For managers: nobody posted a win from 12 to 18 October 2026. `/brag digest 2026-W42` has the rest.',
      );
    });

    context('with the same people unseen', () => {
      const twoWeeks = async () => {
        for (const index of [0, 1]) {
          await closeWeek(index);
          await winOnWall(team);
        }
        bot.slack.reset();
      };

      it('lists them once, and then in one line', async () => {
        await twoWeeks();
        await closeWeek(2);

        expect(toAnn())
          .to.contain('Still the same as last week: ')
          .and.not.match(/\bsam\b|kai/);
      });

      it('lists them for a manager who was not told of the last week', async () => {
        await twoWeeks();
        const key = notePartKey['manager-digest'](team.teamId, '2026-W42', 'UANN');
        await bot.models.noteParts.model.updateOne({ _id: key }, { $set: { state: 'dropped' } });
        await closeWeek(2);

        expect(toAnn()).to.contain('sam').and.not.contain('Still the same');
      });

      it('lists them for a manager who was none the week before', async () => {
        await twoWeeks();
        const key = notePartKey['manager-digest'](team.teamId, '2026-W42', 'UANN');
        await bot.models.noteParts.model.deleteOne({ _id: key });
        await closeWeek(2);

        expect(toAnn()).to.contain('sam').and.not.contain('Still the same');
      });
    });
  });

  it('lists and counts nobody once the team has chosen team mode', async () => {
    await bot.models.workspaces.model.updateOne(
      { _id: team.teamId },
      { $set: { 'settings.isTeamMode': true } },
    );

    await sendAll();

    const toManager = posts().find(({ channel }) => channel === 'UANN')?.text;
    expect(toManager)
      .to.contain('Team mode keeps out who they are')
      .and.not.match(/press Nominate|No win in/);
    expect(posts().find(({ channel }) => channel === bot.wallChannelId)?.text).to.contain('found the key');
  });

  it('is sent without its chart when Slack refuses that', async () => {
    bot.slack.answersOnceWith('chat.postMessage', { error: 'invalid_blocks' });

    await team.deps.outbox.deliver(digestKey());

    const [first, second] = posts().map(({ blocks }) =>
      (blocks as { type: string }[]).map(({ type }) => type),
    );
    expect(first).to.include('data_visualization');
    expect(second).to.include('header').and.not.to.include('data_visualization');
    expect((await stateOf(digestKey())).state).to.equal('sent');
  });
});
