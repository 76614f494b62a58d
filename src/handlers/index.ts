import type { App } from '@slack/bolt';
import type { Deps } from '../deps.ts';
import { actionIds, callbackIds, commandIds } from '../views/ids.ts';
import { createBragCommand } from './brag-command.ts';
import {
  createChallengeAskDeclineAction,
  createChallengeAskOtherAction,
  createChallengeAskStartAction,
} from './challenge/challenge-ask-action.ts';
import { createChallengeCancelView, createChallengeChangeView } from './challenge/challenge-change-view.ts';
import {
  createChallengeDoneAction,
  createChallengeIdeaAction,
  createChallengeNotTodayAction,
  createChallengeRemindAction,
} from './challenge/challenge-day-action.ts';
import { createChallengeDoneView } from './challenge/challenge-done-view.ts';
import { createChallengeJoinAction, createChallengeLeaveAction } from './challenge/challenge-join-action.ts';
import {
  createChallengeCancelAction,
  createChallengeChangeAction,
  createChallengeStartAction,
} from './challenge/challenge-manage-action.ts';
import { createChallengeStartView } from './challenge/challenge-start-view.ts';
import { createUserChangeEvent } from './challenge/user-change-event.ts';
import { createDigestManagersAction } from './digest/digest-managers-action.ts';
import { createChannelJoinedEvent } from './nomination/channel-joined-event.ts';
import { createNominateAction } from './nomination/nominate-action.ts';
import { createReactionEvent } from './nomination/reaction-event.ts';
import { createWallChooseAction } from './wall/wall-choose-action.ts';
import {
  createWallJoinedEvent,
  createWallLeftEvent,
  createWallLostEvent,
  createWallUnarchivedEvent,
} from './wall/wall-event.ts';
import { createMessageEvent } from './win/message-event.ts';
import { createWinChangeView } from './win/win-change-view.ts';
import { createWinComposeView } from './win/win-compose-view.ts';
import { createWinEditAction } from './win/win-edit-action.ts';
import { createWinMoreAction } from './win/win-more-action.ts';
import { createWinTakeDownAction } from './win/win-take-down-action.ts';

/** The routing table: everything that Slack can send us, and what handles it. */
export const registerHandlers = (app: App, deps: Deps): void => {
  app.command(commandIds.brag, createBragCommand(deps));

  app.action(actionIds.nominate, createNominateAction(deps));
  app.action(actionIds.winEdit, createWinEditAction(deps));
  app.action(actionIds.winTakeDown, createWinTakeDownAction(deps));
  app.action(actionIds.winMore, createWinMoreAction(deps));
  app.action(actionIds.wallChoose, createWallChooseAction(deps));
  app.action(actionIds.challengeJoin, createChallengeJoinAction(deps));
  app.action(actionIds.challengeLeave, createChallengeLeaveAction(deps));
  app.action(actionIds.challengeDone, createChallengeDoneAction(deps));
  app.action(actionIds.challengeIdea, createChallengeIdeaAction(deps));
  app.action(actionIds.challengeRemind, createChallengeRemindAction(deps));
  app.action(actionIds.challengeNotToday, createChallengeNotTodayAction(deps));
  app.action(actionIds.challengeStart, createChallengeStartAction(deps));
  app.action(actionIds.challengeChange, createChallengeChangeAction(deps));
  app.action(actionIds.challengeCancel, createChallengeCancelAction(deps));
  app.action(actionIds.challengeAskStart, createChallengeAskStartAction(deps));
  app.action(actionIds.challengeAskOther, createChallengeAskOtherAction(deps));
  app.action(actionIds.challengeAskDecline, createChallengeAskDeclineAction(deps));
  app.action(actionIds.digestManagers, createDigestManagersAction(deps));

  app.view(callbackIds.winCompose, createWinComposeView(deps));
  app.view(callbackIds.winChange, createWinChangeView(deps));
  app.view(callbackIds.challengeStart, createChallengeStartView(deps));
  app.view(callbackIds.challengeChange, createChallengeChangeView(deps));
  app.view(callbackIds.challengeCancel, createChallengeCancelView(deps));
  app.view(callbackIds.challengeDone, createChallengeDoneView(deps));

  app.event('reaction_added', createReactionEvent(deps));
  app.event('reaction_removed', createReactionEvent(deps));
  app.event('member_joined_channel', createWallJoinedEvent(deps));
  app.event('member_joined_channel', createChannelJoinedEvent(deps));
  app.event('member_left_channel', createWallLeftEvent(deps));
  app.event('channel_left', createWallLostEvent(deps));
  app.event('channel_archive', createWallLostEvent(deps));
  app.event('channel_deleted', createWallLostEvent(deps));
  app.event('channel_unarchive', createWallUnarchivedEvent(deps));
  app.event('group_left', createWallLostEvent(deps));
  app.event('group_archive', createWallLostEvent(deps));
  app.event('group_deleted', createWallLostEvent(deps));
  app.event('group_unarchive', createWallUnarchivedEvent(deps));
  app.event('message', createMessageEvent(deps));
  app.event('user_change', createUserChangeEvent(deps));
};
