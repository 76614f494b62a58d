import { shown, type WinModel } from './win-schema.ts';

const named = { customerAlias: { $exists: true } } as const;
/** More than anybody remembers, and than two months of a large team have. */
const mostOwn = 200;
const mostOfTeam = 5_000;

/** Whom wins were for, by what their authors call them. */
export const winAliasesOf = (model: WinModel, teamId: string) => ({
  /** Those of wins that somebody posted or is credited in, the newest first. */
  async ownAliases(userId: string, since: Date) {
    const theirs = { teamId, postedAt: { $gte: since }, ...shown, ...named };
    const fields = { customerAlias: 1, postedAt: 1, authorId: 1, wall: 1 };
    const found = await Promise.all(
      [{ heroIds: userId }, { authorId: userId }].map((whose) =>
        model
          .find({ ...theirs, ...whose }, fields)
          .sort({ postedAt: -1 })
          .limit(mostOwn)
          .lean(),
      ),
    );
    return [...new Map(found.flat().map((win) => [win._id, win])).values()];
  },

  /** Those that anybody in the team wrote of since then. */
  async aliasesSince(since: Date): Promise<string[]> {
    const found = await model
      .find({ teamId, postedAt: { $gte: since }, ...shown, ...named }, { _id: 0, customerAlias: 1 })
      .sort({ postedAt: -1 })
      .limit(mostOfTeam)
      .lean();
    return [...new Set(found.flatMap(({ customerAlias }) => customerAlias ?? []))];
  },
});
