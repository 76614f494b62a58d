import { z } from 'zod';
import {
  type LaterStand,
  laterStands,
  type PlanEvidence,
  planEvidence,
  planSizes,
} from '../../domain/plan.ts';
import { ladder, type Rung } from '../../domain/win.ts';
import { planFormIds as ids } from '../../views/ids.ts';
import type { PlanFormValues } from '../../views/plan/plan-form.ts';
import { chosenIn, dayIn, type FormState, isTicked, oneOf, tickedIn, wordsIn } from '../form-field.ts';
import { formMetadata, responseUrl } from '../form-metadata.ts';

const extra = z.object({ id: z.string(), text: z.string(), minutes: z.number(), isGift: z.boolean() });

/** `shown`: the extras that were offered so far; `taken`: what the treat was filled in from; `day`: of a challenge. */
const plan = z.object({
  responseUrl,
  fills: z.number(),
  extras: z.array(extra),
  shown: z.array(z.string()),
  taken: z.object({ id: z.string(), isGift: z.boolean() }).optional(),
  day: z.object({ runId: z.string(), dayId: z.string() }).optional(),
  theme: z.string().optional(),
});
export type PlanMetadata = z.infer<typeof plan>;
const written = formMetadata(plan);
/** What Slack takes along with a form. */
const mostUnits = 3000;

export const planMetadata = {
  ...written,
  /** Which extras were shown is forgotten, the first ones first, where texts are so long that not all of it fits. */
  write(metadata: PlanMetadata): string {
    const text = written.write(metadata);
    return text.length <= mostUnits || metadata.shown.length === 0
      ? text
      : planMetadata.write({ ...metadata, shown: metadata.shown.slice(1) });
  },
};

/** `isPrivate`: it was opened from what only one person sees, which is then replaced. */
const answer = { responseUrl, planId: z.string(), isPrivate: z.boolean().optional() };
/** `isWallAsked`: what to do with customer data was asked for what goes on the wall. */
export const planAnswerMetadata = formMetadata(z.object({ ...answer, isWallAsked: z.boolean().optional() }));
/** `moves`: how often it had been moved when the form was opened. */
export const planMoveMetadata = formMetadata(z.object({ ...answer, moves: z.number() }));

export const readPlanForm = (state: FormState, { fills }: Pick<PlanMetadata, 'fills'>): PlanFormValues => ({
  customerAlias: wordsIn(state, ids.customer),
  clue: wordsIn(state, ids.clue),
  rungBefore: oneOf<Rung>(ladder, chosenIn(state, ids.rung)),
  treat: wordsIn(state, ids.treat(fills)),
  size: oneOf(planSizes, chosenIn(state, ids.size(fills))) ?? 'tenMinutes',
  day: dayIn(state, ids.day),
  isShared: isTicked(state, ids.share),
});

export const readPlanDone = (state: FormState) => ({
  note: wordsIn(state, ids.note),
  customerAlias: wordsIn(state, ids.customer),
  rungAfter: oneOf<Rung>(ladder, chosenIn(state, ids.rung)),
  isWin: isTicked(state, ids.win),
});

export const readPlanLater = (
  state: FormState,
): { later: LaterStand | undefined; evidence: PlanEvidence[] } => {
  const ticked = tickedIn(state, ids.evidence);
  return {
    later: oneOf(laterStands, chosenIn(state, ids.stand)),
    evidence: planEvidence.filter((each) => ticked.includes(each)),
  };
};
