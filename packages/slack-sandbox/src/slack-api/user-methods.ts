import { channelJson } from '../workspace/channel-json.ts';
import { userJson } from '../workspace/user-json.ts';
import { existingPerson } from './access.ts';
import { conversationsOfTypes } from './conversation-types.ts';
import { type Methods, method } from './method.ts';
import { page } from './paging.ts';
import { SlackError } from './slack-error.ts';

export const userMethods: Methods = {
  'users.info': method({
    tier: 4,
    scope: 'users:read',
    arguments: { user: 'text!', include_locale: 'flag' },
    run: (world, { user }) => ({
      user: userJson(world.workspace, existingPerson(world, user), world.baseUrl, world.clock.now()),
    }),
  }),

  'users.list': method({
    tier: 2,
    scope: 'users:read',
    arguments: { cursor: 'text', limit: 'number', include_locale: 'flag' },
    run({ workspace, baseUrl, clock }, { cursor, limit }) {
      const everyone = [...workspace.people.values()];
      const { items, metadata } = page(everyone, (person) => person.id, {
        cursor,
        limit,
        usual: everyone.length,
        most: 1000,
      });
      const now = clock.now();
      return {
        members: items.map((person) => userJson(workspace, person, baseUrl, now)),
        cache_ts: Math.floor(now.getTime() / 1000),
        ...metadata,
      };
    },
  }),

  'users.conversations': method({
    tier: 3,
    arguments: {
      cursor: 'text',
      limit: 'number',
      types: 'text',
      exclude_archived: 'flag',
      user: 'text',
    },
    run(world, { cursor, limit, types, exclude_archived, user }) {
      const { workspace } = world;
      const userId = user ?? workspace.bot.userId;
      if (!workspace.people.has(userId)) throw new SlackError('user_not_found');
      const joined = conversationsOfTypes(world, types, exclude_archived).filter((channel) =>
        channel.members.has(userId),
      );
      const { items, metadata } = page(joined, (channel) => channel.id, {
        cursor,
        limit,
        usual: 100,
        most: 1000,
      });
      return { channels: items.map((channel) => channelJson(workspace, channel)), ...metadata };
    },
  }),
};
