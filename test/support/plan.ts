import type { TestBot, TestTeam } from './bot.ts';

/** The form of a plan, filled in by whoever is in London on 7 October 2026, unless `fields` say otherwise. */
export const planFilled = ({
  alias = 'Mrs Lee',
  clue = 'plays the piano',
  rung = 'smiler',
  treat = 'a card with a piano on it',
  size = 'tenMinutes',
  day = '2026-10-09',
  isShared = false,
  fills = 0,
  choice = '',
} = {}) => ({
  plan_customer: { value: alias },
  plan_clue: { value: clue },
  plan_rung: { selected_option: { value: rung } },
  [`plan_treat:${fills}`]: { value: treat },
  [`plan_size:${fills}`]: { selected_option: { value: size } },
  plan_day: { selected_date: day },
  plan_share: { selected_options: isShared ? [{ value: 'share' }] : [] },
  ...(choice && { win_customer_data: { selected_option: { value: choice } } }),
});

export const planForm = {
  fills: 0,
  extras: [],
  shown: [],
  responseUrl: 'https://hooks.slack.com/commands/1',
};

export const doneFilled = ({
  note = '',
  rung = 'not-sure',
  isWin = false,
  alias = '',
  choice = '',
} = {}) => ({
  plan_note: { value: note },
  plan_rung: { selected_option: { value: rung } },
  plan_win: { selected_options: isWin ? [{ value: 'win' }] : [] },
  ...(alias && { plan_customer: { value: alias } }),
  ...(choice && { win_customer_data: { selected_option: { value: choice } } }),
});

export const plansOf = (bot: TestBot, { teamId }: Pick<TestTeam, 'teamId'>) =>
  bot.models.plans.model.find({ teamId }).sort({ madeAt: 1, _id: 1 }).lean();

let forms = 0;

/** A plan of Jo's, made through its form. */
export const makePlan = async (
  bot: TestBot,
  team: TestTeam,
  fields: Parameters<typeof planFilled>[0] = {},
  userId = 'UJO',
): Promise<string> => {
  forms += 1;
  const formId = `VPLAN${forms}`;
  await team.submit(userId, 'plan.save', planForm, planFilled(fields), formId);
  const plan = await bot.models.plans.model.findOne({ teamId: team.teamId, formId }).lean();
  if (!plan) throw new Error('The plan was not made');
  return plan._id;
};

/** Whoever presses something in the note. */
export const inNote = { container: { type: 'message', channel_id: 'DJO', is_ephemeral: false } };
