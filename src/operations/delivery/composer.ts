import type { Deps } from '../../deps.ts';
import type { Delivery } from '../../models/delivery.ts';
import type { Message } from '../../views/message.ts';

export type ComposeDeps = Pick<Deps, 'models' | 'installation' | 'people' | 'slack' | 'packs' | 'clock'>;

/** What to send and where; or why there is nothing to send, or nowhere to send it yet. */
export type Composed =
  | {
      kind: 'send';
      channelId: string;
      threadTs?: string;
      message: Message;
      /** Sent instead when Slack refuses the message's blocks, before its text alone. */
      fallbackBlocks?: Message['blocks'];
      revision?: number;
    }
  | { kind: 'wait'; why: string }
  | { kind: 'skip'; why: string };

/** Composes the deliveries of one kind. */
export type Composer = (deps: ComposeDeps, delivery: Delivery) => Promise<Composed>;

export const skip = (why: string): Composed => ({ kind: 'skip', why });

/** Addressed by the person's id: opening five thousand conversations first would take Slack more than an hour. */
export const directMessage = (userId: string, message: Message): Composed => ({
  kind: 'send',
  channelId: userId,
  message,
});
