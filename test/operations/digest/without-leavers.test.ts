import { expect } from 'chai';
import { readManagerDigest } from '../../../src/operations/digest/read-digest.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { digest } from '../../support/digest.ts';
import { nominationUsers } from '../../support/nomination.ts';
import { sendNotes } from '../../support/note.ts';

const jo = { userId: 'UJO', name: 'jo' };
const sam = { userId: 'USAM', name: 'sam' };

describe('whoever is deactivated', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    team = await bot.createWorkspace();
  });

  const leave = (id: string) => team.changePerson({ id, name: 'jo', deleted: true });

  it('is on no list of managers any more, though the week was closed before', async () => {
    const lists = { memberCount: 3, tookPartCount: 1, unseenCount: 2, unseen: [] };
    const week = digest({ team: { ...lists, withoutWins: [jo, sam], withoutWinsCount: 2 } });
    await team.store.digests.store(week, 'Europe/London', bot.now());
    await leave('UJO');

    const reading = await readManagerDigest(team.deps, '2026-W41', 'UANN');

    expect(reading).to.have.nested.property('digest.team.withoutWins').that.deep.equals([sam]);
    expect(reading).to.have.nested.property('digest.team.unseenCount', 1);
  });

  it('gets nothing of what waited for their note', async () => {
    const part = { key: 'taken-down:W1', kind: 'taken-down', winId: 'W1', userId: 'UJO' } as const;
    const tomorrow = new Date(bot.now().getTime() + 86_400_000);
    await team.store.noteParts.plan(part, tomorrow);

    await leave('UJO');

    expect(await team.store.noteParts.find(part.key)).to.include({ state: 'dropped' });
    await sendNotes(bot, team);
    expect(bot.slack.callsOf('chat.postMessage')).to.deep.equal([]);
  });
});
