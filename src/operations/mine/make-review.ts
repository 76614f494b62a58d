import { dayOf, type Quarter, quarterOfDay, type Span } from '../../domain/calendar.ts';
import type { HandedFile } from '../../domain/file-part.ts';
import { type ReviewPeriod, reviewSpan } from '../../domain/mine.ts';
import { totalsOf } from '../../domain/win-totals.ts';
import type { OwnPart } from '../../models/win-own.ts';
import type { Message } from '../../views/message.ts';
import {
  periodWords,
  type Review,
  type ReviewWin,
  reviewMarkdown,
  reviewTable,
} from '../../views/mine/review.ts';
import { reviewEmpty } from '../../views/mine/review-form.ts';
import { type HandOverDeps, handOver } from '../file/hand-over.ts';
import { ownChallenges } from './own-challenges.ts';
import { readableWin, sightOf } from './own-win.ts';
import type { MineDeps } from './read-mine.ts';

export type ReviewDeps = MineDeps & HandOverDeps;

/** Nobody joins more in the years that a review is about. */
const mostChallenges = 50;

const winsIn = async (deps: ReviewDeps, part: OwnPart, userId: string, span: Span): Promise<ReviewWin[]> => {
  const workspace = await deps.workspace();
  const reading = { workspace, userId, workspaceUrl: deps.installation.url };
  const sees = sightOf(deps, userId);
  const wins: ReviewWin[] = [];
  for await (const win of deps.store.wins.ownAll(part, userId, span)) {
    const day = dayOf(win.postedAt, workspace.zone);
    wins.push({
      ...readableWin(win, await sees(win), reading),
      day,
      quarter: quarterOfDay(day),
      isToldByOther: win.authorId !== userId,
    });
  }
  return wins;
};

const byQuarter = (wins: readonly ReviewWin[]): Map<Quarter, ReviewWin[]> => {
  const quarters = new Map<Quarter, ReviewWin[]>();
  for (const win of wins) {
    const some = quarters.get(win.quarter);
    if (some) some.push(win);
    else quarters.set(win.quarter, [win]);
  }
  return quarters;
};

/** What Slack does not say just now is left out. */
const nameOf = async ({ people }: Pick<ReviewDeps, 'people'>, userId: string): Promise<string | undefined> =>
  (await people.find(userId).catch(() => undefined))?.name;

/** Everything of a period, as it stands; undefined when the person has no part in any win of it. */
export const readReview = async (
  deps: ReviewDeps,
  userId: string,
  period: ReviewPeriod,
  now: Date,
): Promise<Review | undefined> => {
  const workspace = await deps.workspace();
  const { zone } = workspace;
  const span = reviewSpan(period, now, zone);
  const wins = await winsIn(deps, 'hero', userId, span);
  const helped = await winsIn(deps, 'helper', userId, span);
  if (wins.length + helped.length === 0) return undefined;
  const joined = await ownChallenges(deps, userId, mostChallenges);
  return {
    name: await nameOf(deps, userId),
    period,
    from: period === 'everything' ? undefined : dayOf(span.start, zone),
    today: dayOf(now, zone),
    quarters: [...byQuarter(wins)].map(([quarter, some]) => ({
      quarter,
      wins: some,
      totals: totalsOf(some, workspace),
    })),
    totals: totalsOf(wins, workspace),
    wins,
    helped,
    given: await deps.store.wins.givenTotals(userId, span),
    challenges: joined.filter(({ joinedAt }) => joinedAt >= span.start),
    showsCounts: !workspace.isTeamMode,
    look: workspace,
  };
};

const filesOf = (review: Review): HandedFile[] => {
  const name = `my-wins-${review.period}-${review.today}`;
  return [
    { name: `${name}.md`, mediaType: 'text/markdown', content: reviewMarkdown(review) },
    { name: `${name}.csv`, mediaType: 'text/csv', content: reviewTable(review) },
  ];
};

/** *For my review*: makes the files and hands them to the person whom they are about. Resolves with what they are told. */
export const makeReview = async (
  deps: ReviewDeps,
  userId: string,
  period: ReviewPeriod,
  now: Date,
): Promise<Message> => {
  const review = await readReview(deps, userId, period, now);
  if (!review) return reviewEmpty(period);
  return handOver(deps, {
    userId,
    files: filesOf(review),
    reason: `your wins, ${periodWords[period]}`,
  });
};
