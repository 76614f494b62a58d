import { counted } from '../words.ts';

export interface MonthGoal {
  month: string;
  wins: number;
  reached: number;
}

/** How far the team is on its way to the goal of a month. */
export const goalLine = ({ month, wins, reached }: MonthGoal): string => {
  const goal = `:dart: *Goal for ${month}:* ${counted(wins, 'win', 'wins')}.`;
  if (reached >= wins) return `${goal} Reached, with ${reached}. Thank you all!`;
  if (reached === 0) return `${goal} The first is still to come.`;
  return `${goal} ${reached} so far, ${wins - reached} to go.`;
};
