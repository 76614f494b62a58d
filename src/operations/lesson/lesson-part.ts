import { escapeName } from '../../domain/slack-text.ts';
import type { Lesson } from '../../models/lesson.ts';
import {
  lessonTakenDown,
  lessonTakenDownOver,
  lessonTask,
  lessonTaskOver,
} from '../../views/lesson/lesson-task.ts';
import { type DeliveryDeps, send, skip } from '../delivery/delivery-row.ts';
import { type NoteRow, shownAsNow } from '../note/note-row.ts';
import { lessonShown } from './lesson-message.ts';

type About = { lessonId?: string | null | undefined };

const lessonOf = async ({ store }: DeliveryDeps, { lessonId }: About): Promise<Lesson | undefined> =>
  (lessonId && (await store.lessons.find(lessonId))) || undefined;

/** Told to whoever took it on, on its day; nothing once it is done, moved, given back or gone. */
export const lessonDuePart: NoteRow = {
  topic: 'lessons',
  isPressing: true,
  async compose(deps, part) {
    const lesson = await lessonOf(deps, part);
    const isDue = lesson?.state === 'taken' && lesson.takenById === part.userId && lesson.dueDay === part.on;
    if (!lesson || !isDue) return skip('it is not theirs to do on that day any more');
    return send(lessonTask({ ...lessonShown(lesson), dueDay: lesson.dueDay ?? '', where: 'note' }));
  },
  async show(deps, part) {
    const lesson = await lessonOf(deps, part);
    if (!lesson || lesson.state === 'draft') return lessonTaskOver({ kind: 'gone' });
    if (lesson.changed?.byId === part.userId)
      return lessonTaskOver({ kind: 'changed', changed: lesson.changed.text });
    if (lesson.state !== 'taken' || lesson.takenById !== part.userId)
      return lessonTaskOver({ kind: 'given-back' });
    if (lesson.dueDay !== part.on) return lessonTaskOver({ kind: 'moved', dueDay: lesson.dueDay ?? '' });
    return lessonTask({ ...lessonShown(lesson), dueDay: lesson.dueDay ?? '', where: 'note' });
  },
};

const composeTakenDown: NoteRow['compose'] = async (deps, part) => {
  const lesson = await lessonOf(deps, part);
  if (lesson?.state !== 'draft' || !lesson.takenDownBy) return skip('it is shared again, or thrown away');
  const byName = (await deps.people.find(lesson.takenDownBy))?.name ?? 'Somebody';
  return send(lessonTakenDown(escapeName(byName), lessonShown(lesson)));
};

/** Told to the author whose lesson somebody else took down. */
export const lessonTakenDownPart: NoteRow = {
  topic: 'own-wins',
  compose: composeTakenDown,
  show: shownAsNow(composeTakenDown, lessonTakenDownOver),
};
