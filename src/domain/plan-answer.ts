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
  | 'said-already'
  | 'not-done'
  | 'told'
  | 'too-late';

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

/** So long whoever took a plan as done by mistake can undo it. */
export const resumeWithinMs = 24 * 3_600_000;

/** Whoever was cut short in making a win of one has had time enough to be done. */
export const tellingWithinMs = 5 * 60_000;

/** What the rule needs to know of one that may not be done after all. */
interface Resumable {
  state: PlanState;
  doneAt?: Date | null | undefined;
  laterAt?: Date | null | undefined;
}

/** When what notes offer of one that is done comes to its end: that it was not done after all, and to say where they are. */
export const offersEndAt = ({
  doneAt,
  laterAt,
  laterUntilAt,
}: Omit<Resumable, 'state'> & { laterUntilAt?: Date | null | undefined }): Date[] => {
  if (laterAt || !doneAt) return [];
  return [new Date(doneAt.getTime() + resumeWithinMs), ...(laterUntilAt ? [laterUntilAt] : [])];
};

/** Why what was taken as done stays so. */
export const resumeRefusal = (
  plan: Resumable | null | undefined,
  isToldOnWall: boolean,
  now: Date,
): PlanRefusal | undefined => {
  if (plan?.state !== 'done') return planRefusal(plan) ?? 'not-done';
  if (plan.laterAt) return 'said-already';
  if (!plan.doneAt || now.getTime() - plan.doneAt.getTime() >= resumeWithinMs) return 'too-late';
  return isToldOnWall ? 'told' : undefined;
};
