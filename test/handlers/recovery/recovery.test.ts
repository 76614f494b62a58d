import { expect } from 'chai';
import { dayOf } from '../../../src/domain/calendar.ts';
import { eraseDue } from '../../../src/operations/privacy/erase-person.ts';
import { followRecoveries, followRecovery } from '../../../src/operations/recovery/follow-recovery.ts';
import { actionIds, callbackIds, recoveryFormIds as ids } from '../../../src/views/ids.ts';
import { createWorkspaces } from '../../../src/workspaces.ts';
import { expectValidMessage, expectValidModal } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { deletePerson, storedText } from '../../support/erasure.ts';
import { inModal, openHome, wordsOf } from '../../support/home.ts';
import { nameManagers } from '../../support/manager.ts';
import { nominationUsers } from '../../support/nomination.ts';
import { nextNotes } from '../../support/note.ts';
import {
  copiesOf,
  type FormAnswer,
  openedRecovery,
  stepsWith,
  submitRecovery,
  tick,
} from '../../support/recovery.ts';

describe('making it right', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T09:00:00Z'));
    team = await bot.createWorkspace();
    await nameManagers(team, 'UANN');
  });

  const later = (ms = 1_000) => bot.setNow(new Date(bot.now().getTime() + ms));
  const answers = () => bot.slack.answers.map(({ message }) => String(message.text)).join('\n');
  const copy = (userId: string) => copiesOf(bot, userId).at(-1)!.last as { text: string; blocks: unknown[] };
  const find = async (id: string) => (await team.store.recoveries.find(id))!;
  const submit = async (
    userId: string,
    callbackId: string,
    metadata: object,
    values: Record<string, object>,
    fields: object = {},
  ): Promise<FormAnswer> => {
    const ack = await team.submit(userId, callbackId, metadata, values, 'VCHANGE', fields);
    return ack.lastCall?.args[0] as FormAnswer;
  };
  const planned = (
    values: Partial<Record<'offer' | 'cost' | 'fixBy' | 'followUpOn' | 'day' | 'time', string>>,
  ) => ({
    [ids.offer]: { value: values.offer ?? null },
    [ids.cost]: { value: values.cost ?? null },
    [ids.fixBy]: { selected_date: values.fixBy ?? null },
    [ids.followUpOn]: { selected_date: values.followUpOn ?? null },
    [ids.updateDay]: { selected_date: values.day ?? null },
    [ids.updateTime]: { selected_time: values.time ?? null },
  });

  describe('opening one', () => {
    it('opens the form by the keyword, with whoever typed it as its owner', async () => {
      await team.command('UJO', 'recover');

      const [{ view }] = bot.slack.callsOf('views.open') as [{ view: { blocks: unknown[] } }];
      expectValidModal(view);
      expect(JSON.stringify(view)).to.contain('"initial_users":["UJO"]');
      expect(wordsOf(view)).to.contain('Do they know yet?').and.to.contain('go first, today');
    });

    it('thanks whoever opens it, and shows the card at once', async () => {
      const answer = await submitRecovery(team, 'UJO');

      expect(answer?.response_action).to.equal('update');
      expectValidModal(answer!.view!);
      expect(wordsOf(answer!.view!)).to.contain('Thank you for opening this').and.to.contain('Mrs Lee');
      const [recovery] = await team.store.recoveries.openOf('UJO', 5);
      expect(recovery).to.include({ ownerId: 'UJO', openedBy: 'UJO', state: 'open', problem: 'late' });
      // 10:00 in London, and four working hours.
      expect(recovery?.contactDueAt).to.deep.equal(new Date('2026-10-07T13:00:00Z'));
    });

    it('gives owner, helpers and whoever opened it the card at once, and those who lead the team none', async () => {
      await submitRecovery(team, 'UJO', { owner: ['USAM'], helpers: ['UKAI', 'USAM'] });

      for (const userId of ['UJO', 'USAM', 'UKAI']) {
        expect(copiesOf(bot, userId), userId).to.have.length(1);
        expectValidMessage(copy(userId));
      }
      expect(copiesOf(bot, 'UANN')).to.deep.equal([]);
      expect(stepsWith(copy('UKAI'), actionIds.recoveryTick)).to.have.length(6);
      expect(stepsWith(copy('UJO'), actionIds.recoveryTick)).to.deep.equal([]);
      expect(copy('UKAI').text).to.contain('<@USAM> owns it; <@UKAI> helps.');
    });

    it('opens one however often the same form is sent', async () => {
      await Promise.all(
        Array.from({ length: 10 }, () => submitRecovery(team, 'UJO', { helpers: ['USAM'] }, 'VONE')),
      );

      expect(await team.store.recoveries.openOf('UJO', 50)).to.have.length(1);
      expect(copiesOf(bot, 'USAM')).to.have.length(1);
    });

    it('keeps the form open for what is missing, and for whoever cannot work on it', async () => {
      const blank = await submitRecovery(team, 'UJO', { what: ' ' });
      const gone = await submitRecovery(team, 'UJO', { owner: ['UGONE'], helpers: ['UFAR', 'UBOT'] });
      const empty = await submitRecovery(team, 'UJO', { severity: 'forged' });
      const far = await submitRecovery(team, 'UFAR');

      expect(blank?.errors?.[ids.what]).to.contain('Say in a line');
      expect(gone?.errors?.[ids.owner]).to.contain('gone cannot work on this');
      expect(gone?.errors?.[ids.helpers]).to.contain('far and brag cannot work on this');
      expect(empty?.errors?.[ids.knows]).to.contain('Choose an answer');
      expect(far?.errors?.[ids.what]).to.contain('Only members of this organisation');
      expect(await team.store.recoveries.openOf('UJO', 5)).to.deep.equal([]);
    });

    it('asks about contact data in both texts before anything is stored', async () => {
      const filled = { what: 'She waits at 020 7946 0958', customer: 'lee@example.com' };

      const asked = await submitRecovery(team, 'UJO', filled);
      expect(wordsOf(asked!.view!)).to.contain('Whoever helps with it could read it');
      expect(await team.store.recoveries.openOf('UJO', 5)).to.deep.equal([]);

      await submitRecovery(team, 'UJO', { ...filled, customerData: 'mask' });
      const [recovery] = await team.store.recoveries.openOf('UJO', 5);
      expect(recovery).to.include({ what: 'She waits at •••', customerAlias: '•••' });
    });

    it('fits Slack with the longest texts and the most people', async () => {
      const helpers = Array.from({ length: 10 }, (_, index) => `UC${index + 1}`);
      const recovery = await openedRecovery(team, 'UJO', {
        what: '&'.repeat(500),
        customer: '<'.repeat(80),
        helpers,
      });
      const values = planned({
        offer: '>'.repeat(500),
        cost: '&'.repeat(80),
        day: '2026-10-08',
        time: '10:00',
      });
      await submit('UJO', callbackIds.recoveryPlan, { id: recovery._id, edition: 0 }, values);
      for (const step of ['call', 'listen', 'own', 'offer', 'fixed', 'followUp'])
        await tick(team, 'UJO', recovery._id, step);

      for (const userId of ['UJO', ...helpers]) expectValidMessage(copy(userId));
      await team.command('UJO', 'recover');
      expectValidModal(bot.slack.callsOf('views.open').at(-1)!.view);
      await nextNotes(bot, team);
      for (const { first } of copiesOf(bot, 'UANN')) expectValidMessage(first as never);
    });
  });

  describe('its card', () => {
    it('shows a tick on every copy, with who and when, and takes it back', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO', { helpers: ['USAM'] });
      later(60_000);

      await tick(team, 'USAM', id, 'listen');
      for (const userId of ['UJO', 'USAM']) {
        expect(copy(userId).text)
          .to.contain(':white_check_mark: Let them tell it all\n<@USAM>, <!date^')
          .and.to.contain('|Wednesday 7 October, 10:01>');
        expect(stepsWith(copy(userId), actionIds.recoveryUntick)).to.deep.equal(['listen']);
      }

      await team.action('UJO', actionIds.recoveryUntick, { value: `${id}:listen` });
      expect(stepsWith(copy('USAM'), actionIds.recoveryUntick)).to.deep.equal([]);
      expect(answers()).to.equal('');
    });

    it('counts a step once that two tick at once, and tells the second', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO', { helpers: ['USAM', 'UKAI'] });

      await Promise.all(['UJO', 'USAM', 'UKAI'].map((userId) => tick(team, userId, id, 'call')));

      expect((await find(id)).version).to.equal(1);
      expect(answers().match(/it counts once/g)).to.have.length(2);
    });

    it('is nobody else’s, by any button, form or workspace', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO', { owner: ['USAM'] });
      const before = await find(id);
      const other = await bot.createWorkspace();
      await nameManagers(other, 'UANN');
      bot.slack.calls.length = 0;

      for (const [at, userId] of [
        [team, 'UKAI'],
        [team, 'UFAR'],
        [other, 'UANN'],
        [other, 'USAM'],
      ] as const) {
        for (const action of [actionIds.recoveryTick, actionIds.recoveryUntick])
          await at.action(userId, action, { value: `${id}:call` });
        for (const action of [
          actionIds.recoveryShow,
          actionIds.recoverySay,
          actionIds.recoveryUnsay,
          actionIds.recoveryPlan,
          actionIds.recoveryTeam,
          actionIds.recoveryEdit,
          actionIds.recoveryTakeBack,
          actionIds.recoveryTakeOver,
        ])
          await at.action(userId, action, { value: id });
        for (const form of [callbackIds.recoveryPlan, callbackIds.recoveryTeam, callbackIds.recoveryEdit])
          await at.submit(userId, form, { id, edition: 0 }, planned({ offer: 'forged' }));
      }

      expect(await find(id)).to.deep.equal(before);
      expect(JSON.stringify([bot.slack.calls, bot.slack.answers])).not.to.match(/Mrs Lee|cake/);
    });

    it('is read by whoever opened it for others, who works on nothing', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO', { owner: ['USAM'] });

      await tick(team, 'UJO', id, 'call');
      await team.action('UJO', actionIds.recoveryTeam, { value: id });
      await team.action('UJO', actionIds.recoveryShow, { value: id });

      expect((await find(id)).version).to.equal(0);
      expect(answers()).to.contain('ask whoever owns it to add you');
      const [{ view }] = bot.slack.callsOf('views.open') as [{ view: { blocks: unknown[] } }];
      expect(wordsOf(view)).to.contain('Mrs Lee');
    });

    it('is worked on in a modal, which shows it anew', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO');

      await tick(team, 'UJO', id, 'own', inModal);

      const [{ view }] = bot.slack.callsOf('views.update') as [{ view: { blocks: unknown[] } }];
      expectValidModal(view);
      expect(stepsWith(view, actionIds.recoveryUntick)).to.deep.equal(['own']);
    });

    it('is taken back by whoever opened it by mistake, and every copy says so', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO', { helpers: ['USAM'] });

      await team.action('USAM', actionIds.recoveryTakeBack, { value: id });
      expect(answers()).to.contain('Whoever opened it can take it back');
      await team.action('UJO', actionIds.recoveryTakeBack, { value: id });

      for (const userId of ['UJO', 'USAM']) expect(copy(userId).text).to.contain('opened by mistake');
      expect(JSON.stringify(await find(id))).not.to.match(/Lee|cake/);
      await nextNotes(bot, team);
      expect(copiesOf(bot, 'UANN')).to.deep.equal([]);
    });

    it('offers that for a day, says why it is too late, and is shown anew once', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO');
      later(24 * 3_600_000);
      const [posts, updates] = ['chat.postMessage', 'chat.update'].map((method) => bot.slack.callsOf(method));

      for (let turn = 0; turn < 3; turn += 1) {
        await followRecoveries(team.deps, bot.now());
        later();
      }
      await team.action('UJO', actionIds.recoveryTakeBack, { value: id });

      expect(JSON.stringify(posts)).to.contain(actionIds.recoveryTakeBack);
      expect(JSON.stringify(copy('UJO'))).not.to.contain(actionIds.recoveryTakeBack);
      expect(bot.slack.callsOf('chat.update')).to.have.length(updates!.length + 1);
      expect(bot.slack.callsOf('chat.postMessage')).to.have.length(posts!.length);
      expect(answers()).to.contain('It was opened more than a day ago');
    });
  });

  describe('what is planned', () => {
    it('shows offer and days on every copy, with what may be spent', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO', { helpers: ['USAM'] });
      const values = planned({
        offer: 'A new cake, brought by us',
        cost: '€20',
        fixBy: '2026-10-08',
        followUpOn: '2026-10-15',
        day: '2026-10-07',
        time: '15:00',
      });

      await submit('USAM', callbackIds.recoveryPlan, { id, edition: 0 }, values);

      expect(copy('UJO').text)
        .to.contain('“A new cake, brought by us” (€20)')
        .and.to.contain('*Put it right*, by Thursday 8 October')
        .and.to.contain('*Follow up*, on Thursday 15 October')
        .and.to.contain('*Tell them once how it stands*, due <!date^')
        .and.to.contain('|Wednesday 7 October, 20:00>');
    });

    it('takes the moment in the time of whoever chooses it, and shows it so again', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO', { helpers: ['USAM'] });

      await submit(
        'USAM',
        callbackIds.recoveryPlan,
        { id, edition: 0 },
        planned({ day: '2026-10-07', time: '10:30' }),
      );
      await team.action('USAM', actionIds.recoveryPlan, { value: id });

      expect((await find(id)).update?.dueAt).to.deep.equal(new Date('2026-10-07T14:30:00Z'));
      expect(JSON.stringify(bot.slack.callsOf('views.open').at(-1)))
        .to.contain('"initial_time":"10:30"')
        .and.to.contain('Your own time.');
    });

    it('refuses days that are past, and half a moment', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO');
      const plan = (values: Parameters<typeof planned>[0]) =>
        submit('UJO', callbackIds.recoveryPlan, { id, edition: 0 }, planned(values));

      expect((await plan({ fixBy: '2026-10-06' }))?.errors?.[ids.fixBy]).to.contain('past');
      expect((await plan({ day: '2026-10-07', time: '08:00' }))?.errors?.[ids.updateTime]).to.contain('past');
      expect((await plan({ day: '2026-10-07' }))?.errors?.[ids.updateTime]).to.contain('both');
      expect(
        (await plan({ fixBy: '2026-10-09', followUpOn: '2026-10-08' }))?.errors?.[ids.followUpOn],
      ).to.contain('before it is put right');
      expect((await find(id)).edition).to.equal(0);
    });

    it('shows the form again with what somebody else planned meanwhile, and then takes it', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO', { helpers: ['USAM'] });
      await submit(
        'USAM',
        callbackIds.recoveryPlan,
        { id, edition: 0 },
        planned({ offer: 'The money back' }),
      );

      const again = await submit(
        'UJO',
        callbackIds.recoveryPlan,
        { id, edition: 0 },
        planned({ offer: 'Flowers' }),
      );
      expect(wordsOf(again!.view!)).to.contain('The money back');
      expect(JSON.stringify(again!.view)).to.contain('"initial_value":"Flowers"');

      const metadata = JSON.parse(again!.view!.private_metadata!);
      await submit('UJO', callbackIds.recoveryPlan, metadata, planned({ offer: 'Flowers' }));
      expect((await find(id)).offer).to.equal('Flowers');
    });

    it('asks about contact data in what is offered', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO');

      const asked = await submit(
        'UJO',
        callbackIds.recoveryPlan,
        { id, edition: 0 },
        planned({ offer: 'Refund to GB29 NWBK 6016 1331 9268 19' }),
      );

      expect(wordsOf(asked!.view!)).to.contain('Whoever helps with it could read it');
      expect((await find(id)).offer).to.equal(undefined);
    });

    it('is told once how it stands, with undo, and no second word', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO', { helpers: ['USAM'] });
      await submit(
        'UJO',
        callbackIds.recoveryPlan,
        { id, edition: 0 },
        planned({ day: '2026-10-08', time: '10:00' }),
      );

      await Promise.all(
        ['UJO', 'USAM'].map((userId) => team.action(userId, actionIds.recoverySay, { value: id })),
      );
      expect(answers()).to.contain('it counts once');
      expect(copy('UJO').text).to.contain(':white_check_mark: Told them once how it stands');
      await submit(
        'UJO',
        callbackIds.recoveryPlan,
        { id, edition: 1 },
        planned({ day: '2026-10-09', time: '10:00' }),
      );
      expect((await find(id)).update?.dueAt).to.deep.equal(new Date('2026-10-08T09:00:00Z'));

      await team.action('USAM', actionIds.recoveryUnsay, { value: id });
      expect((await find(id)).update?.sentAt).to.equal(undefined);
    });

    it('reminds its owner of the day on which they wanted to follow up', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO');
      await submit(
        'UJO',
        callbackIds.recoveryPlan,
        { id, edition: 0 },
        planned({ followUpOn: '2026-10-08' }),
      );

      await nextNotes(bot, team);

      expect(copiesOf(bot, 'UJO').at(-1)!.first.text).to.contain(
        'you wanted to follow up on Thursday 8 October',
      );
    });

    it('reminds its owner in the note of that day, unless it is done', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO', { helpers: ['USAM'] });
      const values = planned({ fixBy: '2026-10-08', day: '2026-10-08', time: '15:00' });
      await submit('UJO', callbackIds.recoveryPlan, { id, edition: 0 }, values);
      await tick(team, 'UJO', id, 'fixed');

      await nextNotes(bot, team);

      const note = copiesOf(bot, 'UJO').at(-1)!.first.text as string;
      expect(note).to.match(/tell them once how it stands, due <!date\^[^|]*\|Thursday 8 October, 15:00>/);
      expect(note).not.to.contain('put it right by');
      expect(copiesOf(bot, 'USAM')).to.have.length(1);
    });
  });

  describe('who works on it', () => {
    const asked = (owner: string, ...helpers: string[]) => ({
      [ids.owner]: { selected_users: [owner] },
      [ids.helpers]: { selected_users: helpers },
    });

    it('gives whoever is new the card, and closes that of whoever is taken off', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO', { helpers: ['USAM'] });

      await submit('UJO', callbackIds.recoveryTeam, { id, edition: 0 }, asked('UJO', 'UKAI'));

      expect(copiesOf(bot, 'UKAI')).to.have.length(1);
      expect(copy('USAM').text).to.contain('not asked to help');
      expect(wordsOf(copy('USAM'))).not.to.match(/Lee|cake/);
      await tick(team, 'USAM', id, 'call');
      expect((await find(id)).steps.call).to.equal(undefined);

      await submit('UJO', callbackIds.recoveryTeam, { id, edition: 1 }, asked('UJO', 'USAM'));
      expect(copiesOf(bot, 'USAM')).to.have.length(1);
      expect(copy('USAM').text).to.contain('Mrs Lee');
    });

    it('is changed by its owner and those who lead the team, not by a helper', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO', { helpers: ['USAM'] });

      const refused = await submit('USAM', callbackIds.recoveryTeam, { id, edition: 0 }, asked('USAM'));
      expect(refused?.errors?.[ids.owner]).to.contain('Whoever owns this one changes that');
      const gone = await submit('UANN', callbackIds.recoveryTeam, { id, edition: 0 }, asked('UGONE'));
      expect(gone?.errors?.[ids.owner]).to.contain('gone cannot work on this');
      await submit('UANN', callbackIds.recoveryTeam, { id, edition: 0 }, asked('USAM', 'UJO'));

      expect(await find(id)).to.include({ ownerId: 'USAM' });
      expect((await find(id)).helperIds).to.deep.equal(['UJO']);
    });

    it('is taken over by one of those who lead the team when its owner is gone', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO');
      await nextNotes(bot, team);
      await team.changePerson({ id: 'UJO', name: 'jo', deleted: true });

      await nextNotes(bot, team);
      const { first } = copiesOf(bot, 'UANN').at(-1)!;
      expect(first.text).to.contain('Nobody owns what is to be made right for Mrs Lee');
      await team.action('USAM', actionIds.recoveryTakeOver, { value: id });
      await team.action('UANN', actionIds.recoveryTakeOver, { value: id });

      expect(await find(id)).to.include({ ownerId: 'UANN' });
      const updates = bot.slack.callsOf('chat.update').map(({ text }) => String(text));
      expect(updates.some((text) => text.includes('<@UANN> owns what is to be made right'))).to.equal(true);
      await team.changePerson({ id: 'UJO', name: 'jo' });
    });

    it('is taken over by one of two who press at once, and from nobody who is here', async () => {
      await nameManagers(team, 'UANN', 'USAM');
      const { _id: id } = await openedRecovery(team, 'UJO');
      await team.action('UANN', actionIds.recoveryTakeOver, { value: id });
      expect(await find(id)).to.include({ ownerId: 'UJO' });
      expect(answers()).to.contain('Somebody owns it by now');
      await team.changePerson({ id: 'UJO', name: 'jo', deleted: true });

      await Promise.all(
        ['UANN', 'USAM'].map((userId) => team.action(userId, actionIds.recoveryTakeOver, { value: id })),
      );

      expect(answers().split('Somebody owns it by now')).to.have.length(3);
      expect((await find(id)).edition).to.equal(1);
      await team.changePerson({ id: 'UJO', name: 'jo' });
    });

    it('is nobody’s whom a forged form adds to ten others', async () => {
      const helpers = Array.from({ length: 11 }, (_, n) => `UX${n}`);

      const answer = await submitRecovery(team, 'UJO', { helpers });

      expect(answer?.errors?.[ids.helpers]).to.contain('Choose 10 people at most');
      expect(await team.store.recoveries.openOf('UJO', 5)).to.deep.equal([]);
    });

    it('is written anew by its owner, with by when to call', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO', { helpers: ['USAM'] });
      const { filledRecovery } = await import('../../support/recovery.ts');
      const values = filledRecovery({ what: 'The cake never came', severity: 'serious' });

      const refused = await submit('USAM', callbackIds.recoveryEdit, { id, edition: 0 }, values);
      await submit('UJO', callbackIds.recoveryEdit, { id, edition: 0 }, values);

      expect(refused?.errors?.[ids.what]).to.contain('Whoever owns this one');
      expect(await find(id)).to.include({ what: 'The cake never came', severity: 'serious' });
      expect((await find(id)).contactDueAt).to.deep.equal(new Date('2026-10-07T10:00:00Z'));
      expect(copy('USAM').text).to.contain('never came').and.to.contain('Wednesday 7 October, 11:00');
    });
  });

  describe('those who lead the team', () => {
    it('read of it in their next note, never in a message of its own, and work on it from there', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO');
      await nextNotes(bot, team);

      const notes = copiesOf(bot, 'UANN');
      expect(notes).to.have.length(1);
      expect(notes[0]!.first.text).to.contain('To make right for Mrs Lee').and.to.contain('<@UJO> opened it');
      expect(stepsWith(notes[0]!.first as never, actionIds.recoveryShow)).to.have.length(1);

      await tick(team, 'UANN', id, 'call');
      expect((await find(id)).steps.call?.byId).to.equal('UANN');
      expect(copy('UJO').text).to.contain('<@UANN>');
      expect(copiesOf(bot, 'UANN')[0]!.last.text).to.contain('Next: let them tell it all');
    });

    it('read no more of it once they lead no more', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO');
      await nextNotes(bot, team);
      await nameManagers(team, 'UKAI');

      await tick(team, 'UANN', id, 'call');
      await tick(team, 'UJO', id, 'call');

      expect((await find(id)).steps.call?.byId).to.equal('UJO');
      expect(copiesOf(bot, 'UANN').at(-1)!.last.text).not.to.contain('Mrs Lee');
    });
  });

  describe('what waits', () => {
    it('is a row of Home, with what comes next', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO', { owner: ['USAM'] });

      expect(wordsOf(await openHome(bot, team, 'USAM'))).to.match(
        /\*Mrs Lee\*\. Next: call first, due <!date\^[^|]*\|Wednesday 7 October, 14:00>\./,
      );
      expect(wordsOf(await openHome(bot, team, 'UJO'))).not.to.contain('To make right');
      await tick(team, 'USAM', id, 'call');
      expect(wordsOf(await openHome(bot, team, 'USAM'))).to.contain('Next: let them tell it all.');
    });

    it('begins a row with a capital, however the alias was typed', async () => {
      await openedRecovery(team, 'UJO', { customer: 'the lady with the green door' });

      expect(wordsOf(await openHome(bot, team, 'UJO'))).to.contain('*The lady with the green door*. Next:');
    });

    it('is above the form of /brag recover, for whoever opened it too', async () => {
      await openedRecovery(team, 'UJO', { owner: ['USAM'] });

      for (const [userId, isThere] of [
        ['UJO', true],
        ['USAM', true],
        ['UKAI', false],
      ] as const) {
        await team.command(userId, 'recover');
        const { view } = bot.slack.callsOf('views.open').at(-1)!;
        expect(wordsOf(view).includes('*Mrs Lee*'), userId).to.equal(isThere);
      }
    });
  });

  describe('whoever has their data deleted', () => {
    it('is on no copy any more, while the work goes on', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO', { helpers: ['USAM', 'UKAI'] });
      await tick(team, 'UJO', id, 'call');
      await tick(team, 'UKAI', id, 'listen');

      await deletePerson(team, 'UJO');
      later(5_000);
      await eraseDue(team.deps, bot.now());
      await followRecoveries(team.deps, bot.now());

      const all = await storedText(bot, team.teamId);
      for (const [name, text] of all) if (name !== 'workspaces') expect(text, name).not.to.contain('UJO');
      expect(copy('USAM').text).to.contain('Mrs Lee').and.not.to.contain('UJO');
      expect(copy('USAM').text).to.contain('A colleague owns it');
      await nextNotes(bot, team);
      expect(copiesOf(bot, 'UANN').at(-1)!.first.text).to.contain('Nobody owns');
      await team.action('UANN', actionIds.recoveryTakeOver, { value: id });
      expect(await find(id)).to.include({ ownerId: 'UANN' });
    });
  });

  describe('when something ends in the middle of it', () => {
    it('gives everybody the card at the next tick', async () => {
      bot.slack.answersWith('chat.postMessage', { error: 'internal_error' });
      await submitRecovery(team, 'UJO', { helpers: ['USAM'] });
      bot.slack.answersAsUsual('chat.postMessage');
      later(3_600_000);

      await followRecoveries(team.deps, bot.now());
      await team.deps.outbox.deliverDue();

      expect(copiesOf(bot, 'USAM').length).to.be.at.least(1);
    });

    it('shows a change later that Slack did not take', async () => {
      const { _id: id } = await openedRecovery(team, 'UJO', { helpers: ['USAM'] });
      bot.slack.answersWith('chat.update', { error: 'internal_error' });
      await tick(team, 'USAM', id, 'call');
      bot.slack.answersAsUsual('chat.update');
      bot.slack.calls.length = 0;

      later(11 * 60_000);
      await followRecoveries(team.deps, bot.now());

      const shown = bot.slack.callsOf('chat.update').map(({ channel }) => channel);
      expect(shown).to.include('UJO').and.to.include('USAM');
      bot.slack.calls.length = 0;
      later(25 * 3_600_000);
      await followRecoveries(team.deps, bot.now());
      expect(bot.slack.callsOf('chat.update')).to.deep.equal([]);
    });

    it('gives each the card once from two replicas, and none that is older than what is stored', async () => {
      const others = createWorkspaces(
        { ...bot.shared, instanceId: 'other' },
        {
          findInstallation: async (teamId) => ({
            ...team.deps.installation,
            teamId,
            botToken: 'xoxb-test',
          }),
          slackApiUrl: undefined,
          wallChannelId: undefined,
        },
      );
      const other = await others.of(team.teamId);
      const recovery = await openedRecovery(team, 'UJO', { helpers: ['USAM', 'UKAI'] });
      await Promise.all([team.deps, other].map((deps) => followRecovery(deps, recovery._id, bot.now())));
      for (const userId of ['UJO', 'USAM', 'UKAI']) expect(copiesOf(bot, userId)).to.have.length(1);

      // While one shows the first tick, the other shows the second.
      let isFirst = true;
      bot.slack.answersWith('chat.update', async ({ channel, ts }) => {
        if (isFirst) {
          isFirst = false;
          const by = { userId: 'USAM', isManager: false };
          await other.store.recoveries.tick(recovery._id, 'listen', by, bot.now());
          await other.refreshRecovery(recovery._id);
        }
        return { channel, ts };
      });
      await tick(team, 'UKAI', recovery._id, 'call');
      await bot.shared.background.drain(5_000);

      for (const userId of ['UJO', 'USAM', 'UKAI'])
        expect(stepsWith(copy(userId), actionIds.recoveryUntick), userId).to.deep.equal(['call', 'listen']);
      others.stop();
    });

    it('keeps the days in the workspace’s zone', async () => {
      const { contactDueAt } = await openedRecovery(team, 'UKAI', { knows: 'no' });

      expect(dayOf(contactDueAt, 'Europe/London')).to.equal('2026-10-07');
    });
  });
});
