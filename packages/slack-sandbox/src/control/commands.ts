import type { JsonObject } from '../json.ts';
import { isObject } from '../json.ts';
import { RESPONSE_URL, respond } from '../slack-api/response-url.ts';
import { SlackError } from '../slack-api/slack-error.ts';
import { openDirectMessage } from '../workspace/channels.ts';
import { commandPayload, messageShortcutPayload, shortcutPayload } from '../workspace/interactions.ts';
import { typedText } from '../workspace/typed-text.ts';
import { homeOf, viewJson } from '../workspace/views.ts';
import type { World } from '../world.ts';
import type { Actions } from './actions.ts';
import { ControlError } from './control-error.ts';
import { requireWriting } from './messaging.ts';
import { actorIn, channelIn, messageIn, oneOf, optionalText, requiredText } from './request.ts';
import { asked, happened } from './result.ts';

const requireApp = (world: World): void => {
  if (!world.workspace.isUninstalled) return;
  throw new ControlError('The app was removed from the workspace: send /_sandbox/reset.');
};

const knownCommand = (world: World, name: string) => {
  requireApp(world);
  const command = world.manifest.command(name);
  if (command) return command;
  const known = world.manifest.commands.map((candidate) => candidate.name).join(', ');
  throw new ControlError(`${name} is not a command of this app: its manifest has ${known || 'none'}.`);
};

/** What the bot said with its acknowledgement: a text, or a message. */
const immediateResponse = (body: unknown): JsonObject | undefined => {
  if (typeof body === 'string' && body.trim() !== '') return { text: body };
  return isObject(body) && Object.keys(body).length > 0 ? body : undefined;
};

const showResponse = (world: World, payload: JsonObject, response: JsonObject) => {
  const path = new URL(String(payload.response_url)).pathname;
  const url = world.workspace.responseUrls.get(path);
  if (!url) return;
  try {
    respond(world, url, response);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const what = `the answer to a command was refused: ${error.code}`;
    world.journal.addViolation({ rule: 'invalid-response', method: RESPONSE_URL, what });
  }
};

export const requireInteractivity = (world: World): void => {
  requireApp(world);
  if (world.manifest.isInteractive) return;
  throw new ControlError('The app takes no clicks: settings.interactivity is off in its manifest.');
};

export const commands: Actions = {
  async command(world, body) {
    const person = actorIn(world, body);
    const channel = channelIn(world, body, person);
    requireWriting(world, channel);
    const typed = requiredText(body, 'command');
    const command = knownCommand(world, typed.startsWith('/') ? typed : `/${typed}`);
    const raw = optionalText(body, 'text') ?? '';
    const text = command.shouldEscape
      ? typedText(world.workspace, raw, { withNames: true, withLinks: false })
      : raw;
    const payload = commandPayload(world, { person, channel, command: command.name, text });
    const outcome = await world.gateway.interact({
      kind: 'command',
      type: command.name,
      envelope: 'slash_commands',
      payload,
    });
    const response = outcome.status === 'ok' ? immediateResponse(outcome.body) : undefined;
    if (response) showResponse(world, payload, response);
    return asked(outcome, { ...(response && { response }) });
  },

  async shortcut(world, body) {
    requireInteractivity(world);
    const person = actorIn(world, body);
    const callbackId = requiredText(body, 'callbackId');
    const isOnMessage = body.ts !== undefined;
    const type = isOnMessage ? 'message' : 'global';
    if (!world.manifest.shortcut(callbackId, type)) {
      throw new ControlError(`The manifest has no ${type} shortcut with the callback_id "${callbackId}".`);
    }
    const channel = isOnMessage ? channelIn(world, body, person) : undefined;
    const payload = channel
      ? messageShortcutPayload(world, person, callbackId, channel, messageIn(channel, body))
      : shortcutPayload(world, person, callbackId);
    const outcome = await world.gateway.interact({
      kind: 'shortcut',
      type: String(payload.type),
      envelope: 'interactive',
      payload,
    });
    return asked(outcome);
  },

  /** Slack tells of both tabs, and shows the view of the home tab once there is one. */
  async 'open-home'(world, body) {
    requireApp(world);
    const person = actorIn(world, body);
    const tab = body.tab === undefined ? 'home' : oneOf(body, 'tab', ['home', 'messages']);
    const isThere = { home: world.manifest.hasHomeTab, messages: world.manifest.hasMessagesTab };
    if (!isThere[tab]) throw new ControlError(`The app has no ${tab} tab in its manifest.`);
    const home = tab === 'home' ? homeOf(world, person.id) : undefined;
    const receipt = world.gateway.announce({
      type: 'app_home_opened',
      user: person.id,
      channel: openDirectMessage(world, person.id).id,
      tab,
      ...(home && { view: viewJson(world, home) }),
      event_ts: world.workspace.newTs(),
    });
    return happened([receipt]);
  },
};
