import { expect } from 'chai';
import { mostScreens } from '../../../src/domain/screen.ts';
import { linkTokenHash } from '../../../src/operations/link-token.ts';
import { actionIds, callbackIds } from '../../../src/views/ids.ts';
import { publicUrl } from '../../support/ask.ts';
import { expectValidModal } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { wallIs } from '../../support/home-wall.ts';
import { nameManagers } from '../../support/manager.ts';
import { makeScreenLink, openScreens, screenTokenIn, storedScreen } from '../../support/screen.ts';
import { waitFor } from '../../support/wait-for.ts';
import { winUsers } from '../../support/win.ts';

type Ack = Awaited<ReturnType<TestTeam['command']>>;

describe('a screen', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: winUsers, publicUrl });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
    bot.slack.calls.length = 0;
  });

  const view = (): object =>
    ['views.open', 'views.push', 'views.update'].flatMap((method) => bot.slack.callsOf(method)).at(-1)
      ?.view as object;
  const shown = (): string => JSON.stringify(view());
  const saidIn = (ack: Ack): string => JSON.stringify(ack.firstCall.args[0]);
  const screens = () => team.store.screens.list();
  const remove = (userId: string, value: string) =>
    team.action(userId, actionIds.screenRemove, { value }, { view: { id: 'V1', type: 'modal' } });
  const buttonOf = ({ _id, madeAt }: { _id: string; madeAt: Date }) => `${_id} ${madeAt.getTime()}`;

  it('is given a link, which is shown once and stored nowhere', async () => {
    await openScreens(team, 'UANN');
    expectValidModal(view());
    expect(shown()).to.include('Where will the screen stand?').and.not.to.include('private channel');

    const ack = await makeScreenLink(team, 'UANN', ' The  canteen ');

    const token = screenTokenIn(ack.firstCall.args[0]);
    expect(saidIn(ack)).to.include('full-screen (F11)');
    expectValidModal(Reflect.get(Object(ack.firstCall.args[0]), 'view'));
    const [stored] = await screens();
    expect(stored).to.include({ name: 'The canteen', madeBy: 'UANN', tokenHash: linkTokenHash(token) });
    expect(JSON.stringify(stored)).not.to.include(token);
    await openScreens(team, 'UANN');
    expect(shown()).to.include('nobody has opened it yet').and.not.to.include(token);
  });

  for (const [who, userId] of [
    ['a colleague', 'UJO'],
    ['an admin who was not named', 'UANN'],
    ['an admin of another organisation', 'UFAR'],
    ['an admin whose account is deactivated', 'UOLD'],
  ] as const)
    it(`is for managers alone: ${who}`, async () => {
      await nameManagers(team, 'USAM');
      await storedScreen(team, bot);
      const [screen] = await screens();

      await openScreens(team, userId);
      const opened = shown();
      const made = await makeScreenLink(team, userId, 'lobby');
      await remove(userId, buttonOf(screen!));

      expect(opened).to.include('Only managers').and.not.to.include('canteen');
      expect(screenTokenIn(made.firstCall.args[0])).to.equal('');
      expect(shown()).not.to.include('canteen');
      expect((await screens()).map(({ name }) => name)).to.deep.equal(['canteen']);
    });

  it('is taken out by another manager only where it was made', async () => {
    await storedScreen(team, bot);
    const [screen] = await screens();
    const other = await bot.createWorkspace();

    await other.action('UANN', actionIds.screenRemove, { value: buttonOf(screen!) });

    expect(await screens()).to.have.length(1);
  });

  it('is taken out once, and its place is free again', async () => {
    await storedScreen(team, bot);
    const [screen] = await screens();

    await remove('UANN', buttonOf(screen!));
    expect(shown()).to.include('is taken out');
    bot.setNow(new Date(bot.now().getTime() + 1_000));
    await storedScreen(team, bot, { name: 'lobby' });
    await remove('UANN', buttonOf(screen!));

    expect(shown()).to.include('was taken out already');
    expect((await screens()).map(({ name }) => name)).to.deep.equal(['lobby']);
  });

  const faults: [what: string, name: string, said: string][] = [
    ['no name', ' \u2800 ', 'Please give it a name'],
    ['a name that is too long', 'x'.repeat(41), 'at most'],
    ['a name that is taken', 'CANTEEN', 'There is a screen by that name'],
  ];
  for (const [what, name, said] of faults)
    it(`needs a name of its own: ${what}`, async () => {
      await storedScreen(team, bot);

      const ack = await makeScreenLink(team, 'UANN', name);

      expect(saidIn(ack)).to.include('"response_action":"errors"').and.to.include(said);
      expect(await screens()).to.have.length(1);
    });

  it('is one of twenty at most, however many are made at once', async () => {
    await Promise.all(
      Array.from({ length: mostScreens + 5 }, (_, n) => makeScreenLink(team, 'UANN', `room ${n}`)),
    );

    // Some take longer than a person is kept waiting.
    await waitFor('twenty', async () => (await screens()).length === mostScreens);
    const ack = await makeScreenLink(team, 'UANN', 'one more');
    expect(saidIn(ack)).to.include('as many as there can be');
    expect(await screens()).to.have.length(mostScreens);
    await openScreens(team, 'UANN');
    expectValidModal(view());
    expect(shown()).to.include('as many as there can be');
  });

  it('is one of a name, however many are made at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => makeScreenLink(team, 'UANN', 'canteen')));

    expect(await screens()).to.have.length(1);
  });

  describe('of a wall that is a private channel', () => {
    const told = { channelId: 'CWALL', isPublic: false };

    it('is made by whoever was told that all who pass by read it', async () => {
      wallIs(bot, { privateTo: ['UANN'] });

      await openScreens(team, 'UANN');
      expect(shown()).to.include('Your wall is a private channel');
      const ack = await makeScreenLink(team, 'UANN', 'canteen', told);

      expect(saidIn(ack)).to.include('Your wall is a private channel');
      expect((await screens())[0]).to.include({ isForPrivate: true, wallChannelId: 'CWALL' });
    });

    it('is not made by a manager who is not in it', async () => {
      wallIs(bot, { privateTo: ['UJO'] });

      await openScreens(team, 'UANN');
      const ack = await makeScreenLink(team, 'UANN', 'canteen', told);

      expect(shown()).to.include('that you are not in');
      expect(screenTokenIn(ack.firstCall.args[0])).to.equal('');
      expect(await screens()).to.deep.equal([]);
    });

    it('is not made by whoever was told that it is public', async () => {
      wallIs(bot, { privateTo: ['UANN'] });

      const ack = await makeScreenLink(team, 'UANN', 'canteen');

      expect(saidIn(ack)).to.include('another one since you opened this');
      expect(await screens()).to.deep.equal([]);
    });
  });

  it('is not made where there is no wall', async () => {
    const without = await bot.createWorkspace({ hasWall: false });

    const ack = await without.submit(
      'UANN',
      callbackIds.screenNew,
      { channelId: 'C', isPublic: true },
      {
        'screen_name:0': { value: 'canteen' },
      },
    );

    expect(saidIn(ack)).to.include('There is no wall yet');
  });
});

describe('a screen, where the bot has no pages', () => {
  let bot: TestBot;
  before(async () => {
    bot = await openTestBot({ users: winUsers });
    wallIs(bot, 'public');
  });
  after(() => bot.close());

  it('is offered to nobody, and it is said what is missing', async () => {
    const team = await bot.createWorkspace();

    await openScreens(team, 'UANN');
    const made = await makeScreenLink(team, 'UANN', 'canteen');

    expect(JSON.stringify(bot.slack.callsOf('views.open').at(-1))).to.include('`PUBLIC_URL`');
    expect(JSON.stringify(made.firstCall.args[0])).to.include('PUBLIC_URL');
    expect(await team.store.screens.list()).to.deep.equal([]);
  });
});
