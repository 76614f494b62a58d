import { expect } from 'chai';
import sinon from 'sinon';
import { readDigest } from '../../../src/operations/digest/read-digest.ts';
import { refreshStale } from '../../../src/operations/win/refresh-stale.ts';
import { digestAnswer } from '../../../src/views/digest/digest.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import { type WallWin, winOnWall } from '../../support/nomination.ts';
import { changeSettings } from '../../support/settings.ts';

const dayMs = 86_400_000;

describe('principles by other names', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    team = await bot.createWorkspace();
  });
  afterEach(() => sinon.restore());

  const name = (principleNames: Record<string, string>) => changeSettings(team, bot, { principleNames });
  const posted = async (daysAgo: number, principle?: string): Promise<WallWin> => {
    const win = await winOnWall(team);
    const postedAt = new Date(bot.now().getTime() - daysAgo * dayMs);
    await bot.models.wins.model.updateOne(
      { _id: win._id },
      { $set: { postedAt, ...(principle && { principle }) } },
    );
    return win;
  };
  const updates = async () => {
    bot.slack.calls.length = 0;
    await refreshStale(team.deps);
    return bot.slack.callsOf('chat.update');
  };
  const opened = () => JSON.stringify(bot.slack.callsOf('views.open')[0]!.view);

  it('are shown on recent wins that carry one, and on no others', async () => {
    const recent = await posted(3, 'respect');
    await posted(3);
    await posted(30, 'respect');

    await name({ respect: 'Care <first>' });

    const shown = await updates();
    expect(shown.map(({ ts }) => ts)).to.deep.equal([recent.wall.ts]);
    expect(shown[0]!.text).to.contain('Principle: Care &lt;first&gt;');
  });

  it('are shown on an older win when something else about it changes', async () => {
    const old = await posted(30, 'respect');
    await name({ respect: 'Care first' });
    bot.slack.calls.length = 0;

    await team.action('USAM', 'nomination.toggle', { value: old._id });

    expect(bot.slack.callsOf('chat.update')[0]!.text).to.contain('Principle: Care first');
  });

  it('are kept by their ids', async () => {
    const win = await posted(3, 'respect');

    await name({ respect: 'Care first' });

    expect((await team.store.wins.find(win._id))!.principle).to.equal('respect');
  });

  it('are offered in the forms, and told in the digest', async () => {
    await posted(0, 'respect');
    await name({ respect: 'Care <first>' });

    await team.command('UJO', '');

    expect(opened()).to.contain('Care <first>').and.to.contain('"value":"respect"');
    const reading = await readDigest(team.deps, '', 'UJO', bot.now());
    if (reading.kind !== 'so-far') throw new Error('there is no digest');
    const look = await team.deps.workspace();
    const view = { ...reading, look, workspaceUrl: 'https://example.slack.com/', isSoFar: true };
    expect(digestAnswer(view, false).message.text).to.contain('Care &lt;first&gt; (1)');
  });

  it('go by their usual ones while the database does not answer', async () => {
    await name({ respect: 'Care first' });
    failingDatabase(bot.models.workspaces.model, 'findOne');

    await team.command('UJO', '');

    expect(opened()).to.contain('Done with them, not to them').and.not.to.contain('Care first');
  });

  it('cost the composer one read of what the team decided', async () => {
    const reads: string[] = [];
    const { db } = bot.models.workspaces.model;
    db.set('debug', (collection: string, method: string) => reads.push(`${collection}.${method}`));

    await team.command('UJO', '');

    db.set('debug', false);
    expect(reads.filter((read) => read.startsWith('workspaces.'))).to.deep.equal(['workspaces.findOne']);
  });
});
