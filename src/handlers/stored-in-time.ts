import type { SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import pTimeout from 'p-timeout';
import type { Deps } from '../deps.ts';
import { refusals } from '../views/win/win-answer.ts';

type StoreDeps = Pick<Deps, 'logger'>;
type Acknowledge = SlackViewMiddlewareArgs<ViewSubmitAction>['ack'];

/** How long a waiting person is kept before they get their text back (Slack itself gives up after three seconds). */
const databaseLimitMs = 2_000;

/** Whether something is stored by the time that a person has to be answered. */
export type Stored<T> = ({ kind: 'stored'; outcome: T } | { kind: 'failed' | 'under-way' }) & {
  /** What it came to, however long that took; undefined when it failed. Never rejects. */
  atLast: Promise<T | undefined>;
};

/** Waits for work that stores something, as long as a person can wait for it, and logs why it is not stored by then. */
export const storedInTime = <T>(
  { logger }: StoreDeps,
  feature: string,
  work: Promise<T>,
): Promise<Stored<T>> => {
  const atLast = work.catch((error: unknown) => {
    logger.error({ feature, err: error }, 'it could not be stored');
    return undefined;
  });
  const settled = work.then(
    (outcome): Stored<T> => ({ kind: 'stored', outcome, atLast }),
    (): Stored<T> => ({ kind: 'failed', atLast }),
  );
  const underWay = (): Stored<T> => {
    logger.error({ feature }, 'it could not be stored in time');
    return { kind: 'under-way', atLast };
  };
  return pTimeout(settled, { milliseconds: databaseLimitMs, fallback: underWay });
};

/** What is wrong, by the block of the form that it is said beside; undefined when nothing is. */
export type FormErrors = Record<string, string> | undefined;

/**
 * Closes a form with what was stored, and resolves with it; or keeps it open with words beside a block. This is the
 * form's one acknowledgement: Bolt throws on a second one, so whatever fails afterwards is for the error handler.
 */
export const closeForm = async <T>(
  ack: Acknowledge,
  stored: Stored<T>,
  { errorsOf, silentAt }: { errorsOf: (outcome: T) => FormErrors; silentAt: string },
): Promise<T | undefined> => {
  const isStored = stored.kind === 'stored';
  const errors = isStored ? errorsOf(stored.outcome) : { [silentAt]: refusals.databaseSilentForm };
  await (errors ? ack({ response_action: 'errors', errors }) : ack());
  return isStored && !errors ? stored.outcome : undefined;
};
