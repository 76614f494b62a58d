import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { guardTexts } from '../../domain/customer-data.ts';
import { lessonTextFaults } from '../../domain/lesson-text.ts';
import { lessonShown } from '../../operations/lesson/lesson-message.ts';
import {
  finishLesson,
  ownTask,
  type TakeLessonDeps,
  type TakeOutcome,
} from '../../operations/lesson/take-lesson.ts';
import { unknownForm } from '../../views/apology.ts';
import { lessonFormIds as ids } from '../../views/ids.ts';
import { doneAnswer } from '../../views/lesson/lesson-answer.ts';
import { lessonFormFaults } from '../../views/lesson/lesson-form.ts';
import { doneForm } from '../../views/lesson/lesson-task.ts';
import { lessonRefusalWords, lessonRefused, lessonTitle } from '../../views/lesson/lesson-words.ts';
import { messageModal } from '../../views/message.ts';
import { unstoredForm } from '../../views/unstored.ts';
import { zoneInTime } from '../decided-in-time.ts';
import { closeForm, keepOpen } from '../form-answer.ts';
import { textIn } from '../form-field.ts';
import { storedInTime } from '../stored-in-time.ts';
import { readCustomerDataChoice } from '../win/win-form-values.ts';
import { taskMetadata } from './lesson-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type ViewDeps = TakeLessonDeps & Pick<Deps, 'clock'>;

const shownInstead = (outcome: TakeOutcome) => {
  if (outcome.kind === 'done')
    return messageModal(
      lessonTitle,
      doneAnswer(lessonShown(outcome.lesson), outcome.lesson.changed?.text ?? ''),
    );
  return 'lesson' in outcome || outcome.kind === 'bad-day'
    ? undefined
    : messageModal(lessonTitle, lessonRefused(outcome));
};

/** Done, in its form: one line of what changed. */
export const createLessonDoneView =
  (deps: ViewDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = taskMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.changed, unknownForm);
    const changed = textIn(view.state.values, ids.changed).trim();
    const fault = lessonTextFaults({ changed }).changed;
    if (fault) return keepOpen(ack, ids.changed, lessonFormFaults[fault]);
    const choice = readCustomerDataChoice(view.state.values);
    const guarded = guardTexts({ changed }, ['changed'], choice, await zoneInTime(deps));
    const asked = { ...metadata, userId: body.user.id };
    if (guarded.kind === 'ask') {
      const found = await storedInTime(deps, 'lesson', ownTask(deps, asked));
      if (found.kind !== 'stored') return keepOpen(ack, ids.changed, unstoredForm[found.kind]);
      const task = found.outcome;
      if ('kind' in task) return keepOpen(ack, ids.changed, lessonRefusalWords(task));
      const { customerData } = guarded;
      const form = doneForm({ metadata: view.private_metadata, task, typed: changed, customerData });
      await ack({ response_action: 'update', view: form });
      return;
    }
    const work = finishLesson(deps, { ...asked, text: guarded.values.changed }, deps.clock.now());
    const stored = await storedInTime(deps, 'lesson', work);
    await closeForm(ack, stored, { errorsOf: () => undefined, silentAt: ids.changed, shownInstead });
  };
