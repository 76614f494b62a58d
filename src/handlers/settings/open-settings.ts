import type { WebClient } from '@slack/web-api';
import type { Deps } from '../../deps.ts';
import { openSettings, type ReadSettingsDeps } from '../../operations/settings/read-settings.ts';
import type { Message } from '../../views/message.ts';
import { settingsForm } from '../../views/settings/settings-form.ts';
import { openForm } from '../open-form.ts';
import { metadataOf } from './settings-form-values.ts';

export type OpenSettingsDeps = ReadSettingsDeps & Pick<Deps, 'clock'>;

export interface SettingsRequest {
  client: WebClient;
  triggerId: string;
  userId: string;
}

type Opened = { kind: 'opened' } | { kind: 'in-doubt'; message: Message } | { kind: 'staff' };

/** Opens the settings that somebody may change; `staff` for whoever may change none. */
export const openSettingsForm = async (
  deps: OpenSettingsDeps,
  { client, triggerId, userId }: SettingsRequest,
): Promise<Opened> => {
  const shown = await openSettings(deps, userId, deps.clock.now());
  if (!shown) return { kind: 'staff' };
  const message = await openForm(client, triggerId, settingsForm({ ...shown, metadata: metadataOf(shown) }));
  return message ? { kind: 'in-doubt', message } : { kind: 'opened' };
};
