import type { JsonObject } from '../json.ts';
import type { Outcome } from './outcome.ts';

export interface Envelope {
  type: 'events_api' | 'slash_commands' | 'interactive';
  payload: JsonObject;
  /** From the second attempt on. */
  retry?: { attempt: number; reason: string };
}

/** The way to the bot: Socket Mode or HTTP. */
export interface Transport {
  isConnected(): Promise<boolean>;
  send(envelope: Envelope): Promise<Outcome>;
  close(): Promise<void>;
}
