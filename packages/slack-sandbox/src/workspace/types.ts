import type { JsonObject } from '../json.ts';

export interface Person {
  id: string;
  name: string;
  realName: string;
  /** An IANA name. */
  tz: string;
  isAdmin: boolean;
  isOwner: boolean;
  isBot: boolean;
  isRestricted: boolean;
  deleted: boolean;
  updated: number;
  botId?: string;
  appId?: string;
}

export interface Reaction {
  name: string;
  users: string[];
}

export interface Message {
  channel: string;
  ts: string;
  /** Absent when no user wrote it, as with an incoming webhook. */
  user?: string;
  botId?: string;
  appId?: string;
  username?: string;
  text: string;
  blocks?: JsonObject[];
  attachments?: JsonObject[];
  metadata?: JsonObject;
  threadTs?: string;
  isBroadcast?: boolean;
  edited?: { user: string; ts: string };
  deleted?: boolean;
  reactions: Reaction[];
}

export interface Channel {
  id: string;
  name: string;
  isPrivate: boolean;
  isIm: boolean;
  isGeneral: boolean;
  isArchived: boolean;
  /** The person at the other end of a direct message with the bot. */
  user?: string;
  creator: string;
  created: number;
  members: Set<string>;
  messages: Map<string, Message>;
}

export interface Ephemeral {
  channel: string;
  ts: string;
  user: string;
  text: string;
  blocks?: JsonObject[];
  threadTs?: string;
  replaced?: boolean;
  deleted?: boolean;
}

/** block id → action id → the element's state as Slack sends it in `view.state.values`. */
export type StateValues = { [blockId: string]: { [actionId: string]: JsonObject } };

export interface ViewRecord {
  id: string;
  user: string;
  type: 'modal' | 'home';
  open: boolean;
  view: JsonObject;
  hash: string;
  rootId: string;
  previousId?: string;
  values: StateValues;
  errors?: { [blockId: string]: string };
}

export interface Trigger {
  issuedMs: number;
  user: string;
  used: boolean;
  /** The modal from which it came, onto which views.push puts the next. */
  viewId?: string;
}

export interface ResponseUrl {
  issuedMs: number;
  uses: number;
  user: string;
  channel: string;
  threadTs?: string;
  /** The message whose element was clicked; undefined for a command. */
  sourceTs?: string;
}

export interface Workspace {
  team: { id: string; name: string; domain: string };
  bot: { userId: string; botId: string; appId: string };
  people: Map<string, Person>;
  channels: Map<string, Channel>;
  ephemerals: Ephemeral[];
  views: Map<string, ViewRecord>;
  triggers: Map<string, Trigger>;
  responseUrls: Map<string, ResponseUrl>;
  isUninstalled: boolean;
  /** The bot gets one invitation to the wall; who removes it means it. */
  isBotInvited: boolean;
  newId(prefix: string): string;
  newTs(): string;
}
