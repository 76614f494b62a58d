import type { ModalView } from '@slack/types';
import { expect } from 'chai';
import { settingBlockId } from '../../../src/views/ids.ts';
import { expectValidModal } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { stateOf } from '../../support/filled-form.ts';
import { inModal } from '../../support/home.ts';

const users = [
  { id: 'UANN', name: 'ann', is_admin: true, tz: 'Europe/London' },
  { id: 'UEVE', name: 'eve', is_admin: true, tz: 'Europe/London' },
  { id: 'UJO', name: 'jo', tz: 'Europe/London' },
  { id: 'UGUS', name: 'gus', is_restricted: true, tz: 'Europe/London' },
  { id: 'UBOT', name: 'brag', is_bot: true },
];

/** What Slack says of an element that somebody filled in. */
const typed = (value: string) => ({ type: 'plain_text_input', value });
const ticked = (value: string) => ({ type: 'checkboxes', selected_options: [{ value }] });
const people = (...selected_users: string[]) => ({ type: 'multi_users_select', selected_users });
const channel = (selected_conversation: string) => ({ type: 'conversations_select', selected_conversation });

describe('the settings', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
    bot.slack.answersWith('conversations.info', ({ channel: id }) => ({
      channel: { id, is_channel: true, is_private: id.startsWith('CPRIV'), is_member: id !== 'CELSE' },
    }));
  });
  afterEach(() => bot.slack.reset());

  const open = async (userId: string): Promise<ModalView> => {
    const before = bot.slack.callsOf('views.open').length;
    await team.command(userId, 'settings');
    return bot.slack.callsOf('views.open')[before]?.view;
  };
  const versionOf = ({ private_metadata }: ModalView): number => JSON.parse(private_metadata ?? '{}').version;
  const save = async (userId: string, view: ModalView, edits: Record<string, object>) => {
    const version = versionOf(view);
    const edited = Object.entries(edits).map(([field, value]) => [settingBlockId(field, version), value]);
    const state = { ...stateOf(view), ...Object.fromEntries(edited) };
    const ack = await team.submit(userId, 'settings.save', view.private_metadata!, state);
    const answer = ack.firstCall.args[0] as
      | { response_action: 'update'; view: ModalView }
      | { response_action: 'errors'; errors: Record<string, string> }
      | undefined;
    return {
      view: answer?.response_action === 'update' ? answer.view : undefined,
      errors: Object.fromEntries(
        Object.entries(answer?.response_action === 'errors' ? answer.errors : {}).map(([block, words]) => [
          block.replace(/^settings_|:\d+$/g, ''),
          words,
        ]),
      ),
    };
  };
  const wordsOf = (view: ModalView | undefined): string => JSON.stringify(view?.blocks);
  const settings = () => team.store.workspace.read();
  const history = () => team.store.settingChanges.history({ limit: 100 });

  it('open for a manager, all filled in', async () => {
    const view = await open('UANN');

    expect(view.title.text).to.equal('Settings');
    expectValidModal(view);
    expect(view.blocks.length).to.be.below(100);
    expect(JSON.stringify(view).length).to.be.below(250_000);
    const state = stateOf(view);
    expect(state[settingBlockId('wallChannelId', 0)]).to.include({ selected_conversation: 'CWALL' });
    expect(state[settingBlockId('managerIds', 0)]).to.deep.include({ selected_users: ['UANN', 'UEVE'] });
    expect(state[settingBlockId('nominationEmoji', 0)]).to.include({ value: ':trophy: :star2:' });
  });

  it('call nothing optional that has to be there', async () => {
    const { blocks } = await open('UANN');

    const isOptional = (field: string) => {
      const block = blocks.find(({ block_id }) => block_id === settingBlockId(field, 0));
      return block !== undefined && 'optional' in block && block.optional === true;
    };
    expect(['wallChannelId', 'managerIds', 'zone', 'noteAt'].filter(isOptional)).to.deep.equal([]);
    expect(['country', 'monthGoal', 'recoveryBudget'].every(isOptional)).to.equal(true);
  });

  it('are saved as they are without a change', async () => {
    const { view, errors } = await save('UANN', await open('UANN'), {});

    expect([view, errors]).to.deep.equal([undefined, {}]);
    expect((await settings()).settingsVersion).to.equal(0);
    expect(await history()).to.deep.equal([]);
  });

  it('keep what was changed, say it, and remember who did', async () => {
    const { view } = await save('UANN', await open('UANN'), {
      exceptionalThreshold: typed('5'),
      zone: typed('tokyo'),
      managerIds: people('UANN', 'UJO'),
    });

    expect(wordsOf(view)).to.include('3 → 5').and.include('Europe/London → Asia/Tokyo');
    const now = await settings();
    expect(now).to.include({ exceptionalThreshold: 5, zone: 'Asia/Tokyo' });
    expect(now.managerIds).to.deep.equal(['UANN', 'UJO']);
    const [change] = await history();
    expect(change?.byId).to.equal('UANN');
    expect(change?.fields.map(({ field }) => field)).to.have.members([
      'exceptionalThreshold',
      'zone',
      'managerIds',
    ]);
  });

  it('tell all that is wrong beside the fields, and save nothing', async () => {
    const { errors } = await save('UANN', await open('UANN'), {
      exceptionalThreshold: typed('0'),
      zone: typed('Londn'),
      country: typed('Atlantis'),
      dates: typed('soon'),
      monthGoal: typed('40'),
    });

    expect(errors).to.have.all.keys('exceptionalThreshold', 'zone', 'country', 'dates');
    expect(errors.zone).to.include('Europe/London');
    expect((await settings()).settingsVersion).to.equal(0);
  });

  const people_: [what: string, userIds: string[]][] = [
    ['a guest', ['UANN', 'UGUS']],
    ['a bot', ['UANN', 'UBOT']],
    ['nobody', []],
  ];
  for (const [what, userIds] of people_)
    it(`name ${what} as no manager`, async () => {
      const { errors } = await save('UANN', await open('UANN'), { managerIds: people(...userIds) });

      expect(errors).to.have.all.keys('managerIds');
      expect((await settings()).managerIds).to.equal(undefined);
    });

  it('take no wall that the bot cannot get into', async () => {
    bot.slack.answersWith('conversations.join', { error: 'is_archived' });

    const { errors } = await save('UANN', await open('UANN'), { wallChannelId: channel('CELSE') });

    expect(errors).to.have.all.keys('wallChannelId');
    expect((await settings()).wallChannelId).to.equal('CWALL');
  });

  it('take no private channel as the wall that the manager is not in', async () => {
    bot.slack.answersWith('conversations.members', { members: ['UBOT', 'UJO'] });

    const { errors } = await save('UANN', await open('UANN'), { wallChannelId: channel('CPRIVATE') });

    expect(errors).to.have.all.keys('wallChannelId');
  });

  it('take no person as the wall', async () => {
    const { errors } = await save('UANN', await open('UANN'), { wallChannelId: channel('DJO') });

    expect(errors).to.have.all.keys('wallChannelId');
  });

  it('warn of an emoji of their own that nobody was ever seen to use', async () => {
    await team.event({
      type: 'reaction_added',
      user: 'UJO',
      reaction: 'our-own',
      item: { type: 'message', channel: 'CGENERAL', ts: '1.1' },
      event_ts: '1.2',
    });

    const { view } = await save('UANN', await open('UANN'), {
      nominationEmoji: typed(':tada: :our-own: :misspellt:'),
    });

    expect((await settings()).nominationEmoji).to.deep.equal(new Set(['tada', 'our-own', 'misspellt']));
    expect(wordsOf(view)).to.include('never seen anybody here react with `:misspellt:`');
  });

  it('name nobody twice', async () => {
    await save('UANN', await open('UANN'), { managerIds: people('UANN', 'UJO', 'UJO') });

    expect((await settings()).managerIds).to.deep.equal(['UANN', 'UJO']);
  });

  const crowd = Array.from({ length: 21 }, (_, index) => `UC${index}`);
  const forged: [field: string, value: object][] = [
    ['exceptionalThreshold', typed('1.5')],
    ['exceptionalThreshold', typed('3e0')],
    ['exceptionalThreshold', typed('21')],
    ['exceptionalThreshold', typed('-1')],
    ['digestWeekday', { type: 'static_select', selected_option: { value: '8' } }],
    ['digestWeekday', { type: 'static_select', selected_option: { value: '__proto__' } }],
    ['digestTime', { type: 'timepicker', selected_time: '24:00' }],
    ['noteAt', { type: 'timepicker', selected_time: '03:00' }],
    ['zone', typed('../etc/passwd')],
    ['zone', typed('z'.repeat(10_000))],
    ['country', typed('XX-YY')],
    ['country', typed('__proto__')],
    ['dates', typed('2026-02-30')],
    ['dates', typed('d'.repeat(10_000))],
    ['nominationEmoji', typed('tro.phy')],
    ['nominationEmoji', typed('$set')],
    ['nominationEmoji', typed('e'.repeat(10_000))],
    ['monthGoal', typed('1e3')],
    ['retentionMonths', typed('0')],
    ['principle_respect', typed('p'.repeat(10_000))],
    ['recoveryBudget', typed('b'.repeat(10_000))],
    ['workingTo', { type: 'timepicker', selected_time: '24:00' }],
    ['workingTo', { type: 'timepicker', selected_time: '08:00' }],
    ['remedies', typed('r'.repeat(10_000))],
    ['managerIds', people('UANN', '__proto__')],
    ['managerIds', people('UANN', ...crowd)],
    ['wallChannelId', channel('../CELSE')],
  ];
  for (const [field, value] of forged)
    it(`refuse beside its field what no form sends: ${field} ${JSON.stringify(value).slice(0, 90)}`, async () => {
      const { errors } = await save('UANN', await open('UANN'), { [field]: value });

      expect(Object.keys(errors)).to.deep.equal([field]);
      expect((await settings()).settingsVersion).to.equal(0);
    });

  it('are not emptied by a form that lacks a field', async () => {
    const view = await open('UANN');
    const { [settingBlockId('hasBoards', 0)]: _, ...state } = stateOf(view);

    const ack = await team.submit('UANN', 'settings.save', view.private_metadata!, state);

    expect(ack.firstCall.args[0]).to.include({ response_action: 'errors' });
    expect(await settings()).to.include({ hasBoards: true, settingsVersion: 0 });
  });

  context('when somebody else saved meanwhile', () => {
    it('come again with both changes, say what changed, and are saved then', async () => {
      const [ann, eve] = [await open('UANN'), await open('UEVE')];
      await save('UANN', ann, { exceptionalThreshold: typed('5'), monthGoal: typed('40') });

      const again = await save('UEVE', eve, { exceptionalThreshold: typed('7'), isTeamMode: typed('') });

      expect(wordsOf(again.view)).to.include('Nothing is saved yet').and.include('<@UANN>');
      expect(again.view?.title.text).to.equal('Nothing is saved yet');
      expect(again.view?.submit?.text).to.equal('Save again');
      expect(wordsOf(again.view)).to.include('3 → 5').and.include('none → 40 wins');
      expect(stateOf(again.view!)[settingBlockId('exceptionalThreshold', 1)]).to.include({ value: '7' });
      expect(stateOf(again.view!)[settingBlockId('monthGoal', 1)]).to.include({ value: '40' });
      expect(await settings()).to.include({ exceptionalThreshold: 5, settingsVersion: 1 });

      await save('UEVE', again.view!, {});

      expect(await settings()).to.include({ exceptionalThreshold: 7, monthGoal: 40, settingsVersion: 2 });
    });

    it('lose neither of two people that two managers added', async () => {
      const [ann, eve] = [await open('UANN'), await open('UEVE')];
      await save('UANN', ann, { managerIds: people('UANN', 'UEVE', 'UJO') });

      const again = await save('UEVE', eve, { managerIds: people('UEVE') });

      const field = stateOf(again.view!)[settingBlockId('managerIds', 1)];
      expect(field).to.deep.include({ selected_users: ['UEVE', 'UJO'] });
    });

    it('are content when both wanted the same', async () => {
      const [ann, eve] = [await open('UANN'), await open('UEVE')];
      await save('UANN', ann, { exceptionalThreshold: typed('5') });

      const { view, errors } = await save('UEVE', eve, { exceptionalThreshold: typed('5') });

      expect([view, errors]).to.deep.equal([undefined, {}]);
      expect(await history()).to.have.length(1);
    });
  });

  it('come to the fold of their history when two managers save twenty times each at once', async () => {
    const saveUntilStored = async (userId: string, count: number): Promise<void> => {
      let view = await open(userId);
      const field = userId === 'UANN' ? 'exceptionalThreshold' : 'monthGoal';
      for (;;) {
        const outcome = await save(userId, view, { [field]: typed(String(count)) });
        expect(outcome.errors).to.deep.equal({});
        if (!outcome.view?.private_metadata) return;
        view = outcome.view;
      }
    };
    const saves = async (userId: string): Promise<void> => {
      for (let count = 1; count <= 20; count += 1) await saveUntilStored(userId, count);
    };

    await Promise.all([saves('UANN'), saves('UEVE')]);

    const changes = (await history()).toReversed();
    const { exceptionalThreshold, monthGoal, settingsVersion } = await settings();
    const fold = Object.fromEntries(
      changes.flatMap(({ fields }) => fields).map(({ field, to }) => [field, to]),
    );
    expect({ exceptionalThreshold, monthGoal }).to.deep.equal({ exceptionalThreshold: 20, monthGoal: 20 });
    expect(fold).to.deep.equal({ exceptionalThreshold: 20, monthGoal: 20 });
    expect(changes.map(({ version }) => version)).to.deep.equal(
      Array.from({ length: settingsVersion }, (_, index) => index + 1),
    );
    const goals = changes.flatMap(({ fields }) => fields.filter(({ field }) => field === 'monthGoal'));
    expect(goals.map(({ to }) => to)).to.deep.equal(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('lead to what a manager gets, and to what changed, over the form', async () => {
    const view = await open('UANN');
    for (const id of ['note.change', 'settings.history'])
      expect(wordsOf(view)).to.contain(`"action_id":"${id}"`);

    await team.action('UANN', 'note.change', {}, inModal);
    const form = bot.slack.callsOf('views.push').at(-1)!.view;
    expect(form.callback_id).to.equal('note.change');
    const ack = await team.submit('UANN', 'note.change', form.private_metadata, {
      note_topics: { selected_options: [{ value: 'team' }] },
      note_snooze: { selected_option: { value: 'none' } },
      note_until: { selected_date: null },
      note_silent: { selected_options: [] },
    });
    await team.action('UANN', 'settings.history', {}, inModal);

    expect(JSON.stringify(ack.firstCall.args[0])).to.contain('Your note tells you of');
    expect([...(await team.store.preferences.find('UANN')).off])
      .to.include('digest')
      .and.not.include('team');
    const [, history] = bot.slack.callsOf('views.push');
    expect(history?.view.title.text).to.equal('What changed');
    expect(bot.slack.callsOf('views.open')).to.have.length(1);
  });

  it('tell managers who changed what, newest first, page by page', async () => {
    for (let version = 1; version <= 20; version += 1)
      await team.store.workspace.changeSettings({
        id: `${team.teamId}-${version}`,
        byId: version % 2 === 0 ? 'UANN' : 'UEVE',
        at: bot.now(),
        version,
        fields: [{ field: 'monthGoal', from: version - 1 || undefined, to: version }],
      });

    await team.action('UANN', 'settings.history');
    const view = bot.slack.callsOf('views.push').at(-1)?.view;

    expect(view.blocks[0].text.text).to.equal('*Monthly goal*: 19 wins → 20 wins');
    expect(view.blocks[1].elements[0].text).to.equal('<@UANN>, 7 October 2026, 13:00');
    const [older] = view.blocks.at(-1).elements;
    await team.action('UANN', older.action_id, { value: older.value }, { view: { id: 'V2', type: 'modal' } });
    const page = bot.slack.callsOf('views.update').at(-1);
    expect(page?.view_id).to.equal('V2');
    expect(page?.view.blocks.at(-3).text.text).to.equal('*Monthly goal*: none → 1 win');
  });

  context('for whoever is no manager', () => {
    const nameAnn = () =>
      team.store.workspace.changeSettings({
        id: team.teamId,
        byId: 'UANN',
        at: bot.now(),
        version: 1,
        fields: [{ field: 'managerIds', from: undefined, to: ['UANN'] }],
      });

    it('are what they get', async () => {
      await nameAnn();

      expect((await open('UJO')).title.text).to.equal('What I get');
      await team.action('UJO', 'settings.open');
      expect(bot.slack.callsOf('views.open').at(-1)?.view.title.text).to.equal('What I get');
    });

    it('are the list of managers alone for a Slack admin, whatever else is forged', async () => {
      await nameAnn();
      const view = await open('UEVE');
      expect(view.blocks.filter(({ type }) => type === 'input')).to.have.length(1);

      const { errors } = await save('UEVE', view, {
        managerIds: people('UANN', 'UEVE'),
        exceptionalThreshold: typed('1'),
        zone: typed('Mars'),
      });

      expect(errors).to.deep.equal({});
      expect((await settings()).managerIds).to.deep.equal(['UANN', 'UEVE']);
      expect(await settings()).to.include({ exceptionalThreshold: 3, zone: 'Europe/London' });
    });

    it('do not tell a Slack admin what was changed', async () => {
      await nameAnn();

      await team.action('UEVE', 'settings.history');
      await team.action('UJO', 'settings.history');
      await team.action(
        'UJO',
        'settings.history_page',
        { value: '9' },
        { view: { id: 'V1', type: 'modal' } },
      );

      expect(bot.slack.callsOf('views.push')).to.deep.equal([]);
      expect(bot.slack.callsOf('views.update')).to.deep.equal([]);
    });

    it('keep what a Slack admin never saw, who became a manager while choosing', async () => {
      await nameAnn();
      await save('UANN', await open('UANN'), { exceptionalThreshold: typed('7'), isTeamMode: ticked('on') });
      const eve = await open('UEVE');
      await save('UANN', await open('UANN'), { managerIds: people('UANN', 'UEVE') });

      const again = await save('UEVE', eve, { managerIds: people('UANN', 'UJO') });
      await save('UEVE', again.view!, {});

      expect(await settings()).to.include({ exceptionalThreshold: 7, isTeamMode: true, hasBoards: true });
      expect((await settings()).managerIds).to.have.members(['UANN', 'UEVE', 'UJO']);
    });

    it('say so to a Slack admin who was treated as a manager when the form was opened', async () => {
      const eve = await open('UEVE');
      await nameAnn();

      const { errors } = await save('UEVE', eve, { exceptionalThreshold: typed('7') });

      expect(errors.managerIds).to.include('Nothing is saved');
      expect((await settings()).exceptionalThreshold).to.equal(3);
    });

    it('say so to a manager whom another takes off the list while they save', async () => {
      const [ann, eve] = [await open('UANN'), await open('UEVE')];

      const answers = await Promise.all([
        save('UANN', ann, { managerIds: people('UANN') }),
        save('UEVE', eve, { managerIds: people('UEVE'), exceptionalThreshold: typed('7') }),
      ]);

      const { managerIds, settingsVersion } = await settings();
      expect(settingsVersion).to.equal(1);
      expect(managerIds).to.have.length(1);
      const refused = answers.filter(({ errors }) => errors.managerIds?.includes('Nothing is saved'));
      expect(refused).to.have.length(1);
    });

    it('are refused when the form is forged', async () => {
      await nameAnn();

      const { errors } = await save('UJO', await open('UANN'), { exceptionalThreshold: typed('1') });

      expect(Object.keys(errors)).to.deep.equal(['managerIds']);
      expect((await settings()).exceptionalThreshold).to.equal(3);
    });
  });
});
