import type { WebClient } from '@slack/web-api';
import type { ChallengeDeps } from '../../operations/challenge/challenge.ts';
import { openRun, openRunToCancel, proposeRun } from '../../operations/challenge/open-run.ts';
import {
  challengeCancelForm,
  challengeChangeForm,
  challengeStartForm,
} from '../../views/challenge/challenge-form.ts';
import type { Message } from '../../views/message.ts';
import { openForm } from '../open-form.ts';
import { cancelMetadata, changeMetadata, startMetadata } from './challenge-form-values.ts';
import { refusedTo } from './challenge-refusal.ts';

export interface FormRequest {
  client: WebClient;
  opener: Parameters<typeof openForm>[1];
  userId: string;
  /** Where they are answered; a modal has none. */
  responseUrl: string | undefined;
}

/** Opens the form for starting a run, with Customer Service Week filled in, or says why it stays closed. */
export const openStartForm = async (
  deps: ChallengeDeps,
  { client, opener, userId, responseUrl }: FormRequest,
  now: Date,
  ask?: string,
): Promise<Message | undefined> => {
  const proposed = await proposeRun(deps, userId, now);
  if (typeof proposed === 'string') return refusedTo(deps, userId, proposed);
  const view = challengeStartForm({
    metadata: startMetadata.write({ responseUrl, ask }),
    packs: [...deps.packs.values()],
    packId: proposed.pack.id,
    ...proposed.plan,
  });
  return openForm(client, opener, view);
};

/** Opens the form for moving a run, or says why it cannot be moved. */
export const openChangeForm = async (
  deps: ChallengeDeps,
  { client, opener, userId, responseUrl }: FormRequest,
  runId: string,
): Promise<Message | undefined> => {
  const opened = await openRun(deps, runId, userId);
  if (typeof opened === 'string') return refusedTo(deps, userId, opened);
  const { run, rules } = opened;
  const { startDay, isAnnounced, edition } = run;
  const view = challengeChangeForm({
    metadata: changeMetadata.write({ runId, edition, responseUrl }),
    packs: [opened.pack],
    packId: opened.pack.id,
    startDay,
    nudgeAt: rules.nudgeAt,
    isAnnounced,
  });
  return openForm(client, opener, view);
};

/** Opens the form for calling a run off, or says why it cannot be called off. */
export const openCancelForm = async (
  deps: ChallengeDeps,
  { client, opener, userId, responseUrl }: FormRequest,
  runId: string,
): Promise<Message | undefined> => {
  const opened = await openRunToCancel(deps, runId, userId);
  if (typeof opened === 'string') return refusedTo(deps, userId, opened);
  const metadata = cancelMetadata.write({ runId, responseUrl });
  const view = challengeCancelForm(metadata, opened.pack, opened.participantCount);
  return openForm(client, opener, view);
};
