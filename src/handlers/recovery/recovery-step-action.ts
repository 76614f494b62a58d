import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { isRecoveryStep } from '../../domain/recovery.ts';
import { takeOverRecovery } from '../../operations/recovery/change-recovery.ts';
import {
  sayWord,
  takeBackRecovery,
  tickStep,
  unsayWord,
  untickStep,
  type WorkOutcome,
} from '../../operations/recovery/work-on-recovery.ts';
import { readStepValue } from '../../views/recovery/recovery-steps.ts';
import { recoveryRefused } from '../../views/recovery/recovery-words.ts';
import { answerPrivately } from '../ephemeral.ts';
import { type AnswerDeps, answerWork } from './recovery-answer.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

const createStepAction =
  (work: typeof tickStep) =>
  (deps: AnswerDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const { recoveryId, step } = readStepValue(action.value ?? '');
    // A step that only a newer version knows.
    if (!isRecoveryStep(step)) return answerPrivately(respond, recoveryRefused('hidden'));
    const outcome = await work(deps, { recoveryId, step, userId: body.user.id }, deps.clock.now());
    await answerWork(deps, { body, client, respond }, outcome);
  };

const createWorkAction =
  (work: typeof sayWord) =>
  (deps: AnswerDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const ref = { recoveryId: action.value ?? '', userId: body.user.id };
    await answerWork(deps, { body, client, respond }, await work(deps, ref, deps.clock.now()));
  };

const takeOver: typeof sayWord = async (deps, ref, now): Promise<WorkOutcome> => {
  const outcome = await takeOverRecovery(deps, ref, now);
  if (outcome.kind === 'changed' || outcome.kind === 'refused') return outcome;
  return { kind: 'refused', why: 'changed' };
};

export const createRecoveryTickAction = createStepAction(tickStep);
export const createRecoveryUntickAction = createStepAction(untickStep);
export const createRecoverySayAction = createWorkAction(sayWord);
export const createRecoveryUnsayAction = createWorkAction(unsayWord);
export const createRecoveryTakeBackAction = createWorkAction(takeBackRecovery);
export const createRecoveryTakeOverAction = createWorkAction(takeOver);
