import type { Deps } from '../../deps.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import type { Recovery } from '../../models/recovery.ts';
import { recoveriesWaiting, recoveriesWaitingOver } from '../../views/recovery/recovery-waiting.ts';
import { send, skip } from '../delivery/delivery-row.ts';
import { type NoteRow, shownAsNow } from '../note/note-row.ts';
import { shownOf } from './recovery-card.ts';

const mostShown = 3;

type UserIds = readonly string[] | undefined;

/** What was open by then and is, of which somebody has neither the card nor news in a note. */
const unknownTo = async ({ store }: Pick<Deps, 'store'>, userId: string, by: Date): Promise<Recovery[]> => {
  const open = (await store.recoveries.working()).filter(
    ({ openedAt, cardIds }) => openedAt <= by && !cardIds.includes(userId),
  );
  const keyOf = ({ _id }: Recovery): string => notePartKey['recovery-opened'](_id, userId);
  const told = await store.noteParts.standing(open.map(keyOf));
  return open.filter((each) => !told.has(keyOf(each)));
};

/** Has whoever leads the team from now on told, once, of what is open: what others were told when it was opened. */
export const tellNewManagers = async (
  { store, installation }: Pick<Deps, 'store' | 'installation'>,
  { from, to, version }: { from: UserIds; to: UserIds; version: number },
  now: Date,
): Promise<void> => {
  for (const userId of (to ?? []).filter((each) => !from?.includes(each))) {
    if ((await unknownTo({ store }, userId, now)).length === 0) continue;
    const key = notePartKey['recovery-waiting'](installation.teamId, version, userId);
    await store.noteParts.plan({ key, kind: 'recovery-waiting', userId }, now);
  }
};

const compose: NoteRow['compose'] = async (deps, { userId, dueAt }) => {
  const open = await unknownTo(deps, userId, dueAt);
  if (open.length === 0) return skip('nothing is open of what they do not know');
  const shown = await Promise.all(open.slice(0, mostShown).map((each) => shownOf(deps, each)));
  return send(recoveriesWaiting({ shown, others: open.length - shown.length }));
};

/** Told to each new manager. */
export const recoveryWaitingPart: NoteRow = {
  topic: 'team',
  compose,
  show: shownAsNow(compose, recoveriesWaitingOver),
};
