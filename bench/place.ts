import type { Place } from './brag-commands.ts';
import { becomesTrue, type Workspace, wallOf } from './workspace.ts';

const READY_LIMIT_MS = 15_000;

/** The bot has been invited, and has said so on its wall. */
export const untilWelcomed = async (workspace: Workspace, signal: AbortSignal): Promise<void> => {
  const isWelcomed = async () => {
    const state = await workspace.state();
    return state.bot.ready && wallOf(state).shown.length > 0;
  };
  if (await becomesTrue(isWelcomed, READY_LIMIT_MS, signal)) return;
  throw new Error(`The bot has no wall ${READY_LIMIT_MS / 1000} s after its start`);
};

export const placeIn = async (workspace: Workspace, responseUrl: (n: number) => string): Promise<Place> => {
  const { team, bot, channels, users } = await workspace.state();
  const members = users.filter(({ isBot, isRestricted, deleted }) => !isBot && !isRestricted && !deleted);
  const channelId = channels.find(({ name }) => name === 'general')?.id ?? '';
  return {
    teamId: team.id,
    teamDomain: team.domain,
    appId: bot.appId,
    channelId,
    users: members,
    responseUrl,
  };
};
