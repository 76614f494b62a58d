import type { Deps } from '../../deps.ts';
import { openSettings, type ReadSettingsDeps } from '../../operations/settings/read-settings.ts';
import type { Message } from '../../views/message.ts';
import { settingsForm } from '../../views/settings/settings-form.ts';
import { openWhatIGet, type WhatIGetDeps } from '../note/open-what-i-get.ts';
import { openForm } from '../open-form.ts';
import { metadataOf } from './settings-form-values.ts';

export type OpenSettingsDeps = ReadSettingsDeps & WhatIGetDeps & Pick<Deps, 'clock'>;

/**
 * Opens the settings that somebody may change, and for whoever may change none what they get. Resolves with what to tell
 * the person when nobody knows whether it is open.
 */
export const openForSomebody = async (
  deps: OpenSettingsDeps,
  request: Parameters<typeof openWhatIGet>[1],
): Promise<Message | undefined> => {
  const { client, opener, userId } = request;
  const shown = await openSettings(deps, userId, deps.clock.now());
  if (!shown) return openWhatIGet(deps, request);
  return openForm(client, opener, settingsForm({ ...shown, metadata: metadataOf(shown) }));
};
