import { expect } from 'chai';
import type { Recovery } from '../../../src/models/recovery.ts';
import { lookAtRecoveries } from '../../../src/operations/recovery/look-at-recovery.ts';
import { actionIds, callbackIds, recoveryFormIds as ids } from '../../../src/views/ids.ts';
import { expectValidMessage, expectValidModal } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { onHome, openHome, wordsOf } from '../../support/home.ts';
import { nameManagers } from '../../support/manager.ts';
import { nominationUsers } from '../../support/nomination.ts';
import { nextNotes, sendNotes } from '../../support/note.ts';
import {
  copiesOf,
  type FilledRecovery,
  type FormAnswer,
  openedRecovery,
  tick,
} from '../../support/recovery.ts';
import { changeSettings } from '../../support/settings.ts';

const hourMs = 3_600_000;
const change = 'We name a day only when it is in the van';

describe('what follows from a recovery', () => {
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
  });

  const later = (ms: number) => bot.setNow(new Date(bot.now().getTime() + ms));
  const look = async () => {
    await lookAtRecoveries(team.deps, bot.now());
    await team.deps.outbox.deliverDue();
    await bot.shared.background.drain(5_000);
  };
  /** The note of the next morning, and what it says to somebody. */
  const nextNote = async (userId: string) => {
    const before = copiesOf(bot, userId).length;
    await look();
    await nextNotes(bot, team);
    const notes = copiesOf(bot, userId).slice(before);
    for (const { first } of notes) expectValidMessage(first as never);
    return notes.map(({ first }) => wordsOf(first as { blocks: unknown })).join('\n');
  };
  const sentNow = async (userId: string) => {
    const before = copiesOf(bot, userId).length;
    await look();
    return copiesOf(bot, userId)
      .slice(before)
      .map(({ first }) => String((first as { text: string }).text));
  };
  const press = (userId: string, actionId: string, { _id: value }: Recovery, body: object = {}) =>
    team.action(userId, actionId, { value }, body);
  const answers = () => bot.slack.answers.map(({ message }) => String(message.text)).join('\n');
  const find = async ({ _id }: Recovery) => (await team.store.recoveries.find(_id))!;
  const opened = (filled: FilledRecovery = {}) => openedRecovery(team, 'UJO', filled);
  const fixed = async (filled: FilledRecovery = {}) => {
    const recovery = await opened(filled);
    for (const step of ['call', 'fixed']) await tick(team, 'UJO', recovery._id, step);
    return recovery;
  };
  const close = async (
    userId: string,
    { _id: id }: Recovery,
    { times = 0, cause = 'promise', said = change, viewId = 'VCLOSE', choice = '' } = {},
  ): Promise<FormAnswer> => {
    const values = {
      [ids.cause]: { selected_option: { value: cause } },
      [ids.change]: { value: said },
      ...(choice && { win_customer_data: { selected_option: { value: choice } } }),
    };
    const ack = await team.submit(userId, callbackIds.recoveryClose, { id, times }, values, viewId);
    return ack.lastCall?.args[0] as FormAnswer;
  };

  describe('a first word that is overdue', () => {
    it('is told to the owner in their note, and after a working day to those who lead the team', async () => {
      const recovery = await opened({ helpers: ['UKAI'] });
      later(5 * hourMs);

      expect(await sentNow('UJO')).to.deep.equal([]);
      expect(await nextNote('UJO'))
        .to.contain('No word to Mrs Lee yet')
        .and.to.contain('7 October, 14:00');
      expect(await nextNote('UANN')).not.to.contain('for a working day longer');
      expect(await nextNote('UANN')).to.contain('No word to Mrs Lee for a working day longer');

      await tick(team, 'UJO', recovery._id, 'call');
      const note = copiesOf(bot, 'UANN').at(-1)!.last as { blocks: unknown };
      expect(wordsOf(note)).to.contain('Mrs Lee has heard from us');
    });

    it('is a message of its own when it is serious, once, however often it is looked at', async () => {
      const recovery = await opened({ severity: 'serious' });
      later(hourMs);

      const found = await Promise.all([look(), look(), sentNow('UJO')]);
      await tick(team, 'UJO', recovery._id, 'fixed');
      await team.action('UJO', actionIds.recoveryUntick, { value: `${recovery._id}:fixed` });
      await look();

      const told = copiesOf(bot, 'UJO').filter(({ first }) => JSON.stringify(first).includes('No word to'));
      expect(found).to.have.length(3);
      expect(told).to.have.length(1);
      expect(await nextNote('UJO')).not.to.contain('No word');
    });

    it('is shown as done where it was told', async () => {
      const recovery = await opened({ severity: 'serious' });
      later(hourMs);
      await look();

      await tick(team, 'UJO', recovery._id, 'call');

      const updates = bot.slack.callsOf('chat.update').map(({ text }) => String(text));
      expect(updates.join('\n')).to.contain('Mrs Lee has heard from us');
    });

    it('is told exactly once after the bot was down', async () => {
      await opened({ severity: 'serious' });
      bot.setNow(new Date('2026-10-12T09:00:00Z'));

      expect(await sentNow('UJO')).to.have.length(1);
      expect(await nextNote('UANN')).to.contain('for a working day longer');
      expect(await nextNote('UANN')).to.equal('');
    });

    it('is told to nobody when somebody called meanwhile', async () => {
      const recovery = await opened();
      later(5 * hourMs);
      await look();
      await tick(team, 'UJO', recovery._id, 'call');

      expect(await nextNote('UJO')).not.to.contain('No word');
      expect(await nextNote('UANN')).not.to.contain('No word');
    });

    it('is no message to whoever turned these off, or is left alone for a while', async () => {
      const off = new Set(['recoveries']);
      await team.store.preferences.store('UJO', { isSilent: false, off, snooze: undefined }, bot.now());
      await opened({ severity: 'serious' });
      later(hourMs);

      expect(await sentNow('UJO')).to.deep.equal([]);
    });

    it('goes by the hours that the team set', async () => {
      await changeSettings(team, bot, { workingHours: { from: '07:00', to: '11:00' } });

      const recovery = await opened();

      // 10:00 in London, one hour left today.
      expect(recovery.contactDueAt).to.deep.equal(new Date('2026-10-08T09:00:00Z'));
    });
  });

  describe('a week after it was put right', () => {
    const asked = async (filled: FilledRecovery = {}) => {
      const recovery = await fixed(filled);
      bot.setNow(new Date('2026-10-14T07:00:00Z'));
      return { recovery, note: await nextNote('UJO') };
    };

    it('asks the owner alone, in the note and on Home', async () => {
      const { note } = await asked({ helpers: ['UKAI'] });

      expect(note).to.contain('Are we all right again with Mrs Lee?');
      expect(wordsOf(await openHome(bot, team, 'UJO'))).to.contain('Are we all right again with Mrs Lee?');
      expect(wordsOf(await openHome(bot, team, 'UKAI'))).not.to.contain('Are we all right again');
    });

    it('is closed with its cause and what is changed', async () => {
      const { recovery } = await asked();
      await press('UJO', actionIds.recoveryYes, recovery);
      const { view } = bot.slack.callsOf('views.open').at(-1)!;
      expectValidModal(view);

      const answer = await close('UJO', recovery);

      expectValidModal(answer!.view!);
      expect(wordsOf(answer!.view!)).to.contain(change).and.to.contain('a promise that could not be kept');
      expect(await find(recovery)).to.include({ state: 'closed', cause: 'promise', change, closedBy: 'UJO' });
      const updates = bot.slack.callsOf('chat.update').map(({ text }) => String(text));
      expect(updates.join('\n')).to.contain('All right again with Mrs Lee');
      expect(wordsOf(await openHome(bot, team, 'UJO'))).not.to.contain('Are we all right again');
    });

    it('is closed once by a form that is sent twice, and can be undone', async () => {
      const { recovery } = await asked();

      const [first, again] = await Promise.all([close('UJO', recovery), close('UJO', recovery)]);
      expect([first?.response_action, again?.response_action]).to.deep.equal(['update', 'update']);

      await press('UJO', actionIds.recoveryUnclose, recovery);
      expect(await find(recovery)).to.include({ state: 'right' });
    });

    it('is reopened by a no, which those who lead the team are told', async () => {
      const { recovery } = await asked();

      await press('UJO', actionIds.recoveryNo, recovery, onHome);
      expect((await find(recovery)).state).to.equal('open');
      expect(await nextNote('UANN'))
        .to.contain('Let down twice: Mrs Lee')
        .and.to.contain('<@UJO> says');

      // It is more than a day ago by now.
      await press('UJO', actionIds.recoveryUnreopen, recovery);
      expect(answers()).to.contain('so it stays');
      expect((await find(recovery)).state).to.equal('open');
    });

    it('tells nobody of a no that was undone at once', async () => {
      const { recovery } = await asked();
      await press('UJO', actionIds.recoveryNo, recovery);
      await look();
      await press('UJO', actionIds.recoveryUnreopen, recovery);

      expect((await find(recovery)).state).to.equal('right');
      expect((await find(recovery)).steps).to.have.all.keys('call', 'fixed');
      expect(await nextNote('UANN')).not.to.contain('Let down twice');
    });

    it('is asked again three days later when nobody has asked yet', async () => {
      const { recovery } = await asked();

      await press('UJO', actionIds.recoveryLater, recovery);

      expect(answers()).to.contain('I ask you again in three days');
      expect(wordsOf(await openHome(bot, team, 'UJO'))).not.to.contain('Are we all right again');
      expect(await nextNote('UJO')).not.to.contain('Are we all right again');
      later(48 * hourMs);
      expect(await nextNote('UJO')).to.contain('Are we all right again');
    });

    it('tells whoever comes too late what the other decided', async () => {
      const { recovery } = await asked();
      await press('UANN', actionIds.recoveryNo, recovery);

      const late = await close('UJO', recovery);
      expect(late?.errors?.[ids.change]).to.contain('opened it again before you');

      await tick(team, 'UJO', recovery._id, 'fixed');
      const stale = await close('UJO', recovery);
      expect(stale?.errors?.[ids.change]).to.contain('opened it again before you');
      expect((await close('UJO', recovery, { times: 1, viewId: 'VNEW' }))?.response_action).to.equal(
        'update',
      );
      await press('UANN', actionIds.recoveryYes, recovery);
      expect(answers()).to.contain('<@UJO> closed it before you');

      await press('UANN', actionIds.recoveryNo, recovery);
      expect(await find(recovery)).to.include({ state: 'open' });
    });

    it('is decided by one when the owner closes it while a manager reopens it', async () => {
      const { recovery } = await asked();

      const [answer] = await Promise.all([
        close('UJO', recovery),
        press('UANN', actionIds.recoveryNo, recovery),
      ]);

      const isClosed = (await find(recovery)).state === 'closed';
      expect(answer?.response_action).to.equal(isClosed ? 'update' : 'errors');
    });

    it('is decided by no helper, nobody else, and by no forged form', async () => {
      const recovery = await fixed({ helpers: ['UKAI'] });

      for (const userId of ['UKAI', 'USAM', 'UFAR'])
        expect((await close(userId, recovery))?.response_action, userId).to.equal('errors');
      for (const id of [actionIds.recoveryNo, actionIds.recoveryLater, actionIds.recoveryYes])
        await press('UKAI', id, recovery);
      expect((await close('UJO', recovery, { cause: 'jo' }))?.errors).to.have.key(ids.cause);
      expect((await close('UJO', recovery, { said: ' ' }))?.errors).to.have.key(ids.change);
      expect((await close('UJO', recovery, { said: 'c'.repeat(501) }))?.errors).to.have.key(ids.change);
      expect(answers()).to.contain('Whoever owns it says how the customer is');
      expect(await find(recovery)).to.include({ state: 'right' });
    });

    it('guards what is changed against contact data', async () => {
      const recovery = await fixed();

      const ask = await close('UJO', recovery, { said: 'We ring 020 7946 0958 first' });
      expect(ask?.view?.callback_id).to.equal(callbackIds.recoveryClose);
      await close('UJO', recovery, { said: 'We ring 020 7946 0958 first', choice: 'mask' });

      expect(await find(recovery)).to.include({ state: 'closed', change: 'We ring ••• first' });
    });
  });

  describe('what to say', () => {
    it('has words for each open step, our own remedies first, and the budget', async () => {
      await changeSettings(team, bot, {
        remedies: ['late: the next one on us', 'a card', 'broken: a new one'],
        recoveryBudget: 'up to £20',
      });
      const recovery = await opened();
      await tick(team, 'UJO', recovery._id, 'call');

      await press('UJO', actionIds.recoveryWords, recovery);

      const { view } = bot.slack.callsOf('views.open').at(-1)! as { view: { blocks: unknown } };
      expectValidModal(view);
      const words = wordsOf(view);
      expect(words).not.to.contain('Call first');
      expect(words)
        .to.match(/the next one on us\n• a card\n• A call now/)
        .and.to.contain('up to £20');
      expect(words).not.to.contain('a new one');
    });

    it('fits Slack with the longest remedies', async () => {
      const remedies = Array.from({ length: 20 }, (_, n) => `${n}${'&'.repeat(130)}`);
      await changeSettings(team, bot, { remedies, recoveryBudget: '<'.repeat(500) });
      const recovery = await opened();

      await press('UJO', actionIds.recoveryWords, recovery);

      expectValidModal(bot.slack.callsOf('views.open').at(-1)!.view);
    });

    it('is for whoever may see it', async () => {
      const recovery = await opened();

      await press('USAM', actionIds.recoveryWords, recovery);

      expect(bot.slack.callsOf('views.open')).to.deep.equal([]);
      expect(answers()).to.contain('I know of nothing like that here');
    });
  });

  it('sends nothing twice in a note', async () => {
    await opened();
    later(5 * hourMs);
    await look();
    await sendNotes(bot, team);
    await nextNote('UJO');

    expect(await nextNote('UJO')).to.equal('');
  });
});
