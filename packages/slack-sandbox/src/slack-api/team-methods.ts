import { SOCKET_PATH } from '../delivery/socket-transport.ts';
import { botProfile } from '../workspace/message-json.ts';
import { type Methods, method } from './method.ts';
import { SlackError } from './slack-error.ts';

export const teamMethods = (newTicket: () => string): Methods => ({
  'api.test': method({
    token: 'any',
    tier: 'free',
    arguments: { error: 'text', foo: 'text' },
    run(_world, args) {
      if (args.error) throw new SlackError(args.error);
      return { args };
    },
  }),

  'auth.test': method({
    tier: 'free',
    arguments: {},
    run({ workspace, baseUrl }) {
      const { team, bot } = workspace;
      return {
        url: `${baseUrl}/`,
        team: team.name,
        user: workspace.people.get(bot.userId)?.name,
        team_id: team.id,
        user_id: bot.userId,
        bot_id: bot.botId,
        app_id: bot.appId,
        is_enterprise_install: false,
      };
    },
  }),

  'apps.connections.open': method({
    token: 'app',
    tier: 'free',
    arguments: {},
    run({ workspace, baseUrl }) {
      const query = `ticket=${newTicket()}&app_id=${workspace.bot.appId}`;
      return { url: `${baseUrl.replace('http', 'ws')}${SOCKET_PATH}?${query}` };
    },
  }),

  'bots.info': method({
    tier: 3,
    scope: 'users:read',
    arguments: { bot: 'text' },
    run({ workspace }, { bot }) {
      const found = botProfile(workspace, bot ?? workspace.bot.botId);
      if (!found) throw new SlackError('bot_not_found');
      return { bot: found };
    },
  }),

  'team.info': method({
    tier: 3,
    scope: 'team:read',
    arguments: { team: 'text', domain: 'text' },
    run({ workspace: { team }, baseUrl }, given) {
      if (given.team && given.team !== team.id) throw new SlackError('team_not_found');
      return { team: { ...team, email_domain: '', icon: {}, url: `${baseUrl}/` } };
    },
  }),
});
