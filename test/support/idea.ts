import { postWin } from '../../src/operations/win/post-win.ts';
import { actionIds, callbackIds, ideaFormIds as ids } from '../../src/views/ids.ts';
import type { TestBot, TestTeam } from './bot.ts';
import { responseUrl } from './bot.ts';

interface Answer {
  text: string;
  blocks: { type: string; elements?: { action_id: string; value?: string; text?: { text: string } }[] }[];
}

/** What was answered last through the address of a command. */
export const lastAnswerOf = (bot: TestBot): Answer => bot.slack.answers.at(-1)!.message as Answer;

/** What a button stands for: of an answer, or of a view. */
export const valueIn = ({ blocks }: Pick<Answer, 'blocks'>, actionId: string): string | undefined =>
  blocks.flatMap(({ elements = [] }) => elements).find((each) => each.action_id === actionId)?.value;

export const labelsOf = ({ blocks }: Pick<Answer, 'blocks'>): string[] =>
  blocks.flatMap(({ elements = [] }) => elements).flatMap(({ text }) => text?.text ?? []);

/** The idea that somebody is offered: by `/brag idea`, or by Another below it. */
export const offered = async (bot: TestBot, team: TestTeam, userId: string): Promise<string | undefined> => {
  await team.command(userId, 'idea');
  return valueIn(lastAnswerOf(bot), actionIds.planTry);
};

export const filledIdea = (typed: string, { minutes = '5', channels = ['call'], ...more } = {}) => ({
  [ids.text]: { value: typed },
  [ids.minutes]: { value: minutes },
  [ids.channels]: { selected_options: channels.map((value) => ({ value })) },
  ...more,
});

/** Adds an idea through its form, from a command. Resolves with the acknowledgement. */
export const addMine = async (
  team: TestTeam,
  userId: string,
  typed: string,
  fields: Parameters<typeof filledIdea>[1] = {},
  viewId = `V${userId.slice(1)}${typed.length}`,
) => team.submit(userId, callbackIds.ideaAdd, { responseUrl }, filledIdea(typed, fields), viewId);

/** The team's own ideas, the oldest first. */
export const ownIdeas = (bot: TestBot, { teamId }: TestTeam) =>
  bot.models.ideas.model.find({ teamId }).sort({ addedAt: 1, text: 1 }).lean();

/** Posts a win that came of an idea. */
export const winOfIdea = async (team: TestTeam, userId: string, ideaId: string, text: string, at: Date) => {
  const outcome = await postWin(
    team.deps,
    { authorId: userId, text, source: 'composer', origin: { ideaId } },
    at,
  );
  if (outcome.kind !== 'stored') throw new Error('the win was refused');
  return outcome.winId;
};
