import type { Deps } from '../../deps.ts';
import { type LessonRefusal, usualLessonDay } from '../../domain/lesson.ts';
import type { Lesson } from '../../models/lesson.ts';
import { isRefused, type LessonSightDeps } from '../../operations/lesson/lesson-sight.ts';
import { lessonToTake, ownTask } from '../../operations/lesson/take-lesson.ts';
import { todayOf } from '../../operations/workspace/own-zone.ts';
import { doneForm, moveForm, takeForm } from '../../views/lesson/lesson-task.ts';
import { lessonRefused } from '../../views/lesson/lesson-words.ts';
import type { SystemArgs } from '../brag-system.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { taskMetadata } from './lesson-form-values.ts';

type TaskDeps = LessonSightDeps & Pick<Deps, 'clock'>;
type Form = (deps: TaskDeps, lesson: Lesson, userId: string) => Promise<ReturnType<typeof doneForm>>;
type Find = (deps: TaskDeps, asked: { lessonId: string; userId: string }) => Promise<Lesson | LessonRefusal>;

/** Opens a form about a lesson for whoever it is for, and says to others why not. */
const createOpener =
  (find: Find, form: Form) =>
  async (deps: TaskDeps, { client, respond, body, userId }: SystemArgs, lessonId: string): Promise<void> => {
    const found = await find(deps, { lessonId, userId });
    if (isRefused(found)) return answerPrivately(respond, lessonRefused(found));
    const doubt = await openForm(client, body, await form(deps, found, userId));
    if (doubt) await answerPrivately(respond, doubt);
  };

const about = (lesson: Lesson) => ({
  metadata: taskMetadata.write({ lessonId: lesson._id }),
  task: lesson,
});

const dayFormWith =
  (form: typeof takeForm): Form =>
  async (deps, lesson, userId) => {
    const day = usualLessonDay(await todayOf(deps, userId, deps.clock.now()));
    return form({ ...about(lesson), day });
  };

export const openTakeForm = createOpener(lessonToTake, dayFormWith(takeForm));
export const openMoveForm = createOpener(ownTask, dayFormWith(moveForm));
export const openDoneForm = createOpener(ownTask, async (_deps, lesson) =>
  doneForm({ ...about(lesson), typed: '', customerData: [] }),
);
