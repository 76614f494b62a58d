import { type JsonObject, withoutUndefined } from '../json.ts';
import { findPerson, findUserGroup } from '../workspace/lookup.ts';
import { changeUserGroup, createUserGroup } from '../workspace/user-groups.ts';
import type { World } from '../world.ts';
import type { Actions } from './actions.ts';
import { ControlError } from './control-error.ts';
import { optionalFlag, optionalText, personIn, requiredText } from './request.ts';
import { happened } from './result.ts';

const usersIn = (world: World, body: JsonObject): string[] | undefined => {
  const { users } = body;
  if (users === undefined) return undefined;
  if (!Array.isArray(users)) throw new ControlError('"users" must be a list of names or ids.');
  return [...new Set(users.map((user) => personIn(world, { user }).id))];
};

const freeHandle = (world: World, given: string): string => {
  const handle = given.replace(/^@/, '');
  if (!/^[a-z0-9][a-z0-9._-]{0,20}$/.test(handle)) {
    throw new ControlError(`"${handle}" is no handle: use up to 21 small letters, digits, ., - and _.`);
  }
  if (findPerson(world.workspace, handle)) throw new ControlError(`@${handle} is a person already.`);
  return handle;
};

export const userGroups: Actions = {
  /** A group that nobody knows yet is made. */
  async 'user-group'(world, body) {
    const given = requiredText(body, 'group');
    const users = usersIn(world, body);
    const name = optionalText(body, 'name');
    const group = findUserGroup(world.workspace, given);
    if (group) {
      const change = withoutUndefined({ name, users, deleted: optionalFlag(body, 'deleted') });
      return happened(changeUserGroup(world, group, change), { id: group.id });
    }
    const handle = freeHandle(world, given);
    const made = createUserGroup(world, { handle, name: name ?? handle, users: users ?? [] });
    return happened(made.receipts, { id: made.group.id });
  },
};
