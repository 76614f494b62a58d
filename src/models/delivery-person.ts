import { collectionOf, type Documents } from './person-document.ts';

interface Said {
  _id: string;
  kind: string;
  sentTo?: { channelId?: string; ts?: string } | null;
}

const isSent = ({ sentTo }: Said): boolean => Boolean(sentTo?.channelId && sentTo.ts);

/** What was said to a person or of them. */
export const deliveryPersonsOf = (documents: Documents, teamId: string) => {
  const find = (filter: object) =>
    collectionOf(documents)
      .find<Said>({ teamId, ...filter })
      .toArray();

  return {
    /** Where the messages are that were sent to a person, or that belong to these wins. */
    async messagesOf(userId: string, winIds: readonly string[]) {
      const found = await find({ $or: [{ userId }, { winId: { $in: [...winIds] } }] });
      return found.flatMap(({ sentTo }) =>
        sentTo?.channelId && sentTo.ts ? [{ channelId: sentTo.channelId, ts: sentTo.ts }] : [],
      );
    },

    /** What others read, and is about what a person did, or belongs to these wins, besides the wins themselves. */
    async saidAbout(userId: string, winIds: readonly string[]): Promise<string[]> {
      const found = await find({
        userId: { $ne: userId },
        $or: [{ byId: userId }, { winId: { $in: [...winIds] }, kind: { $ne: 'win' } }],
      });
      return found.filter(isSent).map(({ _id }) => _id);
    },

    /** Forgets that something was said to a person. */
    async forgetTold(key: string, userId: string): Promise<void> {
      await collectionOf(documents).deleteOne({ _id: key, teamId, userId });
    },

    /** Whether something that would tell of it is being sent at this moment. */
    async isUnderWay(userId: string, winIds: readonly string[]): Promise<boolean> {
      const about = { $or: [{ userId }, { winId: { $in: [...winIds] } }] };
      return (await find({ state: 'claimed', ...about })).length > 0;
    },
  };
};
