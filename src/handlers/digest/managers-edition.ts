import type { Deps } from '../../deps.ts';
import type { WeekName } from '../../domain/calendar.ts';
import { digestViewOf } from '../../operations/digest/digest-view.ts';
import { type ReadDigestDeps, readManagerDigest } from '../../operations/digest/read-digest.ts';
import { readerWords } from '../../operations/digest/reader-words.ts';
import { whomToAsk } from '../../operations/workspace/manager.ts';
import { digestRefused } from '../../views/digest/digest-refusal.ts';
import { managerDigest, managersOnly } from '../../views/digest/manager-digest.ts';
import type { Message } from '../../views/message.ts';

/** The managers' edition of a week, or why somebody does not get it. Who may read it is decided where it is read. */
export const managersEdition = async (
  deps: ReadDigestDeps & Pick<Deps, 'installation' | 'clock'>,
  week: WeekName,
  userId: string,
): Promise<Message> => {
  const reading = await readManagerDigest(deps, week, userId, deps.clock.now());
  if (reading.kind === 'not-allowed') return managersOnly(await whomToAsk(deps, userId));
  if (reading.kind === 'none') return digestRefused(reading);
  const view = await digestViewOf(deps, reading, reading.kind);
  const words = await readerWords(deps, reading.digest, userId, deps.clock.now());
  return managerDigest(view, userId, { words });
};
