import { monthInWords, startOfMonth } from '../../domain/calendar.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { bragBlocks, type HomeBrag } from '../../views/home/home-brag.ts';
import type { HomeSection } from './home-section.ts';

const wallOf = ({ wallChannelId, lostWall }: Workspace): HomeBrag['wall'] => {
  if (wallChannelId !== undefined) return { kind: 'there', channelId: wallChannelId };
  return lostWall ? { kind: 'lost', channelId: lostWall.channelId } : { kind: 'never' };
};

/** *Brag*, and what the person is credited in this month. */
export const bragSection: HomeSection = async (
  { store, installation },
  { userId, now, workspace, lastWins },
) => {
  const { zone, isTeamMode } = workspace;
  const month = isTeamMode
    ? undefined
    : {
        name: monthInWords(now, zone),
        ...(await store.wins.sumOf(userId, startOfMonth(now, zone))),
      };
  return bragBlocks({
    wall: wallOf(workspace),
    botUserId: installation.botUserId,
    isFirstVisit: lastWins.length === 0,
    month,
  });
};
