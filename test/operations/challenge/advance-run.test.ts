import { expect } from 'chai';
import { advanceRun, advanceRuns } from '../../../src/operations/challenge/advance-run.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import {
  buttonsIn,
  deliveriesOf,
  doDays,
  partsOf,
  planRun,
  sendNotes,
  sendNudges,
  serviceWeek,
  takeIn,
  watch,
} from '../../support/challenge-team.ts';

/** London's clock, for the run of Monday 4 to Friday 8 October 2027. */
const inviteAt = '2027-10-01T08:00:00.000Z';
const closeAt = '2027-10-08T15:00:00.000Z';
/** When the Sunday is over everywhere. */
const endAt = '2027-10-11T12:00:00.000Z';

describe('advancing a run', () => {
  let bot: TestBot;
  let team: TestTeam;
  let runId: string;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2027-09-01T12:00:00Z'));
    team = await bot.createWorkspace();
    runId = (await planRun(team))._id;
  });

  const advanceAt = async (now: string): Promise<void> => {
    bot.setNow(new Date(now));
    await advanceRuns(team.deps, bot.now());
  };
  const stored = async () => (await team.store.runs.find(runId))!;
  const nextStepAt = async () => (await stored()).nextStepAt?.toISOString();
  /** Everything that was ever written down to be said, without what came before the last dash of ids. */
  const said = async () => {
    const { deliveries, noteParts } = bot.models;
    const ours = { teamId: team.teamId, runId };
    const found = [
      ...(await noteParts.model.find(ours).lean()),
      ...(await deliveries.model.find(ours).lean()),
    ];
    return found.map(({ kind, userId }) => (userId ? `${kind} ${userId}` : kind)).sort();
  };
  const change = async (startDay: string, { nudgeAt = '09:00', isAnnounced = true } = {}) =>
    team.store.runs.change(await stored(), { startDay, nudgeAt, isAnnounced }, bot.now());
  const cancel = () => team.store.runs.cancel(runId, 'UANN', undefined, bot.now());

  const instants: [string, string, string[], string | undefined][] = [
    ['long before', '2027-09-01T12:00:00Z', [], inviteAt],
    ['a second before the Friday at nine', '2027-10-01T07:59:59Z', [], inviteAt],
    ['on the Friday at nine', inviteAt, ['challenge-invite'], closeAt],
    ['late, while the run is on', '2027-10-06T12:00:00Z', ['challenge-invite'], closeAt],
    ['a second before the closing', '2027-10-08T14:59:59Z', ['challenge-invite'], closeAt],
    ['at the closing, without an invitation any more', closeAt, ['challenge-closing'], endAt],
    ['long after', '2027-12-01T12:00:00Z', ['challenge-closing'], endAt],
  ];
  for (const [when, now, kinds, next] of instants)
    it(`does what is due ${when}`, async () => {
      await advanceAt(now);

      expect(await said()).to.deep.equal(kinds);
      expect(await nextStepAt()).to.equal(next);
    });

  it('says nothing on the wall of a run that is not announced, and closes it all the same', async () => {
    await change(serviceWeek, { isAnnounced: false });
    await takeIn(team, runId, 'UJO');
    await doDays(team, { runId, userId: 'UJO' });

    await advanceAt(inviteAt);
    await advanceAt(closeAt);

    expect(await said()).to.deep.equal(['challenge-certificate UJO']);
    expect((await stored()).closedAt).to.deep.equal(new Date(closeAt));
  });

  it('certifies whoever did every day, is still in, and nobody else', async () => {
    for (const userId of ['UANN', 'UJO', 'USAM']) await takeIn(team, runId, userId);
    await doDays(team, { runId, userId: 'UJO' });
    await doDays(team, { runId, userId: 'USAM' });
    await doDays(team, { runId, userId: 'UANN' }, ['be-reachable']);
    await team.store.participants.leave({ runId, userId: 'USAM' }, bot.now());

    await advanceAt(closeAt);

    expect(await said()).to.deep.equal(['challenge-certificate UJO', 'challenge-closing']);
  });

  it('does everything once when twenty replicas advance it at once', async () => {
    for (const userId of ['UJO', 'USAM']) {
      await takeIn(team, runId, userId);
      await doDays(team, { runId, userId });
    }
    bot.setNow(new Date(closeAt));

    await Promise.all(Array.from({ length: 20 }, () => advanceRuns(team.deps, bot.now())));

    expect(await said()).to.deep.equal([
      'challenge-certificate UJO',
      'challenge-certificate USAM',
      'challenge-closing',
    ]);
    expect(await nextStepAt()).to.equal(endAt);
  });

  describe('that was changed', () => {
    beforeEach(async () => {
      for (const userId of ['UJO', 'USAM']) await takeIn(team, runId, userId);
      await team.store.participants.leave({ runId, userId: 'USAM' }, bot.now());
    });

    it('tells who is in that it has moved, each time anew', async () => {
      await change('2027-10-11');
      await advanceAt('2027-09-02T12:00:00Z');
      await change(serviceWeek);
      await advanceAt('2027-09-03T12:00:00Z');

      const told = await partsOf(bot, team, 'challenge-moved');
      expect(told.map(({ _id, on }) => [_id, on])).to.deep.equal([
        [`challenge-moved:${runId}:1:UJO`, '2027-10-11'],
        [`challenge-moved:${runId}:2:UJO`, serviceWeek],
      ]);
      expect((await stored()).noticeOwed).to.equal(undefined);
    });

    it('tells only the last of two changes that nobody was told of', async () => {
      await change('2027-10-11');
      await cancel();

      await advanceAt('2027-09-02T12:00:00Z');

      expect(await said()).to.deep.equal(['challenge-cancelled UJO']);
    });

    it('invites the wall anew for another date, and not again for the same', async () => {
      await advanceAt(inviteAt);
      await change(serviceWeek, { nudgeAt: '10:00' });
      await advanceAt('2027-10-01T09:00:00Z');
      const before = await deliveriesOf(bot, team, 'challenge-invite');
      await change('2027-10-11');
      await advanceAt('2027-10-01T10:00:00Z');
      const next = await nextStepAt();
      await advanceAt('2027-10-08T08:00:00Z');

      const invitations = await deliveriesOf(bot, team, 'challenge-invite');
      expect(before).to.have.length(1);
      expect(next).to.equal('2027-10-08T08:00:00.000Z');
      expect(invitations.map(({ on }) => on)).to.deep.equal([serviceWeek, '2027-10-11']);
    });

    it('has nothing left to do once it is called off', async () => {
      await cancel();
      await advanceAt('2027-09-02T12:00:00Z');
      await advanceAt(inviteAt);
      await advanceAt(closeAt);

      expect(await said()).to.deep.equal(['challenge-cancelled UJO']);
      expect(await nextStepAt()).to.equal(undefined);
    });

    it('has the next nudges and the managers looked at again, whenever its process ends', async () => {
      const participant = (await team.store.participants.find({ runId, userId: 'UJO' }))!;
      const nextNudgeAt = new Date('2027-10-04T08:00:00Z');
      await team.store.participants.recordAllNudges([{ participant, nudged: [], skipped: [], nextNudgeAt }]);
      await team.store.workspace.planAsk(new Date('2028-09-10T10:00:00Z'));
      await change('2027-09-20');

      await advanceAt('2027-09-02T12:00:00Z');

      const looked = await team.store.participants.find({ runId, userId: 'UJO' });
      const workspace = await bot.models.workspaces.model.findOne({ _id: team.teamId }).lean();
      expect(looked!.nextNudgeAt).to.deep.equal(bot.now());
      expect(workspace!.nextQuestionAt).to.deep.equal(bot.now());
    });
  });

  const steps: [string, string, () => Promise<unknown>][] = [
    ['the invitation', inviteAt, async () => undefined],
    ['the closing and its certificates', closeAt, async () => undefined],
    ['word of a move', '2027-09-02T12:00:00Z', () => change('2027-10-11')],
    ['word that it is off', '2027-09-02T12:00:00Z', cancel],
  ];
  for (const [step, now, arrange] of steps)
    it(`repeats nothing when its process ends between ${step} and the note of it`, async () => {
      await takeIn(team, runId, 'UJO');
      await doDays(team, { runId, userId: 'UJO' });
      await arrange();
      const { model } = bot.models.runs;
      const before = await model.collection.findOne({ _id: runId as never });
      await advanceAt(now);
      const written = await said();
      const noted = await model.collection.findOne({ _id: runId as never });
      const nextMorning = new Date(Date.parse(now) + 3 * 24 * 3_600_000);
      bot.setNow(nextMorning);
      await sendNotes(team);
      const posts = bot.slack.callsOf('chat.postMessage').length;

      await model.collection.replaceOne({ _id: runId as never }, before!);
      await advanceAt(now);
      bot.setNow(nextMorning);
      await sendNotes(team);

      expect(written).not.to.deep.equal([]);
      expect(await said()).to.deep.equal(written);
      expect(await model.collection.findOne({ _id: runId as never })).to.deep.equal(noted);
      expect(bot.slack.callsOf('chat.postMessage')).to.have.length(posts);
    });

  it('says nothing of a closing when the run is moved just before that is noted, and closes it on its new day', async () => {
    await takeIn(team, runId, 'UJO');
    await doDays(team, { runId, userId: 'UJO' });
    const read = await stored();
    bot.setNow(new Date(closeAt));
    await change('2027-10-11');

    await advanceRun(team.deps, read, bot.now());
    await team.deps.outbox.deliverDue();
    const early = await said();
    await advanceAt('2027-10-15T15:00:00.000Z');

    expect(early).not.to.include('challenge-closing');
    expect(await deliveriesOf(bot, team, 'challenge-closing')).to.have.length(1);
    expect((await deliveriesOf(bot, team, 'challenge-closing'))[0]).to.include({ state: 'due' });
    expect((await stored()).closedAt).to.deep.equal(bot.now());
  });

  it('plans the closing at the next look when its process ends right after the run is closed', async () => {
    await takeIn(team, runId, 'UJO');
    await team.store.runs.recordStep(await stored(), { closedAt: new Date(closeAt) }, new Date(closeAt));

    await advanceAt(closeAt);

    expect(await said()).to.deep.equal(['challenge-closing']);
    expect(await nextStepAt()).to.equal(endAt);
  });

  context('when nothing can be answered any more', () => {
    /** What the newest change of each person's nudge shows. */
    const shown = (seen: ReturnType<typeof watch>) =>
      seen.callsOf('chat.update').map(({ blocks }) => ({
        buttons: buttonsIn(blocks),
        words: JSON.stringify(blocks),
      }));
    const nudge = async (...userIds: string[]) => {
      for (const userId of userIds) await takeIn(team, runId, userId);
      bot.setNow(new Date('2027-10-04T09:00:00Z'));
      await sendNudges(team);
    };

    it('takes the buttons off the nudges that were not done, once', async () => {
      await nudge('UJO', 'USAM');
      await doDays(team, { runId, userId: 'USAM' }, ['be-reachable']);
      await advanceAt(closeAt);
      const seen = watch(bot);

      await advanceAt(endAt);
      await advanceAt('2027-10-12T12:00:00.000Z');

      expect(shown(seen)).to.have.length(1);
      expect(shown(seen)[0]!.buttons).to.deep.equal(['note.change']);
      expect(shown(seen)[0]!.words).to.contain('This challenge is over');
      expect(await nextStepAt()).to.equal(undefined);
    });

    it('takes the button off the invitation', async () => {
      await advanceAt(inviteAt);
      await team.deps.outbox.deliverDue();
      await advanceAt(closeAt);
      const seen = watch(bot);

      await advanceAt(endAt);

      expect(shown(seen).map(({ buttons }) => buttons)).to.deep.equal([[]]);
      expect(shown(seen)[0]!.words).to.contain('This one is over');
    });

    it('does the same at once when the run is called off', async () => {
      await nudge('UJO');
      await cancel();
      const seen = watch(bot);

      await advanceAt('2027-10-05T12:00:00.000Z');

      expect(shown(seen).map(({ words }) => words)).to.have.length(1);
      expect(shown(seen)[0]!.words).to.contain('was called off');
      expect(shown(seen)[0]!.buttons).to.deep.equal(['note.change']);
    });

    it('sees to a crowd a few people a minute', async () => {
      const crowd = Array.from({ length: 23 }, (_, index) => `UCROWD${index}`);
      for (const userId of crowd) await takeIn(team, runId, userId);
      await advanceAt(closeAt);
      const left = () => team.store.participants.withNudgesToEnd(runId, 100);

      const counts: number[] = [];
      for (const minute of [0, 1, 2]) {
        await advanceAt(new Date(Date.parse(endAt) + minute * 60_000).toISOString());
        counts.push((await left()).length);
      }

      expect(counts).to.deep.equal([13, 3, 0]);
      expect(await nextStepAt()).to.equal(undefined);
    });
  });

  it('looks again at a run that was changed while it was advanced', async () => {
    const read = await stored();
    await change('2027-10-11');

    await team.store.runs.recordStep(read, { invitedFor: serviceWeek }, new Date(closeAt));

    const { invitedFor, noticeOwed } = await stored();
    expect([invitedFor, noticeOwed]).to.deep.equal([undefined, 'moved']);
    expect(await nextStepAt()).to.equal(bot.now().toISOString());
  });
});
