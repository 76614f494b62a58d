import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import sinon from 'sinon';
import { loadRecoveryGuide } from '../../src/content/recovery-guide.ts';
import { loadVoicePages } from '../../src/content/voice-pages.ts';
import { deliveryKey } from '../../src/domain/delivery-key.ts';
import type { DeliveryTable, SendDeliveryDeps } from '../../src/operations/delivery/delivery-row.ts';
import { createPacer, createPacerBuckets } from '../../src/operations/delivery/pacer.ts';
import { readWorkspace } from '../../src/operations/workspace/read-workspace.ts';
import { createBackground } from '../../src/slack/background.ts';
import { createChannels } from '../../src/slack/channels.ts';
import { createFanOutClient, interactiveOptions } from '../../src/slack/clients.ts';
import { createPeople } from '../../src/slack/people.ts';
import type { TestDatabase } from './database.ts';
import type { FakeSlack, SlackCall } from './fake-slack.ts';
import { noPictures } from './picture.ts';

/** A connection that ends without an answer, whether or not Slack took the message. */
export const silence = (): never => {
  throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
};

/** Slack as far as messages go: what is posted is there, with its metadata, for whoever looks. */
export const keepMessages = (slack: FakeSlack) => {
  const messages: { channel: string; ts: string; metadata: unknown }[] = [];
  const take = ({ channel, metadata }: SlackCall['args']) => {
    const ts = `${1_800_000_000 + messages.length}.000000`;
    messages.push({ channel, ts, metadata });
    return { channel, ts };
  };
  const said = ({ channel }: SlackCall['args']) => ({
    messages: messages.filter((message) => message.channel === channel),
  });
  slack.answersWith('chat.postMessage', take);
  slack.answersWith('conversations.history', said);
  slack.answersWith('conversations.replies', said);
  return { messages, take };
};

/**
 * What sending takes, in a workspace of its own with a wall, for one replica or for several with different names. The
 * clock is the test's.
 */
export const openDeliveries = async (database: TestDatabase, teamId: string, deliveries: DeliveryTable) => {
  const store = database.storeOf(teamId);
  await store.workspace.meet(new Date());
  await store.workspace.setTimeZoneIfNone('Europe/London');
  await store.workspace.setWallIfNone('CWALL');
  const lines: Record<string, unknown>[] = [];
  const logger = pino({}, { write: (line) => lines.push(JSON.parse(line)) });
  const slack = new WebClient('xoxb-test', interactiveOptions({ slackApiUrl: undefined, logger }));
  const people = createPeople(slack, teamId);
  const clock = { now: () => new Date() };
  const background = createBackground(logger);

  const replica = (instanceId: string) =>
    ({
      store,
      installation: { teamId, botUserId: 'UBOT', botId: 'BBOT', url: 'https://example.slack.com/' },
      workspace: () => readWorkspace({ store, people }),
      people,
      channels: createChannels(slack, teamId),
      slack,
      fanOut: createFanOutClient('xoxb-test', { slackApiUrl: undefined, logger }),
      packs: new Map(),
      ideas: new Map(),
      emojiNames: new Map(),
      recoveryGuide: loadRecoveryGuide(),
      voicePages: loadVoicePages(),
      clock,
      logger,
      background,
      pacer: createPacer(teamId, createPacerBuckets()),
      refreshWallMessage: async () => {},
      recountWin: async () => {},
      refreshNote: async () => false,
      publicUrl: undefined,
      pictures: noPictures,
      instanceId,
      deliveries,
      hearOfPost: sinon.spy(async () => {}),
      giveUpWall: sinon.spy(async (channelId: string, why: string) => {
        await store.workspace.loseWall(channelId, why, clock.now());
      }),
    }) satisfies SendDeliveryDeps;

  let planned = 0;
  return {
    store,
    lines,
    background,
    replica,
    /** Of this kind, due in so many milliseconds. */
    async plan(
      kind: 'win' | 'exceptional' | 'challenge-reminder',
      { inMs = 0, tooLateInMs }: { inMs?: number; tooLateInMs?: number } = {},
    ) {
      planned += 1;
      const now = clock.now().getTime();
      const key = `${deliveryKey.win(teamId)}:${planned}`;
      const tooLate = tooLateInMs !== undefined && { tooLateAt: new Date(now + tooLateInMs) };
      await store.deliveries.plan({ key, kind, userId: 'UANN', ...tooLate }, new Date(now + inMs));
      return key;
    },
    stateOf: async (key: string) => (await store.deliveries.find(key))?.state,
    /** In how many milliseconds it is due; undefined when nothing is left to do. */
    async dueIn(key: string) {
      const dueAt = (await store.deliveries.find(key))?.dueAt;
      return dueAt ? dueAt.getTime() - clock.now().getTime() : undefined;
    },
  };
};

export type Deliveries = Awaited<ReturnType<typeof openDeliveries>>;
