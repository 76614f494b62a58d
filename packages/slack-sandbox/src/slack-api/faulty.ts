import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../http/answer.ts';
import type { Fault } from '../rules/faults.ts';
import type { World } from '../world.ts';

/** How a call went, for the journal and for the caller. */
export interface Result {
  answer: Answer;
  ok: boolean;
  error?: string;
  fault?: string;
}

export const refused = (code: string, extra: object = {}): Result => ({
  answer: { status: 200, body: { ok: false, error: code, ...extra } },
  ok: false,
  error: code,
});

export const rateLimited = (retryAfterS: number): Result => ({
  answer: {
    status: 429,
    headers: { 'retry-after': String(retryAfterS) },
    body: { ok: false, error: 'ratelimited' },
  },
  ok: false,
  error: 'ratelimited',
});

const dropped: Answer = { status: 0, body: '', isDropped: true };

interface Faulted {
  world: World;
  method: string;
  channel: string | undefined;
  perform: () => Result;
}

type Play = (fault: Fault, call: Faulted) => Result | Promise<Result>;

const plays: Record<Fault['kind'], Play> = {
  'rate-limit'(fault, { world, method, channel }) {
    world.limits.startWait(method, channel, fault.retryAfterS);
    return rateLimited(fault.retryAfterS);
  },
  error: (fault) => refused(fault.error),
  'http-500': () => ({
    answer: { status: 500, body: 'Internal Server Error' },
    ok: false,
    error: 'http-500',
  }),
  'drop-before': () => ({ answer: dropped, ok: false, error: 'connection dropped' }),
  'drop-after': (_fault, { perform }) => ({ ...perform(), answer: dropped }),
  'garbled-before': ({ body }) => ({ answer: { status: 200, body }, ok: false, error: 'garbled' }),
  'garbled-after': ({ body }, { perform }) => ({ ...perform(), answer: { status: 200, body } }),
  async slow(fault, { perform }) {
    await sleep(fault.ms, undefined, { ref: false });
    return perform();
  },
};

/** Performs a call, with the fault that the tester asked for if there is one. */
export const performWithFaults = async (call: Faulted): Promise<Result> => {
  const fault = call.world.faults.take(call.method);
  if (!fault) return call.perform();
  return { ...(await plays[fault.kind](fault, call)), fault: fault.kind };
};
