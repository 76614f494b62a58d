import type { WebClient } from '@slack/web-api';
import type { Deps } from '../../deps.ts';
import type { Message } from '../../views/message.ts';
import { deleteForm, type Leading } from '../../views/privacy/delete-form.ts';
import { openForm } from '../open-form.ts';

const leadingOf = (managerIds: readonly string[] | undefined, userId: string): Leading => {
  if (!managerIds?.includes(userId)) return 'not';
  return managerIds.length === 1 ? 'alone' : 'with-others';
};

/** Resolves with what to tell the person when nobody knows whether it is open. */
export const openDeleteForm = async (
  deps: Pick<Deps, 'workspace'>,
  client: WebClient,
  opener: Parameters<typeof openForm>[1],
  userId: string,
): Promise<Message | undefined> => {
  const { managerIds } = await deps.workspace();
  return openForm(client, opener, deleteForm(leadingOf(managerIds, userId)));
};
