import type { Deps } from '../../deps.ts';
import { type NotePartKind, notePartKey } from '../../domain/note-part-key.ts';
import type { FieldChange } from '../../domain/setting-change.ts';
import { managersCanBeChosen, managersChosen } from '../../views/wall.ts';
import { send, skip } from '../delivery/delivery-row.ts';
import { type NoteRow, shownAsNow } from '../note/note-row.ts';
import { findManagers, managesWorkspace } from '../workspace/manager.ts';

type ChoiceDeps = Pick<Deps, 'store' | 'people' | 'workspace' | 'installation'>;

/**
 * In a workspace from before anybody could choose, has those who are treated as its managers told that they can, once.
 * Throws when Slack cannot say who they are; then it is done when the workspace is met again.
 */
export const tellOfChoice = async (deps: ChoiceDeps, now: Date): Promise<void> => {
  const { store, installation } = deps;
  if (!(await store.workspace.owesChoice())) return;
  if ((await deps.workspace()).managerIds === undefined)
    for (const { userId } of await findManagers(deps))
      await store.noteParts.plan(
        { key: notePartKey['managers-choice'](installation.teamId, userId), kind: 'managers-choice', userId },
        now,
      );
  await store.workspace.settleChoice();
};

/** Whoever was told that nobody leads the team, or that they can choose, reads in its place that somebody has. */
export const showChosen = async (
  { store, installation, refreshNote }: Pick<Deps, 'store' | 'installation' | 'refreshNote'>,
  { from, to }: Pick<Extract<FieldChange, { field: 'managerIds' }>, 'from' | 'to'>,
): Promise<void> => {
  if (from?.length || !to?.length) return;
  const kind: NotePartKind = from ? 'no-managers' : 'managers-choice';
  for (const { _id } of await store.noteParts.toldUnder(`${kind}:${installation.teamId}:`))
    await refreshNote(_id);
};

const composeChoice: NoteRow['compose'] = async (deps, { userId }) => {
  if ((await deps.workspace()).managerIds !== undefined) return skip('the team has said who leads it');
  return (await managesWorkspace(deps, userId))
    ? send(managersCanBeChosen)
    : skip('the person is no longer a manager');
};

/** Told to each manager of a workspace from before. */
export const managersChoicePart: NoteRow = {
  topic: 'team',
  compose: composeChoice,
  show: shownAsNow(composeChoice, managersChosen),
};
