import { expect } from 'chai';
import sinon from 'sinon';
import { deliveryKey } from '../../../src/domain/delivery-key.ts';
import { notePartKey } from '../../../src/domain/note-part-key.ts';
import { noDetails } from '../../../src/domain/win.ts';
import { followTalliesDue } from '../../../src/operations/board/follow-tallies.ts';
import { gatherWeek } from '../../../src/operations/digest/gather-week.ts';
import { readDigest, readManagerDigest } from '../../../src/operations/digest/read-digest.ts';
import { createMissedNominationLook } from '../../../src/operations/nomination/missed-nomination.ts';
import { toggleNomination } from '../../../src/operations/nomination/nominate.ts';
import { reconcileDue } from '../../../src/operations/nomination/reconcile-due.ts';
import { forgetStories } from '../../../src/operations/settings/forget-stories.ts';
import { refreshStale } from '../../../src/operations/win/refresh-stale.ts';
import { createJobs } from '../../../src/schedules/index.ts';
import { actionIds, callbackIds } from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { digest, digestStory } from '../../support/digest.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import {
  nominationUsers,
  press,
  reactionEvent,
  showMessages,
  shownReaction,
  type WallWin,
  winOnWall,
} from '../../support/nomination.ts';
import { changeSettings } from '../../support/settings.ts';
import { keptTotals, recountPlainly } from '../../support/tally.ts';

const now = new Date('2028-11-26T04:00:00Z');
const dayMs = 86_400_000;

describe('stories that are too old to be kept', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(now);
    team = await bot.createWorkspace();
    await team.store.workspace.planRetention(now);
  });

  const later = (ms: number): void => bot.setNow(new Date(bot.now().getTime() + ms));
  const forget = async () => forgetStories(team.deps, bot.now());
  const nextTs = (at: Date, index = 0) =>
    `${Math.floor(at.getTime() / 1000)}.${String(index).padStart(6, '0')}`;
  const posted = async (at: string, people: { author?: string; hero?: string } = {}): Promise<WallWin> => {
    const win = await winOnWall(team, people);
    const postedAt = new Date(at);
    const wall = { channelId: 'CWALL', ts: nextTs(postedAt, Number(win.wall.ts.slice(-10, -7))) };
    await bot.models.wins.model.updateOne({ _id: win._id }, { $set: { postedAt, wall } });
    return { ...win, wall };
  };
  const isThere = async ({ _id }: WallWin) => (await team.store.wins.find(_id)) !== null;
  const nextAt = async () =>
    (await bot.models.workspaces.model.findById(team.teamId).lean())!.nextRetentionAt!.getTime();
  const isDue = async () =>
    (await createJobs().retention!.dueTeams(bot.models, bot.now())).includes(team.teamId);
  const old = '2026-10-01T12:00:00Z';

  const limits: [months: number | undefined, zone: string, postedAt: string, kept: boolean][] = [
    [24, 'Europe/London', '2026-11-25T23:59:59Z', false],
    [24, 'Europe/London', '2026-11-26T00:00:00Z', true],
    [24, 'Asia/Tokyo', '2026-11-25T14:59:59Z', false],
    [24, 'Asia/Tokyo', '2026-11-25T15:00:00Z', true],
    [24, 'America/New_York', '2026-11-25T04:59:59Z', false],
    [24, 'America/New_York', '2026-11-25T05:00:00Z', true],
    [3, 'Europe/London', '2028-08-25T22:59:59Z', false],
    [3, 'Europe/London', '2028-08-25T23:00:00Z', true],
    [undefined, 'Europe/London', '2020-01-01T00:00:00Z', true],
  ];
  for (const [retentionMonths, zone, postedAt, kept] of limits)
    it(`${kept ? 'keeps' : 'deletes'} a win of ${postedAt} after ${retentionMonths ?? 'no'} months in ${zone}`, async () => {
      const win = await posted(postedAt);
      await changeSettings(team, bot, { retentionMonths, zone });

      await forget();

      expect(await isThere(win)).to.equal(kept);
    });

  it('go with what was told to people then, and what is newer stays', async () => {
    const part = { kind: 'managers-choice', userId: 'UANN' } as const;
    await team.store.noteParts.recordAllMissed([{ ...part, key: 'old' }], new Date(old), 'too late');
    await team.store.noteParts.recordAllMissed([{ ...part, key: 'new' }], bot.now(), 'too late');
    const sentAt = new Date(old);
    await team.store.deliveries.plan({ key: 'note:old', kind: 'note', userId: 'UANN' }, sentAt);
    const place = { channelId: 'UANN' };
    const claimed = await team.store.deliveries.claimToSend('note:old', 'me', place, sentAt, 1000);
    await team.store.deliveries.recordSent(claimed!, { channelId: 'UANN', ts: '1.1' });

    await forget();

    expect(await team.store.noteParts.find('old')).to.equal(null);
    expect(await team.store.noteParts.find('new')).to.not.equal(null);
    expect(await team.store.deliveries.find('note:old')).to.equal(null);
  });

  it('go with everything that carries nothing but them, and leave the others alone', async () => {
    const [gone, kept] = [await posted(old), await posted('2028-11-01T12:00:00Z')];
    for (const { _id: winId } of [gone, kept]) {
      await press(team, 'USAM', winId);
      await team.store.deliveries.plan({ key: deliveryKey.win(winId), kind: 'win', winId }, now);
      const key = notePartKey.praise(winId, 'UJO');
      await team.store.noteParts.plan({ key, kind: 'praise', winId, userId: 'UJO' }, now);
      await team.store.submissions.claim(`${team.teamId}:UJO:${winId}`, winId, now, 1);
    }

    await forget();

    const { deliveries, noteParts, nominations, submissions, wins } = bot.models;
    const { teamId } = team;
    for (const { model } of [deliveries, noteParts, nominations, submissions]) {
      const filter = { teamId, winId: { $in: [gone._id, kept._id] } };
      const found = await model.db.collection(model.collection.name).find(filter).toArray();
      expect(new Set(found.map(({ winId }) => winId)), model.modelName).to.deep.equal(new Set([kept._id]));
    }
    expect(await wins.model.find({ teamId }).distinct('_id')).to.deep.equal([kept._id]);
  });

  it('count for nobody any more, while the numbers of the team stay', async () => {
    const [gone, kept] = [
      await posted(old, { author: 'UJO', hero: 'UKAI' }),
      await posted('2028-11-01T12:00:00Z'),
    ];
    await press(team, 'USAM', gone._id);
    await press(team, 'USAM', kept._id);
    await followTalliesDue(team.deps);
    expect((await keptTotals(bot, team.teamId)).people).to.deep.include({
      'all UKAI': [2, 0],
      'all USAM': [0, 2],
    });

    await forget();
    await followTalliesDue(team.deps);

    const totals = await keptTotals(bot, team.teamId);
    expect(totals.team).to.deep.include({ '2026-10': [1, 2], 2026: [1, 2], all: [2, 3] });
    expect(totals.people).to.deep.equal((await recountPlainly(bot, team.teamId)).people);
    const people = await bot.models.tallies.model.distinct('userId', { teamId: team.teamId });
    expect(people.sort()).to.deep.equal(['', 'UJO', 'USAM']);
  });

  it('are out of all totals when the process ends before they are deleted', async () => {
    const gone = await posted(old);
    await press(team, 'USAM', gone._id);
    await followTalliesDue(team.deps);
    const end = sinon.stub(team.deps.store.wins, 'forget').rejects(new Error('the process ended'));
    await forget().catch(() => undefined);
    end.restore();
    expect((await keptTotals(bot, team.teamId)).people).to.deep.equal({});

    await team.store.workspace.planRetention(bot.now());
    await forget();

    expect(await isThere(gone)).to.equal(false);
    expect((await keptTotals(bot, team.teamId)).team.all).to.deep.equal([1, 1]);
  });

  it('go with words to one person that are as old, and what notes have of them', async () => {
    for (const givenAt of [new Date(old), now]) {
      const wordId = `P${givenAt.getTime()}`;
      const word = { wordId, authorId: 'UJO', text: 'well done', givenAt, ...noDetails };
      await team.store.privateWords.give(word, ['USAM', 'UKAI']);
      const key = notePartKey['private-word'](wordId, 'USAM');
      await team.store.noteParts.plan({ key, kind: 'private-word', userId: 'USAM' }, now);
      await team.store.submissions.claim(`${team.teamId}:UJO:${wordId}`, wordId, now, 1);
    }

    await forget();

    const { teamId } = team;
    const kept = `P${now.getTime()}`;
    expect(await bot.models.privateWords.model.distinct('wordId', { teamId })).to.deep.equal([kept]);
    expect(await bot.models.submissions.model.distinct('winId', { teamId })).to.deep.equal([kept]);
    expect(await bot.models.noteParts.model.distinct('_id', { teamId })).to.deep.equal([
      notePartKey['private-word'](kept, 'USAM'),
    ]);
  });

  it('leave totals in digests, and the trend right', async () => {
    await team.store.digests.store(
      digest({
        week: '2026-W40',
        winCount: 5,
        exceptionalCount: 2,
        nominationCount: 9,
        heroIds: ['UJO', 'USAM'],
        exceptional: [digestStory('w1')],
        story: digestStory('w2'),
        firstTimerCount: 1,
        firstTimers: [{ userId: 'UJO', name: 'jo' }],
        help: { personCount: 1, people: [{ userId: 'UKAI', name: 'kai' }], places: [] },
        team: {
          memberCount: 9,
          tookPartCount: 3,
          unseenCount: 1,
          unseen: [],
          withoutWins: [{ userId: 'UKAI', name: 'kai' }],
          withoutWinsCount: 1,
        },
      }),
      'Europe/London',
      now,
    );
    const recent = digest({ week: '2028-W40', winCount: 2, exceptional: [digestStory('w3')] });
    await team.store.digests.store(recent, 'Europe/London', now);

    await forget();

    const stored = (await team.store.digests.find('2026-W40'))!;
    expect(stored).to.include({ winCount: 5, exceptionalCount: 2, nominationCount: 9, heroCount: 2 });
    expect(stored).to.deep.include({ heroIds: [], exceptional: [], firstTimers: [] });
    expect(stored.help).to.include({ personCount: 1 });
    expect(JSON.stringify(stored)).not.to.match(/UJO|USAM|UKAI|w1|w2|"jo"|"kai"/);
    expect(await team.store.digests.totals(['2026-W40'])).to.deep.equal([
      { week: '2026-W40', winCount: 5, exceptionalCount: 2 },
    ]);
    expect((await team.store.digests.find('2028-W40'))!.exceptional).to.have.length(1);
  });

  it('are said to be gone where a digest is read', async () => {
    await team.store.digests.store(
      digest({ week: '2026-W40', winCount: 5, heroIds: ['UJO'] }),
      'Europe/London',
      now,
    );
    await forget();

    await team.command('UANN', 'digest 2026-W40');

    const [answer] = bot.slack.answers;
    expect(answer!.message.text).to.contain('5 wins by 1 person').and.to.contain('not kept any more');
    const reading = await readDigest(team.deps, '2026-W40', 'UJO', now);
    expect(reading.kind).to.equal('closed');
    expect((await readManagerDigest(team.deps, '2026-W40', 'UANN')).kind).to.equal('closed');
  });

  it('leave nobody to be welcomed as new who is still there, and keep no id of who has left', async () => {
    await posted(old, { author: 'UJO', hero: 'USAM' });
    await posted(old, { author: 'UJO', hero: 'UGONE' });
    await team.store.digests.store(
      digest({ week: '2026-W40', heroIds: ['UKAI', 'UGONE'] }),
      'Europe/London',
      now,
    );
    await forget();
    for (const hero of ['USAM', 'UKAI', 'UANN']) await winOnWall(team, { author: 'UJO', hero });

    const { firstTimers } = await gatherWeek(team.deps, '2028-W47', 'Europe/London', undefined);

    expect(firstTimers.map(({ userId }) => userId)).to.deep.equal(['UANN']);
    const veterans = await bot.models.veterans.model.find({ teamId: team.teamId }).distinct('userId');
    expect(veterans).to.have.members(['USAM', 'UKAI']);
  });

  it('keep whoever Slack cannot be asked about from being welcomed again', async () => {
    const other = await bot.createWorkspace();
    await other.store.workspace.planRetention(now);
    const { _id } = await winOnWall(other, { author: 'UC19' });
    await bot.models.wins.model.updateOne({ _id }, { $set: { postedAt: new Date(old) } });
    bot.slack.answersWith('users.info', { error: 'internal_error' });

    await forgetStories(other.deps, bot.now());

    expect(await other.store.veterans.has('UC19')).to.equal(true);
  });

  it('go from the days of challenges that are as long over', async () => {
    const day = { doneAt: new Date(old), note: 'rang Mrs Lee', winId: 'w1', doneIn: 'V1' };
    for (const [runId, lastDay] of [
      ['past', '2026-10-11'],
      ['recent', '2028-10-08'],
    ] as const) {
      const run = {
        packId: 'five-days',
        dayIds: ['a'],
        startDay: lastDay,
        nudgeAt: '09:00',
        isAnnounced: true,
      };
      const id = `${team.teamId}-${runId}`;
      await bot.models.runs.model.create({
        _id: id,
        teamId: team.teamId,
        ...run,
        lastDay,
        startedBy: 'UANN',
        startedAt: new Date(old),
        edition: 0,
      });
      const seat = { teamId: team.teamId, runId: id, userId: 'UJO', joinedAt: new Date(old) };
      await bot.models.participants.model.create({ _id: `${id}:UJO`, ...seat, days: { a: day } });
    }

    await forget();

    const dayOf = async (runId: string) =>
      (await team.store.participants.find({ runId: `${team.teamId}-${runId}`, userId: 'UJO' }))!.days.a;
    expect(await dayOf('past')).to.deep.equal({ doneAt: new Date(old), doneIn: 'V1' });
    expect(await dayOf('recent')).to.include({ note: 'rang Mrs Lee' });
  });

  it('are looked for once a day, by an index', async () => {
    await forget();

    expect(await nextAt()).to.equal(now.getTime() + dayMs);
    expect(await isDue()).to.equal(false);
    later(dayMs);
    expect(await isDue()).to.equal(true);
  });

  it('wait a week where nobody has looked for them yet, so that managers can decide otherwise', async () => {
    const win = await posted(old);
    await bot.models.workspaces.model.updateOne({ _id: team.teamId }, { $unset: { nextRetentionAt: 1 } });
    expect(await isDue()).to.equal(true);

    await forget();

    expect(await nextAt()).to.equal(now.getTime() + 7 * dayMs);
    expect(await isThere(win)).to.equal(true);
    expect(await isDue()).to.equal(false);
    later(7 * dayMs);
    await forget();
    expect(await isThere(win)).to.equal(false);
  });

  it('wait a day after a pause, since the clock may be wrong', async () => {
    const win = await posted('2028-11-01T12:00:00Z');
    bot.setNow(new Date('2038-11-26T04:00:00Z'));

    await forget();

    expect(await isThere(win)).to.equal(true);
    bot.setNow(now);
    expect(await isDue()).to.equal(true);
    await forget();
    expect(await isThere(win)).to.equal(true);
  });

  it('go at the next run when a manager decides for fewer months, and the history says who did', async () => {
    const win = await posted('2028-01-01T12:00:00Z');
    await forget();
    expect(await isThere(win)).to.equal(true);

    await changeSettings(team, bot, { retentionMonths: 6 });
    expect(await isThere(win)).to.equal(true);
    later(dayMs);
    await forget();

    expect(await isThere(win)).to.equal(false);
    const [change] = await team.store.settingChanges.history({ limit: 1 });
    expect(change!.byId).to.equal('UANN');
    expect(change!.fields).to.deep.equal([{ field: 'retentionMonths', from: 24, to: 6 }]);
  });

  const many = async (count: number) => {
    const {
      _id,
      wall: _wall,
      ...fields
    } = (await bot.models.wins.model.findById((await posted(old))._id).lean())!;
    const copies = Array.from({ length: count }, (_, index) => ({
      ...fields,
      _id: `${team.teamId}-copy-${index}`,
    }));
    await bot.models.wins.model.insertMany(copies);
  };
  const left = () => bot.models.wins.model.countDocuments({ teamId: team.teamId });

  it('go a few hundred at a time, and the rest a minute later', async function () {
    this.timeout(60_000);
    await many(600);

    await forget();

    expect(await left()).to.equal(101);
    expect(await isDue()).to.equal(true);
    await forget();
    expect(await left()).to.equal(0);
    expect(await nextAt()).to.equal(now.getTime() + dayMs);
  });

  it('go once from three replicas at once', async () => {
    await many(50);

    await Promise.all([forget(), forget(), forget()]);

    expect(await left()).to.equal(0);
    expect(await nextAt()).to.equal(now.getTime() + dayMs);
  });

  it('are gone on with by another when whoever has the turn ends in the middle', async () => {
    await many(50);
    const fault = failingDatabase(bot.models.wins.model, 'deleteMany');
    await forget().catch(() => undefined);
    fault.restore();
    expect(await left()).to.equal(51);
    expect(await isDue()).to.equal(false);

    later(10 * 60_000);
    expect(await isDue()).to.equal(true);
    await forget();

    expect(await left()).to.equal(0);
  });

  it('keep no vote that is written down while its win is deleted', async () => {
    const win = await posted(old);
    const find = async (userId: string) => {
      await forget();
      return team.deps.people.find(userId);
    };
    const deps = { ...team.deps, people: { ...team.deps.people, find } };

    await toggleNomination(deps, win._id, 'USAM', nextTs(bot.now()), bot.now());

    expect(await isThere(win)).to.equal(false);
    expect(await team.store.nominations.votesByUser(win._id)).to.deep.equal(new Map());
  });

  context('once they are gone', () => {
    let win: WallWin;
    let messages: ReturnType<typeof showMessages>;
    const forgetOne = async () => {
      win = await posted(old);
      messages = showMessages(bot);
      messages.show(win.wall, {
        user: 'UBOT',
        bot_id: 'BBOT',
        reactions: [shownReaction('trophy', ['USAM'])],
      });
      await forget();
      bot.slack.calls.length = 0;
    };

    const controls: [string, () => Promise<unknown>][] = [
      ['Nominate', () => press(team, 'USAM', win._id)],
      ['Edit', () => team.action('UJO', actionIds.winEdit, { value: win._id })],
      ['Take down', () => team.action('UJO', actionIds.winTakeDown, { value: win._id })],
      [
        'Edit in the menu',
        () =>
          team.action('UJO', actionIds.winMore, {
            type: 'overflow',
            selected_option: { value: `edit:${win._id}` },
          }),
      ],
    ];
    for (const [what, use] of controls)
      it(`${what} says that the win is not kept`, async () => {
        await forgetOne();
        await use();

        expect(JSON.stringify(bot.slack.answers)).to.contain(
          'This win is too old: it is not kept here any more',
        );
        expect(bot.slack.callsOf('views.open')).to.deep.equal([]);
      });

    it('a form that was still open says so as well', async () => {
      await forgetOne();
      const metadata = { winId: win._id, edition: 0 };

      const ack = await team.submit('UJO', callbackIds.winChange, metadata, { win_text: { value: 'x' } });

      expect(JSON.stringify(ack.args)).to.contain('This win is too old');
    });

    it('a reaction to the message makes no win and costs nothing', async () => {
      await forgetOne();
      await team.event(reactionEvent('USAM', win.wall, { event_ts: nextTs(bot.now()) }));
      await team.event(
        reactionEvent('USAM', win.wall, { event_ts: nextTs(bot.now()), item_user: undefined }),
      );

      expect(bot.slack.calls).to.deep.equal([]);
      expect(await bot.models.pendingReactions.model.countDocuments({ teamId: team.teamId })).to.equal(0);
      expect(await left()).to.equal(0);
    });

    it('nor does one to a message that it was made from', async () => {
      await forgetOne();
      const place = { channelId: 'CGENERAL', ts: nextTs(new Date(old)) };
      messages.show(place, {
        user: 'UKAI',
        text: 'found the key',
        reactions: [shownReaction('trophy', ['USAM'])],
      });

      await team.event(reactionEvent('USAM', place, { event_ts: nextTs(bot.now()), item_user: 'UKAI' }));

      expect(bot.slack.calls).to.deep.equal([]);
      expect(await left()).to.equal(0);
    });

    it('nothing that looks at Slack brings them back', async () => {
      await forgetOne();
      bot.slack.answersWith('conversations.history', () => ({
        messages: [
          { ts: win.wall.ts, user: 'UBOT', bot_id: 'BBOT', reactions: [shownReaction('trophy', ['USAM'])] },
        ],
      }));
      bot.slack.answersWith('users.conversations', () => ({ channels: [{ id: 'CWALL' }] }));
      await team.store.channels.meet('CWALL', '1600000000.000000');

      await team.store.workspace.forgetTurns();
      await reconcileDue(team.deps, bot.now());
      await refreshStale(team.deps);
      await createMissedNominationLook()(team.deps, bot.now());
      await team.deps.recountWin(win._id);
      await team.deps.refreshWallMessage(win._id);

      expect(await left()).to.equal(0);
      expect(bot.slack.callsOf('chat.postMessage')).to.deep.equal([]);
      expect(bot.slack.callsOf('chat.update')).to.deep.equal([]);
    });
  });
});
