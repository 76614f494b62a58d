import { maxIdeaUnits } from '../../src/domain/idea.ts';
import { causes } from '../../src/domain/recovery.ts';
import { ladder, maxWinUnits, principles } from '../../src/domain/win.ts';
import { digest, digestStory } from './digest.ts';

/** A week with everything in it, as many as are kept of each, and as long as they can be. */
export const fullDigest = (text: (units: number) => string) => {
  const people = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ userId: `UD${index}`, name: text(80) }));
  const story = (winId: string) =>
    digestStory(winId, { text: text(maxWinUnits), heroes: people(10), nominationCount: 400 });
  return digest({
    winCount: 900,
    heroIds: people(100).map(({ userId }) => userId),
    nominationCount: 9999,
    exceptionalCount: 50,
    exceptional: Array.from({ length: 10 }, (_, index) => story(`w${index}`)),
    story: story('w0'),
    trend: Array.from({ length: 8 }, (_, index) => ({
      week: `2026-W${34 + index}`,
      winCount: 900,
      exceptionalCount: 50,
    })),
    wholeWeeks: 8,
    principles: principles.map((principle) => ({ principle, count: 999 })),
    ladder: ladder.map((rung) => ({ rung, count: 999 })),
    firstTimerCount: 700,
    firstTimers: people(30),
    help: { personCount: 700, people: people(30), places: [] },
    challenge: {
      name: text(75),
      participantCount: 900,
      tookPartCount: 800,
      finishedCount: 30,
      days: Array.from({ length: 5 }, () => ({ theme: text(75), doneCount: 800 })),
    },
    extras: {
      month: '2026-09',
      ideas: Array.from({ length: 5 }, (_, index) => ({
        ideaId: `own-${index}`,
        text: text(maxIdeaUnits),
        doneCount: 9999,
      })),
      story: story('e1'),
    },
    plans: { plannedCount: 99, doneCount: 98, confirmedCount: 97, guessedCount: 96, sharedCount: 95 },
    recoveries: {
      openedCount: 99,
      toldFirstCount: 98,
      contactMinutes: 999,
      fixedCount: 97,
      reopenedCount: 96,
      openCount: 95,
      overdueCount: 94,
      causes: causes.map((cause) => ({ cause, count: 99 })),
    },
    lessons: { sharedCount: 99, takenCount: 98, changedCount: 97, promptCount: 96, changedIds: [] },
    team: {
      memberCount: 900,
      tookPartCount: 3,
      unseenCount: 800,
      unseen: people(8).map((person, index) => ({ person, wins: [story(`a${index}`), story(`b${index}`)] })),
      withoutWins: people(30),
      withoutWinsCount: 700,
    },
  });
};
