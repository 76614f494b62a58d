import type { Block, TextObject } from '../blocks/types.ts';

export interface User {
  id: string;
  name: string;
  realName: string;
  tz: string;
  isAdmin: boolean;
  isBot: boolean;
  isRestricted: boolean;
  deleted: boolean;
}

export interface Channel {
  id: string;
  name: string;
  isPrivate: boolean;
  isIm: boolean;
  user?: string;
  isArchived: boolean;
  members: string[];
}

export interface Message {
  channel: string;
  ts: string;
  threadTs?: string;
  user?: string;
  botId?: string;
  text: string;
  blocks?: Block[];
  metadata?: { event_payload?: { key?: string } };
  edited?: object;
  deleted?: boolean;
  reactions: { name: string; users: string[] }[];
}

export interface Ephemeral {
  channel: string;
  ts: string;
  threadTs?: string;
  user: string;
  text: string;
  blocks?: Block[];
  deleted?: boolean;
}

export interface View {
  id: string;
  user: string;
  type: 'modal' | 'home';
  open: boolean;
  errors?: { [blockId: string]: string };
  view: {
    blocks: Block[];
    title: TextObject;
    submit: TextObject | null;
    close: TextObject | null;
    previous_view_id: string | null;
    state: { values: { [blockId: string]: { [actionId: string]: { [field: string]: unknown } } } };
  };
}

export interface State {
  now: string;
  team: { id: string; name: string; domain: string };
  bot: { userId: string; botId: string; appId: string; ready: boolean };
  users: User[];
  channels: Channel[];
  messages: Message[];
  ephemerals: Ephemeral[];
  views: View[];
}

export interface CallRecord {
  n: number;
  at: string;
  method: string;
  args: object;
  ok: boolean;
  error?: string;
  fault?: string;
  ms: number;
}

export interface DeliveryRecord {
  n: number;
  at: string;
  kind: string;
  type: string;
  ackMs: number | null;
  status: string;
  retry: number;
  payload: object;
}

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

/** GET /_sandbox/app */
export interface AppInfo {
  name: string;
  commands: { name: string; description: string; usageHint: string }[];
  shortcuts: { name: string; type: 'global' | 'message'; callbackId: string; description: string }[];
  hasHomeTab: boolean;
  delivery: { duplicate: boolean; shuffle: boolean };
}

export interface Acted {
  ok: boolean;
  status: string;
  ts?: string;
  id?: string;
  errors?: { [blockId: string]: string };
}
