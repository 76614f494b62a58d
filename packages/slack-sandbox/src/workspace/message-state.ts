import type { Ephemeral, StateValues } from '../answers.ts';
import { objectsIn } from '../json.ts';
import { initialValues } from './element-state.ts';
import type { Message, Person, Workspace } from './types.ts';

type Shown = Pick<Message | Ephemeral, 'channel' | 'ts' | 'blocks'>;

const keyOf = (ts: string, userId: string) => `${ts} ${userId}`;

/** What that person sees chosen and typed in a message. */
export const messageState = (workspace: Workspace, message: Shown, { id }: Person): StateValues =>
  workspace.messageStates.get(keyOf(message.ts, id)) ??
  initialValues(objectsIn(message.blocks), { here: message.channel });

export const keepMessageState = (
  workspace: Workspace,
  { ts }: Shown,
  { id }: Person,
  values: StateValues,
): void => {
  workspace.messageStates.set(keyOf(ts, id), values);
};

/** A message that is drawn anew begins anew for everybody. */
export const forgetMessageStates = (workspace: Workspace, { ts }: Pick<Shown, 'ts'>): void => {
  for (const key of workspace.messageStates.keys()) {
    if (key.startsWith(`${ts} `)) workspace.messageStates.delete(key);
  }
};
