import type { Routes } from '../routes.ts';
import { createChannelIdEvent } from './channel-id-event.ts';

export const registerWorkspace = (routes: Routes): void => {
  routes.event('channel_id_changed', createChannelIdEvent);
};
