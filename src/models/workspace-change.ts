import type { QueryFilter } from 'mongoose';
import {
  asKept,
  type FieldChange,
  fieldChange,
  type SettingChange,
  type SettingField,
} from '../domain/setting-change.ts';
import { emojiChanges } from '../domain/workspace.ts';
import { absent } from './schema-options.ts';
import { settingChangeOf } from './setting-change.ts';
import { noWall, type WorkspaceFields, type WorkspaceModel } from './workspace-schema.ts';

const pathOf = (field: SettingField): string => {
  if (field === 'wallChannelId') return field;
  return field === 'zone' ? 'timeZone' : `settings.${field}`;
};

/** Never deleting is a number of its own, since what is absent is the default. */
const storedOf = ({ field, to }: FieldChange): unknown =>
  field === 'retentionMonths' ? (to ?? 0) : asKept(to);

const updateOf = (fields: readonly FieldChange[]) => {
  const stored = fields.map((each): [string, unknown] => [pathOf(each.field), storedOf(each)]);
  // A wall that is chosen takes the place of one that was lost.
  const forgotten = fields.some(({ field }) => field === 'wallChannelId') ? ['lostWall', 'doubtedWall'] : [];
  const unset = [...stored.flatMap(([path, value]) => (value === undefined ? [path] : [])), ...forgotten];
  return {
    $set: Object.fromEntries(stored.filter(([, value]) => value !== undefined)),
    ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((path) => [path, 1])) }),
  };
};

/** More than anybody means to make. */
const mostEmojiChanges = 500;

/** Which emoji nominate is decided together with since when. */
const emojiUpdate = ({ fields, at }: Pick<SettingChange, 'fields' | 'at'>) => {
  const emoji = fieldChange({ fields }, 'nominationEmoji');
  if (!emoji) return {};
  const changes = emojiChanges(emoji.from, emoji.to, at);
  return { 'settings.emojiChanges': { $each: changes, $slice: -mostEmojiChanges } };
};

/** The wall is lost and found without a change of settings. */
const sameWall = (fields: readonly FieldChange[]): QueryFilter<WorkspaceFields> => {
  const wall = fieldChange({ fields }, 'wallChannelId');
  return wall ? { wallChannelId: wall.from ?? absent } : {};
};

const sinceVersion = (version: number): QueryFilter<WorkspaceFields> => ({
  settingsVersion: version === 1 ? absent : version - 1,
});

/** Writes a change, and notes in the same write what is to follow, so that no crash loses it. */
const writeOf = ({ fields, ...change }: SettingChange) => {
  const { $set, $unset } = updateOf(fields);
  const kept = fields.map(({ field, from, to }) => asKept({ field, from, to }));
  return {
    $set: { ...$set, followSettingsAt: change.at },
    ...($unset && { $unset }),
    $inc: { settingsVersion: 1 },
    $push: { pendingChanges: { ...change, fields: kept }, ...emojiUpdate({ ...change, fields }) },
  };
};

/** Changes of a workspace's settings, and what is to follow from them. */
export const workspaceChangesOf = (model: WorkspaceModel, teamId: string) => {
  const one = { _id: teamId };

  return {
    /** Changes settings, unless they were changed since the version before this one. False when nothing was changed. */
    async changeSettings(change: SettingChange): Promise<boolean> {
      const result = await model.updateOne(
        { ...one, ...sinceVersion(change.version), ...sameWall(change.fields) },
        writeOf(change),
      );
      return result.modifiedCount === 1;
    },

    /**
     * Makes a channel the wall if there is none, with a change of settings in the same write. False when there is one,
     * or settings were changed since the version before this one.
     */
    async setFirstWall(channelId: string, change: SettingChange): Promise<boolean> {
      const { $set, $unset, ...write } = writeOf(change);
      const result = await model.updateOne(
        { ...one, ...sinceVersion(change.version), ...noWall },
        {
          ...write,
          $set: { ...$set, wallChannelId: channelId },
          $unset: { ...$unset, lostWall: 1, doubtedWall: 1 },
        },
      );
      return result.modifiedCount === 1;
    },

    /** Changes that are not in the history yet, oldest first. */
    async pendingChanges(): Promise<SettingChange[]> {
      const { pendingChanges } = (await model.findOne(one, { pendingChanges: 1 }).lean()) ?? {};
      return (pendingChanges ?? []).map(({ id, ...stored }) => settingChangeOf(id, stored));
    },

    async settleChange(id: string): Promise<void> {
      await model.updateOne(one, { $pull: { pendingChanges: { id } } });
      await model.updateOne(
        { ...one, pendingChanges: { $size: 0 } },
        { $unset: { pendingChanges: 1, followSettingsAt: 1 } },
      );
    },
  };
};
