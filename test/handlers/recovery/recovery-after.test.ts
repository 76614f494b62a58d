import { expect } from 'chai';
import { isQuiet } from '../../../src/domain/digest-shown.ts';
import type { Recovery } from '../../../src/models/recovery.ts';
import { gatherWeek } from '../../../src/operations/digest/gather-week.ts';
import { followRecoveries } from '../../../src/operations/recovery/follow-recovery.ts';
import { lookAtRecoveries } from '../../../src/operations/recovery/look-at-recovery.ts';
import { managerRecoveryParts, recoveryParts } from '../../../src/views/digest/digest-recovery.ts';
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
  filledRecovery,
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
  /** The card of the one recovery, as somebody sees it by now. */
  const cardOf = (userId: string): string => {
    const shown = bot.slack
      .callsOf('chat.update')
      .filter(({ channel, text }) => channel === userId && String(text).startsWith('*Make it right for'));
    return JSON.stringify(shown.at(-1));
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
      expect(await nextNote('UANN')).not.to.contain('Still no word');
      expect(await nextNote('UANN')).to.contain('Still no word to Mrs Lee, a whole working day later');

      await tick(team, 'UJO', recovery._id, 'call');
      const note = copiesOf(bot, 'UANN').at(-1)!.last as { blocks: unknown };
      expect(wordsOf(note)).to.contain('We have been in touch with Mrs Lee');
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
      expect(updates.join('\n')).to.contain('We have been in touch with Mrs Lee');
    });

    it('is told exactly once after the bot was down', async () => {
      await opened({ severity: 'serious' });
      bot.setNow(new Date('2026-10-12T09:00:00Z'));

      expect(await sentNow('UJO')).to.have.length(1);
      expect(await nextNote('UANN')).to.contain('Still no word to');
      expect(await nextNote('UANN')).to.equal('');
    });

    it('is one message or one part, also when it is found to be serious, or not, in between', async () => {
      const recovery = await opened();
      later(5 * hourMs);
      await look();
      const severityIs = (severity: string) =>
        team.submit(
          'UJO',
          callbackIds.recoveryEdit,
          { id: recovery._id, edition: severity === 'serious' ? 0 : 1 },
          filledRecovery({ severity }),
        );
      const before = copiesOf(bot, 'UJO').length;
      await severityIs('serious');
      await look();
      expect(copiesOf(bot, 'UJO').length - before).to.equal(1);
      await severityIs('hurt');

      expect(await nextNote('UJO')).not.to.contain('No word');
    });

    it('waits for the note when it is serious no more by the time that a message may be sent', async () => {
      // After hours, so that a message waits for the morning.
      bot.setNow(new Date('2026-10-07T15:30:00Z'));
      const recovery = await opened({ severity: 'serious' });
      bot.setNow(new Date('2026-10-08T22:00:00Z'));
      expect(await sentNow('UJO')).to.have.length(0);
      await team.submit(
        'UJO',
        callbackIds.recoveryEdit,
        { id: recovery._id, edition: 0 },
        filledRecovery({ severity: 'hurt' }),
      );
      await look();
      bot.setNow(new Date('2026-10-09T08:00:00Z'));

      expect(await sentNow('UJO')).to.have.length(0);
    });

    it('does not say that the customer heard from us when nobody was in touch', async () => {
      const recovery = await opened({ severity: 'serious' });
      later(hourMs);
      await look();
      later(25 * hourMs);
      expect(await nextNote('UANN')).to.contain('Still no word to');

      await team.submit(
        'UANN',
        callbackIds.recoveryTeam,
        { id: recovery._id, edition: 0 },
        { [ids.owner]: { selected_users: ['UANN'] }, [ids.helpers]: { selected_users: [] } },
      );
      await tick(team, 'UANN', recovery._id, 'fixed');
      await look();

      const said = ['UJO', 'UANN'].flatMap((userId) =>
        copiesOf(bot, userId).map(({ last }) => wordsOf(last as never)),
      );
      expect(said.join('\n')).not.to.contain('We have been in touch');
    });

    it('gives whoever finds out late that it is serious the time from then on', async () => {
      const recovery = await opened();
      later(2 * hourMs);

      await team.submit(
        'UJO',
        callbackIds.recoveryEdit,
        { id: recovery._id, edition: 0 },
        filledRecovery({ severity: 'serious' }),
      );

      // 12:00 in London, and one working hour; it was 14:00 before.
      expect((await find(recovery)).contactDueAt).to.deep.equal(new Date('2026-10-07T12:00:00Z'));
      expect(await sentNow('UJO')).to.deep.equal([]);
    });

    it('keeps its time when only words are changed, also once it is overdue', async () => {
      const recovery = await opened();
      later(5 * hourMs);

      await team.submit(
        'UJO',
        callbackIds.recoveryEdit,
        { id: recovery._id, edition: 0 },
        filledRecovery({ what: 'The cake came two days late' }),
      );

      expect(await find(recovery)).to.deep.include({
        what: 'The cake came two days late',
        contactDueAt: recovery.contactDueAt,
      });
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

    it('shows no step that nobody ticked once it is over', async () => {
      const { recovery } = await asked();

      const answer = await close('UJO', recovery);

      expect(wordsOf(answer!.view!)).to.contain('Put it right').and.not.to.contain('Follow up');
    });

    it('is closed once by a form that is sent twice, and can be undone', async () => {
      const { recovery } = await asked();

      const [first, again] = await Promise.all([close('UJO', recovery), close('UJO', recovery)]);
      expect([first?.response_action, again?.response_action]).to.deep.equal(['update', 'update']);

      await press('UJO', actionIds.recoveryUnclose, recovery);
      expect(await find(recovery)).to.include({ state: 'right' });
    });

    it('offers to undo that for a day, and says why it is too late', async () => {
      const { recovery } = await asked();
      await close('UJO', recovery);
      await look();
      expect(cardOf('UJO')).to.contain(actionIds.recoveryUnclose);
      const { length } = copiesOf(bot, 'UJO');

      later(24 * hourMs);
      await followRecoveries(team.deps, bot.now());
      await press('UJO', actionIds.recoveryUnclose, recovery);

      expect(cardOf('UJO')).not.to.contain(actionIds.recoveryUnclose);
      expect(copiesOf(bot, 'UJO')).to.have.length(length);
      expect(answers()).to.contain('it is more than a day ago');
      expect(await find(recovery)).to.include({ state: 'closed' });
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

    it('begins anew when it was not put right after all, and is again', async () => {
      const { recovery } = await asked();
      await press('UJO', actionIds.recoveryLater, recovery);
      bot.setNow(new Date('2026-10-19T09:00:00Z'));
      await look();
      await team.action('UJO', actionIds.recoveryUntick, { value: `${recovery._id}:fixed` });
      await tick(team, 'UJO', recovery._id, 'fixed');
      await look();

      expect(wordsOf(await openHome(bot, team, 'UJO'))).not.to.contain('Are we all right again');
      expect(await nextNote('UJO')).not.to.contain('Are we all right again');
      bot.setNow(new Date('2026-10-26T09:00:00Z'));
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

  describe('its story', () => {
    const tell = async (
      userId: string,
      { _id: id }: Recovery,
      { text = 'We were late, so we called first and put it right', said = change, viewId = 'VSTORY' } = {},
    ): Promise<FormAnswer> => {
      const values = { [ids.story]: { value: text }, [ids.customer]: { value: 'Mrs Lee' } };
      const typed = { ...values, [ids.change]: { value: said } };
      const ack = await team.submit(userId, callbackIds.recoveryStory, { id }, typed, viewId);
      return ack.lastCall?.args[0] as FormAnswer;
    };
    const wins = () => bot.models.wins.model.find({ teamId: team.teamId }).lean();
    const closed = async (filled: FilledRecovery = {}) => {
      const recovery = await fixed(filled);
      await close('UJO', recovery);
      return recovery;
    };

    it('is shown to its owner first, in general words', async () => {
      const recovery = await closed();

      await press('UJO', actionIds.recoveryStory, recovery);

      const { view } = bot.slack.callsOf('views.open').at(-1)!;
      expectValidModal(view);
      const shown = JSON.stringify(view);
      expect(shown).to.contain('We were late. So we called first and put it right.');
      expect(shown).not.to.contain('The cake came');
    });

    it('is a win in steps, once, that names what failed', async () => {
      const recovery = await closed({ helpers: ['UKAI'] });

      await Promise.all([tell('UJO', recovery), tell('UJO', recovery)]);
      const again = await tell('UJO', recovery, { text: 'Another way to tell it', viewId: 'VNEW' });

      expect(again?.errors?.[ids.story]).to.contain('told already');
      const found = await wins();
      expect(found).to.have.length(1);
      expect(found[0]).to.deep.include({ recoveryId: recovery._id, heroIds: ['UJO'], helperIds: ['UKAI'] });
      const onWall = bot.slack
        .callsOf('chat.postMessage')
        .find(({ channel }) => channel === bot.wallChannelId)!;
      expectValidMessage(onWall as never);
      expect(wordsOf(onWall as never))
        .to.contain('It came of a promise that could not be kept')
        .and.to.contain('1. called first · 2. put it right')
        .and.to.contain(change);
      expect((await find(recovery)).storyWinId).to.equal(found[0]?._id);
    });

    it('is one win when its form is sent again in other words before it is known that it was told', async () => {
      const recovery = await closed();

      await Promise.all([
        tell('UJO', recovery),
        tell('UJO', recovery, { text: 'In other words: put right' }),
      ]);
      await tell('UJO', recovery, { text: 'And once more, put right' });

      expect(await wins()).to.have.length(1);
    });

    it('is told by nobody but its owner, and not before it is over', async () => {
      const recovery = await fixed({ helpers: ['UKAI'] });
      expect((await tell('UJO', recovery))?.errors?.[ids.story]).to.contain('not over yet');
      await close('UJO', recovery);

      for (const userId of ['UANN', 'UKAI', 'USAM'])
        expect((await tell(userId, recovery, { viewId: `V${userId}` }))?.errors, userId).to.have.key(
          ids.story,
        );
      expect(await wins()).to.have.length(0);
    });

    it('can be told again once it was taken down', async () => {
      const recovery = await closed();
      await tell('UJO', recovery);
      const [win] = await wins();
      await team.store.wins.takeDown(win!._id, { userId: 'UJO', isManager: false }, bot.now());

      const answer = await tell('UJO', recovery, { text: 'Told anew', viewId: 'VNEW' });

      expect(answer?.response_action).to.equal('update');
      expect((await find(recovery)).storyWinId).not.to.equal(win!._id);
    });

    it('is offered on the card until it stands, and again once it was taken down', async () => {
      const recovery = await closed();
      await look();
      const isOffered = () => cardOf('UJO').includes(actionIds.recoveryStory);
      expect(isOffered()).to.equal(true);

      await tell('UJO', recovery);
      await look();
      expect(cardOf('UJO')).to.contain('It was told as a story');
      expect(isOffered()).to.equal(false);

      const [win] = await wins();
      for (const [actionId, isDown] of [
        [actionIds.winTakeDown, true],
        [actionIds.winPutBack, false],
        [actionIds.winTakeDown, true],
      ] as const) {
        await team.action('UJO', actionId, { value: win!._id });
        await bot.shared.background.drain(5_000);
        await followRecoveries(team.deps, bot.now());
        expect(isOffered(), actionId).to.equal(isDown);
        expect(cardOf('UJO').includes('It was told as a story'), actionId).to.equal(!isDown);
      }
      await tell('UJO', recovery, { text: 'Told anew', viewId: 'VNEW' });
      await look();
      expect(isOffered()).to.equal(false);
    });

    it('is found again when it was stored, and whoever told it ended before that was written down', async () => {
      const recovery = await closed();
      await tell('UJO', recovery);
      const [win] = await wins();
      const forget = () =>
        bot.models.recoveries.model.updateOne({ _id: recovery._id }, { $unset: { storyWinId: 1 } });
      // Longer than the same form makes the same win, and than its form claims it.
      later(hourMs);

      for (const typed of [{ viewId: 'VSTORY' }, { viewId: 'VNEW', text: 'Told by another form' }]) {
        await forget();
        const answer = await tell('UJO', recovery, typed);
        expect(answer?.response_action, typed.viewId).to.equal(
          typed.viewId === 'VSTORY' ? 'update' : 'errors',
        );
        expect((await find(recovery)).storyWinId).to.equal(win!._id);
      }
      await forget();
      await press('UJO', actionIds.recoveryStory, recovery);

      expect(answers()).to.contain('told already');
      expect(await wins()).to.have.length(1);
    });

    it('stands once, whoever puts which back while it is told again', async () => {
      const recovery = await closed();
      const jo = { userId: 'UJO', isManager: false };
      let told = 0;
      for (let turn = 0; turn < 5; turn += 1) {
        const standing = await team.store.wins.findStory(recovery._id);
        if (standing) await team.action('UJO', actionIds.winTakeDown, { value: standing._id });
        await bot.shared.background.drain(5_000);
        const down = (await wins()).map(({ _id }) => _id);
        const again = { viewId: `VTURN${turn}`, text: `Told for the ${turn}th time` };

        await Promise.all([
          ...down.map((value) => team.action('UJO', actionIds.winPutBack, { value })),
          tell('UJO', recovery, again),
        ]);

        const stand = (await wins()).filter(({ withdrawn }) => !withdrawn);
        expect(stand, `turn ${turn}`).to.have.length(1);
        if (!down.includes(stand[0]!._id)) told += 1;
      }
      expect(told).to.be.greaterThan(0);
      const standing = await team.store.wins.findStory(recovery._id);
      await team.store.wins.takeDown(standing!._id, jo, bot.now());
      await tell('UJO', recovery, { viewId: 'VLAST', text: 'Told for the last time' });

      await team.action('UJO', actionIds.winPutBack, { value: standing!._id });

      expect(answers()).to.contain('told again meanwhile');
      expect((await wins()).filter(({ withdrawn }) => !withdrawn)).to.have.length(1);
    });

    it('keeps the form open for what cannot be a win', async () => {
      const recovery = await closed();

      expect((await tell('UJO', recovery, { text: ' ' }))?.errors).to.have.key(ids.story);
      expect((await tell('UJO', recovery, { said: '' }))?.errors).to.have.key(ids.change);
      expect((await tell('UJO', recovery))?.response_action).to.equal('update');
    });
  });

  describe('the list for those who lead the team', () => {
    const list = async (userId: string) => {
      const before = bot.slack.callsOf('views.open').length;
      await team.command(userId, 'recover list');
      return bot.slack.callsOf('views.open')[before]?.view;
    };

    it('says what is open, what is overdue, and what came of the same cause twice', async () => {
      for (const [said, knows] of [
        ['We ring first', 'no'],
        ['We write it down', 'yes'],
      ] as const) {
        const recovery = await fixed({ knows });
        await close('UJO', recovery, { said });
      }
      await opened({ knows: 'no', severity: 'serious', customer: 'Ono' });
      later(2 * hourMs);

      const view = await list('UANN');

      expectValidModal(view);
      const words = wordsOf(view);
      expect(words).to.contain(
        '3 opened. 1 of the customers (33%) heard of it from us before they complained.',
      );
      expect(words).to.contain('within a minute of working time').and.to.contain('2 were put right');
      expect(words).to.contain('1 open now, 1 without a word in time').and.to.contain('*Ono*');
      expect(words)
        .to.contain('2 times')
        .and.to.match(/We write it down|We ring first/);
      expect(words).not.to.match(/<@UJO>/);
    });

    it('says how to begin where there is nothing', async () => {
      expect(wordsOf(await list('UANN'))).to.contain('Nothing was opened in the last 90 days');
    });

    it('is opened by nobody else', async () => {
      await opened();

      expect(await list('UJO')).to.equal(undefined);
      expect(answers()).to.contain('for those who lead the team');
    });

    it('fits Slack when there is much', async () => {
      const [what, customer] = ['&'.repeat(500), '<'.repeat(80)];
      for (let count = 0; count < 3; count += 1) {
        const recovery = await fixed({ what, customer });
        await close('UJO', recovery, { said: '>'.repeat(500), viewId: `V${count}` });
      }
      const { _id, ...one } = (await opened({ what, customer })) as Recovery & { customerAlias: string };
      for (let count = 0; count < 18; count += 1)
        await team.store.recoveries.open({ ...one, id: `r${count}`, formId: `V${count}` }, bot.now());

      expectValidModal(await list('UANN'));
    });
  });

  describe('the digest of the week', () => {
    const digestOf = (isTeamMode = false) =>
      gatherWeek(
        { ...team.deps, workspace: async () => ({ ...(await team.deps.workspace()), isTeamMode }) },
        '2026-W41',
        'Europe/London',
        undefined,
        bot.now(),
      );

    it('counts what was made right, as a team, and thanks whoever opened it', async () => {
      await fixed({ knows: 'no' });
      // Nobody has told them yet.
      await opened({ knows: 'no' });

      const digest = await digestOf();

      expect(digest.recoveries).to.include({
        openedCount: 2,
        toldFirstCount: 1,
        fixedCount: 1,
        openCount: 1,
      });
      expect((await digestOf(true)).recoveries).to.deep.equal(digest.recoveries);
      expect(isQuiet(digest)).to.equal(false);
      const [line] = recoveryParts(digest.recoveries);
      expect(line?.text).to.contain('Made right for 1 customer').and.to.contain('Thank you');
      expect(JSON.stringify(digest.recoveries)).not.to.match(/UJO|Mrs Lee/);
    });

    it('is stored with it', async () => {
      await fixed();

      await team.store.digests.store(await digestOf(), 'Europe/London', bot.now());

      expect((await team.store.digests.find('2026-W41'))?.recoveries).to.include({ fixedCount: 1 });
    });

    it('says nothing where there was nothing', async () => {
      expect((await digestOf()).recoveries).to.equal(undefined);
      expect(managerRecoveryParts(undefined)).to.deep.equal([]);
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
