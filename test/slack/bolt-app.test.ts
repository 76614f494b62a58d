import { expect } from 'chai';
import { pino } from 'pino';
import { createBoltApp } from '../../src/slack/bolt-app.ts';
import { acknowledgement } from '../support/acknowledgement.ts';

interface Who {
  userId: string;
  teamId: string;
  enterpriseId: string;
}

const ann: Who = { userId: 'UANN', teamId: 'T1', enterpriseId: 'E1' };
const jo: Who = { userId: 'UJO', teamId: 'T2', enterpriseId: 'E2' };

/** The three ways in which Slack says who sent a request. */
const bodies: [string, (who: Who) => object][] = [
  [
    'commands',
    ({ userId, teamId, enterpriseId }) => ({
      command: '/brag',
      text: '',
      user_id: userId,
      team_id: teamId,
      enterprise_id: enterpriseId,
    }),
  ],
  [
    'buttons',
    ({ userId, teamId, enterpriseId }) => ({
      type: 'block_actions',
      user: { id: userId, team_id: teamId },
      team: { id: teamId, enterprise_id: enterpriseId },
      enterprise: { id: enterpriseId },
      actions: [{ type: 'button', action_id: 'nomination.toggle', block_id: 'b' }],
    }),
  ],
  [
    'events',
    ({ userId, teamId, enterpriseId }) => ({
      type: 'event_callback',
      team_id: teamId,
      enterprise_id: enterpriseId,
      event: { type: 'reaction_added', user: userId, item: { type: 'message', channel: 'C1', ts: '1.1' } },
    }),
  ],
];

describe('the Bolt app', () => {
  for (const [what, bodyOf] of bodies)
    it(`tells apart two people of two enterprises whose ${what} come at the same time`, async () => {
      const authorization = { botToken: 'xoxb-test', botId: 'BBOT', botUserId: 'UBOT' };
      const app = createBoltApp({
        transport: { kind: 'http', signingSecret: 'secret', port: 0 },
        slackApiUrl: undefined,
        authorize: async () => authorization,
        logger: pino({ level: 'silent' }),
      });
      const seen: object[] = [];
      app.use(async ({ context, next }) => {
        // The other requests get here meanwhile.
        await new Promise((resolve) => setImmediate(resolve));
        const { userId, teamId, enterpriseId } = context;
        seen.push({ userId, teamId, enterpriseId });
        await next();
      });
      const people = [ann, jo, ann, jo];

      await Promise.all(people.map((who) => app.processEvent({ body: bodyOf(who), ack: acknowledgement() })));

      expect(seen).to.deep.equal(people);
      expect(authorization).to.have.all.keys('botToken', 'botId', 'botUserId');
    });
});
