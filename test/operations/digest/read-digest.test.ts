import { expect } from 'chai';
import { closeDueWeeks } from '../../../src/operations/digest/close-week.ts';
import { readDigest, readManagerDigest } from '../../../src/operations/digest/read-digest.ts';
import { demoUsers, openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { digest } from '../../support/digest.ts';
import { winOnWall } from '../../support/nomination.ts';

/** In week 41 of 2026, whose digest is due on Monday the 12th at 08:00 UTC. */
const now = new Date('2026-10-07T12:00Z');
const due = new Date('2026-10-12T08:00Z');

describe('reading a digest', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({
      users: [
        ...demoUsers,
        { id: 'UGONE', name: 'gone', is_admin: true, deleted: true },
        { id: 'UFAR', name: 'far', is_admin: true, is_stranger: true },
      ],
    });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(now);
    team = await bot.createWorkspace();
  });

  const read = (typed: string, at = now, userId = 'UJO') => readDigest(team.deps, typed, userId, at);
  const readAsManager = (week: string, userId = 'UANN') => readManagerDigest(team.deps, week, userId);

  context('for everybody', () => {
    it('counts the present week as it is now', async () => {
      await winOnWall(team);

      const reading = await read('');

      expect(reading).to.include({ kind: 'so-far', isManager: false });
      expect(reading).to.have.nested.property('digest.winCount', 1);
    });

    it('leaves the managers their part, whoever asks', async () => {
      const reading = await read('', now, 'UANN');

      expect(reading).to.include({ kind: 'so-far', isManager: true });
      expect(reading).not.to.have.nested.property('digest.team');
    });

    it('tells a week that is still to be closed from one before the bot came', async () => {
      await closeDueWeeks(team.deps, now);

      const before = await read('last');
      const early = await read('last', new Date(due.getTime() - 1));
      await closeDueWeeks(team.deps, due);
      const closed = await read('last', due);

      expect(before).to.include({ kind: 'none', week: '2026-W40' });
      expect(early).to.deep.equal({ kind: 'not-yet', week: '2026-W41', dueAt: due });
      expect(closed).to.include({ kind: 'closed', isManager: false });
    });

    it('begins and ends weeks where the workspace is', async () => {
      const workspace = { ...(await team.deps.workspace()), zone: 'Pacific/Kiritimati' };
      const deps = { ...team.deps, workspace: async () => workspace };

      const reading = await readDigest(deps, '', 'UJO', new Date('2026-10-11T12:00Z'));

      expect(reading).to.have.nested.property('digest.week', '2026-W42');
    });

    const refusals: [string, string][] = [
      ['2026-W42', 'future'],
      ['2026-W99', 'no-such-week'],
      ['41', 'malformed'],
      ['2020-W01', 'none'],
    ];
    for (const [typed, kind] of refusals)
      it(`says of ${typed} that it is ${kind}`, async () => {
        expect((await read(typed)).kind).to.equal(kind);
      });

    it('throws while Slack cannot say who is an admin, before anything is refused', async () => {
      bot.slack.answersWith('users.info', { error: 'internal_error' });

      const failed = await read('', now, 'UANN').catch((error: unknown) => error);

      expect(failed).to.be.an('error');
    });
  });

  context('for managers', () => {
    it('counts the team in a week that is not closed', async () => {
      await closeDueWeeks(team.deps, now);
      await winOnWall(team);

      const reading = await readAsManager('2026-W41');

      expect(reading.kind).to.equal('so-far');
      expect(reading).to.have.nested.property('digest.team.tookPartCount', 1);
      expect(reading).to.have.nested.property('digest.team.memberCount', 4);
    });

    it('shows a closed week as it was', async () => {
      await team.store.digests.store(digest({ winCount: 7 }), 'Europe/London', now);

      const reading = await readAsManager('2026-W41');

      expect(reading.kind).to.equal('closed');
      expect(reading).to.have.nested.property('digest.winCount', 7);
    });

    it('shows nobody of a week that was closed before team mode was chosen', async () => {
      await winOnWall(team);
      await closeDueWeeks(team.deps, now);
      await closeDueWeeks(team.deps, due);
      const named = JSON.stringify((await readAsManager('2026-W41')) as object);
      await bot.models.workspaces.model.updateOne(
        { _id: team.teamId },
        { $set: { 'settings.isTeamMode': true } },
      );

      const reading = await readAsManager('2026-W41');

      expect(named).to.contain('sam');
      expect(reading).to.have.nested.property('digest.team.unseenCount', 4);
      expect(JSON.stringify(reading))
        .to.contain('found the key')
        .and.not.match(/"(?:sam|kai|ann)"/);
      expect(await read('2026-W41', due)).to.deep.nested.include({
        'digest.firstTimers': [],
        'digest.heroIds': [],
      });
    });

    it('has none of a week from before the bot came', async () => {
      await closeDueWeeks(team.deps, now);

      expect(await readAsManager('2026-W40')).to.deep.equal({ kind: 'none', week: '2026-W40' });
    });

    for (const userId of ['UJO', 'UGONE', 'UFAR', 'UBOT', 'UNOBODY'])
      it(`is not for ${userId}, of whatever week`, async () => {
        await team.store.digests.store(digest(), 'Europe/London', now);

        const readings = await Promise.all(
          ['2026-W41', '2026-W42', '2020-W01'].map((week) => readAsManager(week, userId)),
        );

        expect(readings.map(({ kind }) => kind)).to.deep.equal(Array(3).fill('not-allowed'));
      });

    it('throws while Slack cannot say who is an admin', async () => {
      bot.slack.answersWith('users.info', { error: 'internal_error' });

      const failed = await readAsManager('2026-W41').catch((error: unknown) => error);

      expect(failed).to.be.an('error');
    });
  });
});
