import { expect } from 'chai';
import { pino } from 'pino';
import sinon from 'sinon';
import type { Deps } from '../../src/deps.ts';
import { createRoutes } from '../../src/handlers/routes.ts';
import { createBoltApp } from '../../src/slack/bolt-app.ts';
import { acknowledgement } from '../support/acknowledgement.ts';
import { openTestBot, type TestBot } from '../support/bot.ts';

describe('a route', () => {
  let bot: TestBot;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());

  /** One app of all workspaces, whose `/brag` hands its Deps to this. */
  const openApp = (handle: (deps: Deps) => Promise<void>, listeners = 0) => {
    const app = createBoltApp({
      transport: { kind: 'http', signingSecret: 'secret', port: 0 },
      slackApiUrl: undefined,
      authorize: async () => ({ botToken: 'xoxb-test', botId: 'BBOT', botUserId: 'UBOT' }),
      logger: pino({ level: 'silent' }),
    });
    const routes = createRoutes(app, (teamId) => bot.workspaces.of(teamId));
    routes.command('/brag', (deps) => () => handle(deps));
    for (let count = 0; count < listeners; count += 1)
      routes.event('user_change', (deps) => () => handle(deps));
    return {
      event: (teamId: string, event: object) =>
        app.processEvent({
          body: { type: 'event_callback', team_id: teamId, event },
          ack: acknowledgement(),
        }),
      command: (teamId: string) =>
        app.processEvent({
          body: { command: '/brag', text: '', team_id: teamId, user_id: 'UANN' },
          ack: acknowledgement(),
        }),
    };
  };

  it('reads what the workspace has decided once a request, and anew in the next', async () => {
    const { teamId, store } = await bot.createWorkspace();
    const walls: (string | undefined)[] = [];
    const app = openApp(async ({ workspace }) => {
      walls.push((await workspace()).wallChannelId);
      await store.workspace.loseWall(bot.wallChannelId, 'is_archived', bot.now());
      walls.push((await workspace()).wallChannelId);
    });

    await app.command(teamId);
    await app.command(teamId);

    expect(walls).to.deep.equal([bot.wallChannelId, bot.wallChannelId, undefined, undefined]);
  });

  it('gives requests that come together each their own workspace, and its part of the database', async () => {
    const teams = await Promise.all([bot.createWorkspace(), bot.createWorkspace()]);
    const app = openApp(async ({ installation: { teamId }, store }) => {
      await store.deliveries.plan({ key: `wall-lost:${teamId}`, kind: 'wall-lost' }, bot.now());
    });

    await Promise.all(teams.map(({ teamId }) => app.command(teamId)));

    for (const { teamId, store } of teams)
      expect(await store.deliveries.dueKeys(bot.now(), 10)).to.deep.equal([`wall-lost:${teamId}`]);
  });

  it('knows what an event says of somebody before anybody goes by it, taken over once', async () => {
    const { teamId, deps } = await bot.createWorkspace();
    const update = sinon.spy(deps.people, 'update');
    const names: (string | undefined)[] = [];
    const app = openApp(async ({ people }) => {
      names.push((await people.find('UJO'))?.name);
    }, 3);
    const user = { id: 'UJO', name: 'joanna', updated: bot.now().getTime() / 1000 };

    await app.event(teamId, { type: 'user_change', user });

    expect(names).to.deep.equal(['joanna', 'joanna', 'joanna']);
    expect(update.callCount).to.equal(1);
  });
});
