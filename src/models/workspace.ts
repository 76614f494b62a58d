import type { Connection, QueryFilter } from 'mongoose';
import type { WeekName } from '../domain/calendar.ts';
import { fallbackZone, type Workspace } from '../domain/workspace.ts';
import { movedChannelsOf } from './moved-channel.ts';
import { isDuplicateKey } from './schema-options.ts';
import { workspaceChangesOf } from './workspace-change.ts';
import { workspacePersonsOf } from './workspace-person.ts';
import { lostWallOf, type WorkspaceFields, type WorkspaceModel, workspaceModel } from './workspace-schema.ts';
import { emojiChangesOf, settingsOf } from './workspace-settings.ts';
import { workspaceWallOf } from './workspace-wall.ts';

type Turn = 'reconciledAt' | 'channelsListedAt' | 'managersLookedAt' | 'talliesLookedAt';

/** Due at a time, or never planned, or planned for later than is possible: then the clock was wrong. */
const dueAt = (
  field: 'nextDigestAt' | 'nextQuestionAt' | 'nextRetentionAt',
  now: Date,
  latest: Date,
): QueryFilter<WorkspaceFields> => ({
  $or: [{ [field]: { $lte: now } }, { [field]: { $gt: latest } }, { [field]: null }],
});

/** Not done since then, or never. */
const notSince = (field: Turn, oldest: Date): QueryFilter<WorkspaceFields> => ({
  $or: [{ [field]: { $lte: oldest } }, { [field]: null }],
});

/** Slack may tell of an end late, when the bot is there again: the newer of the two counts. */
const isUninstalled = ({ installedAt, uninstalledAt }: Partial<WorkspaceFields>): boolean =>
  Boolean(uninstalledAt && !(installedAt && installedAt > uninstalledAt));

const workspaceOf = (model: WorkspaceModel, teamId: string) => {
  const one = { _id: teamId };

  return {
    ...workspaceWallOf(model, teamId),
    ...movedChannelsOf(model, teamId),
    ...workspaceChangesOf(model, teamId),
    ...workspacePersonsOf(model, teamId),

    /** Notes that the bot is there, and since when. */
    async meet(now: Date): Promise<void> {
      try {
        await model.updateOne(one, { $setOnInsert: { metAt: now } }, { upsert: true });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    async isUninstalled(): Promise<boolean> {
      return isUninstalled((await model.findOne(one, { installedAt: 1, uninstalledAt: 1 }).lean()) ?? {});
    },

    async recordInstalled(at: Date): Promise<void> {
      await model.updateOne(one, { $max: { installedAt: at } });
    },

    async recordUninstalled(at: Date): Promise<void> {
      await model.updateOne(one, { $max: { uninstalledAt: at } });
    },

    /** What the workspace has decided, and whether its zone is settled. */
    async read(): Promise<Workspace & { isZoneSettled: boolean }> {
      const stored = await model.findOne(one).lean();
      return {
        ...settingsOf(stored?.settings),
        emojiChanges: emojiChangesOf(stored?.settings),
        settingsVersion: stored?.settingsVersion ?? 0,
        metAt: stored?.metAt ?? undefined,
        wallChannelId: stored?.wallChannelId ?? undefined,
        lostWall: lostWallOf(stored?.lostWall),
        doubtedWall: lostWallOf(stored?.doubtedWall),
        zone: stored?.timeZone ?? fallbackZone,
        slackName: stored?.slackName ?? undefined,
        lastClosedWeek: stored?.lastClosedWeek ?? undefined,
        isZoneSettled: Boolean(stored?.timeZone),
      };
    },

    async recordSlackName(slackName: string): Promise<void> {
      await model.updateOne({ ...one, slackName: { $ne: slackName } }, { $set: { slackName } });
    },

    /** Its secret for links: `candidate`, unless it has one already. Undefined when it is not known. */
    async linkSecret(candidate: string): Promise<string | undefined> {
      await model.updateOne({ ...one, linkSecret: { $exists: false } }, { $set: { linkSecret: candidate } });
      return (await model.findOne(one, { linkSecret: 1 }).lean())?.linkSecret ?? undefined;
    },

    /** Whether managers are still to be told that they can choose who leads the team. */
    async owesChoice(): Promise<boolean> {
      return Boolean(await model.exists({ ...one, owesChoice: true }));
    },

    async settleChoice(): Promise<void> {
      await model.updateOne(one, { $unset: { owesChoice: 1 } });
    },

    /** Settles the zone if it is not settled yet. */
    async setTimeZoneIfNone(timeZone: string): Promise<void> {
      await model.updateOne({ ...one, timeZone: { $exists: false } }, { $set: { timeZone } });
    },

    /** Which weeks are closed and when the next is, with what the workspace has decided about that at the same moment. */
    async digestPlan() {
      const { timeZone, settings, settingsVersion, lastClosedWeek, nextDigestAt } =
        (await model.findOne(one).lean()) ?? {};
      return {
        settingsVersion: settingsVersion ?? 0,
        zone: timeZone ?? fallbackZone,
        digestTime: settingsOf(settings).digestTime,
        lastClosedWeek: lastClosedWeek ?? undefined,
        nextDigestAt: nextDigestAt ?? undefined,
      };
    },

    /** Has the next digest planned anew, unless that is due already. */
    async replanDigest(now: Date): Promise<void> {
      await model.updateOne({ ...one, nextDigestAt: { $gt: now } }, { $set: { nextDigestAt: now } });
    },

    async lastClosedWeek(): Promise<WeekName | undefined> {
      const found = await model.findOne(one).lean();
      return found?.lastClosedWeek ?? undefined;
    },

    /** Every replica that closed the week writes the same. */
    async recordClosedWeek(lastClosedWeek: WeekName, nextDigestAt: Date): Promise<void> {
      await model.updateOne(one, { $set: { lastClosedWeek, nextDigestAt } });
    },

    /** The same when no week was closed. False when settings were changed since that version, and it is to be planned anew. */
    async planDigest(
      lastClosedWeek: WeekName,
      nextDigestAt: Date,
      settingsVersion: number,
    ): Promise<boolean> {
      const result = await model.updateOne(
        { ...one, settingsVersion: settingsVersion === 0 ? null : settingsVersion },
        { $set: { lastClosedWeek, nextDigestAt } },
      );
      return result.matchedCount === 1;
    },

    async planAsk(nextQuestionAt: Date): Promise<void> {
      await model.updateOne(one, { $set: { nextQuestionAt } });
    },

    /**
     * Takes the turn to look for what is too old to be kept, until then; undefined when it is not due, or somebody else's.
     * `plannedAt`: when it was to be; undefined when it was not planned.
     */
    async claimRetention(now: Date, latest: Date, until: Date) {
      const found = await model
        .findOneAndUpdate(
          { ...one, ...dueAt('nextRetentionAt', now, latest) },
          { $set: { nextRetentionAt: until } },
          { returnDocument: 'before' },
        )
        .lean();
      if (!found) return undefined;
      const { nextRetentionAt } = found;
      return { plannedAt: nextRetentionAt && nextRetentionAt <= now ? nextRetentionAt : undefined };
    },

    async planRetention(nextRetentionAt: Date): Promise<void> {
      await model.updateOne(one, { $set: { nextRetentionAt } });
    },

    /** True for the one caller, of all replicas, whose turn it is. */
    async claimTurn(turn: Turn, now: Date, everyMs: number): Promise<boolean> {
      const oldest = new Date(now.getTime() - everyMs);
      const result = await model.updateOne({ ...one, ...notSince(turn, oldest) }, { $set: { [turn]: now } });
      return result.modifiedCount === 1;
    },

    /** Gives a turn back that came to nothing, so that the next tick takes it. */
    async releaseTurn(turn: Turn, claimedAt: Date): Promise<void> {
      await model.updateOne({ ...one, [turn]: claimedAt }, { $unset: { [turn]: 1 } });
    },

    /** Has what is done every so often done at the next tick. */
    async forgetTurn(turn: Turn): Promise<void> {
      await model.updateOne(one, { $unset: { [turn]: 1 } });
    },

    /** The same for everything. */
    async forgetTurns(): Promise<void> {
      await model.updateOne(one, { $unset: { reconciledAt: 1, channelsListedAt: 1, managersLookedAt: 1 } });
    },
  };
};

/** What is known of each workspace: one document each, made when the bot first meets it. */
export const createWorkspaces = (connection: Connection) => {
  const model = workspaceModel(connection);
  const teams = async (filter: QueryFilter<WorkspaceFields>): Promise<string[]> =>
    model.distinct('_id', filter);

  return {
    model,

    /** The workspaces with a digest to close, none planned, or one planned for after `latest`. */
    teamsWithDueDigest: (now: Date, latest: Date) => teams(dueAt('nextDigestAt', now, latest)),

    teamsWithDueRetention: (now: Date, latest: Date) => teams(dueAt('nextRetentionAt', now, latest)),

    teamsWithDueAsk: (now: Date, latest: Date) => teams(dueAt('nextQuestionAt', now, latest)),

    /** Of those of these workspaces where the bot is: a mark that is another once what is decided there is, and their days. */
    async marks(teamIds: readonly string[]) {
      const found = await model
        .find(
          { _id: { $in: [...teamIds] } },
          {
            settingsVersion: 1,
            wallChannelId: 1,
            slackName: 1,
            timeZone: 1,
            lastClosedWeek: 1,
            installedAt: 1,
            uninstalledAt: 1,
          },
        )
        .lean();
      return found
        .filter((each) => !isUninstalled(each))
        .map(({ _id, settingsVersion, wallChannelId, slackName, timeZone, lastClosedWeek }) => ({
          teamId: _id,
          zone: timeZone ?? fallbackZone,
          lastClosedWeek: lastClosedWeek ?? undefined,
          mark: [settingsVersion ?? 0, wallChannelId, slackName, timeZone].join(' '),
        }));
    },

    /** Those of these workspaces where the bot is not installed any more. */
    async uninstalled(teamIds: readonly string[]): Promise<string[]> {
      const left = { _id: { $in: [...teamIds] }, uninstalledAt: { $exists: true } };
      const found = await model.find(left, { installedAt: 1, uninstalledAt: 1 }).lean();
      return found.filter(isUninstalled).map(({ _id }) => _id);
    },

    /** The workspaces where a channel has another id now. */
    teamsWithMovedChannels: (now: Date) => teams({ followChannelsAt: { $lte: now } }),

    /** The workspaces whose lost wall is to be looked at. */
    teamsWithLostWall: (now: Date) => teams({ 'lostWall.lookAt': { $lte: now } }),

    /** The workspaces with changes of settings that are not in the history yet. */
    teamsWithPendingChanges: (now: Date) => teams({ followSettingsAt: { $lte: now } }),

    /** The workspaces whose turn it is, because they had none for so long. */
    teamsWithTurn: (turn: Turn, now: Date, everyMs: number) =>
      teams(notSince(turn, new Date(now.getTime() - everyMs))),

    of: (teamId: string) => workspaceOf(model, teamId),
  };
};
