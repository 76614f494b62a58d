/** What the control interface answers, as the sandbox, its page and those who drive it know it. */
import type { Block, TextObject } from './block-kit.ts';
import type { JsonObject } from './json.ts';

export interface User {
  id: string;
  name: string;
  realName: string;
  /** An IANA name. */
  tz: string;
  isAdmin: boolean;
  isBot: boolean;
  isRestricted: boolean;
  deleted: boolean;
  /** Of somebody who is here through Slack Connect: their own workspace. */
  teamId?: string;
}

export interface Channel {
  id: string;
  name: string;
  isPrivate: boolean;
  isIm: boolean;
  /** The person at the other end of a direct message with the bot. */
  user?: string;
  isArchived: boolean;
  members: string[];
}

/** People who are mentioned together. */
export interface UserGroup {
  id: string;
  /** What is typed after an @. */
  handle: string;
  name: string;
  users: string[];
  deleted: boolean;
}

export interface Reaction {
  name: string;
  users: string[];
}

export interface Metadata {
  event_type: string;
  event_payload: JsonObject;
}

export interface Message {
  channel: string;
  ts: string;
  threadTs?: string;
  /** Absent when no user wrote it, as with an incoming webhook. */
  user?: string;
  botId?: string;
  /** The name that a message bears which no user wrote. */
  username?: string;
  /** What kind of message it is, in Slack's words, where it is no plain one. */
  subtype?: string;
  text: string;
  blocks?: Block[];
  attachments?: JsonObject[];
  files?: File[];
  metadata?: Metadata;
  edited?: { user: string; ts: string };
  deleted?: boolean;
  reactions: Reaction[];
}

/** As much of a file as a message shows. */
export interface File {
  id: string;
  name: string;
  mimetype: string;
}

export interface Ephemeral {
  channel: string;
  ts: string;
  threadTs?: string;
  user: string;
  text: string;
  blocks?: Block[];
  replaced?: boolean;
  deleted?: boolean;
}

/** block id → action id → the element's state as Slack sends it in `view.state.values`. */
export type StateValues = { [blockId: string]: { [actionId: string]: JsonObject } };

/** A view as Slack's API shows it. */
export interface ViewPayload {
  id: string;
  team_id: string;
  type: 'modal' | 'home';
  blocks: Block[];
  private_metadata: string;
  callback_id: string;
  state: { values: StateValues };
  hash: string;
  title: TextObject;
  clear_on_close: boolean;
  notify_on_close: boolean;
  close: TextObject | null;
  submit: TextObject | null;
  previous_view_id: string | null;
  root_view_id: string;
  app_id: string;
  external_id: string;
  app_installed_team_id: string;
  bot_id: string;
}

export interface View {
  id: string;
  user: string;
  type: 'modal' | 'home';
  open: boolean;
  view: ViewPayload;
  errors?: { [blockId: string]: string };
}

/** `GET /state`, and `changes` of `GET /live` with lists of only what changed. */
export interface State {
  now: string;
  team: { id: string; name: string; domain: string };
  bot: { userId: string; botId: string; appId: string; ready: boolean };
  users: User[];
  channels: Channel[];
  userGroups: UserGroup[];
  messages: Message[];
  ephemerals: Ephemeral[];
  views: View[];
}

/** `GET /calls` */
export interface CallRecord {
  n: number;
  /** By the sandbox's clock. */
  at: string;
  /** By the machine's. */
  realAt: string;
  method: string;
  /** Whose token was used: "bot", "app", "none" or "unknown". */
  token: string;
  args: JsonObject;
  ok: boolean;
  error?: string;
  /** The fault that the tester asked for, when one was used on this call. */
  fault?: string;
  ms: number;
}

export type DeliveryKind = 'event' | 'command' | 'action' | 'view' | 'shortcut';

/** `GET /deliveries` */
export interface DeliveryRecord {
  n: number;
  at: string;
  realAt: string;
  kind: DeliveryKind;
  type: string;
  ackMs: number | null;
  status: string;
  retry: number;
  payload: JsonObject;
}

/** `GET /violations` */
export interface ViolationRecord {
  n: number;
  at: string;
  rule: string;
  method?: string;
  what: string;
}

export interface Records {
  call: CallRecord[];
  delivery: DeliveryRecord[];
  violation: ViolationRecord[];
}

export interface Command {
  name: string;
  description: string;
  usageHint: string;
  shouldEscape: boolean;
}

export interface Shortcut {
  name: string;
  type: 'global' | 'message';
  callbackId: string;
  description: string;
}

/** How events reach the bot. */
export interface DeliverySettings {
  duplicate: boolean;
  shuffle: boolean;
  delayMs: number;
  hold: boolean;
}

/** `GET /app` */
export interface AppInfo {
  name: string;
  commands: readonly Command[];
  shortcuts: readonly Shortcut[];
  hasHomeTab: boolean;
  hasMessagesTab: boolean;
  isMessagesTabReadOnly: boolean;
  delivery: DeliverySettings;
  limits: 'real' | 'none';
}

/** What acting answers; which of the others there are depends on the action. */
export interface Acted {
  ok: boolean;
  ackMs: number | null;
  status: string;
  ts?: string;
  id?: string;
  viewId?: string;
  now?: string;
  pid?: number | null;
  errors?: { [blockId: string]: string };
  /** What the bot answered a command at once. */
  response?: { text?: string };
}
