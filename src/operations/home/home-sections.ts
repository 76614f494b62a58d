import type { HomeView } from '@slack/types';
import { ineligibility } from '../../domain/person.ts';
import { footerBlocks } from '../../views/home/home-footer.ts';
import { homeForOutsiders, homeView } from '../../views/home/home-view.ts';
import { whoSetUp } from '../wall/hello.ts';
import { bragSection } from './home-brag.ts';
import { type HomeDeps, readHomeReader } from './home-reader.ts';
import { type HomeSection, orNothing } from './home-section.ts';
import { teamSection } from './home-team.ts';
import { waitingSection } from './home-waiting.ts';
import { winsSection } from './home-wins.ts';

const footerSection: HomeSection = async (deps, { userId, isManager, workspace }) => {
  const { managerIds, wallChannelId } = workspace;
  const setUpBy = await whoSetUp(deps, wallChannelId);
  return footerBlocks({ readerId: userId, isManager, managerIds, setUpBy });
};

/** The table of Home, from its top. */
export const homeSections: Readonly<Record<string, HomeSection>> = {
  brag: bragSection,
  waiting: waitingSection,
  team: teamSection,
  wins: winsSection,
  footer: footerSection,
};

/** Home as one person sees it now. Throws when Slack cannot say who they are. */
export const composeHome = async (deps: HomeDeps, userId: string, now: Date): Promise<HomeView> => {
  if (ineligibility(await deps.people.find(userId))) return homeForOutsiders();
  const reader = await readHomeReader(deps, userId, now);
  const shown = await Promise.all(
    Object.entries(homeSections).map(([section, blocksOf]) =>
      orNothing(deps, { section }, () => blocksOf(deps, reader)),
    ),
  );
  return homeView(shown.flat());
};
