import type { App } from '@slack/bolt';
import type { Clock } from '../../clock.ts';

export interface FarewellDeps {
  /** Ends all work for a workspace. */
  leave: (teamId: string, at: Date) => Promise<void>;
  clock: Clock;
}

/** Slack tells of an end by one of these, or by both in any order. */
export const farewellEvents = ['app_uninstalled', 'tokens_revoked'] as const;

/**
 * The bot was removed from a workspace, or its token revoked: then nothing is done there any more. These are no routes,
 * since a route would make ready what belongs to the workspace.
 */
export const registerFarewell = (app: App, { leave, clock }: FarewellDeps): void => {
  const end = (teamId: string, eventTime: number | undefined): Promise<void> =>
    leave(teamId, eventTime ? new Date(eventTime * 1000) : clock.now());
  app.event('app_uninstalled', ({ body }) => end(body.team_id, body.event_time));
  app.event('tokens_revoked', async ({ body, event }) => {
    // Those of people, which this bot has none of, say nothing about the bot's.
    if (event.tokens.bot?.length) await end(body.team_id, body.event_time);
  });
};
