import type { ModalView } from '@slack/types';
import type { Deps } from '../../deps.ts';
import type { DayRef } from '../../domain/challenge.ts';
import { nextWorkingDay } from '../../domain/plan.ts';
import { isQuietDay } from '../../domain/quiet-day.ts';
import { extrasFor } from '../../operations/idea/extras-for.ts';
import { managesWorkspace } from '../../operations/workspace/manager.ts';
import { todayOf } from '../../operations/workspace/own-zone.ts';
import { type Extra, planForm } from '../../views/plan/plan-form.ts';
import type { OpenSystem } from '../brag-system.ts';
import { showSystem } from '../brag-system.ts';
import { planMetadata } from './plan-form-values.ts';

const extrasShown = 3;

export type OpenPlanDeps = Pick<
  Deps,
  'store' | 'workspace' | 'people' | 'channels' | 'clock' | 'logger' | 'ideas'
>;

/** The bank is a help, not a condition: without it the form has room for a treat of one's own. */
export const findExtras = async (
  deps: OpenPlanDeps,
  userId: string,
  skipIds: readonly string[],
): Promise<Extra[]> => {
  try {
    const found = await extrasFor(deps, userId, deps.clock.now(), extrasShown, skipIds);
    return found.map(({ id, text, minutes, isGift }) => ({ id, text, minutes, isGift }));
  } catch (error) {
    deps.logger.warn({ feature: 'plan', err: error }, 'a plan is offered no extras');
    return [];
  }
};

/** Which lists the form leads to. Nobody is kept from planning because Slack cannot say who leads the team. */
export const listsFor = async (deps: OpenPlanDeps, userId: string) => {
  const [open, sharedCount, isManager] = await Promise.all([
    deps.store.plans.openOf(userId, 1),
    deps.store.plans.sharedOpenCount(),
    managesWorkspace(deps, userId).catch(() => false),
  ]);
  return { hasPlans: open.length > 0, hasShared: isManager && sharedCount > 0 };
};

interface Filled {
  userId: string;
  responseUrl: string | undefined;
  customerAlias?: string | undefined;
  /** Of the challenge that asked for it, and the day on which it is to be done unless that is past. */
  challenge?: { day: DayRef; theme: string; on: string } | undefined;
}

/** The form, with the next working day filled in. */
export const freshPlanForm = async (
  deps: OpenPlanDeps,
  { userId, responseUrl, customerAlias, challenge }: Filled,
): Promise<ModalView> => {
  const now = deps.clock.now();
  const [today, { quietDays }, extras, lists] = await Promise.all([
    todayOf(deps, userId, now),
    deps.workspace(),
    findExtras(deps, userId, []),
    listsFor(deps, userId),
  ]);
  const usual = nextWorkingDay(today, (day) => isQuietDay(quietDays, day));
  const day = challenge ? ([challenge.on, today].sort().at(-1) ?? today) : usual;
  const theme = challenge?.theme;
  const metadata = planMetadata.write({
    responseUrl,
    fills: 0,
    extras,
    shown: extras.map(({ id }) => id),
    ...(challenge && { day: challenge.day, theme }),
  });
  return planForm({
    metadata,
    fills: 0,
    extras,
    isGift: false,
    theme,
    ...lists,
    customerData: [],
    customerAlias,
    clue: undefined,
    rungBefore: undefined,
    treat: undefined,
    size: 'tenMinutes',
    day,
    isShared: false,
  });
};

/** Opens the plan. */
export const openPlan: OpenSystem = async (deps, args) => {
  const { userId, body } = args;
  await showSystem(args, await freshPlanForm(deps, { userId, responseUrl: body.response_url }));
};
