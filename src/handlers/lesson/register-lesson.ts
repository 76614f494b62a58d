import { actionIds, callbackIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createLessonAgreeAction } from './lesson-agree-action.ts';
import { createLessonMoveView, createLessonTakeView } from './lesson-day-view.ts';
import { createLessonDoneView } from './lesson-done-view.ts';
import {
  createLessonDiscardAction,
  createLessonDraftAction,
  createLessonEditAction,
  createLessonOpenAction,
  createLessonShareAction,
} from './lesson-draft-action.ts';
import { createLessonMoreAction } from './lesson-more-action.ts';
import { createLessonSaveView } from './lesson-save-view.ts';
import {
  createLessonDoneAction,
  createLessonGiveBackAction,
  createLessonMoveAction,
  createLessonResumeAction,
  createLessonTakeAction,
} from './lesson-task-action.ts';
import { createLessonThemeAction } from './lesson-theme-action.ts';
import { createMessageEvent } from './message-event.ts';
import { createUserChangeEvent } from './user-change-event.ts';

export const registerLesson = (routes: Routes): void => {
  routes.action(actionIds.lessonOpen, createLessonOpenAction);
  routes.action(actionIds.lessonDraft, createLessonDraftAction);
  routes.action(actionIds.lessonEdit, createLessonEditAction);
  routes.action(actionIds.lessonShare, createLessonShareAction);
  routes.action(actionIds.lessonDiscard, createLessonDiscardAction);
  routes.action(actionIds.lessonAgree, createLessonAgreeAction);
  routes.action(actionIds.lessonTake, createLessonTakeAction);
  routes.action(actionIds.lessonMore, createLessonMoreAction);
  routes.action(actionIds.lessonDone, createLessonDoneAction);
  routes.action(actionIds.lessonMove, createLessonMoveAction);
  routes.action(actionIds.lessonGiveBack, createLessonGiveBackAction);
  routes.action(actionIds.lessonResume, createLessonResumeAction);
  routes.action(actionIds.lessonTheme, createLessonThemeAction);
  routes.view(callbackIds.lesson, createLessonSaveView);
  routes.view(callbackIds.lessonTake, createLessonTakeView);
  routes.view(callbackIds.lessonMove, createLessonMoveView);
  routes.view(callbackIds.lessonDone, createLessonDoneView);
  routes.event('message', createMessageEvent);
  routes.event('user_change', createUserChangeEvent);
};
