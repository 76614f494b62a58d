import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { nextWorkingDay } from '../../domain/plan.ts';
import { moveRefusal, type PlanRefusal, planRefusal } from '../../domain/plan-answer.ts';
import { isQuietDay } from '../../domain/quiet-day.ts';
import {
  type AnswerPlanDeps,
  bringPlanBack,
  dropPlan,
  laterRefusal,
  resumePlan,
} from '../../operations/plan/answer-plan.ts';
import { cardOf, messageOfPlan } from '../../operations/plan/plan.ts';
import { todayOf } from '../../operations/workspace/own-zone.ts';
import { type Message, paragraph } from '../../views/message.ts';
import { planDoneForm, planLaterForm, planMoveForm } from '../../views/plan/plan-answer-form.ts';
import { planButtons, planGone } from '../../views/plan/plan-card.ts';
import { planRefusalWords } from '../../views/plan/plan-words.ts';
import { answerPrivately, isPrivate, replaceAnswer } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { planAnswerMetadata, planMoveMetadata } from './plan-form-values.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type ActionDeps = AnswerPlanDeps & Pick<Deps, 'clock'>;
type Pressed = Pick<Args, 'body' | 'respond'>;

const isOnHome = ({ body }: Pick<Args, 'body'>): boolean => body.view?.type === 'home';

const refuse = ({ respond }: Pressed, why: PlanRefusal): Promise<void> =>
  answerPrivately(respond, paragraph(planRefusalWords[why]));

/** In the place of what only they see, over Home, and in a note where it is: that is shown anew by itself. */
const showInPlace = async (pressed: Pressed, message: Message): Promise<void> => {
  const { body, respond } = pressed;
  if (isOnHome(pressed)) return answerPrivately(respond, message);
  if (isPrivate(body)) await replaceAnswer(respond, message);
};

/** An answer without a form. */
const createAtOnce =
  (answer: typeof dropPlan) =>
  (deps: ActionDeps) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const [planId, userId, now] = [action.value ?? '', body.user.id, deps.clock.now()];
    const why = await answer(deps, { planId, userId }, now);
    if (why) return refuse({ body, respond }, why);
    const message = await messageOfPlan(deps, planId, userId, now);
    await showInPlace({ body, respond }, message ?? planGone);
  };

export const createPlanDropAction = createAtOnce(dropPlan);
export const createPlanBringBackAction = createAtOnce(bringPlanBack);
/** Not done after all, where it says that it is done. */
export const createPlanResumeAction = createAtOnce(resumePlan);

const metadataOf = (planId: string, body: Args['body']) => ({
  planId,
  responseUrl: body.response_url,
  isPrivate: isPrivate(body) && !isOnHome({ body }),
});

/** What opens a form about a plan of theirs, or says why it stays closed. */
const findOwn = async (deps: ActionDeps, { action, body }: Pick<Args, 'action' | 'body'>) => {
  const [planId, userId, now] = [action.value ?? '', body.user.id, deps.clock.now()];
  const plan = await deps.store.plans.findOwn(planId, userId);
  const today = await todayOf(deps, userId, now);
  return { plan, card: plan ? cardOf(plan, today) : undefined, today, now };
};

const open = async ({ client, body, respond }: Args, view: Parameters<typeof openForm>[2]): Promise<void> => {
  const doubt = await openForm(client, body, view);
  if (doubt) await answerPrivately(respond, doubt);
};

export const createPlanDoneAction =
  (deps: ActionDeps) =>
  async (args: Args): Promise<void> => {
    await args.ack();
    const { plan, card } = await findOwn(deps, args);
    const why = planRefusal(plan);
    if (!card || why) return refuse(args, why ?? 'gone');
    const metadata = planAnswerMetadata.write(metadataOf(card.planId, args.body));
    const empty = { typed: '', customerAlias: undefined, rungAfter: undefined, isWin: false };
    await open(args, planDoneForm({ metadata, card, ...empty, customerData: [] }));
  };

export const createPlanMoveAction =
  (deps: ActionDeps) =>
  async (args: Args): Promise<void> => {
    await args.ack();
    const { plan, card, today } = await findOwn(deps, args);
    const why = moveRefusal(plan);
    if (card && why === 'moved-twice') {
      const words = paragraph(planRefusalWords[why]);
      return answerPrivately(args.respond, { ...words, blocks: [...words.blocks, planButtons(card)] });
    }
    if (!card || why) return refuse(args, why ?? 'gone');
    const { quietDays } = await deps.workspace();
    const [from] = [card.day, today].sort().slice(-1);
    const day = nextWorkingDay(from ?? today, (each) => isQuietDay(quietDays, each));
    const metadata = planMoveMetadata.write({ ...metadataOf(card.planId, args.body), moves: card.moves });
    await open(args, planMoveForm({ metadata, card, day }));
  };

export const createPlanLaterAction =
  (deps: ActionDeps) =>
  async (args: Args): Promise<void> => {
    await args.ack();
    const { plan, card, now } = await findOwn(deps, args);
    const why = laterRefusal(plan, now);
    if (!card || why) return refuse(args, why ?? 'gone');
    await open(args, planLaterForm(planAnswerMetadata.write(metadataOf(card.planId, args.body)), card));
  };
