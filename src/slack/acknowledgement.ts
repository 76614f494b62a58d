import type { Context } from '@slack/bolt';

/** By context: Bolt gives each listener arguments of its own, but all of a request one context. */
const acknowledged = new WeakSet<Context>();

export const isAcknowledged = (context: Context): boolean => acknowledged.has(context);

/** The same arguments, with an `ack` that is remembered. Events have none: Bolt acknowledges them itself. */
export const rememberAcknowledgement = <A extends { context: Context }>(args: A): A => {
  if (!('ack' in args) || typeof args.ack !== 'function') return args;
  const { ack, context } = args;
  const remembered = (...response: unknown[]): unknown => {
    acknowledged.add(context);
    return ack(...response);
  };
  return { ...args, ack: remembered };
};
