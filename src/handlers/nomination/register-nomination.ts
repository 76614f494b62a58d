import { actionIds, callbackIds, shortcutIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createChannelJoinedEvent } from './channel-joined-event.ts';
import { createMessageChangedEvent } from './message-changed-event.ts';
import { createNominateAction } from './nominate-action.ts';
import { createPutOnWallShortcut } from './put-on-wall-shortcut.ts';
import { createPutOnWallView } from './put-on-wall-view.ts';
import { createReactionEvent } from './reaction-event.ts';
import { createWhoNominatedAction } from './who-nominated-action.ts';

export const registerNomination = (routes: Routes): void => {
  routes.action(actionIds.nominate, createNominateAction);
  routes.action(actionIds.whoNominated, createWhoNominatedAction);
  routes.shortcut(shortcutIds.putOnWall, createPutOnWallShortcut);
  routes.view(callbackIds.nominationPutOnWall, createPutOnWallView);
  routes.event('reaction_added', createReactionEvent);
  routes.event('reaction_removed', createReactionEvent);
  routes.event('message', createMessageChangedEvent);
  routes.event('member_joined_channel', createChannelJoinedEvent);
};
