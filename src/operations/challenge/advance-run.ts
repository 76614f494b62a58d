import type { Deps } from '../../deps.ts';
import { zoneOr } from '../../domain/calendar.ts';
import { closingAt, isAllDone } from '../../domain/challenge.ts';
import { deliveryKey } from '../../domain/delivery.ts';
import { closingTooLateAt, nextStepAt, type RunSteps, stepsDue } from '../../domain/run-step.ts';
import { participantOf } from '../../models/participant.ts';
import { type RunDocument, runOf } from '../../models/run.ts';
import { workspaceZone } from '../workspace/workspace-zone.ts';

export type AdvanceDeps = Pick<Deps, 'models' | 'installation' | 'people'>;

/** A word to everybody who is in: that the run has moved, or is called off. */
const planWords = async ({ models }: AdvanceDeps, run: RunDocument, now: Date): Promise<void> => {
  const { _id: runId, teamId, edition, startDay } = run;
  for await (const { userId } of models.participants.inRun(teamId, runId)) {
    const words =
      run.word === 'moved'
        ? ({ kind: 'challenge-moved', key: deliveryKey.challengeMoved(runId, edition, userId) } as const)
        : ({ kind: 'challenge-cancelled', key: deliveryKey.challengeCancelled(runId, userId) } as const);
    await models.deliveries.plan({ ...words, teamId, runId, userId, on: startDay }, now);
  }
};

const planInvitation = async (
  { models }: AdvanceDeps,
  { _id: runId, teamId, startDay }: RunDocument,
  tooLateAt: Date,
  now: Date,
): Promise<void> => {
  const key = deliveryKey.challengeInvite(runId, startDay);
  await models.deliveries.plan(
    { key, teamId, kind: 'challenge-invite', runId, on: startDay, tooLateAt },
    now,
  );
};

const planClosing = async (
  { models }: AdvanceDeps,
  run: RunDocument,
  tooLateAt: Date,
  now: Date,
): Promise<void> => {
  const { _id: runId, teamId } = run;
  if (!run.isAnnounced) return;
  const key = deliveryKey.challengeClosing(runId);
  await models.deliveries.plan({ key, teamId, kind: 'challenge-closing', runId, tooLateAt }, now);
};

const planCertificates = async ({ models }: AdvanceDeps, run: RunDocument, now: Date): Promise<void> => {
  const { _id: runId, teamId } = run;
  for await (const participant of models.participants.inRun(teamId, runId)) {
    if (!isAllDone(runOf(run), participantOf(participant))) continue;
    const { userId } = participant;
    const key = deliveryKey.challengeCertificate(runId, userId);
    await models.deliveries.plan({ key, teamId, kind: 'challenge-certificate', runId, userId }, now);
  }
};

/** Certificates are looked for after the closing is recorded, so that whoever completes meanwhile is seen by one of the two. */
const close = async (deps: AdvanceDeps, run: RunDocument, zone: string, now: Date): Promise<void> => {
  await planClosing(deps, run, closingTooLateAt(runOf(run), zone), now);
  await deps.models.runs.recordStep(run, { closedAt: now }, now);
};

/**
 * Does what is due for one run: owed words, the invitation, the closing, the certificates. Everything is written down
 * under keys that exist once before it is recorded as done, so a crash in between repeats nothing.
 */
export const advanceRun = async (deps: AdvanceDeps, run: RunDocument, now: Date): Promise<void> => {
  const { models } = deps;
  if (run.word) await planWords(deps, run, now);
  if (run.cancelled) return models.runs.recordStep(run, {}, undefined);
  const zone = zoneOr(await workspaceZone(deps), 'UTC');
  const rules: RunSteps = runOf(run);
  if (rules.closedAt) {
    await planCertificates(deps, run, now);
    return models.runs.recordStep(run, {}, undefined);
  }
  const [step] = stepsDue(rules, zone, now);
  if (step === 'close') {
    await close(deps, run, zone, now);
    const closed = await models.runs.find(run.teamId, run._id);
    return closed?.closedAt ? advanceRun(deps, closed, now) : undefined;
  }
  if (step !== 'invite') return models.runs.recordStep(run, {}, nextStepAt(rules, zone));
  await planInvitation(deps, run, closingAt(rules, zone), now);
  const invitedFor = run.startDay;
  return models.runs.recordStep(run, { invitedFor }, nextStepAt({ ...rules, invitedFor }, zone));
};

/** Does what is due for every run, found by the index. */
export const advanceRuns = async (deps: AdvanceDeps, now: Date): Promise<void> => {
  for (const run of await deps.models.runs.due(deps.installation.teamId, now))
    await advanceRun(deps, run, now);
};
