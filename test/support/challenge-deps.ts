import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import sinon from 'sinon';
import { loadChallengePacks } from '../../src/content/challenge-packs.ts';
import { readWorkspace } from '../../src/operations/workspace/read-workspace.ts';
import { createBackground } from '../../src/slack/background.ts';
import { createPeople } from '../../src/slack/people.ts';
import type { TestDatabase } from './database.ts';

/** What the forms of a challenge need, in a workspace of their own where everybody is an admin in London. */
export const challengeDeps = ({ storeOf }: TestDatabase, teamId: string, now: Date) => {
  const slack = new WebClient();
  const admin = { name: 'ann', is_admin: true, tz: 'Europe/London' };
  sinon
    .stub(slack.users, 'info')
    .callsFake(async (args) => ({ ok: true, user: { id: args?.user, ...admin } }));
  sinon.stub(slack.users, 'list').resolves({ ok: true, members: [{ id: 'UANN', ...admin }] });
  const people = createPeople(slack, teamId);
  const store = storeOf(teamId);
  const logger = pino({ level: 'silent' });
  return {
    clock: { now: () => now },
    logger,
    store,
    workspace: () => readWorkspace({ store, people }),
    installation: { teamId, botUserId: 'UBOT', botId: 'BBOT', url: 'https://example.slack.com/' },
    packs: loadChallengePacks(),
    people,
    background: createBackground(logger),
    outbox: { deliver: async () => undefined, deliverDue: async () => {}, stop() {} },
    refreshInvitation: async () => {},
    refreshDay: async () => {},
    answerLater: sinon.stub<[string | undefined, { text: string }, object?], Promise<void>>().resolves(),
  };
};
