import { exportFiles } from '../../domain/personal-export.ts';
import type { PersonRow } from '../../models/person-row.ts';
import type { Message } from '../../views/message.ts';
import { type HandOverDeps, handOver } from '../file/hand-over.ts';
import { personalRows } from './personal-data.ts';

/** All that is kept of somebody, by collection. */
export const personalDataOf = async (
  { store }: Pick<HandOverDeps, 'store'>,
  userId: string,
): Promise<Map<string, PersonRow[]>> => {
  const found = new Map<string, PersonRow[]>();
  for (const [name, row] of personalRows()) found.set(name, await row.exportOf(store, userId));
  return found;
};

/** Hands somebody all that is kept of them, and nobody else. Resolves with what they are answered. */
export const exportPerson = async (deps: HandOverDeps, userId: string): Promise<Message> => {
  const files = exportFiles(await personalDataOf(deps, userId), deps.clock.now());
  return handOver(deps, { userId, files, reason: 'your data' });
};
