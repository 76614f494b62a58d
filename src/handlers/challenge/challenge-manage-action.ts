import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import type { ChallengeDeps } from '../../operations/challenge/challenge.ts';
import type { Message } from '../../views/message.ts';
import { answerPrivately } from '../ephemeral.ts';
import { type FormRequest, openCancelForm, openChangeForm, openStartForm } from './open-challenge-form.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type ManageDeps = ChallengeDeps & Pick<Deps, 'clock'>;
type Open = (request: FormRequest, value: string) => Promise<Message | undefined>;

export const formRequest = ({ body, client }: Pick<Args, 'body' | 'client'>): FormRequest => ({
  client,
  opener: body,
  userId: body.user.id,
  responseUrl: body.response_url,
});

const createOpener =
  (open: Open) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const refusal = await open(formRequest({ body, client }), action.value ?? '');
    if (refusal) await answerPrivately(respond, refusal);
  };

/** Start one, beside `/brag challenge` when nothing is on. */
export const createChallengeStartAction = (deps: ManageDeps) =>
  createOpener((request) => openStartForm(deps, request, deps.clock.now()));

/** Move it, beside a manager's `/brag challenge`. */
export const createChallengeChangeAction = (deps: ManageDeps) =>
  createOpener((request, runId) => openChangeForm(deps, request, runId));

/** Call it off, beside a manager's `/brag challenge`. */
export const createChallengeCancelAction = (deps: ManageDeps) =>
  createOpener((request, runId) => openCancelForm(deps, request, runId));
