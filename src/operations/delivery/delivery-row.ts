import type { Content, Deps, Sent } from '../../deps.ts';
import type { Delivery } from '../../models/delivery.ts';
import type { Message } from '../../views/message.ts';

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
  | keyof Content
>;

/** Nothing to send, or nowhere to send it yet. */
export type NotNow = { kind: 'wait'; why: string } | { kind: 'skip'; why: string };

export type Composed =
  | {
      kind: 'send';
      message: Message;
      /** Sent instead when Slack refuses the message's blocks, before its text alone. */
      fallbackBlocks?: Message['blocks'];
      /** Of the win that it shows. */
      revision?: number;
    }
  | NotNow;

/** A conversation, or a person by their id. */
export type Destination = { kind: 'to'; channelId: string; threadTs?: string } | NotNow;

export type RecordSent = (
  deps: DeliveryDeps,
  delivery: Delivery,
  place: Sent,
  revision: number | undefined,
) => Promise<void>;

/** One kind of delivery. What is there to be said is found out when it is sent, and never older than that. */
export interface DeliveryRow {
  to: (deps: DeliveryDeps, delivery: Delivery) => Promise<Destination>;
  /** Whether it waits for another wall when the one it was going to is gone. */
  waitsForWall: boolean;
  /** Somebody is waiting for it, so it does not queue behind what nobody waits for. */
  isAwaited?: true;
  compose: (deps: DeliveryDeps, delivery: Delivery) => Promise<Composed>;
  /** What is to be recorded about it besides that it was sent; can be repeated. Which revision it shows may be unknown. */
  sent?: RecordSent;
}

export const skip = (why: string): NotNow => ({ kind: 'skip', why });
export const send = (message: Message): Composed => ({ kind: 'send', message });

export const toWall: DeliveryRow['to'] = async ({ workspace }) => {
  const { wallChannelId } = await workspace();
  return wallChannelId ? { kind: 'to', channelId: wallChannelId } : { kind: 'wait', why: 'there is no wall' };
};

/** Addressed by the person's id: opening five thousand conversations first would take Slack more than an hour. */
export const toPerson: DeliveryRow['to'] = async (_deps, { userId }) =>
  userId ? { kind: 'to', channelId: userId } : skip('it is for nobody');

export const toChannel: DeliveryRow['to'] = async (_deps, { channelId }) =>
  channelId ? { kind: 'to', channelId } : skip('it is for no channel');
