import type { Process } from '../../deps.ts';
import type { Voice } from '../../models/voice.ts';
import type { Win } from '../../models/win-schema.ts';
import { linkTokenHash } from '../link-token.ts';

/**
 * What a link asks about. Undefined for one that was never made, was replaced or taken back, and as long as its win is not
 * on the wall for all to see: taken down, say, or looked at. Whether it can be answered still is `voiceState`.
 */
export const linkedVoice = async (
  { models }: Pick<Process, 'models'>,
  token: string,
): Promise<{ voice: Voice; win: Win } | undefined> => {
  const voice = await models.voices.byLink(linkTokenHash(token));
  const win = voice && (await models.wins.of(voice.teamId).find(voice._id));
  return win && !win.withdrawn?.at && !win.folded ? { voice, win } : undefined;
};
