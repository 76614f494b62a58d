import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { loadContent } from '../../src/content/index.ts';
import type { Deps } from '../../src/deps.ts';
import { createCounter } from '../../src/operations/nomination/count-nominations.ts';
import { readWorkspace } from '../../src/operations/workspace/read-workspace.ts';
import { createBackground } from '../../src/slack/background.ts';
import { createChannels } from '../../src/slack/channels.ts';
import { createPeople } from '../../src/slack/people.ts';
import { openTestDatabase } from './database.ts';
import { noPictures } from './picture.ts';
import { startSandbox } from './sandbox.ts';

/** What operations need of `Deps`, on a database of their own and a sandbox without a bot. Nothing is sent. */
export const openTestWorkspace = async () => {
  const database = await openTestDatabase();
  const sandbox = await startSandbox({ args: ['--no-bot'] });
  const slack = new WebClient(sandbox.botEnv.SLACK_BOT_TOKEN, {
    slackApiUrl: sandbox.botEnv.SLACK_API_URL!,
  });
  const { team_id: slackTeamId, user_id: botUserId, bot_id: botId, url } = await slack.auth.test();
  const logger = pino({ level: 'silent' });
  const background = createBackground(logger);
  const people = createPeople(slack, slackTeamId!);
  const wallChannelId = await sandbox.channelId('brag-wall');
  const { users } = await sandbox.state();
  let workspaces = 0;

  return {
    sandbox,
    models: database.models,
    background,
    idOf: (name: string): string => users.find((user) => user.name === name)!.id,

    /** A new workspace in the same database, with the sandbox's people. */
    async create(timeZone: string) {
      workspaces += 1;
      const teamId = `T${workspaces}`;
      const store = database.storeOf(teamId);
      const clock = { now: () => new Date() };
      const base = {
        store,
        workspace: () => readWorkspace({ store, people }),
        clock,
        installation: { teamId, botUserId: botUserId!, botId: botId!, url: url! },
        people,
        channels: createChannels(slack, teamId),
        slack,
        logger,
        publicUrl: undefined,
        pictures: noPictures,
        background,
        ...loadContent(),
        refreshWallMessage: async () => {},
      } satisfies Partial<Deps>;
      await store.workspace.meet(new Date());
      await store.workspace.setTimeZoneIfNone(timeZone);
      await store.workspace.setWallIfNone(wallChannelId);
      const deliverDue = async () => {};
      return { ...base, recountWin: createCounter({ ...base, deliverDue }) };
    },

    async close() {
      await background.drain(5_000);
      await sandbox.stop();
      await database.close();
    },
  };
};

export type TestWorkspace = Awaited<ReturnType<typeof openTestWorkspace>>;
export type WorkspaceDeps = Awaited<ReturnType<TestWorkspace['create']>>;
