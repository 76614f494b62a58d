import {
  type Digest,
  type DigestStory,
  extrasWith,
  helpWithoutNames,
  type TeamDigest,
  tookPartIn,
  totalsOf,
} from './digest.ts';
import { isLessonWeekEmpty } from './lesson-week.ts';

export const withoutCount = (story: DigestStory): DigestStory => ({ ...story, nominationCount: 0 });

/**
 * What is left of it in team mode, to be stored or shown: stories with their heroes, and totals and shares of the team.
 * Nobody is counted or listed, and how often a story was nominated is not put beside its heroes.
 */
export const withoutPersons = (digest: Digest): Digest => {
  const { team, story, firstTimerPlaces: _places, ...others } = digest;
  return {
    ...others,
    heroIds: [],
    heroCount: heroCountOf(digest),
    exceptional: digest.exceptional.map(withoutCount),
    ...(story && { story: withoutCount(story) }),
    ...extrasWith(digest, digest.extras?.story ? withoutCount(digest.extras.story) : undefined),
    firstTimers: [],
    ...helpWithoutNames(digest),
    ...(team && { team: { ...team, unseen: [], withoutWins: [], withoutWinsCount: 0 } }),
  };
};

/** Without some of those whom it brings to managers' notice. */
export const withoutListed = (team: TeamDigest, userIds: ReadonlySet<string>): TeamDigest => {
  const unseen = team.unseen.filter(({ person }) => !userIds.has(person.userId));
  const withoutWins = team.withoutWins.filter(({ userId }) => !userIds.has(userId));
  const goneWithoutWins = team.withoutWins.length - withoutWins.length;
  return {
    ...team,
    unseen,
    withoutWins,
    unseenCount: team.unseenCount - (team.unseen.length - unseen.length) - goneWithoutWins,
    withoutWinsCount: team.withoutWinsCount - goneWithoutWins,
  };
};

/** The wins that it tells of by themselves. */
export const winIdsIn = ({
  exceptional,
  story,
  extras,
  team,
}: Pick<Digest, 'exceptional' | 'story' | 'extras' | 'team'>): string[] =>
  [
    ...exceptional,
    ...[story, extras?.story].flatMap((each) => each ?? []),
    ...(team?.unseen.flatMap(({ wins }) => wins) ?? []),
  ].map(({ winId }) => winId);

/** What is left of it without the words of wins that are not to be shown. Its numbers stay as they were. */
export const withoutWins = (digest: Digest, hidden: ReadonlySet<string>): Digest => {
  const { story, extras, team, ...others } = digest;
  const isShown = ({ winId }: DigestStory): boolean => !hidden.has(winId);
  const unseen = team?.unseen.map((each) => ({ ...each, wins: each.wins.filter(isShown) }));
  return {
    ...others,
    exceptional: digest.exceptional.filter(isShown),
    ...(story && isShown(story) && { story }),
    ...extrasWith(digest, extras?.story && isShown(extras.story) ? extras.story : undefined),
    ...(team && { team: { ...team, unseen: unseen?.filter(({ wins }) => wins.length > 0) ?? [] } }),
  };
};

/** What is left of it when stories so old are not kept: totals. */
export const withoutStories = (digest: Digest, now: Date): Digest => ({
  ...totalsOf(digest),
  heroIds: [],
  heroCount: heroCountOf(digest),
  storiesForgottenAt: now,
});

/** How many were credited. */
export const heroCountOf = ({ heroCount, heroIds }: Pick<Digest, 'heroCount' | 'heroIds'>): number =>
  heroCount ?? heroIds.length;

/** Whom, and which of their wins, a digest has brought to managers' notice. */
export interface Noticed {
  userIds: ReadonlySet<string>;
  winIds: ReadonlySet<string>;
}

export const noticedIn = ({ team }: Pick<Digest, 'team'>): Noticed => ({
  userIds: new Set(
    [...(team?.unseen.map(({ person }) => person) ?? []), ...(team?.withoutWins ?? [])].map(
      ({ userId }) => userId,
    ),
  ),
  winIds: new Set(team?.unseen.flatMap(({ wins }) => wins.map(({ winId }) => winId))),
});

/** The managers' part with what is new in it, and how many people and wins it leaves out as told before. */
export interface TeamNews extends TeamDigest {
  samePeopleCount: number;
  sameWinCount: number;
}

/** Somebody who was on the list already is new again with a win that was not. */
export const newsOf = (team: TeamDigest, { userIds, winIds }: Noticed): TeamNews => {
  const unseen = team.unseen
    .map(({ person, wins }) => ({
      person,
      wins: userIds.has(person.userId) ? wins.filter(({ winId }) => !winIds.has(winId)) : wins,
    }))
    .filter(({ wins }) => wins.length > 0);
  const withoutWins = team.withoutWins.filter(({ userId }) => !userIds.has(userId));
  const sameWithoutWins = team.withoutWins.length - withoutWins.length;
  const told = new Set(unseen.flatMap(({ wins }) => wins.map(({ winId }) => winId)));
  const allWinIds = new Set(team.unseen.flatMap(({ wins }) => wins.map(({ winId }) => winId)));
  return {
    ...team,
    unseen,
    withoutWins,
    // Those beyond the longest list that is kept have no names to compare: where all others are the same, so are they.
    withoutWinsCount: withoutWins.length > 0 ? team.withoutWinsCount - sameWithoutWins : 0,
    samePeopleCount: team.unseen.length - unseen.length + sameWithoutWins,
    sameWinCount: allWinIds.size - told.size,
  };
};

/** Nothing happened that a digest could tell of. */
export const isQuiet = ({
  winCount,
  challenge,
  lessons,
  plans,
  extras,
  recoveries,
  voices,
}: Pick<
  Digest,
  'winCount' | 'challenge' | 'lessons' | 'plans' | 'extras' | 'recoveries' | 'voices'
>): boolean =>
  winCount === 0 &&
  !plans &&
  !extras &&
  !voices &&
  (recoveries?.openedCount ?? 0) + (recoveries?.fixedCount ?? 0) === 0 &&
  isLessonWeekEmpty(lessons) &&
  (!challenge || tookPartIn(challenge) === 0);

/** So many quiet weeks one after the other are told of; after them nothing is said until there is something to say. */
export const quietWeeksTold = 3;

/** How many weeks without a win came right before this one. */
export const weeksWithoutWinBefore = ({ trend }: Pick<Digest, 'trend'>): number => {
  const before = trend.slice(0, -1);
  return before.length - 1 - before.findLastIndex(({ winCount }) => winCount > 0);
};
