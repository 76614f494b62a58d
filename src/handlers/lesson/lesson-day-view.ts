import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { lessonShown } from '../../operations/lesson/lesson-message.ts';
import {
  moveLesson,
  type TakeLessonDeps,
  type TakeOutcome,
  takeLesson,
} from '../../operations/lesson/take-lesson.ts';
import { unknownForm } from '../../views/apology.ts';
import { lessonFormIds as ids } from '../../views/ids.ts';
import { movedAnswer, takenOnAnswer } from '../../views/lesson/lesson-answer.ts';
import { lessonDayFaults, lessonRefused, lessonTitle } from '../../views/lesson/lesson-words.ts';
import { type Message, messageModal } from '../../views/message.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { dayIn } from '../form-field.ts';
import { storedInTime } from '../stored-in-time.ts';
import { taskMetadata } from './lesson-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type ViewDeps = TakeLessonDeps & Pick<Deps, 'clock'>;

const errorsOf = (outcome: TakeOutcome): FormErrors =>
  outcome.kind === 'bad-day' ? { [ids.day]: lessonDayFaults[outcome.fault] } : undefined;

const answerTo = (outcome: TakeOutcome): Message | undefined => {
  if (outcome.kind === 'bad-day') return undefined;
  if (!('lesson' in outcome)) return lessonRefused(outcome);
  const { lesson } = outcome;
  const dueDay = lesson.dueDay ?? '';
  return outcome.kind === 'moved' ? movedAnswer(dueDay) : takenOnAnswer(lessonShown(lesson), dueDay);
};

/** What came of it takes the form's place: also who was quicker. */
const shownInstead = (outcome: TakeOutcome) => {
  const answer = answerTo(outcome);
  return answer && messageModal(lessonTitle, answer);
};

const createDayView =
  (act: typeof takeLesson) =>
  (deps: ViewDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = taskMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.day, unknownForm);
    const asked = { ...metadata, userId: body.user.id, day: dayIn(view.state.values, ids.day) };
    const stored = await storedInTime(deps, 'lesson', act(deps, asked, deps.clock.now()));
    await closeForm(ack, stored, { errorsOf, silentAt: ids.day, shownInstead });
  };

/** Take it, in its form. */
export const createLessonTakeView = createDayView(takeLesson);
/** Move it, in its form. */
export const createLessonMoveView = createDayView(moveLesson);
