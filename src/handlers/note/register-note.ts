import { actionIds, callbackIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createNoteChangeAction } from './note-change-action.ts';
import { createNoteWakeAction } from './note-wake-action.ts';
import { createUserChangeEvent } from './user-change-event.ts';
import { createWhatIGetView } from './what-i-get-view.ts';

export const registerNote = (routes: Routes): void => {
  routes.action(actionIds.noteChange, createNoteChangeAction);
  routes.action(actionIds.noteWake, createNoteWakeAction);
  routes.view(callbackIds.noteChange, createWhatIGetView);
  routes.event('user_change', createUserChangeEvent);
};
