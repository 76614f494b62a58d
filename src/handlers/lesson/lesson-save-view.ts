import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { guardTexts } from '../../domain/customer-data.ts';
import { lessonShown } from '../../operations/lesson/lesson-message.ts';
import { type SaveLessonDeps, type SaveOutcome, saveLesson } from '../../operations/lesson/save-lesson.ts';
import { unknownForm } from '../../views/apology.ts';
import { lessonFormIds as ids } from '../../views/ids.ts';
import { draftMessage, savedOnWall } from '../../views/lesson/lesson-answer.ts';
import { lessonForm, lessonFormFaults } from '../../views/lesson/lesson-form.ts';
import { lessonRefusalWords, lessonTitle } from '../../views/lesson/lesson-words.ts';
import { messageModal } from '../../views/message.ts';
import { zoneInTime } from '../decided-in-time.ts';
import { closeForm, type FormErrors, keepOpen, keepOpenWith } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import { readCustomerDataChoice } from '../win/win-form-values.ts';
import { lessonIn, lessonMetadata, readLesson } from './lesson-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type ViewDeps = SaveLessonDeps & Pick<Deps, 'clock' | 'logger' | 'workspace'>;

const errorsOf = (outcome: SaveOutcome): FormErrors => {
  if (outcome.kind === 'saved') return undefined;
  const words =
    outcome.kind === 'changed-meanwhile'
      ? lessonFormFaults['changed-meanwhile']
      : lessonRefusalWords(outcome);
  return { [ids.story]: words };
};

/** The draft with what can be done with it; of what is on the wall, that it is saved. */
const shownInstead = (outcome: SaveOutcome) => {
  if (outcome.kind !== 'saved') return undefined;
  const { lesson } = outcome;
  return messageModal(
    lessonTitle,
    lesson.state === 'draft' ? draftMessage(lessonShown(lesson)) : savedOnWall,
  );
};

/** A lesson, in its form. It is stored before the form closes. */
export const createLessonSaveView =
  (deps: ViewDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = lessonMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.story, unknownForm);
    const form = readLesson(view.state.values);
    const content = lessonIn(form);
    if ('errors' in content) return keepOpenWith(ack, content.errors);
    const choice = readCustomerDataChoice(view.state.values);
    const texts = ['story', 'wouldHelp', 'change'] as const;
    const guarded = guardTexts(content, texts, choice, await zoneInTime(deps));
    const { lessonId, edition, isShared = false } = metadata;
    if (guarded.kind === 'ask') {
      const { customerData } = guarded;
      const asked = lessonForm({ metadata: view.private_metadata, content: form, isShared, customerData });
      await ack({ response_action: 'update', view: asked });
      return;
    }
    const asked = { lessonId, edition, isShared, content: guarded.values };
    const work = saveLesson(deps, asked, body.user.id, deps.clock.now());
    const stored = await storedInTime(deps, 'lesson', work);
    await closeForm(ack, stored, { errorsOf, silentAt: ids.story, shownInstead });
  };
