import type { Connection, QueryFilter } from 'mongoose';
import type { WeekName } from '../domain/calendar.ts';
import {
  type Actor,
  firstNominatorIds,
  type MadeRight,
  type WinDetails,
  type WinOrigin,
} from '../domain/win.ts';
import { isDuplicateKey } from './schema-options.ts';
import { winAliasesOf } from './win-alias.ts';
import { winCustomersOf } from './win-customer.ts';
import { winIdeasOf } from './win-idea.ts';
import { winOverviewsOf } from './win-overview.ts';
import { ownWinsOf } from './win-own.ts';
import { winPersonsOf } from './win-person.ts';
import { winPutBackOf } from './win-put-back.ts';
import { winReviewsOf } from './win-review.ts';
import {
  countedFor,
  findWin,
  notStory,
  type Place,
  shown,
  shownAnew,
  staleBy,
  standing,
  tallyStale,
  type Win,
  type WinFields,
  type WinModel,
  winModel,
} from './win-schema.ts';
import { winTalliesOf } from './win-tally.ts';
import { winWallsOf } from './win-wall.ts';
import { winWeeksOf } from './win-week.ts';

export interface WinContent extends WinDetails {
  text: string;
  heroIds: string[];
  /** Left out: none, and in an edit those that it had, like the groups. */
  helperIds?: string[];
  groupNames?: string[];
  names: Map<string, string>;
}

/** The message that a win was made from. What the fields mean: win-schema.ts. */
export interface MessageSource extends Place {
  kind: 'message';
  nominatedBy?: string;
  editedTs?: string;
  threadTs?: string;
  writerId?: string;
  hasPicture?: boolean;
  isRetold?: boolean;
}

export interface NewWin extends WinContent {
  winId: string;
  authorId: string;
  source: { kind: 'command' | 'composer' } | MessageSource;
  postedAt: Date;
  week: WeekName;
  challengeDay?: { runId: string; dayId: string } | undefined;
  origin?: WinOrigin | undefined;
  madeRight?: MadeRight | undefined;
  isPicked?: boolean;
}

const mayTakeDown = ({ userId, isManager }: Actor): QueryFilter<WinFields> =>
  isManager ? {} : { $or: [{ authorId: userId }, { heroIds: userId }] };

/** Whether an edit makes the words of a message its author's own: whoever wrote the message has them anyway. */
const isRetelling = ({ source, text }: Win, content: WinContent): boolean =>
  source?.kind === 'message' && !source.nominatedBy && text !== content.text;

const contentFields = ({ text, heroIds, helperIds, groupNames, names, ...details }: WinContent) => ({
  text,
  heroIds,
  ...(helperIds?.length && { helperIds }),
  ...(groupNames && { groupNames }),
  names,
  ...(details.customerAlias !== undefined && { customerAlias: details.customerAlias }),
  ...(details.rung !== undefined && { rung: details.rung }),
  ...(details.principle !== undefined && { principle: details.principle }),
});

const madeFrom = ({ channelId, ts }: Place): QueryFilter<WinFields> => ({
  'source.channelId': channelId,
  'source.ts': ts,
});

const winsOf = (model: WinModel, teamId: string) => {
  const one = (winId: string) => ({ _id: winId, teamId });

  return {
    ...winWallsOf(model, teamId),
    ...winWeeksOf(model, teamId),
    ...winOverviewsOf(model, teamId),
    ...ownWinsOf(model, teamId),
    ...winAliasesOf(model, teamId),
    ...winTalliesOf(model, teamId),
    ...winPutBackOf(model, teamId),
    ...winReviewsOf(model, teamId),
    ...winCustomersOf(model, teamId),
    ...winIdeasOf(model, teamId),
    ...winPersonsOf(model, teamId),

    find: (winId: string) => findWin(model, one(winId)),

    findAt: (place: Place) =>
      findWin(model, { teamId, 'wall.channelId': place.channelId, 'wall.ts': place.ts }),

    /** The one that tells how something was made right, unless it was withdrawn. */
    findStory: (recoveryId: string) => findWin(model, { teamId, recoveryId, isStory: true }),

    /** The one that came of a plan and stands. */
    findOfPlan: (planId: string) => findWin(model, { teamId, planId, ...standing }),

    findMadeFrom: (message: Place) => findWin(model, { teamId, ...madeFrom(message) }),

    /**
     * Stores a win under its id. `exists` when the same id, or a win from the same message or
     * of the same recovery, is stored already.
     */
    async store({ winId, ...win }: NewWin): Promise<'stored' | 'exists'> {
      const nominators = firstNominatorIds(win);
      try {
        await model.create({
          ...contentFields(win),
          _id: winId,
          teamId,
          authorId: win.authorId,
          source: win.source,
          postedAt: win.postedAt,
          week: win.week,
          ...win.challengeDay,
          ...win.origin,
          ...(win.origin?.recoveryId && { isStory: true }),
          ...(win.madeRight && { madeRight: win.madeRight }),
          ...(win.isPicked && { isPicked: true }),
          edition: 0,
          nominatorIds: nominators,
          nominationCount: nominators.length,
          votesVersion: 0,
          revision: 0,
          isWallStale: false,
          // A message may have been edited, or be gone, since it was read.
          needsReconciling: win.source.kind === 'message',
          isTallyStale: true,
          tallyVersion: 0,
          talliedIds: [...win.heroIds, ...nominators],
        });
        return 'stored';
      } catch (error) {
        if (isDuplicateKey(error)) return 'exists';
        throw error;
      }
    },

    /**
     * Replaces the content of a win as it was read, if the person is its author and nobody edited it since `edition`;
     * the old content is kept. Undefined when refused.
     */
    edit: (win: Win, edition: number, authorId: string, content: WinContent, now: Date) =>
      model
        .findOneAndUpdate(
          { ...one(win._id), ...standing, authorId, edition },
          {
            $set: {
              ...contentFields(content),
              ...(isRetelling(win, content) && { 'source.isRetold': true }),
              isWallStale: true,
              ...tallyStale.$set,
            },
            ...countedFor(content.heroIds),
            $unset: {
              isUnpostable: 1,
              ...(content.helperIds?.length === 0 && { helperIds: 1 }),
              ...Object.fromEntries(
                (['customerAlias', 'rung', 'principle'] as const)
                  .filter((field) => content[field] === undefined)
                  .map((field) => [field, 1]),
              ),
            },
            $inc: { edition: 1, revision: 1, ...tallyStale.$inc },
            $push: {
              editions: {
                text: win.text,
                heroIds: win.heroIds,
                ...(win.helperIds && { helperIds: win.helperIds }),
                replacedAt: now,
                replacedBy: authorId,
              },
            },
          },
          { returnDocument: 'after' },
        )
        .lean(),

    /**
     * Shows what its writer made of the message that a win was made from, unless somebody edited the win, or a newer
     * edit of the message is known. It counts as an edit for a form that is open. Null when nothing was to be changed.
     */
    followOriginal: (winId: string, editedTs: string, { text, names }: Pick<WinContent, 'text' | 'names'>) =>
      model
        .findOneAndUpdate(
          {
            ...one(winId),
            ...standing,
            editions: { $size: 0 },
            'source.isRetold': { $ne: true },
            $or: [{ 'source.editedTs': { $exists: false } }, { 'source.editedTs': { $lt: editedTs } }],
          },
          {
            $set: { text, names, 'source.editedTs': editedTs, isWallStale: true },
            $inc: { edition: 1, revision: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean(),

    /** Whether its author may be asked for more now: true once, and never after an edit. */
    async claimTip(winId: string, now: Date): Promise<boolean> {
      const unasked = { ...one(winId), ...standing, edition: 0, tipAskedAt: { $exists: false } };
      const result = await model.updateOne(unasked, { $set: { tipAskedAt: now } });
      return result.modifiedCount === 1;
    },

    /** Takes a win down if the person may. Undefined when refused or already withdrawn. */
    takeDown: (winId: string, actor: Actor, now: Date, { wasWeekOpen = false } = {}) =>
      model
        .findOneAndUpdate(
          { ...one(winId), ...standing, ...mayTakeDown(actor) },
          {
            $inc: { ...shownAnew.$inc, ...tallyStale.$inc },
            $set: {
              ...shownAnew.$set,
              ...tallyStale.$set,
              withdrawn: { at: now, by: actor.userId, why: 'taken-down', wasWeekOpen },
            },
            $unset: notStory,
          },
          { returnDocument: 'after' },
        )
        .lean(),

    /**
     * Withdraws the win whose wall message was deleted in Slack, or the message whose words it has. One that is taken
     * down, and whose original message goes as well, can be put back no more.
     */
    async withdrawDeleted(place: Place, now: Date) {
      const original = { ...madeFrom(place), 'source.isRetold': { $ne: true } };
      const wall = { 'wall.channelId': place.channelId, 'wall.ts': place.ts };
      const win = await model
        .findOneAndUpdate(
          { teamId, ...standing, $or: [wall, original] },
          {
            $inc: { ...shownAnew.$inc, ...tallyStale.$inc },
            $set: { ...shownAnew.$set, ...tallyStale.$set, withdrawn: { at: now, why: 'message-deleted' } },
            $unset: notStory,
          },
          { returnDocument: 'after' },
        )
        .lean();
      if (win) return win;
      const gone = { 'withdrawn.why': 'message-deleted' } as const;
      await model.updateOne({ teamId, ...original, 'withdrawn.why': 'taken-down' }, { $set: gone });
      return null;
    },

    /** The message is gone whose story a win tells in its author's own words; the votes on it are to be looked at. */
    loseOriginal: (message: Place) =>
      model
        .findOneAndUpdate(
          { teamId, ...madeFrom(message), 'source.isRetold': true, 'source.isGone': { $ne: true } },
          {
            $inc: shownAnew.$inc,
            $set: { ...shownAnew.$set, 'source.isGone': true, needsReconciling: true },
            $unset: { 'source.hasPicture': 1 },
          },
          { returnDocument: 'after' },
        )
        .lean(),

    /** The picture was taken out of the message that a win was made from. Pictures are never put into one. */
    losePicture: (winId: string) =>
      model
        .findOneAndUpdate(
          { ...one(winId), 'source.hasPicture': true },
          { ...shownAnew, $unset: { 'source.hasPicture': 1 } },
          { returnDocument: 'after' },
        )
        .lean(),

    /** A channel has another id now. One of two wins from the same message, told of by both ids, keeps the old. */
    async followChannel(from: string, to: string): Promise<void> {
      for (const field of ['wall.channelId', 'source.channelId'] as const)
        for await (const { _id } of model
          .find({ teamId, [field]: from }, { _id: 1 })
          .lean()
          .cursor())
          try {
            await model.updateOne({ ...one(_id), [field]: from }, { $set: { [field]: to } });
          } catch (error) {
            if (!isDuplicateKey(error)) throw error;
          }
    },

    /** The stories of a challenge, the most nominated first. */
    ofRun: (runId: string) =>
      model
        .find({ teamId, runId, ...shown })
        .sort({ nominationCount: -1, postedAt: 1 })
        .lean(),

    /** The oldest that were posted before that, withdrawn ones too, with whether anybody counted them. */
    async olderThan(before: Date, limit: number) {
      const found = await model
        .find(
          { teamId, postedAt: { $lt: before } },
          {
            heroIds: 1,
            nominatorIds: 1,
            talliedIds: 1,
            postedAt: 1,
            withdrawn: 1,
            isUnpostable: 1,
            folded: 1,
          },
        )
        .sort({ postedAt: 1 })
        .limit(limit)
        .lean();
      return found.map(({ _id: winId, heroIds, withdrawn, isUnpostable, ...win }) => ({
        winId,
        heroIds,
        postedAt: win.postedAt,
        userIds: [...new Set([...heroIds, ...win.nominatorIds, ...(win.talliedIds ?? [])])],
        isCounted: !withdrawn?.at && !isUnpostable && !win.folded,
      }));
    },

    /** Deletes wins that are not kept any more. */
    async forget(winIds: readonly string[]): Promise<void> {
      await model.deleteMany({ _id: { $in: [...winIds] }, teamId });
    },

    postedSince: (since: Date) =>
      model
        .find({ teamId, postedAt: { $gte: since }, ...standing })
        .sort({ postedAt: -1 })
        .lean(),
  };
};

/** The wins of every workspace: one document a win. */
export const createWins = (connection: Connection) => {
  const model = winModel(connection);
  return {
    model,

    /** The workspaces with a wall message that is behind its win. */
    staleTeams: (now: Date): Promise<string[]> => model.distinct('teamId', staleBy(now)),

    /** The workspaces with a win whose message is to be posted anew. */
    offWallTeams: (): Promise<string[]> => model.distinct('teamId', { isOffWall: true, ...standing }),

    /** The workspaces with a win that is to be compared with Slack. */
    doubtfulTeams: (): Promise<string[]> => model.distinct('teamId', { needsReconciling: true }),

    /** The workspaces with a win that running totals do not know as it is. */
    tallyStaleTeams: (): Promise<string[]> => model.distinct('teamId', { isTallyStale: true }),

    of: (teamId: string) => winsOf(model, teamId),
  };
};
