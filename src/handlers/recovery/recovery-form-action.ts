import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import {
  mayChangeTeam,
  mayWorkOn,
  planOf,
  type RecoveryReader,
  type RecoveryRefusal,
} from '../../domain/recovery.ts';
import type { Recovery } from '../../models/recovery.ts';
import { recoveryToChange } from '../../operations/recovery/recovery-access.ts';
import { ownZone } from '../../operations/workspace/own-zone.ts';
import { formValuesOf, recoveryEditForm, recoveryTeamForm } from '../../views/recovery/recovery-form.ts';
import { planFormValues, recoveryPlanForm } from '../../views/recovery/recovery-plan-form.ts';
import { recoveryRefused } from '../../views/recovery/recovery-words.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import type { AnswerDeps } from './recovery-answer.ts';
import { changeMetadata } from './recovery-form-values.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

interface FormRow {
  may: (recovery: Recovery, reader: RecoveryReader) => boolean;
  refusal: RecoveryRefusal;
  view: (deps: AnswerDeps, recovery: Recovery, metadata: string, userId: string) => Promise<ModalView>;
}

/** A button on the card that opens a form about it. */
const createFormAction =
  ({ may, refusal, view }: FormRow) =>
  (deps: AnswerDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const opened = await recoveryToChange(deps, action.value ?? '', body.user.id, may, refusal);
    if (typeof opened === 'string') return answerPrivately(respond, recoveryRefused(opened));
    const { _id: id, edition } = opened.recovery;
    const metadata = changeMetadata.write({ id, edition });
    const doubt = await openForm(client, body, await view(deps, opened.recovery, metadata, body.user.id));
    if (doubt) await answerPrivately(respond, doubt);
  };

/** Offer and days. */
export const createRecoveryPlanAction = createFormAction({
  may: mayWorkOn,
  refusal: 'not-team',
  async view(deps, recovery, metadata, userId) {
    const { recoveryBudget: budget } = await deps.workspace();
    const values = planFormValues(planOf(recovery), await ownZone(deps, userId));
    return recoveryPlanForm({ ...values, metadata, budget, customerData: [] });
  },
});

/** Who works on it. */
export const createRecoveryTeamAction = createFormAction({
  may: mayChangeTeam,
  refusal: 'not-owner',
  view: async (_deps, { ownerId, helperIds }, metadata) => recoveryTeamForm({ ownerId, helperIds, metadata }),
});

/** Edit. */
export const createRecoveryEditAction = createFormAction({
  may: ({ ownerId }, { userId }) => ownerId === userId,
  refusal: 'not-owner',
  view: async (_deps, recovery, metadata) =>
    recoveryEditForm({ ...formValuesOf(recovery), metadata, customerData: [] }),
});
