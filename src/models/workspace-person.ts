import type { Erased, PersonRow } from './person-row.ts';
import { changeWithStandIn, isChangeWith } from './setting-change.ts';
import type { WorkspaceModel } from './workspace-schema.ts';

/** Where a workspace's own document names a person. */
export const workspacePersonsOf = (model: WorkspaceModel, teamId: string) => {
  const one = { _id: teamId };

  return {
    async exportOf(userId: string): Promise<PersonRow[]> {
      const { settings, pendingChanges } = (await model.findOne(one).lean()) ?? {};
      const changes = (pendingChanges ?? []).filter((change) => isChangeWith(change, userId));
      return [
        ...(settings?.managerIds?.includes(userId) ? [{ isManager: true }] : []),
        ...changes.map(({ at, fields }) => ({ at, fields })),
      ];
    },

    /** In changes that are not in the history yet; the list of managers is changed like every setting. */
    async erasePerson(erased: Erased): Promise<number> {
      const { pendingChanges } = (await model.findOne(one).lean()) ?? {};
      const theirs = (pendingChanges ?? []).filter((change) => isChangeWith(change, erased.userId));
      for (const change of theirs) {
        const { byId, fields } = changeWithStandIn(change, erased);
        await model.updateOne(
          { ...one, pendingChanges: { $elemMatch: { id: change.id } } },
          { $set: { 'pendingChanges.$.byId': byId, 'pendingChanges.$.fields': fields } },
        );
      }
      return theirs.length;
    },
  };
};
