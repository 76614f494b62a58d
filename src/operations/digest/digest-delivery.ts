import { addWeeks, type WeekName } from '../../domain/calendar.ts';
import { channelsOf, type Digest, storiesOf, totalsOf } from '../../domain/digest.ts';
import {
  isQuiet,
  type Noticed,
  noticedIn,
  quietWeeksTold,
  withoutPersons,
} from '../../domain/digest-shown.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { digestMessage } from '../../views/digest/digest.ts';
import { managerDigest, managersWeekClosed, quietManagerDigest } from '../../views/digest/manager-digest.ts';
import { type DeliveryDeps, type DeliveryRow, send, skip } from '../delivery/delivery-row.ts';
import { type NoteRow, shownAsNow } from '../note/note-row.ts';
import { toldOnWall } from '../wall/told-on-wall.ts';
import { seesWall } from '../wall/wall-audience.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { digestViewOf } from './digest-view.ts';
import { findDigest } from './find-digest.ts';
import { readerWords } from './reader-words.ts';
import { withoutLeavers } from './without-leavers.ts';

const nothingNew = `there was nothing to say for more than ${quietWeeksTold} weeks`;

/** What was stored of a closed week, and nothing newer; in team mode, without what that forbids. */
const closedWeek = async (
  { store, workspace }: DeliveryDeps,
  week: WeekName | null | undefined,
): Promise<Digest | undefined> => {
  const digest = week ? await findDigest({ store }, week) : undefined;
  if (!digest) return undefined;
  return (await workspace()).isTeamMode ? withoutPersons(digest) : digest;
};

/** Whether as many quiet weeks as are told of came right before a quiet week. */
const isSilent = async ({ store }: DeliveryDeps, digest: Digest): Promise<boolean> => {
  if (!isQuiet(digest)) return false;
  for (let back = 1; back <= quietWeeksTold; back += 1) {
    const earlier = await store.digests.find(addWeeks(digest.week, -back));
    if (!earlier || !isQuiet(earlier)) return false;
  }
  return true;
};

export const composeDigest: DeliveryRow['compose'] = async (deps, delivery) => {
  const closed = await closedWeek(deps, delivery.week);
  if (!closed) return skip('the week has no digest');
  if (await isSilent(deps, closed)) return skip(nothingNew);
  const digest = storiesOf(closed, await toldOnWall(deps, channelsOf({ ...closed, team: null })));
  return { kind: 'send', ...digestMessage(await digestViewOf(deps, { digest, isTotalsOnly: false })) };
};

/** What this manager was told the week before; undefined when they were not. */
const noticedBefore = async (
  deps: DeliveryDeps,
  week: WeekName,
  userId: string,
): Promise<Noticed | undefined> => {
  const { store, installation } = deps;
  const weekBefore = addWeeks(week, -1);
  const key = notePartKey['manager-digest'](installation.teamId, weekBefore, userId);
  const part = await store.noteParts.find(key);
  // What an earlier version said was a message of its own.
  const isTold = part ? part.state === 'told' : (await store.deliveries.find(key))?.state === 'sent';
  const before = isTold ? await closedWeek(deps, weekBefore) : undefined;
  return before && !isQuiet(before) ? noticedIn(before) : undefined;
};

/** It shares the note with what the day brings: with all of them, there may be no room for it all week. */
const mostWinsInNote = 8;

const composeManagerDigest: NoteRow['compose'] = async (deps, part) => {
  const digest = await closedWeek(deps, part.week);
  const { userId } = part;
  if (!digest) return skip('the week has no digest');
  if (!(await managesWorkspace(deps, userId))) return skip('the person is no longer a manager');
  if (await isSilent(deps, digest)) return skip(nothingNew);
  if (isQuiet(digest)) return send(quietManagerDigest(digest));
  const isTotalsOnly = !(await seesWall(deps, userId, channelsOf(digest)));
  const shown = isTotalsOnly ? totalsOf(digest) : await withoutLeavers(deps, digest);
  const view = await digestViewOf(deps, { digest: shown, isTotalsOnly });
  const noticed = await noticedBefore(deps, digest.week, userId);
  const words = await readerWords(deps, shown, userId, deps.clock.now());
  return send(managerDigest(view, userId, { noticed, words, mostWins: mostWinsInNote }));
};

/** Managers' edition of a closed week. */
export const managerDigestPart: NoteRow = {
  topic: 'digest',
  compose: composeManagerDigest,
  show: shownAsNow(composeManagerDigest, managersWeekClosed),
};
