import type { Connection, QueryFilter } from 'mongoose';
import type { WeekName } from '../domain/calendar.ts';
import { type Actor, firstNominatorIds, type MadeRight, type WinOrigin } from '../domain/win.ts';
import { isDuplicateKey } from './schema-options.ts';
import { winAliasesOf } from './win-alias.ts';
import { contentFields, type WinContent } from './win-content.ts';
import { winCustomersOf } from './win-customer.ts';
import { winEditsOf } from './win-edit.ts';
import { winIdeasOf } from './win-idea.ts';
import { type MessageSource, winOriginalsOf } from './win-original.ts';
import { winOverviewsOf } from './win-overview.ts';
import { ownWinsOf } from './win-own.ts';
import { winPersonsOf } from './win-person.ts';
import { winPutBackOf } from './win-put-back.ts';
import { winRetentionOf } from './win-retention.ts';
import { winReviewsOf } from './win-review.ts';
import {
  findWin,
  notStory,
  type Place,
  shown,
  shownAnew,
  staleBy,
  standing,
  tallyStale,
  type WinFields,
  type WinModel,
  winModel,
} from './win-schema.ts';
import { winMarks } from './win-screen.ts';
import { winTalliesOf } from './win-tally.ts';
import { winWallsOf } from './win-wall.ts';
import { winWeeksOf } from './win-week.ts';

export type { MessageSource, WinContent };

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
    ...winEditsOf(model, teamId),
    ...winOriginalsOf(model, teamId),
    ...winRetentionOf(model, teamId),

    find: (winId: string) => findWin(model, one(winId)),

    findAt: (place: Place) =>
      findWin(model, { teamId, 'wall.channelId': place.channelId, 'wall.ts': place.ts }),

    /** The one that tells how something was made right, unless it was withdrawn. */
    findStory: (recoveryId: string) => findWin(model, { teamId, recoveryId, isStory: true }),

    /** The one that came of a plan and stands. */
    findOfPlan: (planId: string) => findWin(model, { teamId, planId, ...standing }),

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

    /** What shows whether a screen's wins have changed. */
    marks: (weeks: Parameters<typeof winMarks>[1]) => winMarks(model, weeks),

    of: (teamId: string) => winsOf(model, teamId),
  };
};
