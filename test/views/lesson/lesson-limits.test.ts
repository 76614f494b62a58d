import {
  type LessonState,
  type LessonTheme,
  lessonLimits,
  lessonThemes,
} from '../../../src/domain/lesson.ts';
import { lessonParts } from '../../../src/views/digest/digest-lessons.ts';
import {
  agreedAnswer,
  doneAnswer,
  draftMessage,
  draftOnHome,
  takenOnAnswer,
} from '../../../src/views/lesson/lesson-answer.ts';
import { lessonCard } from '../../../src/views/lesson/lesson-card.ts';
import { lessonForm } from '../../../src/views/lesson/lesson-form.ts';
import { lessonList } from '../../../src/views/lesson/lesson-list.ts';
import { doneForm, lessonTakenDown, lessonTask, takeForm } from '../../../src/views/lesson/lesson-task.ts';
import { messageOf } from '../../../src/views/message-part.ts';
import { expectValidHome, expectValidMessage, expectValidModal } from '../../support/block-kit.ts';

const place = { channelId: 'C12345678', ts: '1790000000.000100' };
const workspaceUrl = 'https://example.slack.com/';

for (const [what, character] of [
  ['characters that are escaped', '&'],
  ['marks of Slack’s', '*<@U1>'],
  ['emoji of many parts', '👩‍👩‍👧‍👦'],
  ['letters', 'w'],
] as const)
  describe(`lessons as long as can be, of ${what}`, () => {
    const filled = (units: number) => character.repeat(Math.floor(units / character.length));
    const lesson = {
      lessonId: 'a'.repeat(36),
      story: filled(lessonLimits.story),
      feeling: 'let-down',
      wouldHelp: filled(lessonLimits.wouldHelp),
      usToo: 'unsure',
      verb: 'start',
      change: filled(lessonLimits.change),
      theme: 'reach',
    } as const;
    const changed = filled(lessonLimits.changed);
    const card = { ...lesson, authorName: filled(80), agreeCount: 20, takenById: 'U1', dueDay: '2026-10-14' };
    const line = (state: LessonState, theme: LessonTheme) => ({ ...card, state, theme, changed, place });
    const task = { ...lesson, dueDay: '2026-10-14' };
    const metadata = '{}';

    it('fit on the wall, whatever became of them', () => {
      for (const state of ['open', 'taken', 'changed'] as const)
        expectValidMessage(
          lessonCard({ ...card, state, changed: state === 'changed' ? changed : undefined }),
        );
    });

    it('fit into forms and answers', () => {
      const drafts = [1, 2, 3].map(() => ({ lessonId: lesson.lessonId, story: lesson.story }));
      expectValidModal(
        lessonForm({
          metadata,
          content: lesson,
          isShared: false,
          customerData: ['email'],
          drafts,
          taskCount: 3,
        }),
      );
      expectValidModal(doneForm({ metadata, task, typed: changed, customerData: ['phone'] }));
      expectValidModal(takeForm({ metadata, task, day: '2026-10-14' }));
      for (const message of [
        draftMessage(lesson),
        doneAnswer(lesson, changed),
        takenOnAnswer(lesson, '2026-10-14'),
        agreedAnswer({ kind: 'agreed', agreeCount: 3, mayTake: true, lessonId: lesson.lessonId }),
        lessonTakenDown('ann', lesson),
      ])
        expectValidMessage(message);
    });

    it('fit into the note and on Home', () => {
      expectValidMessage(lessonTask({ ...task, where: 'note' }));
      expectValidHome({
        blocks: [...lessonTask({ ...task, where: 'home-late' }).blocks, ...draftOnHome(lesson)],
      });
    });

    it('fit into the list, all of them and one theme’s', () => {
      const lines = lessonThemes.flatMap((theme) =>
        Array.from({ length: 40 }, (_, index) =>
          line((['open', 'taken', 'changed'] as const)[index % 3]!, theme),
        ),
      );
      for (const theme of [undefined, 'waiting'] as const)
        expectValidMessage(lessonList({ kind: 'some', theme, lines, workspaceUrl }));
    });

    it('fit into the digest', () => {
      const told = {
        lessonId: 'L1',
        story: lesson.story,
        verb: 'start',
        change: lesson.change,
        changed,
        place,
      } as const;
      const counts = { sharedCount: 9, takenCount: 9, changedCount: 9, promptCount: 9, changedIds: [] };
      const parts = lessonParts({ ...counts, told, changes: [told, told, told] }, workspaceUrl);
      expectValidMessage(messageOf(parts).message);
    });
  });
