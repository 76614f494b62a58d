import { expect } from 'chai';
import sinon from 'sinon';
import { recordChanges } from '../../../src/operations/settings/follow-settings.ts';
import { actionIds, wallStartIds as ids } from '../../../src/views/ids.ts';
import { demoUsers, openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { nameManagers } from '../../support/manager.ts';

const users = [
  ...demoUsers,
  { id: 'UOLD', name: 'old', deleted: true },
  { id: 'UFAR', name: 'far', is_stranger: true },
  { id: 'UGUEST', name: 'guest', is_restricted: true },
];

describe('inviting the bot to its first channel', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users });
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace({ hasWall: false });
    bot.slack.reset();
  });

  const invite = (inviter: string | undefined, channel = 'CNEW') =>
    team.event({
      type: 'member_joined_channel',
      user: 'UBOT',
      channel,
      event_ts: '1.0',
      ...(inviter && { inviter }),
    });
  const workspace = () => team.store.workspace.read();
  const questions = () => bot.slack.callsOf('chat.postEphemeral');
  const hellos = () =>
    bot.slack.callsOf('chat.postMessage').filter(({ text }) => text.includes('brag wall now'));
  const lastHello = (): string => bot.slack.callsOf('chat.update').at(-1)?.text;
  const history = async () => {
    await recordChanges(team.deps, bot.now());
    return team.store.settingChanges.history({ limit: 10 });
  };

  it('makes it the wall, and the inviter its manager, who alone is asked, after the hello', async () => {
    await invite('UJO');

    expect(await workspace()).to.deep.include({ wallChannelId: 'CNEW', managerIds: ['UJO'] });
    expect(questions()).to.have.length(1);
    const [{ channel, user, text, blocks }] = questions() as [(typeof bot.slack.calls)[0]['args']];
    expect([channel, user]).to.deep.equal(['CNEW', 'UJO']);
    expect(text).to.contain('<#CNEW> is the wall').and.contain('on Mondays at 09:00 (Europe/London)');
    const shown = JSON.stringify(blocks);
    expect(shown).to.contain('"initial_users":["UJO"]').and.contain('"initial_time":"09:00"');
    expect(shown).to.contain('"initial_option":{"text":{"type":"plain_text","text":"Monday"');
    const sent = bot.slack.calls.map(({ method }) => method).filter((method) => method.startsWith('chat.'));
    expect(sent).to.deep.equal(['chat.postMessage', 'chat.postEphemeral']);
    expect(hellos()[0]!.text)
      .to.contain('<@UJO> has set me up and leads the team')
      .and.contain('on Mondays at 09:00 (Europe/London)')
      .and.contain(':trophy: or :star2:')
      .and.contain('3 people')
      .and.contain('I only see the channels I am in');
    expect((await history()).map(({ byId, fields }) => [byId, fields])).to.deep.equal([
      ['UJO', [{ field: 'managerIds', from: undefined, to: ['UJO'] }]],
    ]);
  });

  const others: [who: string, inviter: string | undefined][] = [
    ['nobody', undefined],
    ['the bot itself', 'UBOT'],
    ['a guest', 'UGUEST'],
    ['somebody of another organisation', 'UFAR'],
    ['somebody who is deactivated', 'UOLD'],
    ['somebody whom Slack does not know', 'UNOBODY'],
  ];
  for (const [who, inviter] of others)
    it(`makes it the wall, names no manager and asks nobody when ${who} invites it`, async () => {
      await invite(inviter);

      expect(await workspace()).to.deep.include({ wallChannelId: 'CNEW', managerIds: undefined });
      expect(questions()).to.deep.equal([]);
      expect(hellos()[0]!.text).to.contain('Slack admins count as managers').and.not.contain('has set me up');
    });

  it('names the inviter once Slack can say who they are', async () => {
    await bot.slack.withoutPeople(() => invite('UNEW2'));
    expect(await workspace()).to.deep.include({ wallChannelId: 'CNEW', managerIds: undefined });
    bot.slack.answersWith('users.info', { user: { id: 'UNEW2', name: 'new' } });
    bot.setNow(new Date(bot.now().getTime() + 60_000));

    await team.deps.outbox.deliverDue();

    expect((await workspace()).managerIds).to.deep.equal(['UNEW2']);
    expect(questions().map(({ user }) => user)).to.deep.equal(['UNEW2']);
  });

  it('leaves those who lead the team already', async () => {
    await nameManagers(team, 'USAM');

    await invite('UJO');

    expect(await workspace()).to.deep.include({ wallChannelId: 'CNEW', managerIds: ['USAM'] });
    expect(questions()).to.deep.equal([]);
    expect(hellos()[0]!.text).to.contain('<@UJO> has set me up').and.contain('<@USAM> leads the team');
  });

  it('is done by one of twenty at once', async () => {
    const inviters = ['UANN', 'UJO', 'USAM', 'UKAI'];

    await Promise.all(Array.from({ length: 20 }, (_, index) => invite(inviters[index % 4], `C${index}`)));

    const { wallChannelId, managerIds } = await workspace();
    const winner = inviters[Number(wallChannelId?.slice(1)) % 4]!;
    expect(managerIds).to.deep.equal([winner]);
    expect(hellos().map(({ channel }) => channel)).to.deep.equal([wallChannelId]);
    expect(questions().map(({ channel, user }) => [channel, user])).to.deep.equal([[wallChannelId, winner]]);
    expect(await history()).to.have.length(1);
  });

  it('is said once when Slack tells of it twice', async () => {
    await invite('UJO');
    await invite('UJO');

    expect(hellos()).to.have.length(1);
    expect(questions()).to.have.length(1);
  });

  it('says both all the same when the process ends once the wall is made', async () => {
    const ending = sinon.stub(team.deps.store.deliveries, 'bringForward').rejects(new Error('ended'));
    await invite('UJO').catch(() => undefined);
    ending.restore();
    expect(hellos()).to.deep.equal([]);
    bot.setNow(new Date(bot.now().getTime() + 60_000));

    await team.deps.outbox.deliverDue();

    expect(hellos()).to.have.length(1);
    expect(questions()).to.have.length(1);
  });

  it('names nobody in place of a wall that was lost', async () => {
    team = await bot.createWorkspace();
    await team.event({ type: 'channel_archive', channel: bot.wallChannelId, event_ts: '1.0' });

    await invite('UANN');

    expect(await workspace()).to.deep.include({ wallChannelId: 'CNEW', managerIds: undefined });
    expect(questions()).to.deep.equal([]);
  });

  describe('and pressing Start', () => {
    beforeEach(() => invite('UJO'));

    interface Chosen {
      managers?: unknown;
      weekday?: unknown;
      time?: unknown;
    }
    const asShown: Chosen = { managers: ['UJO'], weekday: { value: '1' }, time: '09:00' };
    const start = (userId: string, chosen: Chosen | undefined, value = '1') =>
      team.action(
        userId,
        actionIds.wallStart,
        { value },
        {
          container: { type: 'message', channel_id: 'CNEW', is_ephemeral: true },
          ...(chosen && {
            state: {
              values: {
                ...('managers' in chosen && {
                  [ids.managers]: { value: { selected_users: chosen.managers } },
                }),
                ...('weekday' in chosen && { [ids.weekday]: { value: { selected_option: chosen.weekday } } }),
                ...('time' in chosen && { [ids.time]: { value: { selected_time: chosen.time } } }),
              },
            },
          }),
        },
      );
    const answer = () => bot.slack.answers.at(-1)!.message;
    const nothingChanged = async () => {
      expect(await workspace()).to.deep.include({
        managerIds: ['UJO'],
        digestTime: { weekday: 1, time: '09:00' },
        settingsVersion: 1,
      });
    };

    for (const [what, chosen] of [
      ['as it is', asShown],
      ['when Slack sends no state', undefined],
    ] as const)
      it(`takes it in one click ${what}`, async () => {
        await start('UJO', chosen);

        expect(answer()).to.include({ replace_original: true, response_type: 'ephemeral' });
        expect(answer().text)
          .to.contain('<#CNEW> is the wall. <@UJO> leads the team, and the digest comes on Mondays at 09:00')
          .and.contain('`/brag settings`');
        await nothingChanged();
      });

    it('sets what was chosen, and shows it in the hello', async () => {
      await start('UJO', { managers: ['UJO', 'USAM'], weekday: { value: '5' }, time: '16:30' });

      expect(await workspace()).to.deep.include({
        managerIds: ['UJO', 'USAM'],
        digestTime: { weekday: 5, time: '16:30' },
      });
      expect(answer().text).to.contain('<@UJO> and <@USAM> lead the team').and.contain('on Fridays at 16:30');
      expect(lastHello()).to.contain('<@UJO> and <@USAM> lead the team').and.contain('on Fridays at 16:30');
      expect((await history())[0]!.fields.map(({ field }) => field)).to.deep.equal([
        'managerIds',
        'digestTime',
      ]);
    });

    it('lets the inviter name somebody else, who leads from then on', async () => {
      await start('UJO', { ...asShown, managers: ['USAM'] });

      expect((await workspace()).managerIds).to.deep.equal(['USAM']);
      expect(answer().text).to.contain('<@USAM> leads the team').and.contain('They can change it');
    });

    it('says the same at a second press, and sets it once', async () => {
      const chosen = { ...asShown, time: '10:00' };
      await Promise.all([start('UJO', chosen), start('UJO', chosen)]);
      await start('UJO', chosen);

      expect(bot.slack.answers.map(({ message }) => message.text.slice(0, 30))).to.deep.equal(
        Array.from({ length: 3 }, () => ':white_check_mark: That is set'),
      );
      expect(await history()).to.have.length(2);
    });

    it('changes nothing when somebody changed settings meanwhile, and shows what is set', async () => {
      await nameManagers(team, 'UJO', 'UKAI');

      await start('UJO', { ...asShown, time: '10:00' });

      expect(await workspace()).to.deep.include({
        managerIds: ['UJO', 'UKAI'],
        digestTime: { weekday: 1, time: '09:00' },
      });
      expect(answer()).to.include({ replace_original: true });
      expect(answer().text).to.contain('Somebody changed').and.contain('<@UJO> and <@UKAI> lead the team');
    });

    const faulty: [what: string, chosen: Chosen, words: string][] = [
      ['nobody', { ...asShown, managers: [] }, 'choose at least one person'],
      ['nobody (null)', { ...asShown, managers: null }, 'choose at least one person'],
      ['an app', { ...asShown, managers: ['UJO', 'UBOT'] }, '<@UBOT> is an app'],
      ['a guest', { ...asShown, managers: ['UGUEST'] }, '<@UGUEST> is a guest'],
      ['somebody deactivated', { ...asShown, managers: ['UOLD'], time: '10:00' }, '<@UOLD> is deactivated'],
      ['a stranger', { ...asShown, managers: ['UFAR'] }, '<@UFAR> is of another organisation'],
      ['nobody known', { ...asShown, managers: ['UNOBODY'] }, '<@UNOBODY> is nobody'],
      [
        'a crowd',
        { ...asShown, managers: Array.from({ length: 21 }, (_, index) => `U${index}`) },
        'At most 20',
      ],
      ['no time', { ...asShown, time: null }, 'choose a day and a time'],
      ['a forged time', { ...asShown, time: '25:00' }, 'choose a day and a time'],
      ['no day', { ...asShown, weekday: null }, 'choose a day and a time'],
      ['a forged day', { ...asShown, weekday: { value: '8' } }, 'choose a day and a time'],
    ];
    for (const [what, chosen, words] of faulty)
      it(`sets nothing when ${what} is chosen, and says so beside the question`, async () => {
        await start('UJO', chosen);

        expect(answer()).to.include({ replace_original: false, response_type: 'ephemeral' });
        expect(answer().text).to.contain(words).and.contain('Nothing is changed');
        await nothingChanged();
      });

    for (const userId of ['UANN', 'USAM', 'UOLD', 'UGUEST', 'UFAR', 'UBOT', 'UNOBODY'])
      it(`is refused to ${userId}, who may forge it`, async () => {
        await start(userId, { managers: [userId], weekday: { value: '2' }, time: '03:00' });

        expect(answer()).to.include({ replace_original: false });
        expect(answer().text).to.contain('Only managers can set this').and.contain('Ask <@UJO>.');
        await nothingChanged();
      });

    for (const value of ['', 'x', '0', '99'])
      it(`changes nothing when its version is forged (${value || 'none'})`, async () => {
        await start('UJO', { ...asShown, time: '10:00' }, value);

        expect(answer().text).to.contain('Somebody changed the settings meanwhile');
        await nothingChanged();
      });

    it('is refused to an inviter who leads no more', async () => {
      await nameManagers(team, 'USAM');

      await start('UJO', asShown);

      expect(answer().text).to.contain('Only managers can set this').and.contain('Ask <@USAM>.');
      expect((await workspace()).managerIds).to.deep.equal(['USAM']);
    });
  });
});
