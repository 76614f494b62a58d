import { actionIds, callbackIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import {
  createChallengeAskDeclineAction,
  createChallengeAskOtherAction,
  createChallengeAskStartAction,
} from './challenge-ask-action.ts';
import { createChallengeCancelView, createChallengeChangeView } from './challenge-change-view.ts';
import {
  createChallengeDoneAction,
  createChallengeIdeaAction,
  createChallengeNotTodayAction,
  createChallengeRemindAction,
} from './challenge-day-action.ts';
import { createChallengeDoneView } from './challenge-done-view.ts';
import { createChallengeJoinAction, createChallengeLeaveAction } from './challenge-join-action.ts';
import {
  createChallengeCancelAction,
  createChallengeChangeAction,
  createChallengeStartAction,
} from './challenge-manage-action.ts';
import { createChallengeStartView } from './challenge-start-view.ts';
import { createUserChangeEvent } from './user-change-event.ts';

export const registerChallenge = (routes: Routes): void => {
  routes.action(actionIds.challengeJoin, createChallengeJoinAction);
  routes.action(actionIds.challengeLeave, createChallengeLeaveAction);
  routes.action(actionIds.challengeDone, createChallengeDoneAction);
  routes.action(actionIds.challengeIdea, createChallengeIdeaAction);
  routes.action(actionIds.challengeRemind, createChallengeRemindAction);
  routes.action(actionIds.challengeNotToday, createChallengeNotTodayAction);
  routes.action(actionIds.challengeStart, createChallengeStartAction);
  routes.action(actionIds.challengeChange, createChallengeChangeAction);
  routes.action(actionIds.challengeCancel, createChallengeCancelAction);
  routes.action(actionIds.challengeAskStart, createChallengeAskStartAction);
  routes.action(actionIds.challengeAskOther, createChallengeAskOtherAction);
  routes.action(actionIds.challengeAskDecline, createChallengeAskDeclineAction);
  routes.view(callbackIds.challengeStart, createChallengeStartView);
  routes.view(callbackIds.challengeChange, createChallengeChangeView);
  routes.view(callbackIds.challengeCancel, createChallengeCancelView);
  routes.view(callbackIds.challengeDone, createChallengeDoneView);
  routes.event('user_change', createUserChangeEvent);
};
