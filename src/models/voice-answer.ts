import type { QueryFilter } from 'mongoose';
import { isHappy, type VoiceAnswer, voiceChangeableUntil, voiceQuestion } from '../domain/voice.ts';
import { absent } from './schema-options.ts';
import type { Voice, VoiceModel } from './voice-schema.ts';

const seen = { returnDocument: 'after' } as const;

/** What comes by a link, in whatever workspace it was made: who holds it is who may answer. */
export const voiceAnswersOf = (model: VoiceModel) => {
  const changeable = (tokenHash: string, now: Date) => ({ tokenHash, changeableUntil: { $gt: now } });

  return {
    byLink: (tokenHash: string) => model.findOne({ tokenHash }).lean(),

    /**
     * Answers, or changes the answer within its day; the line stays. The leave to read it out is given anew by
     * whoever was not helped and says by now that they were: it was for other words. Null when the link is none, or is over.
     */
    async answer(
      tokenHash: string,
      { answer, language }: { answer: VoiceAnswer; language: string },
      now: Date,
    ): Promise<Voice | null> {
      const said = { answer, language, question: voiceQuestion, followAt: now };
      const first = await model
        .findOneAndUpdate(
          { tokenHash, answeredAt: absent, expiresAt: { $gt: now } },
          {
            $set: { ...said, answeredAt: now, changeableUntil: voiceChangeableUntil(now) },
            $inc: { version: 1 },
          },
          seen,
        )
        .lean();
      if (first) return first;
      const change = (from: QueryFilter<Voice>, dropped: { $unset?: { mayShow: 1 } } = {}) =>
        model
          .findOneAndUpdate(
            { ...changeable(tokenHash, now), ...from },
            { $set: said, ...dropped, $inc: { version: 1 } },
            seen,
          )
          .lean();
      const other = isHappy(answer)
        ? ((await change({ answer: 'not-really' }, { $unset: { mayShow: 1 } })) ??
          (await change({ answer: { $nin: [answer, 'not-really'] } })))
        : await change({ answer: { $ne: answer } });
      return other ?? model.findOne(changeable(tokenHash, now)).lean();
    },

    /** The line of somebody who has answered, none when it is empty, and whether it may be read out. Null as above. */
    say: (tokenHash: string, { words, mayShow }: { words: string; mayShow: boolean }, now: Date) =>
      model
        .findOneAndUpdate(
          changeable(tokenHash, now),
          {
            $set: { mayShow, followAt: now, ...(words && { words }) },
            ...(!words && { $unset: { words: 1 } }),
            $inc: { version: 1 },
          },
          seen,
        )
        .lean(),
  };
};
