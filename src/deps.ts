import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { ChallengePack } from './domain/challenge-pack.ts';
import type { Models } from './models/index.ts';
import type { Outbox } from './operations/delivery/outbox.ts';
import type { Pacer } from './operations/delivery/pacer.ts';
import type { Background } from './slack/background.ts';
import type { People } from './slack/people.ts';
import type { Message } from './views/message.ts';

/** The workspace that this process's token belongs to, and who the bot is there. */
export interface Installation {
  teamId: string;
  botUserId: string;
  botId: string;
  /** The workspace's address, with a trailing slash: links to messages start with it. */
  url: string;
}

/** What entry points are given. Each takes only what it uses. */
export interface Deps {
  clock: Clock;
  logger: Logger;
  models: Models;
  installation: Installation;
  /** The challenges that a run can be of, by id. */
  packs: ReadonlyMap<string, ChallengePack>;
  people: People;
  /** For what a person waits for. */
  slack: WebClient;
  /** For what is said once: no retries, its own limits. */
  fanOut: WebClient;
  background: Background;
  /** Tells this process apart from other replicas. */
  instanceId: string;
  /** Keeps this process within Slack's rates. */
  pacer: Pacer;
  outbox: Outbox;
  /** Answers a person alone, through the address that came with their command; form submissions bring none. */
  answerLater: (
    responseUrl: string | undefined,
    message: Message,
    options?: { replaces?: boolean },
  ) => Promise<void>;
  /** Shows a win's present state on the wall, if what is there is stale. Calls for one win are coalesced. */
  refreshWallMessage: (winId: string) => Promise<void>;
  /** Counts a win's nominations anew, and announces that it is exceptional. Calls for one win are coalesced. */
  recountWin: (winId: string) => Promise<void>;
  /** Shows who is in on a challenge's invitation. Calls for one run are coalesced. */
  refreshInvitation: (runId: string) => Promise<void>;
  /** Shows the state of one person's day on the messages about it. Calls for one day are coalesced. */
  refreshDay: (day: { runId: string; dayId: string; userId: string }) => Promise<void>;
}
