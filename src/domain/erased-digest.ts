import { type Digest, type DigestStory, extrasWith } from './digest.ts';
import { erasedName, erasedStory } from './erased-person.ts';
import { withoutNames } from './erased-text.ts';
import type { NamedPerson } from './person.ts';

export interface ErasedInDigest {
  userId: string;
  standIn: string;
  /** What they go by in the words of these wins. */
  namesIn: ReadonlyMap<string, readonly string[]>;
  /** Wins that are deleted, and those that stay without their words. */
  goneWinIds: ReadonlySet<string>;
  wordlessWinIds: ReadonlySet<string>;
}

export const storiesIn = ({ exceptional, story, extras, team }: Digest): DigestStory[] => [
  ...exceptional,
  ...[story, extras?.story].flatMap((each) => each ?? []),
  ...(team?.unseen.flatMap(({ wins }) => wins) ?? []),
];

/** Whether there is anything in it to be taken out. */
export const concernsPerson = (digest: Digest, erased: ErasedInDigest): boolean => {
  const { userId, namesIn, goneWinIds } = erased;
  const isTold =
    storiesIn(digest).some(({ winId }) => namesIn.has(winId) || goneWinIds.has(winId)) ||
    digest.voices?.toldIds.some((winId) => goneWinIds.has(winId));
  return isTold || JSON.stringify(digest).includes(JSON.stringify(userId));
};

const namesFor = (digest: Digest, userId: string): string[] => {
  const { team, firstTimers, help } = digest;
  const people = [
    ...storiesIn(digest).flatMap(({ heroes }) => heroes),
    ...firstTimers,
    ...(help?.people ?? []),
    ...(team?.withoutWins ?? []),
    ...(team?.unseen.map(({ person }) => person) ?? []),
  ];
  return people.filter((each) => each.userId === userId).map(({ name }) => name);
};

/**
 * A closed week without one person: what they did with others, and what others did, stays as it was counted. A story of
 * theirs alone goes, and managers' lists lose their name; no number changes.
 */
export const withoutPersonInDigest = (digest: Digest, erased: ErasedInDigest): Digest => {
  const { userId, standIn, namesIn, goneWinIds, wordlessWinIds } = erased;
  const isOther = (person: NamedPerson): boolean => person.userId !== userId;
  const heroOf = (hero: NamedPerson): NamedPerson =>
    hero.userId === userId ? { userId: standIn, name: erasedName } : hero;
  const known = namesFor(digest, userId);
  const storyOf = (story: DigestStory): DigestStory => {
    const isTheirs = story.heroes.some((hero) => hero.userId === userId);
    const names = [...(namesIn.get(story.winId) ?? []), ...(isTheirs ? known : [])];
    if (names.length === 0 && !isTheirs) return story;
    const text = wordlessWinIds.has(story.winId) ? erasedStory : withoutNames(story.text, names);
    return { ...story, heroes: story.heroes.map(heroOf), text };
  };
  const storiesOf = (stories: readonly DigestStory[]): DigestStory[] =>
    stories.filter(({ winId }) => !goneWinIds.has(winId)).map(storyOf);
  const { story, extras, team, help, voices, ...rest } = digest;
  const [left] = story ? storiesOf([story]) : [];
  const [leftOfExtras] = extras?.story ? storiesOf([extras.story]) : [];
  return {
    ...rest,
    heroIds: digest.heroIds.map((each) => (each === userId ? standIn : each)),
    exceptional: storiesOf(digest.exceptional),
    ...(left && { story: left }),
    ...extrasWith(digest, leftOfExtras),
    ...(voices && {
      voices: { ...voices, toldIds: voices.toldIds.filter((winId) => !goneWinIds.has(winId)) },
    }),
    firstTimers: digest.firstTimers.filter(isOther),
    ...(help && { help: { ...help, people: help.people.filter(isOther) } }),
    ...(team && {
      team: {
        ...team,
        unseen: team.unseen
          .filter(({ person }) => isOther(person))
          .map(({ person, wins }) => ({ person, wins: storiesOf(wins) })),
        withoutWins: team.withoutWins.filter(isOther),
      },
    }),
  };
};
