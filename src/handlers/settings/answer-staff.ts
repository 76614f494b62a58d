import pTimeout from 'p-timeout';
import type { Deps } from '../../deps.ts';
import type { Message } from '../../views/message.ts';
import { settingsForManagers } from '../../views/settings/settings-refusal.ts';

const askLimitMs = 700;

/** What somebody gets who asked for the settings and manages nothing: the one place where that is decided. */
export const answerStaff = async ({ people }: Pick<Deps, 'people'>): Promise<Message> => {
  const managers = await pTimeout(people.findAdmins(), { milliseconds: askLimitMs }).catch(() => []);
  return settingsForManagers(managers.map(({ userId }) => userId));
};
