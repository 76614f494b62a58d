import type { Deps } from '../../deps.ts';
import { type DayFault, type LaterStand, type PlanEvidence, planDayFault } from '../../domain/plan.ts';
import { moveRefusal, type PlanRefusal, planRefusal, resumeRefusal } from '../../domain/plan-answer.ts';
import { escapeSlackText, parseSlackText } from '../../domain/slack-text.ts';
import type { Rung } from '../../domain/win.ts';
import type { Plan } from '../../models/plan.ts';
import {
  findAuthorFault,
  type PostWinDeps,
  type PostWinOutcome,
  postWin,
  textFault,
  type WinFault,
} from '../win/post-win.ts';
import { ownZone, todayOf } from '../workspace/own-zone.ts';
import { followSoon, laterOf } from './follow-plan.ts';
import type { PlanDeps } from './plan.ts';

export type AnswerPlanDeps = PlanDeps &
  PostWinDeps &
  Pick<Deps, 'outbox' | 'logger' | 'background' | 'refreshNote'>;

interface Answer {
  planId: string;
  userId: string;
}

export type Refused = { kind: 'refused'; why: PlanRefusal };

export interface DoneRequest extends Answer {
  /** The form it came in: sent twice, it is one answer. */
  formId: string;
  /** As typed. */
  note: string | undefined;
  /** Of a plan that did not say whom it was for; and for a win, as the wall may read it. */
  customerAlias: string | undefined;
  rungAfter: Rung | undefined;
  isWin: boolean;
}

export type PlanDoneOutcome =
  | { kind: 'done'; plan: Plan; win: PostWinOutcome | undefined }
  | Refused
  /** It cannot be a win in these words, so nothing is stored. */
  | { kind: 'faulty'; fault: WinFault };

const refused = (why: PlanRefusal): Refused => ({ kind: 'refused', why });

/** A note is plain text: what looks like a mention in it is none. */
const noteFault = async (deps: AnswerPlanDeps, userId: string, note: string): Promise<WinFault | undefined> =>
  textFault(parseSlackText(escapeSlackText(note)), note) ?? (await findAuthorFault(deps, userId));

const postPlanWin = async (
  deps: AnswerPlanDeps,
  plan: Plan,
  { note, customerAlias }: { note: string; customerAlias: string | undefined },
  now: Date,
): Promise<PostWinOutcome> => {
  const { _id: planId, userId, ideaId } = plan;
  const outcome = await postWin(
    deps,
    {
      authorId: userId,
      heroIds: [userId],
      text: escapeSlackText(note),
      source: 'composer',
      details: {
        customerAlias,
        rung: plan.rungAfter ?? undefined,
        principle: undefined,
      },
      origin: { planId, ...(ideaId && { ideaId }) },
    },
    now,
  );
  if (outcome.kind === 'stored') await deps.store.plans.recordWin(planId, outcome.winId);
  return outcome;
};

/** Takes a plan as done, once, and makes it a win if its owner wants that. Stored when this resolves. */
export const markPlanDone = async (
  deps: AnswerPlanDeps,
  { planId, userId, formId, note, customerAlias, rungAfter, isWin }: DoneRequest,
  now: Date,
): Promise<PlanDoneOutcome> => {
  const { plans } = deps.store;
  const before = await plans.findOwn(planId, userId);
  const isSameForm = before?.state === 'done' && before.doneIn === formId;
  const why = isSameForm ? undefined : planRefusal(before);
  if (!before || why) return refused(why ?? 'gone');
  const fault = isWin && note ? await noteFault(deps, userId, note) : undefined;
  if (fault) return { kind: 'faulty', fault };
  const { dueAt, untilAt } = laterOf(now, await ownZone(deps, userId));
  const done = {
    formId,
    note,
    customerAlias: before.customerAlias ?? customerAlias,
    rungAfter,
    laterDueAt: dueAt,
    laterUntilAt: untilAt,
    isWin: isWin && note !== undefined,
  };
  await plans.markDone(planId, userId, done, now);
  const plan = await plans.findOwn(planId, userId);
  if (plan?.doneIn !== formId) return refused(planRefusal(plan) ?? 'gone');
  const winWords = { note: note ?? '', customerAlias };
  const isToTell = isWin && note && !plan.winId && !(await deps.store.wins.findOfPlan(planId));
  const win = isToTell ? await postPlanWin(deps, plan, winWords, now) : undefined;
  followSoon(deps, planId, now);
  deps.background.run('delivery', () => deps.outbox.deliverDue());
  return { kind: 'done', plan, win };
};

export type MoveOutcome = { kind: 'moved'; plan: Plan } | { kind: 'day-fault'; fault: DayFault } | Refused;

/** Moves a plan that its owner looks at as it was after so many moves. The same day is no move. */
export const movePlan = async (
  deps: AnswerPlanDeps,
  { planId, userId, moves, day }: Answer & { moves: number; day: string },
  now: Date,
): Promise<MoveOutcome> => {
  const { plans } = deps.store;
  const fault = planDayFault(day, await todayOf(deps, userId, now));
  if (fault) return { kind: 'day-fault', fault };
  const before = await plans.findOwn(planId, userId);
  if (before?.state === 'planned' && before.day === day) return { kind: 'moved', plan: before };
  const why = moveRefusal(before);
  if (why) return refused(why);
  const isMoved = await plans.move(planId, userId, moves, day, now);
  const plan = await plans.findOwn(planId, userId);
  // The same form may have been sent twice.
  if (!plan || (!isMoved && plan.day !== day)) return refused(planRefusal(plan) ?? 'changed');
  followSoon(deps, planId, now);
  return { kind: 'moved', plan };
};

/** Lets a plan go; dropping what is dropped is no fault. */
export const dropPlan = async (
  deps: AnswerPlanDeps,
  { planId, userId }: Answer,
  now: Date,
): Promise<PlanRefusal | undefined> => {
  const { plans } = deps.store;
  const isDropped = await plans.drop(planId, userId, now);
  if (!isDropped) {
    const why = planRefusal(await plans.findOwn(planId, userId));
    if (why !== 'dropped') return why ?? 'changed';
  }
  followSoon(deps, planId, now);
  return undefined;
};

/** Takes back that it was dropped. */
export const bringPlanBack = async (
  deps: AnswerPlanDeps,
  { planId, userId }: Answer,
  now: Date,
): Promise<PlanRefusal | undefined> => {
  const { plans } = deps.store;
  const isBack = await plans.bringBack(planId, userId, now);
  if (!isBack) {
    const why = planRefusal(await plans.findOwn(planId, userId));
    if (why) return why;
  }
  followSoon(deps, planId, now);
  return undefined;
};

/**
 * It was not done after all: it is to do again, and nobody is asked where the customer is. Saying so twice is no fault. A
 * win that came of it and stands is taken down first.
 */
export const resumePlan = async (
  deps: AnswerPlanDeps,
  { planId, userId }: Answer,
  now: Date,
): Promise<PlanRefusal | undefined> => {
  const { plans, wins } = deps.store;
  const before = await plans.findOwn(planId, userId);
  if (before?.state === 'planned') return undefined;
  const isTold = before ? (await wins.findOfPlan(planId)) !== null : false;
  const why = resumeRefusal(before, isTold, now);
  if (!before || why) return why ?? 'gone';
  if (!(await plans.resume(before, before.winId ?? undefined, now))) {
    const found = await plans.findOwn(planId, userId);
    // Its win is being stored.
    if (found?.state !== 'planned') return resumeRefusal(found, true, now);
  }
  followSoon(deps, planId, now);
  return undefined;
};

export interface LaterRequest extends Answer {
  formId: string;
  later: LaterStand;
  evidence: readonly PlanEvidence[];
}

/** Why its owner cannot say where the customer is. */
export const laterRefusal = (plan: Plan | null, now: Date): PlanRefusal | undefined => {
  if (plan?.state !== 'done') return 'gone';
  if (plan.laterAt) return 'said-already';
  const { laterDueAt, laterUntilAt } = plan;
  const isAsked = laterDueAt && laterUntilAt && laterDueAt <= now && now < laterUntilAt;
  return isAsked ? undefined : 'too-early';
};

/** Notes where a customer is two weeks after the treat: once. */
export const recordLater = async (
  deps: AnswerPlanDeps,
  { planId, userId, formId, later, evidence }: LaterRequest,
  now: Date,
): Promise<{ kind: 'said'; plan: Plan } | Refused> => {
  const { plans } = deps.store;
  // Nothing shows that somebody stayed where they were, or is nobody knows where.
  const shows = later === 'up' ? evidence : [];
  await plans.recordLater(planId, userId, { formId, later, evidence: shows }, now);
  const plan = await plans.findOwn(planId, userId);
  if (plan?.laterIn !== formId) return refused(laterRefusal(plan, now) ?? 'gone');
  followSoon(deps, planId, now);
  return { kind: 'said', plan };
};
