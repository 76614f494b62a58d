import type { KnownBlock } from '@slack/types';
import { escapeName } from '../../domain/slack-text.ts';
import { actions, button, context, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, paragraph, topText } from '../message.ts';
import { capitalized } from '../words.ts';
import { laterMessage, type PlanCard, planLine, planMessage } from './plan-card.ts';

export const mostListed = 10;

const none = paragraph(
  '*You have no open plan.* Choose one customer, think of a treat that suits them, and set a day: `/brag plan` does all three.',
);

/** Somebody's open plans, the next first. `hasMore`: than are listed. */
export const myPlans = (cards: readonly PlanCard[], hasMore: boolean): Message => {
  if (cards.length === 0) return none;
  const shown = cards.map(planMessage);
  const rest = hasMore ? [context('These are your next ones; later ones follow once these are done.')] : [];
  return {
    text: topText(shown.map(({ text }) => text).join('\n\n')),
    blocks: [...shown.flatMap(({ blocks }) => blocks), ...rest],
  };
};

/** A plan that its owner shows to managers. */
export interface SharedPlan extends Pick<PlanCard, 'customerAlias' | 'treat' | 'day'> {
  name: string;
  isDone: boolean;
}

export const sharedTitle = 'Shared plans';

export const sharedPlans = (plans: readonly SharedPlan[]): Message => {
  if (plans.length === 0)
    return paragraph(
      'Nobody shows you a plan just now. People choose that themselves, with a tick in the form of `/brag plan`: what they do not share is theirs alone.',
    );
  const lines = plans.map(
    (plan) => `• *${escapeName(plan.name)}*, ${planLine(plan)}${plan.isDone ? ' (done)' : ''}`,
  );
  return paragraph(
    [
      'These people chose to show you their plans, so that you can help. They are for managers alone.',
      ...lines,
    ].join('\n'),
  );
};

export const sharedForManagers = paragraph(
  'Shared plans are shown to the managers of the team. Your own are under `/brag plan`.',
);

/** On Home: the next plans, and treats of which somebody may say where the customer is now; each by itself. */
export const plansOnHome = (
  cards: readonly PlanCard[],
  hasMore: boolean,
  asked: readonly PlanCard[],
): KnownBlock[][] => [
  ...cards.map((card) => planMessage(card).blocks),
  ...(hasMore ? [[actions(button(actionIds.planMine, 'All my plans'))]] : []),
  ...asked.map((card) => laterMessage(card).blocks),
];

/** On Home, to whoever has planned nothing: whom they could surprise. */
export const surpriseBlocks = (aliases: readonly string[]): KnownBlock[] => [
  section(
    aliases.length > 0
      ? ':gift: *Who would you like to surprise?* Nobody has written about these customers of yours for two months or more.'
      : ':gift: *Who would you like to surprise?* Choose one customer and a small treat that suits them.',
  ),
  ...aliases.map(
    (alias): KnownBlock => ({
      ...section(capitalized(escapeName(alias))),
      accessory: button(actionIds.planSurprise, 'Plan a treat', {
        value: alias,
        spoken: `Plan a treat for ${alias}`,
      }),
    }),
  ),
  actions(
    button(actionIds.planOpen, aliases.length > 0 ? 'Somebody else' : 'Plan a treat'),
    button(actionIds.planPutAway, 'Not this month'),
  ),
];
