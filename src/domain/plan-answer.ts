import { mostMoves, type PlanState } from './plan.ts';

/** Why a click on something about a plan changes nothing. */
export type PlanRefusal =
  | 'gone'
  | 'done-already'
  | 'dropped'
  | 'lapsed'
  | 'changed'
  | 'moved-twice'
  | 'outsider'
  | 'no-idea'
  | 'planned-already'
  | 'too-early'
  | 'said-already';

const ofState: Record<PlanState, PlanRefusal | undefined> = {
  planned: undefined,
  done: 'done-already',
  dropped: 'dropped',
  lapsed: 'lapsed',
};

/** Why a plan cannot be done or dropped. Undefined is none that its reader has. Old buttons stay on screen for ever. */
export const planRefusal = (plan: { state: PlanState } | null | undefined): PlanRefusal | undefined =>
  plan ? ofState[plan.state] : 'gone';

/** The same for moving it: whoever has moved it twice does it or lets it go. */
export const moveRefusal = (
  plan: { state: PlanState; moves: number } | null | undefined,
): PlanRefusal | undefined =>
  planRefusal(plan) ?? (plan && plan.moves >= mostMoves ? 'moved-twice' : undefined);
