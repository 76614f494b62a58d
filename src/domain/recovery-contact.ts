import type { Done, RecoveryProgress, RecoveryStep, RecoveryWords } from './recovery.ts';
import { contactDueAt, type WorkingTime } from './working-hours.ts';

/** Steps that nobody does without the customer, and that a reopening leaves as they were done. */
const lastingSteps = ['listen', 'own', 'offer'] as const satisfies readonly RecoveryStep[];
/** The same that a reopening takes away: they are to be done again. */
const renewedSteps = ['call', 'followUp'] as const satisfies readonly RecoveryStep[];

type Contacts = Omit<RecoveryProgress, 'state'>;

const atOf = (done: Done | null | undefined): Date[] => (done ? [done.at] : []);

const earliest = (times: readonly Date[]): Date | undefined =>
  times.reduce<Date | undefined>((first, at) => (first && first <= at ? first : at), undefined);

/** Steps that last, and the one planned word. */
const lastingTimes = ({ steps, update }: Contacts): Date[] => [
  ...lastingSteps.flatMap((step) => atOf(steps[step])),
  ...(update?.sentAt ? [update.sentAt] : []),
];

const renewedTimes = ({ steps }: Contacts): Date[] => renewedSteps.flatMap((step) => atOf(steps[step]));

/**
 * When it was last reopened, from which on the customer is to hear from somebody again; undefined: it was not, or by an
 * earlier version, which let the first word stand.
 */
export const begunAnewAt = ({ reopened }: Pick<RecoveryProgress, 'reopened'>): Date | undefined => {
  const last = reopened?.at(-1);
  return last?.was?.contactDueAt ? last.at : undefined;
};

/** When somebody first called, also when it is to be done again. */
export const firstCallAt = ({ steps, reopened }: Contacts): Date | undefined =>
  earliest([steps.call, ...(reopened ?? []).map(({ was }) => was?.call)].flatMap(atOf));

/** When the customer first heard from somebody at all, however often it was reopened since: figures go by it. */
export const firstContactAt = (recovery: Contacts): Date | undefined =>
  earliest([
    ...lastingTimes(recovery),
    ...renewedTimes(recovery),
    ...(recovery.reopened ?? []).flatMap(({ was }) => [...atOf(was?.call), ...atOf(was?.followUp)]),
  ]);

/** The same since it was last reopened: who was let down twice is to hear from somebody twice. */
export const contactAt = (recovery: Contacts): Date | undefined => {
  const since = begunAnewAt(recovery);
  // What was taken away then and is there was done since, whatever the clock of whoever noted it says.
  return earliest([
    ...lastingTimes(recovery).filter((at) => !since || at > since),
    ...renewedTimes(recovery),
  ]);
};

/** By what it is known when the customer is to hear from somebody. */
export interface DueFacts extends Contacts, Pick<RecoveryWords, 'severity' | 'doesCustomerKnow'> {
  openedAt: Date;
  contactDueAt: Date;
}

type DueWords = Pick<RecoveryWords, 'severity' | 'doesCustomerKnow'>;

/** Whoever heard from somebody before it was reopened knows. */
const doTheyKnow = (recovery: DueFacts, { doesCustomerKnow }: DueWords): boolean => {
  const [since, first] = [begunAnewAt(recovery), firstContactAt(recovery)];
  return doesCustomerKnow || (since !== undefined && first !== undefined && first <= since);
};

/** When they are to hear from somebody again, once it is reopened now. */
export const dueAgain = (recovery: DueFacts, time: WorkingTime, now: Date): Date =>
  contactDueAt({
    severity: recovery.severity,
    doesCustomerKnow: recovery.doesCustomerKnow || firstContactAt(recovery) !== undefined,
    openedAt: now,
    ...time,
  });

/**
 * When they are to, by other words about it or other working hours. Nobody is late at once for what they have just found
 * out to be worse, or for hours that others set: they have the time from now, and no longer than before.
 */
export const dueAnew = (recovery: DueFacts, words: DueWords, time: WorkingTime, now: Date): Date => {
  const { contactDueAt: before, openedAt } = recovery;
  const given = { severity: words.severity, doesCustomerKnow: doTheyKnow(recovery, words), ...time };
  const due = contactDueAt({ ...given, openedAt: begunAnewAt(recovery) ?? openedAt });
  if (due > now || before <= now) return due;
  const anew = contactDueAt({ ...given, openedAt: now });
  return new Date(Math.min(anew.getTime(), before.getTime()));
};
