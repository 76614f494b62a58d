/**
 * How a delivery to the bot ended. `status` is "ok" (acknowledged), "operation_timeout" (no answer within 3 s),
 * "not_connected", "connection_lost", "http_" and a status code, "held" (kept back by the tester) or "not_sent"
 * (the bot gets no such event).
 */
export interface Outcome {
  status: string;
  ackMs: number | null;
  /** What the bot said as it acknowledged, if anything. */
  body?: unknown;
  /** The bot asked not to be sent this again. */
  isFinal?: boolean;
}

/** Settles, and never rejects, with the outcome of the first attempt. */
export type Receipt = Promise<Outcome>;

/** The bot must acknowledge within this, on the machine's clock. */
export const ACK_TIMEOUT_MS = 3000;

export const notSent: Outcome = { status: 'not_sent', ackMs: null };
