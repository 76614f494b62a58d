import type { Deps } from '../../deps.ts';
import { closingAt, isAllDone } from '../../domain/challenge.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import {
  calledOffUntil,
  certificateUntil,
  closingTooLateAt,
  everywhereOverAt,
  movedUntil,
  nextStepAt,
  type RunSteps,
  stepsDue,
} from '../../domain/run-step.ts';
import { participantOf, type Seat } from '../../models/participant.ts';
import { type RunDocument, runOf } from '../../models/run.ts';
import { endNudges } from './end-nudges.ts';

export type AdvanceDeps = Pick<Deps, 'store' | 'workspace' | 'refreshDay' | 'refreshInvitation'>;

/** Tells everybody who is in that the run has moved, or is called off. */
const planNotices = async (deps: AdvanceDeps, run: RunDocument, now: Date): Promise<void> => {
  const { store } = deps;
  const { _id: runId, edition, startDay, noticeOwed } = run;
  const { zone } = await deps.workspace();
  const noticeFor = (userId: string) =>
    noticeOwed === 'moved'
      ? {
          kind: 'challenge-moved' as const,
          key: notePartKey['challenge-moved'](runId, edition, userId),
          untilAt: movedUntil(runOf(run), zone),
        }
      : {
          kind: 'challenge-cancelled' as const,
          key: notePartKey['challenge-cancelled'](runId, userId),
          untilAt: calledOffUntil(runOf(run), zone, run.cancelled?.at ?? now),
        };
  for await (const { userId } of store.participants.inRun(runId))
    await store.noteParts.plan({ ...noticeFor(userId), runId, userId, on: startDay }, now);
};

/** What follows for others when a run is moved or called off: noted with the change, and done even if its process ends. */
const followChange = async (deps: AdvanceDeps, run: RunDocument, now: Date): Promise<void> => {
  await planNotices(deps, run, now);
  // The week it had may be free now for the managers to be asked about.
  await deps.store.workspace.planAsk(now);
};

const planInvitation = async (
  { store }: AdvanceDeps,
  { _id: runId, startDay }: RunDocument,
  tooLateAt: Date,
  now: Date,
): Promise<void> => {
  const key = deliveryKey['challenge-invite'](runId, startDay);
  await store.deliveries.plan({ key, kind: 'challenge-invite', runId, on: startDay, tooLateAt }, now);
};

const planClosing = async (
  { store }: AdvanceDeps,
  run: RunDocument,
  tooLateAt: Date,
  now: Date,
): Promise<void> => {
  const { _id: runId } = run;
  if (!run.isAnnounced) return;
  const key = deliveryKey['challenge-closing'](runId);
  await store.deliveries.plan({ key, kind: 'challenge-closing', runId, tooLateAt }, now);
};

/** Once, however it came about that somebody has done every day. */
export const planCertificate = async (
  { noteParts }: Pick<Deps['store'], 'noteParts'>,
  seat: Seat,
  now: Date,
): Promise<void> => {
  const key = notePartKey['challenge-certificate'](seat.runId, seat.userId);
  await noteParts.plan({ key, kind: 'challenge-certificate', ...seat, untilAt: certificateUntil(now) }, now);
};

const planCertificates = async ({ store }: AdvanceDeps, run: RunDocument, now: Date): Promise<void> => {
  const { _id: runId } = run;
  for await (const participant of store.participants.inRun(runId)) {
    if (!isAllDone(runOf(run), participantOf(participant))) continue;
    const { userId } = participant;
    await planCertificate(store, { runId, userId }, now);
  }
};

/**
 * What a closed run is owed. The closing is planned after the run is recorded as closed, and no sooner: from then on it
 * cannot be moved. Certificates as well, so that whoever completes meanwhile is seen by one of the two.
 */
const celebrate = async (deps: AdvanceDeps, run: RunDocument, zone: string, now: Date): Promise<void> => {
  await planClosing(deps, run, closingTooLateAt(runOf(run), zone), now);
  await planCertificates(deps, run, now);
  const nudgesEndAt = everywhereOverAt(runOf(run));
  await deps.store.runs.recordStep(run, { nudgesEndAt }, nudgesEndAt);
};

const close = async (deps: AdvanceDeps, run: RunDocument, now: Date): Promise<void> => {
  await deps.store.runs.recordStep(run, { closedAt: now }, now);
  const closed = await deps.store.runs.find(run._id);
  // Otherwise it was moved or called off meanwhile, and is due again.
  if (closed?.closedAt) await advanceRun(deps, closed, now);
};

/**
 * Does what is due for one run: owed notices, the invitation, the closing, the certificates, and in the end the nudges
 * that can no longer be answered. Everything is written down
 * under keys that exist once before it is recorded as done, so a crash in between repeats nothing.
 */
export const advanceRun = async (deps: AdvanceDeps, run: RunDocument, now: Date): Promise<void> => {
  const { store } = deps;
  if (run.noticeOwed) await followChange(deps, run, now);
  const rules: RunSteps = runOf(run);
  if (run.cancelled || (run.nudgesEndAt && run.nudgesEndAt <= now)) return endNudges(deps, run, now);
  const zone = (await deps.workspace()).zone;
  if (rules.closedAt) return celebrate(deps, run, zone, now);
  const [step] = stepsDue(rules, zone, now);
  if (step === 'close') return close(deps, run, now);
  // Nudges may come at other times than when they were last computed.
  await store.participants.lookAgain(run._id, now);
  if (step !== 'invite') return store.runs.recordStep(run, {}, nextStepAt(rules, zone));
  await planInvitation(deps, run, closingAt(rules, zone), now);
  const invitedFor = run.startDay;
  return store.runs.recordStep(run, { invitedFor }, nextStepAt({ ...rules, invitedFor }, zone));
};

/** Does what is due for every run, found by the index. */
export const advanceRuns = async (deps: AdvanceDeps, now: Date): Promise<void> => {
  for (const run of await deps.store.runs.due(now)) await advanceRun(deps, run, now);
};
