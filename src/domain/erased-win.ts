import { erasedName, erasedStory } from './erased-person.ts';
import { withoutPersonInText } from './erased-text.ts';

/** A win, as far as somebody's part in it goes. */
export interface PersonInWin {
  authorId: string;
  heroIds: readonly string[];
  helperIds?: readonly string[] | null;
  /** Canonical text: domain/slack-text.ts. */
  text: string;
  names: Readonly<Record<string, string>>;
}

const creditedIds = ({ heroIds, helperIds }: PersonInWin): string[] => [...heroIds, ...(helperIds ?? [])];

/**
 * What becomes of a win when somebody has their data deleted. `deleted`: they told of it, and it credits nobody else.
 * `wordless`: somebody else told of it, and it is about them alone: that it was told stays to its author's credit.
 */
export const fateOfWin = (win: PersonInWin, userId: string): 'deleted' | 'wordless' | 'kept' => {
  const isOnlyTheirs = creditedIds(win).every((each) => each === userId);
  if (!isOnlyTheirs) return 'kept';
  return win.authorId === userId ? 'deleted' : 'wordless';
};

/** What they go by in a win: who else goes by that is taken out with them, since nobody can tell whom it means. */
export const namesInWinOf = ({ names }: Pick<PersonInWin, 'names'>, userId: string): string[] => {
  const own = names[userId];
  return own === undefined ? [] : [own];
};

const replaced = (ids: readonly string[], userId: string, standIn: string): string[] =>
  ids.map((each) => (each === userId ? standIn : each));

/** The win with somebody else's name for them, and their words' references to them taken out. */
export const withoutPersonInWin = (win: PersonInWin, userId: string, standIn: string) => {
  const fate = fateOfWin(win, userId);
  const others = Object.entries(win.names).filter(([id]) => id !== userId);
  return {
    authorId: win.authorId === userId ? standIn : win.authorId,
    heroIds: replaced(win.heroIds, userId, standIn),
    ...(win.helperIds && { helperIds: replaced(win.helperIds, userId, standIn) }),
    text: fate === 'kept' ? withoutPersonInText(win.text, userId, namesInWinOf(win, userId)) : erasedStory,
    names: { ...Object.fromEntries(others), [standIn]: erasedName },
  };
};
