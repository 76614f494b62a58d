import type { Deps } from '../../deps.ts';
import { addWeeks, weekOf, weekSpan } from '../../domain/calendar.ts';
import { isSameVoiceWeek } from '../../domain/voice-week.ts';
import { voiceSpan, voiceWeek } from './voice-week.ts';

type ShowInDigestDeps = Pick<Deps, 'store' | 'workspace'>;

/** A week's digest comes within a week of its end; then nobody makes one from what was read before. */
const closedWithinMs = 8 * 86_400_000;
/** Later a week is not counted anew: what was asked then may not be kept any more. */
const toldForMs = 28 * 86_400_000;

/** The closed week that a moment was counted in. Its zone may be another than the team has by now. */
const digestWith = async ({ store }: ShowInDigestDeps, at: Date, zone: string) => {
  const week = weekOf(at, zone);
  for (const each of [week, addWeeks(week, -1), addWeeks(week, 1)]) {
    const digest = await store.digests.find(each);
    const span = digest && (await voiceSpan({ store }, each, digest.timeZone));
    if (span && span.start <= at && at < span.end) return { digest, span };
  }
  return undefined;
};

/**
 * A question belongs to the week in which it was asked, an answer to that in which it was first given; changed after that
 * was closed, its digest is shown anew. False while the week is over and not closed: whoever closes it may have read the
 * answer as it was before.
 */
export const showInDigest = async (
  deps: ShowInDigestDeps,
  { winId, at }: { winId: string; at: Date },
  now: Date,
): Promise<boolean> => {
  const { store, workspace } = deps;
  const { zone } = await workspace();
  const counted = await digestWith(deps, at, zone);
  if (!counted) {
    const week = weekOf(at, zone);
    const isClosed = (await store.digests.find(week)) !== null;
    const { end } = weekSpan(isClosed ? addWeeks(week, 1) : week, zone);
    return end > now || now.getTime() - end.getTime() > closedWithinMs;
  }
  const { digest, span } = counted;
  const said = await voiceWeek({ store }, span);
  const isLate = now.getTime() - span.end.getTime() > toldForMs;
  if (!isLate && !isSameVoiceWeek(said, digest.voices)) await store.digests.recordVoices(digest.week, said);
  else await store.digests.markBehind(winId);
  return true;
};
