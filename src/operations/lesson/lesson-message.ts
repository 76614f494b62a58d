import type { Deps } from '../../deps.ts';
import { erasedName, isStandIn } from '../../domain/erased-person.ts';
import type { Lesson } from '../../models/lesson.ts';
import { type LessonCard, lessonCard } from '../../views/lesson/lesson-card.ts';
import type { Message } from '../../views/message.ts';

type CardDeps = Pick<Deps, 'people'>;

/** What is shown of a lesson, wherever it is. */
export const lessonShown = (lesson: Lesson) => ({
  lessonId: lesson._id,
  story: lesson.story ?? undefined,
  feeling: lesson.feeling ?? undefined,
  wouldHelp: lesson.wouldHelp ?? undefined,
  usToo: lesson.usToo ?? undefined,
  verb: lesson.verb,
  change: lesson.change,
  theme: lesson.theme,
});

const authorNameOf = async ({ people }: CardDeps, { authorId }: Lesson): Promise<string> =>
  isStandIn(authorId) ? erasedName : ((await people.find(authorId))?.name ?? erasedName);

const cardOf = async (deps: CardDeps, lesson: Lesson): Promise<LessonCard> => ({
  ...lessonShown(lesson),
  authorName: await authorNameOf(deps, lesson),
  agreeCount: lesson.agreeCount,
  state: lesson.state,
  takenById: lesson.takenById ?? undefined,
  dueDay: lesson.dueDay ?? undefined,
  changed: lesson.changed?.text ?? undefined,
});

/** A lesson as its card on the wall. */
export const lessonMessage = async (deps: CardDeps, lesson: Lesson): Promise<Message> =>
  lessonCard(await cardOf(deps, lesson));
