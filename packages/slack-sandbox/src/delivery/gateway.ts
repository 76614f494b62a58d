import type { DeliveryKind } from '../answers.ts';
import type { SandboxClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { JsonObject } from '../json.ts';
import type { Manifest } from '../manifest.ts';
import type { Random } from '../random.ts';
import { botIsMember, connectedTeams } from '../workspace/lookup.ts';
import type { Channel, Workspace } from '../workspace/types.ts';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import { ACK_TIMEOUT_MS, notSent, type Outcome, type Receipt } from './outcome.ts';
import { isSubscribed } from './subscriptions.ts';
import type { Envelope, Transport } from './transport.ts';

interface GatewayOptions {
  clock: SandboxClock;
  journal: Journal;
  manifest: Manifest;
  random: Random;
  workspace: () => Workspace;
  transport: Transport;
}

export interface Interaction {
  kind: DeliveryKind;
  type: string;
  envelope: Exclude<Envelope['type'], 'events_api'>;
  payload: JsonObject;
}

/** All that the workspace tells the bot goes through here, and into the journal. */
export interface Gateway {
  /** Sends an event, if the app subscribes to it. */
  announce(event: JsonObject): Receipt;
  /** Sends an event of a channel, if the bot is in it. */
  announceIn(channel: Channel, event: JsonObject): Receipt;
  /** Commands, clicks, forms and shortcuts, which Slack sends once. */
  interact(interaction: Interaction): Promise<Outcome>;
  events: EventQueue;
  transport: Transport;
}

const eventCallback = (
  workspace: Workspace,
  event: JsonObject,
  nowMs: number,
  isShared: boolean,
): JsonObject => {
  const { team, bot } = workspace;
  return {
    token: 'sandbox',
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: bot.appId,
    event,
    type: 'event_callback',
    event_id: workspace.newId('Ev'),
    event_time: Math.floor(nowMs / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: bot.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: isShared,
    event_context: `4-${workspace.newId('')}`,
  };
};

export const createGateway = (options: GatewayOptions): Gateway => {
  const { clock, journal, manifest, transport, workspace } = options;

  const deliver = async (kind: DeliveryKind, type: string, envelope: Envelope): Promise<Outcome> => {
    const { payload, retry } = envelope;
    const record = journal.addDelivery({
      kind,
      type,
      ackMs: null,
      status: 'pending',
      retry: retry?.attempt ?? 0,
      payload,
    });
    const outcome = await transport.send(envelope);
    journal.finishDelivery(record, outcome);
    if (outcome.status === 'operation_timeout') {
      const what = `${type} (delivery ${record.n}) was not acknowledged within ${ACK_TIMEOUT_MS / 1000} seconds`;
      journal.addViolation({ rule: 'late-acknowledgement', what });
    }
    return outcome;
  };

  const events = createEventQueue(clock, options.random, (payload, retry) => {
    const { type } = payload.event as JsonObject;
    return deliver('event', String(type), { type: 'events_api', payload, ...(retry && { retry }) });
  });

  const announce = (event: JsonObject, isShared = false): Receipt =>
    isSubscribed(manifest, event) && !workspace().isUninstalled
      ? events.push(eventCallback(workspace(), event, clock.ms(), isShared))
      : Promise.resolve(notSent);

  return {
    announce: (event) => announce(event),
    announceIn: (channel, event) =>
      botIsMember(workspace(), channel)
        ? announce(event, connectedTeams(workspace(), channel).length > 0)
        : Promise.resolve(notSent),
    async interact({ kind, type, envelope, payload }) {
      const outcome = await deliver(kind, type, { type: envelope, payload });
      const isUndelivered = outcome.status === 'not_connected' || outcome.status === 'connection_lost';
      return isUndelivered ? { ...outcome, status: 'dispatch_failed' } : outcome;
    },
    events,
    transport,
  };
};
