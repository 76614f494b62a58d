import type { Process } from '../../deps.ts';
import type { Voice } from '../../models/voice.ts';
import type { Win } from '../../models/win-schema.ts';
import { linkTokenHash } from '../link-token.ts';

/**
 * What a link asks about. Undefined for one that was never made, was replaced or taken back, and as long as its win is not
 * on the wall for all to see: taken down, say, or looked at; or the bot is not in its workspace any more. Whether it can be answered still is `voiceState`.
 */
export const linkedVoice = async (
  { models }: Pick<Process, 'models'>,
  token: string,
): Promise<{ voice: Voice; win: Win } | undefined> => {
  const voice = await models.voices.byLink(linkTokenHash(token));
  const win = voice && (await models.wins.of(voice.teamId).find(voice._id));
  if (!win || win.withdrawn?.at || win.folded) return undefined;
  return (await models.workspaces.of(win.teamId).isUninstalled()) ? undefined : { voice, win };
};
