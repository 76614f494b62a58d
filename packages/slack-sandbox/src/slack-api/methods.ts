import { chatMethods } from './chat-methods.ts';
import { conversationMethods } from './conversation-methods.ts';
import { historyMethods } from './history-methods.ts';
import type { Methods } from './method.ts';
import { reactionMethods } from './reaction-methods.ts';
import { teamMethods } from './team-methods.ts';
import { userGroupMethods } from './user-group-methods.ts';
import { userMethods } from './user-methods.ts';
import { viewMethods } from './view-methods.ts';

/** Every Web API method that the sandbox knows. */
export const allMethods = (newTicket: () => string): Methods => ({
  ...teamMethods(newTicket),
  ...userMethods,
  ...userGroupMethods,
  ...conversationMethods,
  ...historyMethods,
  ...chatMethods,
  ...reactionMethods,
  ...viewMethods,
});
