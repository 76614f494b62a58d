import type { Content, Deps, Sent } from '../../deps.ts';
import { isStandIn } from '../../domain/erased-person.ts';
import type { Delivery } from '../../models/delivery.ts';
import type { Message } from '../../views/message.ts';
import type { MessageContent } from './message-form.ts';

export type DeliveryDeps = Pick<
  Deps,
  | 'store'
  | 'installation'
  | 'workspace'
  | 'people'
  | 'channels'
  | 'slack'
  | 'clock'
  | 'background'
  | 'refreshWallMessage'
  | 'recountWin'
  | 'refreshNote'
  | 'publicUrl'
  | 'pictures'
  | keyof Content
>;

/** Nothing to send, or nowhere to send it yet. */
export type NotNow = { kind: 'wait'; why: string } | { kind: 'skip'; why: string };

export type Composed =
  | ({
      kind: 'send';
      /** Of the win that it shows. */
      revision?: number;
    } & MessageContent)
  | NotNow;

/** A conversation, or a person by their id. `onlyFor`: whom alone Slack shows it to, for as long as they look. */
export type Destination = { kind: 'to'; channelId: string; threadTs?: string; onlyFor?: string } | NotNow;

export type RecordSent = (
  deps: DeliveryDeps,
  delivery: Delivery,
  place: Sent,
  revision: number | undefined,
) => Promise<void>;

/** It was not sent, and how that stands: refused for long, for good, or nobody can know. */
export interface Unsent {
  how: 'late' | 'failed' | 'unknown';
  why: string;
}

/** One kind of delivery. What is there to be said is found out when it is sent, and never older than that. */
export interface DeliveryRow {
  to: (deps: DeliveryDeps, delivery: Delivery) => Promise<Destination>;
  /** Whether it waits for another wall when the one it was going to is gone. */
  waitsForWall: boolean;
  /** Shown to one person alone. Nobody can look for it later, so it is not sent again when it may have been. */
  isEphemeral?: true;
  /** What composing writes down is only true of what is sent then: nobody else composes it at the same time. */
  isComposedOnceClaimed?: true;
  /** Somebody is waiting for it, so it does not queue behind what nobody waits for. */
  isAwaited?: true;
  compose: (deps: DeliveryDeps, delivery: Delivery) => Promise<Composed>;
  /** What is to be recorded about it besides that it was sent; can be repeated. Which revision it shows may be unknown. */
  sent?: RecordSent;
  /** What is to be done about it when it could not be sent; can be repeated. */
  unsent?: (deps: DeliveryDeps, delivery: Delivery, unsent: Unsent) => Promise<void>;
}

/** The table of deliveries: what each kind is, and how it is said. */
export type DeliveryTable = Readonly<Record<string, DeliveryRow>>;

export type SendDeliveryDeps = DeliveryDeps &
  Pick<Deps, 'fanOut' | 'instanceId' | 'logger' | 'pacer'> & {
    deliveries: DeliveryTable;
    /** Slack does not let the bot post to the wall any more. */
    giveUpWall: (channelId: string, why: string) => Promise<void>;
    /** A message of the bot's is in this channel: the wall is alive, if it is that. */
    hearOfPost: (channelId: string, post: { triedAt: Date | undefined; isReply: boolean }) => Promise<void>;
  };

export type Sendable = Extract<Destination, { kind: 'to' }> &
  Omit<Extract<Composed, { kind: 'send' }>, 'kind'>;

export const rowOf = ({ deliveries }: SendDeliveryDeps, { kind }: Delivery): DeliveryRow | undefined =>
  deliveries[kind];

export const skip = (why: string): NotNow => ({ kind: 'skip', why });
export const send = (message: Message): Composed => ({ kind: 'send', message });

export const toWall: DeliveryRow['to'] = async ({ workspace }) => {
  const { wallChannelId } = await workspace();
  return wallChannelId ? { kind: 'to', channelId: wallChannelId } : { kind: 'wait', why: 'there is no wall' };
};

/** Addressed by the person's id: opening five thousand conversations first would take Slack more than an hour. */
export const toPerson: DeliveryRow['to'] = async (_deps, { userId }) =>
  userId && !isStandIn(userId) ? { kind: 'to', channelId: userId } : skip('it is for nobody');

export const toChannel: DeliveryRow['to'] = async (_deps, { channelId }) =>
  channelId ? { kind: 'to', channelId } : skip('it is for no channel');
