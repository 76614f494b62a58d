import { pino } from 'pino';
import { loadContent } from '../../src/content/index.ts';
import type { Process } from '../../src/deps.ts';
import { registerHandlers } from '../../src/handlers/index.ts';
import { createRoutes } from '../../src/handlers/routes.ts';
import { registerFarewell } from '../../src/handlers/workspace/farewell-event.ts';
import { noMeasure } from '../../src/measure.ts';
import { createPictures } from '../../src/picture/pictures.ts';
import { createAnswerLater } from '../../src/slack/answer-later.ts';
import { createBackground } from '../../src/slack/background.ts';
import { createBoltApp } from '../../src/slack/bolt-app.ts';
import { registerRequestLog } from '../../src/slack/request-log.ts';
import { apology } from '../../src/views/apology.ts';
import { createWorkspaces } from '../../src/workspaces.ts';
import { acknowledgement } from './acknowledgement.ts';
import { openTestDatabase } from './database.ts';
import { createFakeSlack, type SlackGroup, type SlackUser } from './fake-slack.ts';

export const demoUsers: readonly SlackUser[] = [
  { id: 'UANN', name: 'ann', is_admin: true, tz: 'Europe/London' },
  { id: 'UJO', name: 'jo', tz: 'Europe/London' },
  { id: 'USAM', name: 'sam', tz: 'America/New_York' },
  { id: 'UKAI', name: 'kai', tz: 'Asia/Tokyo' },
  { id: 'UBOT', name: 'brag', is_bot: true },
];

export const responseUrl = 'https://hooks.slack.com/commands/1';
const wallChannelId = 'CWALL';

/**
 * The bot in this process, on a database of its own: requests come in through its routing, and only Slack and the clock
 * are replaced. Each workspace is a new one, in London, with a wall. The schedules do not run.
 */
export const openTestBot = async ({
  users = demoUsers,
  groups = [],
  publicUrl,
}: {
  users?: readonly SlackUser[];
  groups?: readonly SlackGroup[];
  publicUrl?: string;
} = {}) => {
  const database = await openTestDatabase();
  const slack = createFakeSlack(users, groups);
  const logger = pino({ level: 'silent' });
  let now = new Date('2026-10-07T12:00:00Z');
  let teams = 0;

  const shared: Process = {
    clock: { now: () => now },
    logger,
    models: database.models,
    ...loadContent(),
    background: createBackground(logger),
    instanceId: 'test',
    answerLater: createAnswerLater(logger),
    publicUrl,
    measure: noMeasure,
    pictures: createPictures(logger),
  };
  /** What one process of several on the same database has. */
  const createReplica = (instanceId: string) => {
    const own = { ...shared, instanceId };
    const workspaces = createWorkspaces(own, {
      findInstallation: async (teamId) => ({
        teamId,
        botUserId: 'UBOT',
        botId: 'BBOT',
        url: 'https://example.slack.com/',
        botToken: 'xoxb-test',
      }),
      slackApiUrl: undefined,
      wallChannelId: undefined,
    });
    return { own, workspaces };
  };
  const first = createReplica(shared.instanceId);
  const { workspaces } = first;
  const replicas = [first];

  /**
   * A workspace that has had the bot for long, with a wall and a zone unless it is to have none, and what its people do there. Each resolves with the
   * acknowledgement once the request is dealt with.
   */
  const createWorkspace = async ({
    hasWall = true,
    isZoneSettled = true,
    metAt = new Date('2020-01-01T00:00:00Z'),
  } = {}) => {
    teams += 1;
    const teamId = `T${teams}`;
    const store = database.storeOf(teamId);
    await store.workspace.meet(metAt);
    if (isZoneSettled) await store.workspace.setTimeZoneIfNone('Europe/London');
    if (hasWall) await store.workspace.setWallIfNone(wallChannelId);
    return openTeam(teamId, first);
  };

  /** What a workspace's people do, as far as it reaches one process. */
  const openTeam = async (teamId: string, { own, workspaces }: ReturnType<typeof createReplica>) => {
    const app = createBoltApp({
      transport: { kind: 'http', signingSecret: 'secret', port: 0 },
      slackApiUrl: undefined,
      authorize: async () => ({ botToken: 'xoxb-test', botId: 'BBOT', botUserId: 'UBOT', teamId }),
      logger,
    });
    registerRequestLog(app, { ...own, apology });
    registerHandlers(createRoutes(app, (id, heardAt) => workspaces.hear(id, heardAt)));
    registerFarewell(app, { leave: (id, at) => workspaces.leave(id, at), clock: shared.clock });
    const store = database.storeOf(teamId);
    const deps = await workspaces.of(teamId);
    // It is met in the background, which looks at everybody in it.
    await shared.background.drain(5_000);

    const send = async (body: object) => {
      const ack = acknowledgement();
      await app.processEvent({ body: { team_id: teamId, team: { id: teamId }, ...body }, ack });
      await shared.background.drain(5_000);
      return ack;
    };
    const by = (userId: string) => ({ user: { id: userId, team_id: teamId }, trigger_id: 'trigger' });

    return {
      teamId,
      deps,
      store,
      command: (userId: string, text: string, channelId = 'CGENERAL') =>
        send({
          command: '/brag',
          text,
          user_id: userId,
          channel_id: channelId,
          trigger_id: 'trigger',
          response_url: responseUrl,
        }),
      /** A button, unless `action` says otherwise; `body` is where it was pressed. */
      action: (userId: string, actionId: string, action: object = {}, body: object = {}) =>
        send({
          type: 'block_actions',
          ...by(userId),
          channel: { id: wallChannelId },
          container: { type: 'message', channel_id: wallChannelId, is_ephemeral: false },
          response_url: responseUrl,
          actions: [
            {
              type: 'button',
              action_id: actionId,
              block_id: 'b',
              action_ts: `${now.getTime() / 1000}`,
              ...action,
            },
          ],
          ...body,
        }),
      /** From anywhere, unless `message` says of which message it was chosen. */
      shortcut: (userId: string, callbackId: string, message: object = {}) =>
        send({ type: 'shortcut', callback_id: callbackId, ...by(userId), ...message }),
      /** `values`: by block, what Slack says of its element. */
      submit: (
        userId: string,
        callbackId: string,
        metadata: object | string,
        values: Record<string, object>,
        viewId = 'V1',
        /** What Slack says of the view besides. */
        fields: object = {},
      ) =>
        send({
          type: 'view_submission',
          ...by(userId),
          view: {
            id: viewId,
            type: 'modal',
            callback_id: callbackId,
            private_metadata: typeof metadata === 'string' ? metadata : JSON.stringify(metadata),
            blocks: Object.keys(values).map((block) => ({ type: 'input', block_id: block })),
            state: {
              values: Object.fromEntries(Object.entries(values).map(([block, value]) => [block, { value }])),
            },
            ...fields,
          },
        }),
      /** `fields`: what Slack says beside it, such as `event_time` in seconds. */
      event: (event: object, fields: object = {}) => send({ type: 'event_callback', event, ...fields }),
      /** Slack tells of somebody who was changed a moment ago, unless `user` says when. */
      changePerson: (user: object) =>
        send({
          type: 'event_callback',
          event: { type: 'user_change', user: { updated: now.getTime() / 1000, ...user } },
        }),
    };
  };

  return {
    slack,
    models: database.models,
    shared,
    workspaces,
    wallChannelId,
    createWorkspace,
    /** The same workspace through another process on the same database, which knows nothing of the first. */
    async replicaOf({ teamId }: { teamId: string }) {
      const replica = createReplica(`replica-${replicas.length}`);
      replicas.push(replica);
      return { ...(await openTeam(teamId, replica)), workspaces: replica.workspaces };
    },
    now: () => now,
    setNow(instant: Date): void {
      now = instant;
    },
    async close() {
      for (const replica of replicas) replica.workspaces.stop();
      await shared.background.drain(5_000);
      await shared.pictures.stop();
      slack.restore();
      await database.close();
    },
  };
};

export type TestBot = Awaited<ReturnType<typeof openTestBot>>;
export type TestTeam = Awaited<ReturnType<TestBot['createWorkspace']>>;
