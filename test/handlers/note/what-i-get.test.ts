import { expect } from 'chai';
import { type NotePreferences, usualPreferences } from '../../../src/domain/note.ts';
import { notePartKey } from '../../../src/domain/note-part-key.ts';
import { expectValidMessage, expectValidModal } from '../../support/block-kit.ts';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { failingDatabase } from '../../support/faulty-database.ts';

/** Of systems that these tests are not about. */
const others = ['plans', 'recoveries', 'lessons'];
const everybody = ['challenge', ...others, 'praise', 'own-wins'];
const managers = ['digest', 'service-week', 'team'];

describe('What I get', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    // A Wednesday, 13:00 in London and 08:00 in New York.
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
  });

  const opened = () => bot.slack.callsOf('views.open').map(({ view }) => view);
  const blockOf = (view: { blocks: { block_id?: string }[] }, id: string) =>
    // biome-ignore lint/suspicious/noExplicitAny: a block as Slack is sent it
    view.blocks.find(({ block_id }) => block_id === id) as any;
  const valuesOf = (options: { value: string }[] = []) => options.map(({ value }) => value);
  const open = async (userId: string) => {
    await team.action(userId, 'note.change');
    return opened().at(-1)!;
  };
  const fields = ({ topics = everybody, snooze = 'none', until = '', silent = false } = {}) => ({
    note_topics: { selected_options: topics.map((value) => ({ value })) },
    note_snooze: { selected_option: { value: snooze } },
    note_until: { selected_date: until || null },
    note_silent: { selected_options: silent ? [{ value: 'silent' }] : [] },
  });
  const save = (userId: string, values: Parameters<typeof fields>[0] = {}, metadata: object = {}) =>
    team.submit(userId, 'note.change', { offered: everybody, responseUrl, ...metadata }, fields(values));
  const chosen = (userId: string) => team.store.preferences.find(userId);
  const errorsIn = (ack: Awaited<ReturnType<typeof save>>) => {
    const answer = ack.firstCall.args[0];
    return typeof answer === 'object' ? Reflect.get(answer, 'errors') : {};
  };

  const doors: [string, (userId: string) => Promise<unknown>][] = [
    // A manager's own settings have a button to it.
    [
      '/brag settings',
      (userId) => (userId === 'UJO' ? team.command(userId, 'settings') : team.action(userId, 'note.change')),
    ],
    ['the foot of a note', (userId) => team.action(userId, 'note.change')],
  ];
  for (const [door, come] of doors) {
    it(`opens from ${door} with everything ticked, and managers' topics for managers alone`, async () => {
      await come('UJO');
      await come('UANN');

      const [jo, ann] = opened();
      for (const view of [jo, ann]) expectValidModal(view);
      expect(valuesOf(blockOf(jo, 'note_topics').element.options)).to.deep.equal(everybody);
      expect(valuesOf(blockOf(jo, 'note_topics').element.initial_options)).to.deep.equal(everybody);
      expect(valuesOf(blockOf(ann, 'note_topics').element.options)).to.deep.equal([
        ...everybody,
        ...managers,
      ]);
      expect(blockOf(jo, 'note_silent').element.initial_options).to.equal(undefined);
      expect(jo.blocks[0].text.text)
        .to.contain('one message a day at most')
        .and.contain('at 09:00 your time (Europe/London)')
        .and.contain('from Monday to Friday');
    });

    it(`opens no form from ${door} while Slack cannot say who somebody is, and says no to nobody`, async () => {
      await bot.slack.withoutPeople(() => come('UNEW'));

      expect(opened()).to.deep.equal([]);
      expect(JSON.stringify(bot.slack.answers)).to.contain('try again in a minute');
    });
  }

  it('has a switch for the question after a win, which no silence of the note turns off', async () => {
    const view = await open('UJO');
    const { private_metadata: metadata } = view;
    const switched = (isOn: boolean) => ({
      ...fields({ silent: true }),
      note_answers: { selected_options: isOn ? [{ value: 'writing-tips' }] : [] },
    });

    await team.submit('UJO', 'note.change', metadata, switched(true));
    const on = await chosen('UJO');
    await team.submit('UJO', 'note.change', metadata, switched(false));

    expect(valuesOf(blockOf(view, 'note_answers').element.initial_options)).to.deep.equal(['writing-tips']);
    expect(valuesOf(blockOf(view, 'note_topics').element.options)).to.deep.equal(everybody);
    expect([...on.off]).to.deep.equal([]);
    expect([...(await chosen('UJO')).off]).to.deep.equal(['writing-tips']);
    expect(bot.slack.answers.at(-1)!.message.text).to.contain(
      'When a win of yours says little, I ask nothing.',
    );
    expect(blockOf(await open('UJO'), 'note_answers').element.initial_options).to.equal(undefined);
  });

  const snoozes: [string, Parameters<typeof fields>[0], string | undefined][] = [
    ['not at all', {}, undefined],
    ['until tomorrow', { snooze: 'tomorrow' }, '2026-10-08'],
    ['until next week', { snooze: 'next-week' }, '2026-10-12'],
    ['until a day', { snooze: 'date', until: '2026-12-24' }, '2026-12-24'],
  ];
  for (const [what, values, snoozedUntil] of snoozes)
    it(`snoozes ${what}, and says so`, async () => {
      const ack = await save('UJO', values);

      expect(ack.firstCall.args[0]).to.equal(undefined);
      expect(await chosen('UJO')).to.deep.equal({ ...usualPreferences, snoozedUntil });
      const { message } = bot.slack.answers[0]!;
      expectValidMessage({ text: '', blocks: [], ...message });
      expect(message.text.includes('Snoozed: nothing comes before')).to.equal(snoozedUntil !== undefined);
      expect(JSON.stringify(message).includes('note.wake')).to.equal(snoozedUntil !== undefined);
    });

  const refusals: [string, string, string][] = [
    ['today', '2026-10-07', 'ahead of us'],
    ['a day in the past', '2026-10-06', 'ahead of us'],
    ['more than a year ahead', '2027-10-08', 'up to Thursday 7 October'],
    ['no day', '', 'choose the day'],
  ];
  for (const [what, until, words] of refusals)
    it(`refuses to snooze until ${what}, beside the day, and changes nothing`, async () => {
      const ack = await save('UJO', { topics: [], snooze: 'date', until });

      expect(errorsIn(ack).note_until).to.contain(words);
      expect(await chosen('UJO')).to.deep.equal(usualPreferences);
    });

  it('goes by the day that it is where the person lives', async () => {
    // Half past eight on Thursday in Tokyo.
    bot.setNow(new Date('2026-10-07T23:30:00Z'));

    await save('UKAI', { snooze: 'tomorrow' });

    expect((await chosen('UKAI')).snoozedUntil).to.equal('2026-10-09');
  });

  it('shows what was chosen when it is opened again, and leaves a snooze as it is', async () => {
    await save('UJO', {
      topics: ['challenge', ...others],
      snooze: 'date',
      until: '2026-10-20',
      silent: true,
    });

    const view = await open('UJO');
    await save('UJO', { topics: ['challenge', ...others], snooze: 'keep' });

    expectValidModal(view);
    expect(valuesOf(blockOf(view, 'note_topics').element.initial_options)).to.deep.equal([
      'challenge',
      ...others,
    ]);
    expect(blockOf(view, 'note_snooze').element.initial_option.value).to.equal('keep');
    expect(blockOf(view, 'note_silent').element.initial_options).to.have.length(1);
    expect(JSON.stringify(view)).to.contain('nothing comes before Tuesday 20 October');
    expect(await chosen('UJO')).to.deep.equal({
      isSilent: false,
      isOffBoard: false,
      off: new Set(['praise', 'own-wins']),
      snoozedUntil: '2026-10-20',
    });
  });

  it('forgets a snooze that is over', async () => {
    await save('UJO', { snooze: 'tomorrow' });
    bot.setNow(new Date('2026-10-08T12:00:00Z'));

    const view = await open('UJO');

    expect(blockOf(view, 'note_snooze').element.initial_option.value).to.equal('none');
    expect(JSON.stringify(view)).not.to.contain('note.wake');
  });

  it('is ended with one click in the form, which stays open and shows that', async () => {
    await save('UJO', { snooze: 'tomorrow', topics: ['challenge', ...others] });
    const view = await open('UJO');

    await team.action(
      'UJO',
      'note.wake',
      {},
      {
        container: { type: 'view', view_id: 'V1' },
        view: { ...view, id: 'V1' },
        response_url: undefined,
        channel: undefined,
      },
    );

    expect(await chosen('UJO')).to.deep.equal({ ...usualPreferences, off: new Set(['praise', 'own-wins']) });
    const [shown] = bot.slack.callsOf('views.update');
    expect(shown!.view_id).to.equal('V1');
    expectValidModal(shown!.view);
    expect(JSON.stringify(shown!.view)).not.to.contain('note.wake');
  });

  it('is ended with one click beside what was saved', async () => {
    await save('UJO', { snooze: 'tomorrow' });

    await team.action('UJO', 'note.wake', {}, { container: { type: 'message', is_ephemeral: true } });

    expect((await chosen('UJO')).snoozedUntil).to.equal(undefined);
    expect(bot.slack.answers.at(-1)!.message).to.include({ replace_original: true });
    expect(bot.slack.answers.at(-1)!.message.text).to.contain('The snooze is over');
  });

  it('says in its own place what was saved where there is no address to answer at', async () => {
    const ack = await save('UJO', { silent: true }, { responseUrl: undefined });

    const answer = ack.firstCall.args[0] as unknown as { response_action: string; view: object };
    expect(answer.response_action).to.equal('update');
    expectValidModal(answer.view);
    expect(JSON.stringify(answer.view)).to.contain('no notes at all');
  });

  it('is saved for whoever sends it, whatever it carries with it', async () => {
    await save('UANN', { silent: true }, { userId: 'UJO', user: 'UJO' });

    expect(await chosen('UJO')).to.deep.equal(usualPreferences);
    expect((await chosen('UANN')).isSilent).to.equal(true);
  });

  it('keeps what nobody was asked about: of a manager who was none meanwhile, and of a newer version', async () => {
    const before: NotePreferences = {
      isSilent: false,
      off: new Set(['digest', 'of-a-newer-version']),
      isOffBoard: false,
      snoozedUntil: undefined,
    };
    await team.store.preferences.store('UANN', { ...before, snooze: undefined }, bot.now());

    await save('UANN', { topics: ['challenge', ...others, 'own-wins', 'invented'] });

    expect((await chosen('UANN')).off).to.deep.equal(new Set(['digest', 'of-a-newer-version', 'praise']));
  });

  it('stays open with what was chosen when it cannot be stored', async () => {
    const fault = failingDatabase(bot.models.preferences.model, 'updateOne');
    const ack = await save('UJO', { silent: true }).finally(() => fault.restore());

    expect(errorsIn(ack).note_topics).to.contain('database did not answer');
    expect(bot.slack.answers).to.deep.equal([]);
  });

  it('is the same when it is sent twenty times at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () => save('UJO', { topics: ['praise'], snooze: 'tomorrow' })),
    );

    expect(await chosen('UJO')).to.deep.equal({
      isSilent: false,
      isOffBoard: false,
      off: new Set(['challenge', ...others, 'own-wins']),
      snoozedUntil: '2026-10-08',
    });
  });

  it('says what to do when a form comes back without what it was opened with', async () => {
    const ack = await team.submit('UJO', 'note.change', 'broken', fields({ silent: true }));

    expect(errorsIn(ack).note_topics).to.contain('open it again');
    expect(await chosen('UJO')).to.deep.equal(usualPreferences);
  });

  describe('what already waits', () => {
    let key: string;
    const partNow = async () => {
      await team.deps.planNotes(bot.now());
      return (await team.store.noteParts.find(key))!;
    };
    beforeEach(async () => {
      const winId = `${team.teamId}-1`;
      key = notePartKey.praise(winId, 'UJO');
      await team.store.noteParts.plan({ key, kind: 'praise', userId: 'UJO', winId }, bot.now());
      await partNow();
    });

    it('is dropped at once when its topic is turned off, and does not come when that is turned on again', async () => {
      await save('UJO', { topics: ['challenge', ...others] });
      expect(await partNow()).to.include({ state: 'dropped', why: 'turned off' });

      await save('UJO');
      expect(await partNow()).to.include({ state: 'dropped', why: 'turned off' });
    });

    it('is dropped when nothing at all is to come', async () => {
      await save('UJO', { silent: true });

      expect(await partNow()).to.include({ state: 'dropped', why: 'turned off' });
    });

    it('waits until a snooze is over, and comes sooner when that is ended', async () => {
      await save('UJO', { snooze: 'date', until: '2026-10-20' });
      expect((await partNow()).lookAt).to.deep.equal(new Date('2026-10-20T08:00:00Z'));

      await team.action('UJO', 'note.wake');
      expect((await partNow()).lookAt).to.deep.equal(new Date('2026-10-08T08:00:00Z'));
    });
  });
});
