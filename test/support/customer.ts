import { linkTokenHash, newLinkToken } from '../../src/operations/link-token.ts';
import type { TestBot, TestTeam } from './bot.ts';
import { type WallWin, winOnWall } from './nomination.ts';

export interface Link {
  token: string;
  path: string;
  win: WallWin;
}

/** A link to what somebody asks about a win on the wall. */
export const linkFor = async (
  bot: TestBot,
  team: TestTeam,
  { moment = 'your umbrella' }: { moment?: string } = {},
): Promise<Link> => {
  const win = await winOnWall(team);
  const token = newLinkToken();
  const asked = {
    winId: win._id,
    askedBy: 'UJO',
    tokenHash: linkTokenHash(token),
    moment,
    pick: 'staff',
  } as const;
  await team.store.voices.ask(asked, bot.now());
  return { token, path: `/ask/${token}`, win };
};
