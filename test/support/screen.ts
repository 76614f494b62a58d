import { linkTokenHash, newLinkToken } from '../../src/operations/link-token.ts';
import { actionIds, callbackIds } from '../../src/views/ids.ts';
import type { TestBot, TestTeam } from './bot.ts';

/** Opens Screens from the settings. */
export const openScreens = (team: TestTeam, userId: string) => team.action(userId, actionIds.screenOpen);

/** Make the link, below the list of screens. */
export const makeScreenLink = (
  team: TestTeam,
  userId: string,
  name: string,
  told: object = { channelId: 'CWALL', isPublic: true },
) => team.submit(userId, callbackIds.screenNew, told, { 'screen_name:0': { value: name } });

/** The secret of the link that a view shows. */
export const screenTokenIn = (shown: unknown): string =>
  /\/screen\/([\w-]{22})/.exec(JSON.stringify(shown))?.[1] ?? '';

/** A screen that is there already, and the secret of its link. */
export const storedScreen = async (
  { store }: Pick<TestTeam, 'store'>,
  { now, wallChannelId }: Pick<TestBot, 'now' | 'wallChannelId'>,
  { name = 'canteen', isForPrivate = false } = {},
): Promise<string> => {
  const token = newLinkToken();
  const screen = { name, tokenHash: linkTokenHash(token), madeBy: 'UANN', wallChannelId, isForPrivate };
  await store.screens.make(screen, now());
  return token;
};
