import { notePartKey } from '../../domain/note-part-key.ts';
import type { NotePart } from '../../models/note-part.ts';
import {
  laterAnswered,
  laterMessage,
  laterOver,
  planGone,
  planMessage,
  planMoved,
} from '../../views/plan/plan-card.ts';
import { type DeliveryDeps, send, skip } from '../delivery/delivery-row.ts';
import type { NoteRow } from '../note/note-row.ts';
import { todayOf } from '../workspace/own-zone.ts';
import { cardOf } from './plan.ts';

const planOf = async ({ store }: DeliveryDeps, { planId, userId }: NotePart) =>
  planId ? store.plans.findOwn(planId, userId) : null;

/** A plan on its day, or with the first note after it. */
export const planPart: NoteRow = {
  topic: 'plans',
  isPressing: true,
  async compose(deps, part) {
    const plan = await planOf(deps, part);
    const isOfThisDay = plan && part._id === notePartKey.plan(plan._id, plan.moves);
    if (plan?.state !== 'planned' || !isOfThisDay) return skip('nothing is planned for that day any more');
    const today = await todayOf(deps, part.userId, deps.clock.now());
    if (plan.day > today) return { kind: 'wait', why: 'its day has not begun where the person is' };
    return send(planMessage(cardOf(plan, today)));
  },
  async show(deps, part) {
    const plan = await planOf(deps, part);
    if (!plan) return planGone;
    const now = deps.clock.now();
    const card = cardOf(plan, await todayOf(deps, part.userId, now), now);
    const isMoved = plan.state === 'planned' && part._id !== notePartKey.plan(plan._id, plan.moves);
    return isMoved ? planMoved(card) : planMessage(card);
  },
};

/** Two weeks after a treat, where the customer is now. */
export const planLaterPart: NoteRow = {
  topic: 'plans',
  ridesAlong: true,
  async compose(deps, part) {
    const plan = await planOf(deps, part);
    if (plan?.state !== 'done' || plan.laterAt) return skip('there is nothing left to ask');
    // It was done by mistake before, and then it was not asked yet.
    if (plan.laterDueAt && plan.laterDueAt > deps.clock.now())
      return { kind: 'wait', why: 'it was done later than it was written down' };
    return send(laterMessage(cardOf(plan, '')));
  },
  async show(deps, part) {
    const plan = await planOf(deps, part);
    if (!plan) return laterOver;
    if (plan.laterAt) return laterAnswered(cardOf(plan, ''));
    const isOver = !plan.laterUntilAt || plan.laterUntilAt <= deps.clock.now();
    return isOver ? laterOver : laterMessage(cardOf(plan, ''));
  },
};
