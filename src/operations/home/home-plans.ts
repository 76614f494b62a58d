import { plansOnHome, surpriseBlocks } from '../../views/plan/plan-list.ts';
import { cardOf } from '../plan/plan.ts';
import { surpriseOffer } from '../plan/surprise-offer.ts';
import { todayOf } from '../workspace/own-zone.ts';
import type { HomeRow } from './home-section.ts';

const mostPlans = 3;
const mostAsked = 2;

/** Their plans, the next first, and treats of which they may say where the customer is now. */
export const plansRow: HomeRow = async (deps, { userId, now }) => {
  const { plans } = deps.store;
  const [open, asked] = await Promise.all([
    plans.openOf(userId, mostPlans + 1),
    plans.askedOf(userId, now, mostAsked),
  ]);
  if (open.length + asked.length === 0) return [];
  const today = await todayOf(deps, userId, now);
  const cards = open.slice(0, mostPlans).map((plan) => cardOf(plan, today));
  return plansOnHome(
    cards,
    open.length > mostPlans,
    asked.map((plan) => cardOf(plan, today)),
  );
};

/** Whom they could surprise, if they have planned nothing this month. Whoever is new here is told of the wall first. */
export const surpriseRow: HomeRow = async (deps, { userId, now, lastWins }) => {
  if (lastWins.length === 0) return [];
  const aliases = await surpriseOffer(deps, userId, now);
  return aliases ? [surpriseBlocks(aliases)] : [];
};
