import type { Connection } from 'mongoose';
import type { Span } from '../domain/calendar.ts';
import { aliasKeyOf, type VoicePick, voiceExpiresAt, voiceQuestion } from '../domain/voice.ts';
import { type Erased, type PersonRow, personRow } from './person-row.ts';
import { absent, isDuplicateKey, retryDuplicateKeyOnce } from './schema-options.ts';
import { voiceAnswersOf } from './voice-answer.ts';
import { type Voice, type VoiceModel, voiceModel } from './voice-schema.ts';

export type { Voice } from './voice-schema.ts';

export interface AskedVoice {
  winId: string;
  askedBy: string;
  tokenHash: string;
  moment: string;
  customerAlias?: string | undefined;
  pick: VoicePick;
}

/** The link that was there when somebody looked; undefined: none. */
export type SeenLink = { linkMadeAt: Date | undefined };

const voicesOf = (model: VoiceModel, teamId: string) => {
  const unanswered = (winId: string, seen?: SeenLink) => ({
    _id: winId,
    teamId,
    answeredAt: absent,
    ...(seen && { linkMadeAt: seen.linkMadeAt ?? absent }),
  });

  return {
    /**
     * Asks about a win; the last link that was made for it is the one that works. False when its customer has answered,
     * or another link was made, or taken back, since the one that was `seen`: then all stays as it was.
     */
    async ask({ winId, customerAlias, ...asked }: AskedVoice, now: Date, seen?: SeenLink): Promise<boolean> {
      const alias = { customerAlias, aliasKey: customerAlias && aliasKeyOf(customerAlias) };
      try {
        const isNew = !seen?.linkMadeAt;
        const result = await retryDuplicateKeyOnce(() =>
          model.updateOne(
            unanswered(winId, seen),
            {
              $set: {
                ...asked,
                ...(customerAlias && alias),
                linkMadeAt: now,
                expiresAt: voiceExpiresAt(now),
              },
              ...(!customerAlias && { $unset: { customerAlias: 1, aliasKey: 1 } }),
              $setOnInsert: { askedAt: now, question: voiceQuestion, version: 0 },
            },
            { upsert: isNew },
          ),
        );
        return isNew || result.matchedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /**
     * The question is not asked after all, and its link leads nowhere. False when it was answered, is none, or has another
     * link than the one that was `seen`.
     */
    async takeBack(winId: string, seen?: SeenLink): Promise<boolean> {
      return (await model.deleteOne(unanswered(winId, seen))).deletedCount === 1;
    },

    find: (winId: string) => model.findOne({ _id: winId, teamId }).lean(),

    ofWins: (winIds: readonly string[]) => model.find({ _id: { $in: [...winIds] }, teamId }).lean(),

    /** The last time that somebody by this alias was asked about another win, since then: by its newest link. */
    askedLately: (alias: string, winId: string, since: Date) =>
      model
        .findOne({ teamId, aliasKey: aliasKeyOf(alias), linkMadeAt: { $gte: since }, _id: { $ne: winId } })
        .sort({ linkMadeAt: -1 })
        .lean(),

    askedIn: ({ start, end }: Span) => model.find({ teamId, askedAt: { $gte: start, $lt: end } }).lean(),

    answeredIn: ({ start, end }: Span) =>
      model.find({ teamId, answeredAt: { $gte: start, $lt: end } }).lean(),

    /** Whose customers were not helped, as they first said since then: the newest first. */
    unhappySince: (since: Date, limit: number) =>
      model
        .find({ teamId, answeredAt: { $gte: since }, answer: 'not-really' })
        .sort({ answeredAt: -1 })
        .limit(limit)
        .lean(),

    due: (now: Date, limit: number) =>
      model
        .find({ teamId, followAt: { $lte: now } })
        .sort({ followAt: 1 })
        .limit(limit)
        .lean(),

    /** What follows from it, as it was read, is seen to. False when there was something new meanwhile. */
    async recordFollowed({ _id, version, followAt }: Voice): Promise<boolean> {
      const read = { _id, teamId, version, followAt: followAt ?? absent };
      return (await model.updateOne(read, { $unset: { followAt: 1 } })).matchedCount === 1;
    },

    /** Has it followed once more: what was told of it may be shown as it was before. */
    async followAgain(winId: string, now: Date): Promise<void> {
      const answered = { _id: winId, teamId, answeredAt: { $exists: true } };
      await model.updateOne(answered, { $set: { followAt: now } });
    },

    /** Has what follows from it, as it was read, seen to later; what came meanwhile is due as it was. */
    async followLater({ _id, version, followAt }: Voice, at: Date): Promise<void> {
      const read = { _id, teamId, version, followAt: followAt ?? absent };
      if (followAt) await model.updateOne(read, { $set: { followAt: at } });
    },

    /** What belongs to wins that are not kept any more. */
    async forgetWins(winIds: readonly string[]): Promise<void> {
      await model.deleteMany({ teamId, _id: { $in: [...winIds] } });
    },

    /** The customer's answer is theirs and the team's: of it, whoever asked is given what they asked. */
    async exportOf(userId: string): Promise<PersonRow[]> {
      return (await model.find({ teamId, askedBy: userId }).lean()).map((each) =>
        personRow(each, ['tokenHash', 'aliasKey', 'followAt']),
      );
    },

    /**
     * What nobody answered goes, with its link. What a customer said stays, asked by nobody in particular. `wordlessWinIds`:
     * wins of which nothing stays that was said of the person.
     */
    async erasePerson({
      userId,
      standIn,
      wordlessWinIds = new Set(),
    }: Erased & { wordlessWinIds?: ReadonlySet<string> }): Promise<number> {
      const ofThem = { _id: { $in: [...wordlessWinIds] }, teamId };
      await model.updateMany(ofThem, { $unset: { words: 1, moment: 1 } });
      const theirs = { teamId, askedBy: userId };
      const gone = await model.deleteMany({ ...theirs, answeredAt: absent });
      const left = await model.updateMany(theirs, { $set: { askedBy: standIn }, $unset: { moment: 1 } });
      return gone.deletedCount + left.modifiedCount;
    },
  };
};

/** Customers' own words: one document a win that its customer was asked about. */
export const createVoices = (connection: Connection) => {
  const model = voiceModel(connection);
  return {
    model,

    ...voiceAnswersOf(model),

    /** The workspaces where something is still to follow from an answer. */
    dueTeams: (now: Date): Promise<string[]> => model.distinct('teamId', { followAt: { $lte: now } }),

    of: (teamId: string) => voicesOf(model, teamId),
  };
};
