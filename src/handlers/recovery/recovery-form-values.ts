import { z } from 'zod';
import { instantOf, isCalendarDay, isLocalTime } from '../../domain/calendar.ts';
import {
  type Cause,
  isCause,
  isProblem,
  isSeverity,
  type RecoveryPlan,
  type RecoveryTeam,
  type RecoveryWords,
} from '../../domain/recovery.ts';
import { recoveryFormIds as ids } from '../../views/ids.ts';
import type { RecoveryFormValues, TeamFormValues } from '../../views/recovery/recovery-form.ts';
import type { PlanFormValues } from '../../views/recovery/recovery-plan-form.ts';
import { chosenIn, dayIn, type FormState, peopleIn, textIn, timeIn, wordsIn } from '../form-field.ts';
import { formMetadata } from '../form-metadata.ts';

/** `edition`: that of the recovery when the form was opened. */
export const changeMetadata = formMetadata(z.object({ id: z.string(), edition: z.number() }));

/** `times`: how often it had been reopened when the form was opened. */
export const closeMetadata = formMetadata(z.object({ id: z.string(), times: z.number().int().min(0) }));

export const readEnd = (state: FormState): { cause: Cause | undefined; change: string } => {
  const cause = chosenIn(state, ids.cause);
  return { cause: isCause(cause) ? cause : undefined, change: textIn(state, ids.change).trim() };
};

const knows: Readonly<Record<string, boolean>> = { yes: true, no: false };

export const readWords = (state: FormState): RecoveryFormValues => {
  const [problem, severity] = [chosenIn(state, ids.problem), chosenIn(state, ids.severity)];
  return {
    problem: isProblem(problem) ? problem : undefined,
    what: textIn(state, ids.what).trim(),
    customerAlias: wordsIn(state, ids.customer),
    severity: isSeverity(severity) ? severity : undefined,
    doesCustomerKnow: knows[chosenIn(state, ids.knows) ?? ''],
  };
};

/** Slack asks for all of them; a forged form may have none. */
export const completeWords = (values: RecoveryFormValues): RecoveryWords | undefined => {
  const { problem, severity, doesCustomerKnow, what, customerAlias } = values;
  if (!problem || !severity || doesCustomerKnow === undefined) return undefined;
  return { problem, severity, doesCustomerKnow, what, customerAlias };
};

export const readTeam = (state: FormState): TeamFormValues => ({
  ownerId: peopleIn(state, ids.owner)[0],
  helperIds: peopleIn(state, ids.helpers),
});

/** Whoever fills it in owns it, unless they chose somebody. */
export const teamFrom = ({ ownerId, helperIds }: TeamFormValues, userId: string): RecoveryTeam => ({
  ownerId: ownerId ?? userId,
  helperIds,
});

const dayAt = (state: FormState, blockId: string): string | undefined => {
  const day = dayIn(state, blockId);
  return isCalendarDay(day) ? day : undefined;
};

/** `said`: they were told how it stands, so the form does not ask. */
export const readPlan = (state: FormState): PlanFormValues => {
  const time = timeIn(state, ids.updateTime);
  return {
    offer: wordsIn(state, ids.offer),
    cost: wordsIn(state, ids.cost),
    fixBy: dayAt(state, ids.fixBy),
    followUpOn: dayAt(state, ids.followUpOn),
    update:
      ids.updateDay in state || ids.updateTime in state
        ? { day: dayAt(state, ids.updateDay), time: isLocalTime(time) ? time : undefined }
        : 'said',
  };
};

/** Undefined when there is a day without a time, or the other way round. `zone`: of whoever chose them. */
export const planFrom = ({ update, ...plan }: PlanFormValues, zone: string): RecoveryPlan | undefined => {
  if (update === 'said') return { ...plan, updateDueAt: 'said' };
  const { day, time } = update;
  if (!day && !time) return { ...plan, updateDueAt: undefined };
  return day && time ? { ...plan, updateDueAt: instantOf(day, time, zone) } : undefined;
};
