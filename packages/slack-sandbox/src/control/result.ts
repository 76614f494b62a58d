import { ACK_TIMEOUT_MS, notSent, type Outcome, type Receipt } from '../delivery/outcome.ts';
import type { JsonObject } from '../json.ts';

const isUndefined = <T>(value: T | undefined): value is undefined => value === undefined;

/** The time that acting waits for the bot, on the machine's clock. */
const inTime = (receipt: Receipt): Receipt => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'pending', ackMs: null }), ACK_TIMEOUT_MS);
  });
  return Promise.race([receipt, late]).finally(() => clearTimeout(timer));
};

/**
 * The answer for what happens in the workspace whether the bot hears of it or not: ok, with the first delivery
 * that went wrong if any did.
 */
export const happened = async (
  receipts: readonly (Receipt | undefined)[],
  extra: JsonObject = {},
): Promise<JsonObject> => {
  const sent = receipts.filter((receipt) => !isUndefined(receipt)).map((receipt) => inTime(receipt));
  const outcomes = (await Promise.all(sent)).filter((outcome) => outcome.status !== notSent.status);
  const worst = outcomes.find((outcome) => outcome.status !== 'ok') ?? outcomes.at(-1) ?? notSent;
  return { ok: true, ackMs: worst.ackMs, status: worst.status, ...extra };
};

/** The answer for what only the bot can do: ok when it acknowledged. */
export const asked = ({ status, ackMs }: Outcome, extra: JsonObject = {}): JsonObject => ({
  ok: status === 'ok',
  ackMs,
  status,
  ...extra,
});
