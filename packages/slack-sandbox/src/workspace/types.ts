import type * as answers from '../answers.ts';
import type { Ephemeral, State, StateValues, User, View } from '../answers.ts';
import type { JsonObject } from '../json.ts';

export interface Person extends User {
  isOwner: boolean;
  updated: number;
  botId?: string;
  appId?: string;
  /** Their organisation, when it is an Enterprise Grid. */
  enterpriseId?: string;
}

export interface UserGroup extends answers.UserGroup {
  created: number;
  updated: number;
}

export interface Message extends answers.Message {
  appId?: string;
  /** Of one that a workflow sent. */
  workflowId?: string;
  isBroadcast?: boolean;
}

export interface Channel extends Omit<answers.Channel, 'members'> {
  isGeneral: boolean;
  creator: string;
  created: number;
  members: Set<string>;
  messages: Map<string, Message>;
}

export interface ViewRecord extends Omit<View, 'view'> {
  view: JsonObject;
  hash: string;
  rootId: string;
  previousId?: string;
  /** The conversation in which the person asked for it. */
  here?: string;
  values: StateValues;
}

export interface Trigger {
  issuedMs: number;
  user: string;
  used: boolean;
  /** The modal from which it came, onto which views.push puts the next. */
  viewId?: string;
  /** The conversation in which the person is. */
  channel?: string;
}

export interface ResponseUrl {
  issuedMs: number;
  uses: number;
  user: string;
  channel: string;
  /** The message whose element was clicked; undefined for a command. */
  sourceTs?: string;
}

export interface Workspace {
  team: State['team'];
  bot: Omit<State['bot'], 'ready'>;
  people: Map<string, Person>;
  channels: Map<string, Channel>;
  userGroups: Map<string, UserGroup>;
  ephemerals: Ephemeral[];
  views: Map<string, ViewRecord>;
  /** What people chose and typed in messages, by the message's ts and the person. */
  messageStates: Map<string, StateValues>;
  triggers: Map<string, Trigger>;
  responseUrls: Map<string, ResponseUrl>;
  isUninstalled: boolean;
  /** The bot gets one invitation to its home channel; who removes it means it. */
  isBotInvited: boolean;
  newId(prefix: string): string;
  newTs(): string;
}
