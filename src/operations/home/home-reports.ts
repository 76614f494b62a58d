import { divider } from '../../views/blocks.ts';
import { mayJudge } from '../report/judge.ts';
import { questionAbout } from '../report/report-part.ts';
import type { HomeDeps } from './home-reader.ts';
import type { HomeSection } from './home-section.ts';

const mostShown = 3;

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
export const reportsRow: HomeSection = async (deps, { userId }) => {
  const wins = await deps.store.wins.underReview(mostShown);
  if (wins.length === 0 || !(await decides(deps, userId))) return [];
  const questions = await Promise.all(wins.map((win) => questionAbout(deps, win, userId)));
  return questions.flatMap(({ blocks }, index) => (index > 0 ? [divider, ...blocks] : blocks));
};
