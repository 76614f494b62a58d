import type { Ephemeral } from '../answers.ts';
import type { JsonObject } from '../json.ts';
import { newTrigger } from '../rules/triggers.ts';
import { newResponseUrl } from '../slack-api/response-url.ts';
import type { World } from '../world.ts';
import { messageJson } from './message-json.ts';
import { messageState } from './message-state.ts';
import type { Channel, Message, Person, Trigger, ViewRecord } from './types.ts';
import { viewJson } from './views.ts';

/** What all interactive payloads have. */
const base = ({ workspace }: World, person: Person): JsonObject => ({
  token: 'sandbox',
  team: { id: workspace.team.id, domain: workspace.team.domain },
  user: {
    id: person.id,
    username: person.name,
    name: person.name,
    team_id: person.teamId ?? workspace.team.id,
  },
  api_app_id: workspace.bot.appId,
  enterprise: null,
  is_enterprise_install: false,
});

/** Commands and interactions name a conversation that is no public channel by its kind. */
const nameOf = (channel: Channel): string => {
  if (channel.isIm) return 'directmessage';
  return channel.isPrivate ? 'privategroup' : channel.name;
};

interface CommandUse {
  person: Person;
  channel: Channel;
  command: string;
  text: string;
}

/** The key of the response_url goes with it, for an answer that comes with the acknowledgement. */
export const commandPayload = (world: World, { person, channel, command, text }: CommandUse): JsonObject => ({
  token: 'sandbox',
  team_id: world.workspace.team.id,
  team_domain: world.workspace.team.domain,
  channel_id: channel.id,
  channel_name: nameOf(channel),
  user_id: person.id,
  user_name: person.name,
  command,
  text,
  api_app_id: world.workspace.bot.appId,
  is_enterprise_install: 'false',
  response_url: newResponseUrl(world, 'commands', { user: person.id, channel: channel.id }),
  trigger_id: newTrigger(world, person.id, { channel: channel.id }),
});

type From = Pick<Trigger, 'viewId' | 'channel'>;

const fromView = ({ id, here }: ViewRecord): From => ({ viewId: id, ...(here && { channel: here }) });

const actionsPayload = (world: World, person: Person, action: JsonObject, from: From): JsonObject => ({
  type: 'block_actions',
  ...base(world, person),
  trigger_id: newTrigger(world, person.id, from),
  actions: [{ ...action, action_ts: world.workspace.newTs() }],
});

/** A click in a message; Slack leaves the message out when only one person sees it. */
export const messageActionsPayload = (
  world: World,
  person: Person,
  channel: Channel,
  source: { message: Message } | { ephemeral: Ephemeral },
  action: JsonObject,
): JsonObject => {
  const isEphemeral = 'ephemeral' in source;
  const { ts, threadTs } = isEphemeral ? source.ephemeral : source.message;
  return {
    ...actionsPayload(world, person, action, { channel: channel.id }),
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(threadTs && { thread_ts: threadTs }),
    },
    channel: { id: channel.id, name: nameOf(channel) },
    ...(!isEphemeral && { message: messageJson(world.workspace, source.message) }),
    state: { values: messageState(world.workspace, isEphemeral ? source.ephemeral : source.message, person) },
    response_url: newResponseUrl(world, 'actions', {
      user: person.id,
      channel: channel.id,
      sourceTs: ts,
    }),
  };
};

export const viewActionsPayload = (
  world: World,
  person: Person,
  record: ViewRecord,
  action: JsonObject,
): JsonObject => ({
  ...actionsPayload(world, person, action, fromView(record)),
  container: { type: 'view', view_id: record.id },
  view: viewJson(world, record),
});

export const submissionPayload = (
  world: World,
  person: Person,
  record: ViewRecord,
  responseUrls: readonly JsonObject[],
): JsonObject => ({
  type: 'view_submission',
  ...base(world, person),
  trigger_id: newTrigger(world, person.id, fromView(record)),
  view: viewJson(world, record),
  response_urls: responseUrls,
});

export const closedPayload = (
  world: World,
  person: Person,
  record: ViewRecord,
  isCleared: boolean,
): JsonObject => ({
  type: 'view_closed',
  ...base(world, person),
  view: viewJson(world, record),
  is_cleared: isCleared,
});

export const shortcutPayload = (world: World, person: Person, callbackId: string): JsonObject => ({
  type: 'shortcut',
  ...base(world, person),
  callback_id: callbackId,
  trigger_id: newTrigger(world, person.id),
  action_ts: world.workspace.newTs(),
});

export const messageShortcutPayload = (
  world: World,
  person: Person,
  callbackId: string,
  channel: Channel,
  message: Message,
): JsonObject => ({
  type: 'message_action',
  ...base(world, person),
  callback_id: callbackId,
  trigger_id: newTrigger(world, person.id, { channel: channel.id }),
  action_ts: world.workspace.newTs(),
  channel: { id: channel.id, name: nameOf(channel) },
  message_ts: message.ts,
  message: messageJson(world.workspace, message),
  response_url: newResponseUrl(world, 'app', { user: person.id, channel: channel.id, sourceTs: message.ts }),
});
