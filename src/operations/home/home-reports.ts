import { divider } from '../../views/blocks.ts';
import { moreReports } from '../../views/home/home-waiting.ts';
import { mayJudge } from '../report/judge.ts';
import { questionAbout } from '../report/report-part.ts';
import type { HomeDeps } from './home-reader.ts';
import type { HomeRow } from './home-section.ts';

/** Each takes up much room: what people did not like, and why. */
const mostShown = 2;

/** While Slack cannot say, nobody is shown what is for managers. */
const decides = async (deps: HomeDeps, userId: string): Promise<boolean> => {
  try {
    return await mayJudge(deps, userId);
  } catch (error) {
    deps.logger.warn({ feature: 'home', err: error }, 'Slack could not say who decides about reports');
    return false;
  }
};

/** Wins that were reported, for whoever decides about them. */
export const reportsRow: HomeRow = async (deps, { userId }) => {
  const wins = await deps.store.wins.underReview(mostShown + 1);
  if (wins.length === 0 || !(await decides(deps, userId))) return [];
  const asked = wins.slice(0, mostShown);
  const questions = await Promise.all(asked.map((win) => questionAbout(deps, win, userId)));
  const shown = questions.map(({ blocks }, index) => (index > 0 ? [divider, ...blocks] : blocks));
  return wins.length > mostShown ? [...shown, [moreReports]] : shown;
};
