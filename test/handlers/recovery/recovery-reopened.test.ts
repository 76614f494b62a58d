import { expect } from 'chai';
import type { Recovery } from '../../../src/models/recovery.ts';
import { lookAtRecoveries } from '../../../src/operations/recovery/look-at-recovery.ts';
import { followSettings } from '../../../src/operations/settings/follow-settings.ts';
import { createJobs } from '../../../src/schedules/index.ts';
import { createTicker } from '../../../src/schedules/ticker.ts';
import { actionIds, callbackIds } from '../../../src/views/ids.ts';
import { expectValidMessage } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import { wordsOf } from '../../support/home.ts';
import { nameManagers } from '../../support/manager.ts';
import { nominationUsers } from '../../support/nomination.ts';
import { nextNotes, sendNotes } from '../../support/note.ts';
import {
  copiesOf,
  type FilledRecovery,
  filledRecovery,
  openedRecovery,
  tick,
} from '../../support/recovery.ts';
import { changeSettings } from '../../support/settings.ts';

const hourMs = 3_600_000;

describe('a recovery that was not right after all', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    // A Wednesday, 10:00 in London.
    bot.setNow(new Date('2026-10-07T09:00:00Z'));
    team = await bot.createWorkspace();
    await nameManagers(team, 'UANN');
    await followSettings(team.deps, bot.now());
  });

  const later = (ms: number) => bot.setNow(new Date(bot.now().getTime() + ms));
  const look = async () => {
    await lookAtRecoveries(team.deps, bot.now());
    await team.deps.outbox.deliverDue();
    await bot.shared.background.drain(5_000);
  };
  const saidSince = (userId: string, before: number) => {
    const messages = copiesOf(bot, userId).slice(before);
    for (const { first } of messages) expectValidMessage(first as never);
    return messages.map(({ first }) => wordsOf(first as { blocks: unknown })).join('\n');
  };
  const nextNote = async (userId: string) => {
    const before = copiesOf(bot, userId).length;
    await look();
    await nextNotes(bot, team);
    return saidSince(userId, before);
  };
  const noteNow = async (userId: string) => {
    const before = copiesOf(bot, userId).length;
    await sendNotes(bot, team);
    return saidSince(userId, before);
  };
  const press = (userId: string, actionId: string, { _id: value }: Recovery) =>
    team.action(userId, actionId, { value });
  const find = async ({ _id }: Recovery) => (await team.store.recoveries.find(_id))!;
  const fixed = async (filled: FilledRecovery = {}) => {
    const recovery = await openedRecovery(team, 'UJO', filled);
    for (const step of ['call', 'fixed']) await tick(team, 'UJO', recovery._id, step);
    return recovery;
  };
  const reopened = async (filled: FilledRecovery = {}, userId = 'UJO') => {
    const recovery = await fixed(filled);
    later(hourMs);
    await press(userId, actionIds.recoveryNo, recovery);
    return recovery;
  };
  const answers = () => bot.slack.answers.map(({ message }) => String(message.text)).join('\n');
  const noWords = () =>
    copiesOf(bot, 'UJO').filter(({ first }) => JSON.stringify(first).includes('No word to'));

  it('is overdue again, which its owner and those who lead the team are told', async () => {
    const recovery = await reopened();
    // 11:00 in London, and four working hours.
    expect((await find(recovery)).contactDueAt).to.deep.equal(new Date('2026-10-07T14:00:00Z'));
    later(5 * hourMs);

    expect(await nextNote('UJO')).to.contain('No word to Mrs Lee since it was opened again yet');
    await nextNote('UANN');
    expect(await nextNote('UANN')).to.contain('a whole working day later');
    await tick(team, 'UJO', recovery._id, 'call');

    const said = ['UJO', 'UANN'].map((userId) => wordsOf(copiesOf(bot, userId).at(-1)!.last as never));
    for (const words of said) expect(words).to.contain('in touch with Mrs Lee');
  });

  it('is told as overdue once for each time, and the first time never again', async () => {
    const recovery = await openedRecovery(team, 'UJO', { severity: 'serious' });
    later(2 * hourMs);
    await look();
    expect(noWords()).to.have.length(1);
    for (const step of ['call', 'fixed']) await tick(team, 'UJO', recovery._id, step);

    for (const count of [2, 3]) {
      await press('UJO', actionIds.recoveryNo, recovery);
      await look();
      expect(noWords()).to.have.length(count - 1);
      later(hourMs + 1);
      await Promise.all([look(), look()]);
      await look();
      expect(noWords()).to.have.length(count);
      for (const step of ['call', 'fixed']) await tick(team, 'UJO', recovery._id, step);
    }
    await look();

    const shown = bot.slack.callsOf('chat.update').map(({ ts, text }) => [ts, String(text)] as const);
    const last = new Map(shown);
    const overdue = [...last.values()].filter((text) => text.includes('No word to'));
    expect(overdue).to.deep.equal([]);
    expect([...last.values()].filter((text) => text.includes('in touch with'))).to.have.length(3);
  });

  it('asks nothing in its first message once the second is there', async () => {
    const recovery = await openedRecovery(team, 'UJO', { severity: 'serious' });
    later(2 * hourMs);
    await look();
    for (const step of ['call', 'fixed']) await tick(team, 'UJO', recovery._id, step);
    await press('UJO', actionIds.recoveryNo, recovery);
    later(2 * hourMs);
    await look();

    const updates = bot.slack.callsOf('chat.update').map(({ text }) => String(text));
    expect(updates.filter((text) => text.includes('No word to'))).to.deep.equal([]);
  });

  it('says on its card that they are to be called again, and that we went first before', async () => {
    const recovery = await reopened({ knows: 'no' });

    const card = wordsOf(copiesOf(bot, 'UJO')[0]!.last as never);
    expect(card).to.contain('7 October, 15:00>').and.to.contain('we went first');
    expect((await find(recovery)).steps).to.deep.equal({});
  });

  it('is as it was once that is undone, also when somebody called since', async () => {
    const recovery = await fixed();
    const before = await find(recovery);
    for (const steps of [[], ['call', 'listen']]) {
      later(hourMs);
      await press('UJO', actionIds.recoveryNo, recovery);
      for (const step of steps) await tick(team, 'UJO', recovery._id, step);

      await press('UJO', actionIds.recoveryUnreopen, recovery);

      const { state, contactDueAt, fixedAt, steps: after } = await find(recovery);
      expect({ state, contactDueAt, fixedAt }).to.deep.equal({
        state: 'right',
        contactDueAt: before.contactDueAt,
        fixedAt: before.fixedAt,
      });
      expect(after).to.deep.include(before.steps);
    }
    later(30 * hourMs);
    expect(await nextNote('UJO')).not.to.contain('No word');
    expect(await nextNote('UANN')).not.to.match(/Let down twice|No word/);
  });

  it('is said to be late again when it is reopened once more after an undo', async () => {
    const recovery = await fixed({ severity: 'serious' });
    for (const count of [1, 2]) {
      later(hourMs);
      await press('UJO', actionIds.recoveryNo, recovery);
      later(hourMs + 1);
      await look();
      expect(noWords()).to.have.length(count);
      await press('UJO', actionIds.recoveryUnreopen, recovery);
      expect((await find(recovery)).state).to.equal('right');
    }
  });

  it('is reopened once by whoever presses twice, whatever is ticked meanwhile', async () => {
    const recovery = await fixed({ helpers: ['UKAI'] });
    later(hourMs);

    await Promise.all([
      press('UJO', actionIds.recoveryNo, recovery),
      press('UJO', actionIds.recoveryNo, recovery),
      ...['listen', 'own', 'offer'].map((step) => tick(team, 'UKAI', recovery._id, step)),
    ]);

    const after = await find(recovery);
    expect(after.reopened).to.have.length(1);
    expect(after.state).to.equal('open');
    expect(after.steps).to.have.all.keys('listen', 'own', 'offer');
    expect(answers()).not.to.contain('before you');
  });

  it('goes by its last time when it is found out to be serious, and by no form from before', async () => {
    const recovery = await fixed();
    const edit = (severity: string) =>
      team.submit(
        'UJO',
        callbackIds.recoveryEdit,
        { id: recovery._id, edition: 0 },
        filledRecovery({ severity }),
      );
    later(3 * hourMs);

    await Promise.all([press('UANN', actionIds.recoveryNo, recovery), edit('serious')]);

    // 13:00 in London, and one working hour, whoever came first.
    const { contactDueAt, severity } = await find(recovery);
    expect({ contactDueAt, severity }).to.deep.equal({
      contactDueAt: new Date('2026-10-07T13:00:00Z'),
      severity: 'serious',
    });
  });

  it('cannot be taken back as opened by mistake', async () => {
    const recovery = await reopened();

    await press('UJO', actionIds.recoveryTakeBack, recovery);

    expect(await find(recovery)).to.include({ state: 'open', what: 'The cake came a day late' });
  });

  it('is as it was where an earlier version reopened it', async () => {
    const recovery = await reopened();
    const dueAt = new Date('2026-10-07T13:00:00Z');
    const call = { at: new Date('2026-10-07T09:00:00Z'), byId: 'UJO' };
    await bot.models.recoveries.model.updateOne(
      { _id: recovery._id },
      {
        $set: { contactDueAt: dueAt, 'steps.call': call },
        $unset: { 'reopened.0.was.contactDueAt': 1, 'reopened.0.was.call': 1 },
      },
    );
    later(50 * hourMs);

    expect(await nextNote('UJO')).not.to.contain('No word');
    await tick(team, 'UJO', recovery._id, 'fixed');
    await press('UANN', actionIds.recoveryNo, recovery);
    expect((await find(recovery)).reopened).to.have.length(2);
    later(hourMs);
    expect((await find(recovery)).contactDueAt).to.be.greaterThan(bot.now());
  });

  describe('the very next note', () => {
    const before9 = new Date('2026-10-08T07:59:40Z');

    it('has the news of it, when it happens just before that goes out', async () => {
      const recovery = await fixed();
      bot.setNow(before9);
      await press('UJO', actionIds.recoveryNo, recovery);
      later(40_000);

      // No job looked meanwhile.
      expect(await noteNow('UANN')).to.contain('Let down twice: Mrs Lee');
    });

    it('has it also when whoever reopened it ended at once, and the next tick is after the hour', async () => {
      const recovery = await fixed();
      bot.setNow(before9);
      const read = await find(recovery);
      const due = new Date('2026-10-08T12:00:00Z');
      await team.store.recoveries.reopen(read, { userId: 'UJO', isManager: false }, due, bot.now());
      later(55_000);
      const before = copiesOf(bot, 'UANN').length;

      const { recovery: looking, note } = createJobs();
      const jobs = { recovery: looking!, note: note! };
      const ticker = createTicker({ ...bot.shared, workspaces: bot.workspaces }, jobs);
      await ticker.tick();
      await ticker.stop();
      await bot.shared.background.drain(5_000);

      expect(saidSince('UANN', before)).to.contain('Let down twice: Mrs Lee');
    });

    it('has what came due while the bot was down', async () => {
      await reopened();
      await openedRecovery(team, 'UJO', { customer: 'Ono' });
      // Friday at 11:30 in London: no note went out that day.
      bot.setNow(new Date('2026-10-09T10:30:00Z'));
      await look();

      expect(await noteNow('UANN'))
        .to.contain('Let down twice: Mrs Lee')
        .and.to.contain('Still no word to Ono, a whole working day later');
      expect(await noteNow('UANN')).to.equal('');
    });

    it('has other changes of state as well', async () => {
      const recovery = await fixed();
      bot.setNow(new Date('2026-10-14T07:59:40Z'));
      await tick(team, 'UJO', recovery._id, 'listen');
      later(40_000);

      expect(await noteNow('UJO')).to.contain('Are we all right again with Mrs Lee?');
    });
  });

  describe('other working hours', () => {
    const late = { workingHours: { from: '13:00', to: '18:00' } };
    const due = async (recovery: Recovery) => (await find(recovery)).contactDueAt.toISOString();

    it('move what is due and not overdue, and say so on its card', async () => {
      const overdue = await openedRecovery(team, 'UJO', { severity: 'serious', customer: 'Ono' });
      later(2 * hourMs);
      const opened = await openedRecovery(team, 'UJO');
      const again = await reopened();

      await changeSettings(team, bot, late);
      await look();

      expect(await due(overdue)).to.equal('2026-10-07T10:00:00.000Z');
      // 17:00 in London: four working hours from 13:00.
      for (const each of [opened, again]) expect(await due(each)).to.equal('2026-10-07T16:00:00.000Z');
      await team.deps.refreshRecovery(opened._id);
      const updates = bot.slack.callsOf('chat.update').map((each) => wordsOf(each as never));
      expect(updates.join('\n')).to.contain('Wednesday 7 October, 17:00>');
    });

    it('move it once, and not again by another setting', async () => {
      const opened = await openedRecovery(team, 'UJO');
      await changeSettings(team, bot, { workingHours: { from: '07:00', to: '11:00' } });
      await look();
      const moved = await due(opened);
      const { version } = await find(opened);
      later(hourMs);
      await changeSettings(team, bot, {
        quietDays: { weekends: true, country: undefined, dates: ['2026-12-24'] },
      });
      await Promise.all([look(), look()]);

      expect([await due(opened), (await find(opened)).version]).to.deep.equal([moved, version]);
    });

    it('move it although the process ended in between, or it was opened at the same moment', async () => {
      const opened = await openedRecovery(team, 'UJO');
      const stub = failingDatabase(bot.models.recoveries.model, 'findOneAndUpdate');
      await changeSettings(team, bot, late);
      await look();
      stub.restore();
      expect(await due(opened)).to.equal('2026-10-07T13:00:00.000Z');
      // By somebody who had read the hours of before.
      const { _id, ...read } = opened as Recovery & { customerAlias: string };
      const form = { ...read, formId: 'VSAME', id: 'r-same' };
      const same = (await team.store.recoveries.open(
        { ...form, contactDueAt: read.contactDueAt },
        bot.now(),
      ))!;
      later(11 * 60_000);
      await look();

      for (const each of [opened, same]) expect(await due(each)).to.equal('2026-10-07T16:00:00.000Z');
    });
  });

  describe('whoever leads the team from now on', () => {
    const named = async (...managerIds: string[]) => {
      await nameManagers(team, ...managerIds);
      await followSettings(team.deps, bot.now());
    };

    it('is told of what is open in their next note, once', async () => {
      for (const customer of ['Ono', 'Lee', 'Ada', 'Eve']) await openedRecovery(team, 'UJO', { customer });
      const over = await fixed({ customer: 'Max' });
      await nextNote('UANN');
      await press('UJO', actionIds.recoveryTakeBack, over);
      await named('UANN', 'UC1');
      await Promise.all([followSettings(team.deps, bot.now()), followSettings(team.deps, bot.now())]);

      const note = await nextNote('UC1');
      expect(note)
        .to.contain('You lead the team now')
        .and.to.contain('for 5 customers')
        .and.to.contain('Ono');
      expect(note).not.to.contain('Eve');
      expect(await nextNote('UANN')).not.to.contain('You lead the team now');
      expect(await nextNote('UC1')).not.to.contain('You lead the team now');
    });

    it('is told nothing where nothing is open, or they know of it', async () => {
      await openedRecovery(team, 'UJO', { helpers: ['UC1'] });
      await named('UANN', 'UC1');
      await nextNote('UANN');
      await named('UC1');
      await named('UC1', 'UANN');

      expect(
        await bot.models.noteParts.model.countDocuments({ teamId: team.teamId, kind: 'recovery-waiting' }),
      ).to.equal(0);
    });

    it('is told nothing any more once it is over, or they lead it no more', async () => {
      const recovery = await openedRecovery(team, 'UJO');
      await named('UANN', 'UC1', 'UC2');
      await press('UJO', actionIds.recoveryTakeBack, recovery);
      await openedRecovery(team, 'UJO', { customer: 'Ono' });
      await named('UANN', 'UC1');

      expect(await nextNote('UC1')).not.to.contain('You lead the team now');
      expect(await nextNote('UC2')).to.equal('');
    });
  });
});
