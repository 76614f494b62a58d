import type { WebClient } from '@slack/web-api';
import { dayOf } from '../../domain/calendar.ts';
import { upcomingServiceWeek } from '../../domain/service-week.ts';
import { type ChallengeDeps, findChallenge } from '../../operations/challenge/challenge.ts';
import { defaultPack, defaultPlan } from '../../operations/challenge/challenge-ask.ts';
import { managesWorkspace } from '../../operations/workspace/manager.ts';
import {
  challengeCancelForm,
  challengeChangeForm,
  challengeStartForm,
} from '../../views/challenge/challenge-form.ts';
import { type ChallengeRefusal, challengeRefused } from '../../views/challenge/challenge-words.ts';
import type { Message } from '../../views/message.ts';
import { writeMetadata } from './challenge-form-values.ts';

export interface FormRequest {
  client: WebClient;
  triggerId: string;
  userId: string;
  responseUrl: string;
}

const managerRefusal = async (deps: ChallengeDeps, userId: string): Promise<ChallengeRefusal | undefined> =>
  (await managesWorkspace(deps, userId)) ? undefined : 'not-manager';

/** Opens the form for starting a run, with Customer Service Week filled in, or says why it stays closed. */
export const openStartForm = async (
  deps: ChallengeDeps,
  { client, triggerId, userId, responseUrl }: FormRequest,
  now: Date,
  ask?: string,
): Promise<Message | undefined> => {
  const refusal = await managerRefusal(deps, userId);
  const pack = defaultPack(deps);
  if (refusal || !pack) return challengeRefused(refusal ?? 'gone');
  const workspace = await deps.workspace();
  const today = dayOf(now, workspace.zone);
  const monday = upcomingServiceWeek(today);
  const startDay = monday < today ? upcomingServiceWeek(`${Number(today.slice(0, 4)) + 1}-01-01`) : monday;
  const view = challengeStartForm({
    metadata: writeMetadata({ responseUrl, ...(ask !== undefined && { ask }) }),
    packs: [...deps.packs.values()],
    packId: pack.id,
    ...defaultPlan(workspace, startDay),
  });
  await client.views.open({ trigger_id: triggerId, view });
  return undefined;
};

const openRun = async (deps: ChallengeDeps, runId: string, userId: string) => {
  const refusal = await managerRefusal(deps, userId);
  if (refusal) return refusal;
  const challenge = await findChallenge(deps, runId);
  if (!challenge) return 'gone';
  if (challenge.run.cancelled) return 'cancelled';
  return challenge.run.closedAt ? 'closed' : challenge;
};

/** Opens the form for moving a run, or says why it cannot be moved. */
export const openChangeForm = async (
  deps: ChallengeDeps,
  { client, triggerId, userId, responseUrl }: FormRequest,
  runId: string,
): Promise<Message | undefined> => {
  const opened = await openRun(deps, runId, userId);
  if (typeof opened === 'string') return challengeRefused(opened);
  const { startDay, nudgeAt, isAnnounced, edition } = opened.run;
  const view = challengeChangeForm({
    metadata: writeMetadata({ runId, edition, responseUrl }),
    packs: [opened.pack],
    packId: opened.pack.id,
    startDay,
    nudgeAt,
    isAnnounced,
  });
  await client.views.open({ trigger_id: triggerId, view });
  return undefined;
};

/** Opens the form for calling a run off, or says why it cannot be called off. */
export const openCancelForm = async (
  deps: ChallengeDeps,
  { client, triggerId, userId, responseUrl }: FormRequest,
  runId: string,
): Promise<Message | undefined> => {
  const opened = await openRun(deps, runId, userId);
  if (typeof opened === 'string') return challengeRefused(opened);
  const count = await deps.store.participants.count(runId);
  const view = challengeCancelForm(writeMetadata({ runId, responseUrl }), opened.pack, count);
  await client.views.open({ trigger_id: triggerId, view });
  return undefined;
};
