import { actionIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createUserChangeEvent } from './user-change-event.ts';
import { createWallAppointAction, createWallChooseAction } from './wall-choose-action.ts';
import {
  createWallHeardEvent,
  createWallJoinedEvent,
  createWallLeftEvent,
  createWallLostEvent,
  createWallUnarchivedEvent,
} from './wall-event.ts';
import { createWallStartAction } from './wall-start-action.ts';

export const registerWall = (routes: Routes): void => {
  routes.action(actionIds.wallChoose, createWallChooseAction);
  routes.action(actionIds.wallAppoint, createWallAppointAction);
  routes.action(actionIds.wallStart, createWallStartAction);
  routes.event('user_change', createUserChangeEvent);
  routes.event('member_joined_channel', createWallJoinedEvent);
  routes.event('member_left_channel', createWallLeftEvent);
  routes.event('channel_left', createWallLostEvent);
  routes.event('channel_archive', createWallLostEvent);
  routes.event('channel_deleted', createWallLostEvent);
  routes.event('channel_unarchive', createWallUnarchivedEvent);
  routes.event('group_left', createWallLostEvent);
  routes.event('group_archive', createWallLostEvent);
  routes.event('group_deleted', createWallLostEvent);
  routes.event('group_unarchive', createWallUnarchivedEvent);
  routes.event('message', createWallHeardEvent);
  routes.event('reaction_added', createWallHeardEvent);
  routes.event('reaction_removed', createWallHeardEvent);
};
