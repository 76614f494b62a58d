import { activeInGroup } from '../workspace/lookup.ts';
import { userGroupJson } from '../workspace/user-group-json.ts';
import { type Methods, method } from './method.ts';
import { SlackError } from './slack-error.ts';

export const userGroupMethods: Methods = {
  'usergroups.list': method({
    tier: 2,
    scope: 'usergroups:read',
    arguments: { include_count: 'flag', include_disabled: 'flag', include_users: 'flag' },
    run({ workspace }, { include_count, include_disabled, include_users }) {
      const groups = [...workspace.userGroups.values()].filter(
        ({ deleted }) => !deleted || include_disabled === true,
      );
      return {
        usergroups: groups.map((group) => {
          const users = activeInGroup(workspace, group);
          return {
            ...userGroupJson(workspace, group),
            ...(include_users && { users }),
            ...(include_count && { user_count: users.length }),
          };
        }),
      };
    },
  }),

  'usergroups.users.list': method({
    tier: 2,
    scope: 'usergroups:read',
    arguments: { usergroup: 'text!', include_disabled: 'flag' },
    run({ workspace }, { usergroup, include_disabled }) {
      const group = workspace.userGroups.get(usergroup);
      if (!group || (group.deleted && include_disabled !== true)) throw new SlackError('no_such_subteam');
      return { users: activeInGroup(workspace, group) };
    },
  }),
};
