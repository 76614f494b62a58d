import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Content } from './content/index.ts';
import type { Workspace } from './domain/workspace.ts';
import type { Measure } from './measure.ts';
import type { Models, Store } from './models/index.ts';
import type { Pacer } from './operations/delivery/pacer.ts';
import type { Pictures } from './picture/pictures.ts';
import type { Background } from './slack/background.ts';
import type { Channels } from './slack/channels.ts';
import type { People } from './slack/people.ts';
import type { Message } from './views/message.ts';

export type { Content };

/** A workspace that the bot is installed in, and who the bot is there. */
export interface Installation {
  teamId: string;
  /** The Enterprise Grid organisation that the workspace is part of. */
  enterpriseId?: string;
  botUserId: string;
  botId: string;
  /** What the workspace is called in Slack. */
  name?: string;
  /** The workspace's address, with a trailing slash: links to messages start with it. */
  url: string;
}

/** Answers a person alone, through the address that came with their command; form submissions bring none. */
export type AnswerLater = (
  responseUrl: string | undefined,
  message: Message,
  options?: { replaces?: boolean },
) => Promise<void>;

/** Where a delivery's message is in Slack. */
export interface Sent {
  channelId: string;
  ts: string;
}

/** Sends what is due in one workspace. Replicas each have theirs and share the deliveries. */
export interface Outbox {
  /**
   * Sends this delivery if it is due, or waits for whoever in this process is sending it. Resolves with where the
   * message is, if it was sent now.
   */
  deliver(key: string): Promise<Sent | undefined>;
  /** Sends everything that is due now, and comes back by itself when something is due within the minute. */
  deliverDue(): Promise<void>;
  stop(): void;
}

/** What all workspaces of a process share. */
export interface Process extends Content {
  clock: Clock;
  logger: Logger;
  models: Models;
  background: Background;
  /** Tells this process apart from other replicas. */
  instanceId: string;
  answerLater: AnswerLater;
  /** Where people without Slack reach the pages of web/, without a slash at its end; undefined: nowhere. */
  publicUrl: string | undefined;
  measure: Measure;
  pictures: Pictures;
}

/** What entry points are given: one workspace's. Each takes only what it uses. */
export interface Deps extends Omit<Process, 'models'> {
  installation: Installation;
  store: Store;
  /** What the workspace has decided. In a request it is read once. */
  workspace: () => Promise<Workspace>;
  people: People;
  channels: Channels;
  /** For what a person waits for. */
  slack: WebClient;
  /** For what is said once: no retries, its own limits. */
  fanOut: WebClient;
  /** Keeps the workspace within Slack's rates. */
  pacer: Pacer;
  outbox: Outbox;
  /** Shows a win's present state on the wall, if what is there is stale. Calls for one win are coalesced. */
  refreshWallMessage: (winId: string) => Promise<void>;
  /** Counts a win's nominations anew, and announces that it is exceptional. Calls for one win are coalesced. */
  recountWin: (winId: string) => Promise<void>;
  /** Shows how many signed a win's card on its announcement. Calls for one win are coalesced. */
  refreshCard: (winId: string) => Promise<void>;
  /** Plans the notes that are due, so that the outbox sends them. */
  planNotes: (now: Date) => Promise<void>;
  /**
   * Shows the note anew in which a part was told. False when it was told in none: it is to come yet, or was a message of
   * its own in an earlier version. Calls for one note are coalesced.
   */
  refreshNote: (partKey: string) => Promise<boolean>;
  /** The same for whoever sees to it themselves that it is shown, should this process end before it is. */
  showNote: (partKey: string) => Promise<'shown' | 'not-yet' | 'not-in-one'>;
  /** Shows in place of what a delivery said what there is to say now. Throws when Slack does not take it. */
  showDelivery: (key: string) => Promise<void>;
  /** Shows a lesson's present state on the wall and in the note of whoever took it on, if what is there is stale. */
  refreshLesson: (lessonId: string) => Promise<void>;
  /** Shows who is in on a challenge's invitation. Calls for one run are coalesced. */
  refreshInvitation: (runId: string) => Promise<void>;
  /**
   * Shows every copy of a recovery's card anew, in messages and notes. False when that could not be done yet. Calls for
   * one recovery are coalesced.
   */
  refreshRecovery: (recoveryId: string) => Promise<boolean>;
  /** Shows the state of one person's day on the messages about it. Calls for one day are coalesced. */
  refreshDay: (day: { runId: string; dayId: string; userId: string }) => Promise<void>;
  /** Shows Home to somebody who has it open now. Calls for one person are coalesced; it never rejects for Slack. */
  showHome: (userId: string) => Promise<void>;
  /** The same after something that they did, if they opened it lately. */
  refreshHome: (userId: string) => Promise<void>;
}
